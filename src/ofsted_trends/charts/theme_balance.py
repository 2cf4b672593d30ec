"""The chart of strength against concern: of the documents in scope, how many say one, the other, both or neither."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from ofsted_trends.charts.layout import LETTER
from ofsted_trends.charts.pixels import join_layers, place_rows
from ofsted_trends.charts.style import INK, QUIET
from ofsted_trends.charts.theme_names import STANCE_COLOURS

#: What a document can say of a theme, in the order of a bar: name, fill, and colour of the words on it.
SIDES = {
    "concern": ("Concern only", STANCE_COLOURS["concern"], INK),
    "both": ("Both", STANCE_COLOURS["mixed"], INK),
    "strength": ("Strength only", STANCE_COLOURS["strength"], "white"),
    "neither": ("Neither", "white", INK),
}
_KEY = 34  # height of the key
_FONT = 13


@dataclass(frozen=True, slots=True)
class _Layout:
    """Sizes in pixels: room for names left of the bars (without it they stand above), length and height of a bar, room
    for numbers, height of a row."""

    gutter: int
    bar: int
    thick: int
    number: int
    row: int

    @property
    def width(self) -> int:
        """Returns the width right of the gutter."""
        return self.bar + self.number


_WIDE = _Layout(gutter=250, bar=570, thick=24, number=80, row=36)
_NARROW = _Layout(gutter=0, bar=272, thick=22, number=72, row=52)


def count_sides(row: dict[str, Any]) -> dict[str, int]:
    """Returns how many documents in scope say only a concern, both, only a strength, or neither.

    Args:
        row: of `measure_prevalence`.

    >>> count_sides({"n_in_scope": 10, "n_concern": 5, "n_strength": 4, "n_both": 3})
    {'concern': 2, 'both': 3, 'strength': 1, 'neither': 4}
    """
    both = row["n_both"]
    said = {"concern": row["n_concern"] - both, "both": both, "strength": row["n_strength"] - both}
    return said | {"neither": row["n_in_scope"] - sum(said.values())}


def chart_theme_balance(
    prevalence: pl.DataFrame, name: Callable[[dict[str, Any]], str], *, narrow: bool = False
) -> alt.LayerChart:
    """Returns a chart of bars, each divided into the documents that say only a concern, both, only a strength or
    neither.

    The order of the parts is that of the key, so that colour is not needed. The bar of fewer than 10 documents is
    hollow and says `few`.

    Args:
        prevalence: as `measure_prevalence` gives it for one theme; a bar a row with documents in scope.
        name: gives a row's name.
        narrow: whether to draw for a phone (about 344 pixels) or for a page (about 900 pixels).
    """
    layout = _NARROW if narrow else _WIDE
    rows = [row | {"name": name(row)} for row in prevalence.filter(pl.col("n_in_scope") > 0).to_dicts()]
    canvas = _Canvas(layout, rows)
    if not rows:
        nothing = canvas.text([{"x": 0, "y": 12, "text": "No document in this period"}])
        return join_layers(nothing, layout.width, 24)
    layers = canvas.key() + canvas.bars() + canvas.words()
    return join_layers(layers, layout.width, canvas.height)


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Turns rows into layers that share their axes, in pixels."""

    layout: _Layout
    rows: list[dict[str, Any]]

    @property
    def top(self) -> int:
        """Returns where the bars start: below the key, which takes two lines on a phone."""
        return _KEY if self.layout.gutter else 2 * _KEY - 8

    @property
    def height(self) -> int:
        """Returns the height of the whole."""
        return self.top + self.layout.row * len(self.rows)

    def text(self, rows: list[dict[str, Any]], **style: Any) -> list[alt.Chart]:
        """Returns words at their places."""
        plain: dict[str, Any] = {"baseline": "middle", "align": "left", "fontSize": _FONT, "color": INK}
        return [place_rows(rows).mark_text(**(plain | style)).encode(text="text:N")] if rows else []

    def middle(self, number: int) -> float:
        """Returns the middle of a bar."""
        return self.top + self.layout.row * number + (0 if self.layout.gutter else 17) + self.layout.thick / 2

    def parts(self) -> list[dict[str, Any]]:
        """Returns the parts of all bars."""
        parts = []
        for number, row in enumerate(self.rows):
            start, y = 0.0, self.middle(number)
            for side, count in count_sides(row).items():
                share = count / row["n_in_scope"]
                end = start + share * self.layout.bar
                place = {"x": round(start + 1, 1), "x2": round(end - 1, 1), "y": y - self.layout.thick / 2}
                told = {"Kind": row["name"], "Said": SIDES[side][0], "Documents": f"{count} of {row['n_in_scope']}"}
                if count:
                    parts.append(
                        place
                        | {"y2": y + self.layout.thick / 2, "side": side, "few": row["small"], "row": row["name"]}
                        | told
                        | {"Share": f"{share:.0%}"}
                    )
                start = end
        return parts

    def bars(self) -> list[alt.Chart]:
        """Returns the bars, those of few documents hollow."""
        layers = []
        for side, (_, colour, _) in SIDES.items():
            for few in (True, False):
                rows = [p for p in self.parts() if p["side"] == side and p["few"] == few]
                if rows:
                    hollow = few or side == "neither"
                    bar = place_rows(rows).mark_rect(
                        fill="white" if hollow else colour, stroke=QUIET if hollow else colour, strokeWidth=1
                    )
                    tips = [alt.Tooltip(f"{name}:N") for name in ("Kind", "Said", "Documents", "Share")]
                    layers.append(bar.encode(x2="x2:Q", y2="y2:Q", tooltip=tips))
        return layers

    def words(self) -> list[alt.Chart]:
        """Returns the names of the bars, the shares on their parts, and the numbers of documents."""
        names, numbers = [], []
        for n, row in enumerate(self.rows):
            y = self.middle(n)
            above = {"x": 0, "y": y - self.layout.thick / 2 - 10}
            place = {"x": -self.layout.gutter, "y": y} if self.layout.gutter else above
            names.append(place | {"text": row["name"]})
            few = ", few" if row["small"] else ""
            numbers.append({"x": self.layout.bar + 8, "y": y, "text": f"n {row['n_in_scope']:,}{few}"})
        layers = self.text(names, fontSize=14 if self.layout.gutter else _FONT) + self.text(numbers, color=QUIET)
        for colour in (INK, "white"):
            rows = [
                self._label(part) for part in self.parts() if colour == (INK if part["few"] else SIDES[part["side"]][2])
            ]
            layers += self.text([row for row in rows if row["text"]], align="center", color=colour)
        return layers

    def _label(self, part: dict[str, Any]) -> dict[str, Any]:
        """Returns the words on a part of a bar, as long as there is room for them."""
        room = (part["x2"] - part["x"] - 6) / (_FONT * LETTER)
        fitting = [text for text in (f"{part['Said']} {part['Share']}", part["Share"]) if len(text) <= room]
        place = {"x": (part["x"] + part["x2"]) / 2, "y": (part["y"] + part["y2"]) / 2}
        return place | {"text": (fitting or [""])[0]}

    def key(self) -> list[alt.Chart]:
        """Returns what the parts of a bar stand for, in their order."""
        layers: list[alt.Chart] = []
        x, y = 0.0, 8
        for number, (words, colour, _) in enumerate(SIDES.values()):
            if number == 2 and not self.layout.gutter:
                x, y = 0.0, 8 + 24
            box = [{"x": x, "x2": x + 14, "y": y - 7, "y2": y + 7}]
            mark = place_rows(box).mark_rect(fill=colour, stroke=QUIET if colour == "white" else colour, strokeWidth=1)
            layers += [mark.encode(x2="x2:Q", y2="y2:Q"), *self.text([{"x": x + 20, "y": y, "text": words}])]
            x += 48 + len(words) * _FONT * LETTER
        return layers
