"""What matrices with a column a visit share: sizes, the key, the heads of the columns, in pixels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import altair as alt

from ofsted_trends.charts.layout import LETTER
from ofsted_trends.charts.names import EVENTS
from ofsted_trends.charts.pixels import place_rows
from ofsted_trends.charts.style import BAND, INK
from ofsted_trends.charts.tables import MONTHS, format_period
from ofsted_trends.charts.theme_layout import MatrixLayout
from ofsted_trends.charts.theme_names import LETTERS, SHORT_EVENTS
from ofsted_trends.registers.frameworks import INSPECTIONS

Style = dict[str, Any]
Layer: TypeAlias = alt.Chart | alt.LayerChart


@dataclass(frozen=True, slots=True)
class MatrixCanvas:
    """Turns columns of visits into layers that share their axes.

    Attributes:
        layout: sizes.
        visits: one entry a column, in order: event, day, visit_start, visit_end, published.
        key_words: the words of each kind of mark.
        styles: how each kind of mark is drawn.
        kinds: the kinds of marks that are drawn, in the order of the key.
    """

    layout: MatrixLayout
    visits: Sequence[dict[str, Any]]
    key_words: Mapping[str, str]
    styles: Mapping[str, Style]
    kinds: Sequence[str]

    @property
    def column(self) -> float:
        """Returns the width of a column."""
        return min(self.layout.widest, self.layout.columns / max(len(self.visits), 1))

    @property
    def width(self) -> int:
        """Returns the width right of the gutter, enough for the key."""
        return max(round(self.column * len(self.visits)), self.layout.columns if not self.layout.gutter else 480)

    @property
    def spelled(self) -> bool:
        """Returns whether columns are wide enough for a word on the kind of visit."""
        return self.column >= self.layout.spelled

    @property
    def top(self) -> int:
        """Returns where the heads of the columns start: below the key."""
        return 22 * (max((entry["line"] for entry in self._key_places()), default=0) + 1) + 12

    @property
    def body(self) -> int:
        """Returns where the rows start."""
        return self.top + 3 * 17 + 12

    @property
    def visit_names(self) -> list[str]:
        """Returns kind and days of each visit, for the words beside the pointer."""
        return [
            f"{EVENTS[visit['event']]}, {format_period(visit['visit_start'], visit['visit_end'], visit['published'])}"
            for visit in self.visits
        ]

    def _key_places(self) -> list[dict[str, Any]]:
        """Returns where the entries of the key stand: as many in a line as fit."""
        places: list[dict[str, Any]] = []
        x, line = 8.0 - self.layout.gutter, 0
        for kind in self.kinds:
            words = self.key_words[kind]
            length = 18 + len(words) * self.layout.font * LETTER
            if x + length > self.width and places:
                x, line = 8.0 - self.layout.gutter, line + 1
            places.append({"kind": kind, "text": words, "x": round(x, 1), "line": line, "y": 12 + 22 * line})
            x += length + 24
        return places

    def key(self) -> list[Layer]:
        """Returns the key: each mark with its words."""
        entries = self._key_places()
        words = place_rows(entries).mark_text(
            align="left", baseline="middle", dx=12, fontSize=self.layout.font, color=INK
        )
        marks = [{**entry, "size": self.layout.sizes[1]} for entry in entries]
        return [words.encode(text="text:N"), *self._marks(marks)]

    def _marks(self, entries: list[dict[str, Any]]) -> list[Layer]:
        """Returns still marks of any kind: entries have x, y, kind and size."""
        layers: list[Layer] = []
        for kind, style in self.styles.items():
            rows = [{"x": e["x"], "y": e["y"]} for e in entries if e["kind"] == kind]
            if rows:
                size = {} if "size" in style else {"size": entries[0]["size"]}
                layers.append(draw_mark(place_rows(rows), style | size))
        return layers

    def heads(self) -> list[Layer]:
        """Returns the heads of the columns: kind of visit, month, year; inspections on a shade."""
        layers: list[Layer] = []
        shades = [
            {"x": self.column * n + 1, "x2": self.column * (n + 1) - 1, "y": self.top, "y2": self.body - 6}
            for n, visit in enumerate(self.visits)
            if visit["event"] in INSPECTIONS
        ]
        if shades:
            layers.append(place_rows(shades).mark_rect(color=BAND).encode(x2="x2:Q", y2="y2:Q"))
        rows = []
        for number, visit in enumerate(self.visits):
            day = visit["visit_end"] or visit["day"]
            kind = (SHORT_EVENTS if self.spelled else LETTERS)[visit["event"]]
            year = "" if day is None else str(day.year) if self.column >= 32 else f"’{day.year % 100:02}"
            month = "" if day is None else MONTHS[day.month - 1][:3]
            rows.append({"x": self.column * (number + 0.5), "y": self.top + 6, "text": [kind, month, year]})
        size = 13 if self.column >= 30 else 12
        words = place_rows(rows).mark_text(baseline="top", fontSize=size, lineHeight=16, color=INK)
        return [*layers, words.encode(text="text:N")]

    def nothing(self, words: str) -> list[Layer]:
        """Returns the words that stand where there is no column."""
        rows = [{"x": 8 - self.layout.gutter, "y": self.top + 20, "text": words}]
        return [place_rows(rows).mark_text(align="left", fontSize=15, color=INK).encode(text="text:N")]


def draw_mark(chart: alt.Chart, style: Style) -> alt.Chart:
    """Returns a chart with its marks in a style: a point, or words where the style has `text`."""
    if "text" in style:
        words: alt.Chart = chart.mark_text(**{key: value for key, value in style.items() if key != "size"})
        return words
    marks: alt.Chart = chart.mark_point(opacity=1, **style)
    return marks


def write_cells(names: Sequence[str], cells: Iterable[Sequence[int]]) -> alt.InlineData:
    """Returns the cells of a matrix as CSV, one short line a cell, which keeps the page small.

    Args:
        names: of the numbers of a cell.
        cells: their numbers, in that order.
    """
    lines = "\n".join([",".join(names), *(",".join(map(str, cell)) for cell in cells)])
    return alt.InlineData(values=lines, format={"type": "csv", "parse": dict.fromkeys(names, "number")})
