"""The chart of shares with their intervals beside numbers: a row a theme or group, a mark a series."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from ofsted_trends.charts.canvas import PAGE
from ofsted_trends.charts.layout import LETTER
from ofsted_trends.charts.pixels import join_layers, place_rows
from ofsted_trends.charts.style import BAND, GRID, INK, QUIET

_TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of share.

    Attributes:
        key: the columns are `share_<key>`, `low_<key>` and `high_<key>` (fractions; null where not known).
        label: its words in the key.
        colour: of its marks.
        shape: of its marks.
    """

    key: str
    label: str
    colour: str
    shape: str


@dataclass(frozen=True, slots=True)
class _Layout:
    """Sizes in pixels: room for names, the scale from 0% to 100%, a column of numbers, a row; size of words."""

    gutter: int
    shares: int
    column: int
    row: int
    font: int


_NARROW = _Layout(gutter=0, shares=288, column=52, row=58, font=13)


def chart_share_rows(
    rows: pl.DataFrame, series: Sequence[Series], numbers: Mapping[str, Sequence[str]], *, narrow: bool = False
) -> alt.LayerChart:
    """Returns a chart of shares: each a mark with a line for its interval, hollow where it rests on few.

    Args:
        rows: one row of the chart a row of the frame: name, small, the columns of the series, and those of numbers.
        series: at most three, drawn below each other in a row.
        numbers: column to the lines of its head, drawn right of the shares; on a phone only the first.
        narrow: whether to draw for a phone (about 344 pixels) or for a page (about 900 pixels).
    """
    canvas = _Canvas(_NARROW if narrow else _fit(rows, len(numbers)), rows.to_dicts(), series, numbers)
    if rows.is_empty():
        nothing = canvas.text([{"x": 0, "y": 12, "text": "Nothing to show in this period"}], align="left")
        return join_layers([nothing], canvas.width, 24)
    layers = canvas.key() + canvas.heads() + canvas.grid() + canvas.names() + canvas.marks()
    return join_layers(layers, canvas.width, canvas.height)


def _fit(rows: pl.DataFrame, columns: int) -> _Layout:
    """Returns the wide layout: a gutter for the longest name, the rest to the shares."""
    longest = max((len(name) for name in rows["name"]), default=0)
    gutter, column = min(300, 20 + round(longest * 14 * LETTER)), 84
    return _Layout(gutter, PAGE - gutter - column * columns - 12, column, 30, 14)


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Turns rows into layers that share their axes, in pixels."""

    layout: _Layout
    rows: list[dict[str, Any]]
    series: Sequence[Series]
    numbers: Mapping[str, Sequence[str]]

    @property
    def shown(self) -> list[str]:
        """Returns the columns of numbers that are drawn."""
        return list(self.numbers) if self.layout.gutter else list(self.numbers)[:1]

    @property
    def width(self) -> int:
        """Returns the width right of the gutter."""
        return self.layout.shares + self.layout.column * len(self.shown) + (12 if self.layout.gutter else 4)

    @property
    def top(self) -> int:
        """Returns where the rows start: below the key and the heads."""
        return 22 * self._key_lines() + 16 * max((len(self.numbers[c]) for c in self.shown), default=1) + 14

    @property
    def height(self) -> int:
        """Returns the height of the whole."""
        return self.top + self.layout.row * len(self.rows)

    def text(self, rows: Iterable[dict[str, Any]], **style: Any) -> alt.Chart:
        """Returns words at their places."""
        plain: dict[str, Any] = {"baseline": "middle", "fontSize": self.layout.font, "lineHeight": 16, "color": INK}
        words: alt.Chart = place_rows(rows).mark_text(**(plain | style)).encode(text="text:N")
        return words

    def _key_entries(self) -> list[tuple[Series, bool, int, int]]:
        """Returns series, whether hollow, place and line of each entry of the key."""
        few = [(Series("", "Fewer than 10", QUIET, "circle"), True)] if any(row["small"] for row in self.rows) else []
        entries, x, line = [], 8 - self.layout.gutter, 0
        for series, hollow in [*((each, False) for each in self.series), *few]:
            length = round(36 + len(series.label) * 14 * LETTER)
            if x + length > self.width and x > 8 - self.layout.gutter:
                x, line = 8 - self.layout.gutter, line + 1
            entries.append((series, hollow, x, line))
            x += length
        return entries

    def _key_lines(self) -> int:
        return max(line for *_, line in self._key_entries()) + 1

    def key(self) -> list[alt.Chart]:
        """Returns what the marks stand for."""
        layers = []
        for series, hollow, x, line in self._key_entries():
            place = {"x": x, "y": 10 + 22 * line}
            layers.append(self._points([place], series, hollow=hollow))
            layers.append(self.text([place | {"x": x + 11, "text": series.label}], align="left"))
        return layers

    def heads(self) -> list[alt.Chart]:
        """Returns the scale's numbers and the heads of the columns, the last line of each above the rows."""
        y = self.top - 10
        ticks = [{"x": self.layout.shares * n / 100, "y": y, "text": f"{n}%"} for n in self._ticks()]
        heads = [
            {"x": self._right(place), "y": y - 16 * (len(lines) - 1 - n), "text": line}
            for place, lines in enumerate(self.numbers[c] for c in self.shown)
            for n, line in enumerate(lines)
        ]
        return [self.text(ticks, color=QUIET, fontSize=12), self.text(heads, color=QUIET, fontSize=12, align="right")]

    def _ticks(self) -> Sequence[int]:
        return _TICKS if self.layout.gutter else _TICKS[::2]

    def _right(self, place: int) -> float:
        return self.layout.shares + self.layout.column * (place + 1) + (8 if self.layout.gutter else 2)

    def grid(self) -> list[alt.Chart]:
        """Returns thin lines down the scale and between the rows."""
        down = [{"x": self.layout.shares * n / 100, "y": self.top, "y2": self.height} for n in self._ticks()]
        rows = range(len(self.rows) + 1)
        across = [{"x": -self.layout.gutter, "x2": self.width, "y": self.top + self.layout.row * n} for n in rows]
        return [
            place_rows(across).mark_rule(color=BAND).encode(x2="x2:Q"),
            place_rows(down).mark_rule(color=GRID).encode(y2="y2:Q"),
        ]

    def names(self) -> list[alt.Chart]:
        """Returns the rows' names and numbers."""
        slender = not self.layout.gutter
        room = round(self.width / (self.layout.font * LETTER)) if slender else 400
        names = [
            {
                "x": -self.layout.gutter,
                "y": self._top(n) + (11 if slender else self.layout.row / 2),
                "text": row["name"],
            }
            for n, row in enumerate(self.rows)
        ]
        for name in names:
            name["text"] = name["text"] if len(name["text"]) <= room else f"{name['text'][: room - 1]}…"
        counts = [
            {"x": self._right(place), "y": self._middle(n), "text": f"{row[c]:,}"}
            for n, row in enumerate(self.rows)
            for place, c in enumerate(self.shown)
            if row[c] is not None
        ]
        return [self.text(names, align="left"), self.text(counts, align="right")]

    def _top(self, number: int) -> float:
        return self.top + self.layout.row * number

    def _middle(self, number: int) -> float:
        """Returns the middle of the marks of a row: below its name on a phone."""
        return self._top(number) + (self.layout.row / 2 if self.layout.gutter else 20 + (self.layout.row - 20) / 2)

    def marks(self) -> list[alt.Chart]:
        """Returns a mark for every share, with a line for its interval; series stand below each other."""
        layers = []
        step = 11 if len(self.series) > 1 else 0
        wide = self.layout.shares
        for place, series in enumerate(self.series):
            off = step * (place - (len(self.series) - 1) / 2)
            share, low, high = (f"{part}_{series.key}" for part in ("share", "low", "high"))
            told = [(self._middle(n) + off, row) for n, row in enumerate(self.rows) if row[share] is not None]
            bars = [
                {"x": row[low] * wide, "x2": row[high] * wide, "y": y, "small": bool(row["small"])}
                for y, row in told
                if row[low] is not None
            ]
            for hollow in (False, True):
                lines = [bar for bar in bars if bar["small"] == hollow]
                if lines:
                    colour = QUIET if hollow else series.colour
                    layers.append(place_rows(lines).mark_rule(color=colour, strokeWidth=2).encode(x2="x2:Q"))
                points = [
                    {"x": row[share] * wide, "y": y, "Row": row["name"], "Share": f"{series.label}: {row[share]:.0%}"}
                    for y, row in told
                    if bool(row["small"]) == hollow
                ]
                if points:
                    tips = [alt.Tooltip(f"{name}:N") for name in ("Row", "Share")]
                    layers.append(self._points(points, series, hollow=hollow).encode(tooltip=tips))
        return layers

    def _points(self, rows: list[dict[str, Any]], series: Series, *, hollow: bool) -> alt.Chart:
        colour = QUIET if hollow else series.colour
        marks: alt.Chart = place_rows(rows).mark_point(
            shape=series.shape, size=64, stroke=colour, fill="white" if hollow else colour, strokeWidth=1.5, opacity=1
        )
        return marks
