"""A drawing whose places are reckoned in pixels: words, lines, rectangles and marks on axes that all of them share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from ofsted_trends.charts.layout import LETTER
from ofsted_trends.charts.pixels import join_layers, place_rows
from ofsted_trends.charts.style import INK

#: Widths of a drawing on a page and on a phone.
PAGE, PHONE = 900, 344


@dataclass(slots=True)
class Canvas:
    """Collects layers; the first drawn lies lowest.

    Attributes:
        width, height: in pixels; the height may be set after everything is drawn.
        font: size of words, where nothing else is said.
        layers: what was drawn so far.
    """

    width: float
    height: float = 0
    font: int = 14
    layers: list[alt.Chart] = field(default_factory=list)

    def write(self, rows: Iterable[dict[str, Any]], **style: Any) -> None:
        """Draws words: x, y, text (a list for several lines); the lines of a text stand evenly about y."""
        size = style.get("fontSize", self.font)
        plain: dict[str, Any] = {"baseline": "middle", "fontSize": size, "lineHeight": size + 2, "color": INK}
        style = plain | style
        kept = [row for row in rows if row["text"]]
        if style["baseline"] == "middle":
            kept = [row | {"y": row["y"] - _rise(row["text"], style["lineHeight"])} for row in kept]
        if kept:
            self.layers.append(place_rows(kept).mark_text(**style).encode(text="text:N"))

    def clear(self, top: float, bottom: float) -> None:
        """Whitens a band across the whole width, so that no line of the scale runs through its words."""
        band = {"x": 0, "x2": self.width, "y": top, "y2": bottom}
        self.layers.append(place_rows([band]).mark_rect(color="white").encode(x2="x2:Q", y2="y2:Q"))

    def head(self, y: float, text: str) -> None:
        """Writes a heading of rows across the whole width."""
        self.clear(y - 12, y + 12)
        self.write([{"x": 0, "y": y, "text": text}], align="left", fontWeight="bold")

    def rule(self, rows: Iterable[dict[str, Any]], **style: Any) -> None:
        """Draws straight lines from x, y to x2, y2."""
        if kept := list(rows):
            self.layers.append(place_rows(kept).mark_rule(**style).encode(x2="x2:Q", y2="y2:Q"))

    def fill(self, rows: Iterable[dict[str, Any]], tips: Iterable[str] = (), **style: Any) -> None:
        """Draws rectangles from x, y to x2, y2, each in its `colour`; `tips` are the fields that a pointer shows."""
        if kept := list(rows):
            drawn = place_rows(kept).mark_rect(**style).encode(x2="x2:Q", y2="y2:Q")
            if "colour" in kept[0]:
                drawn = drawn.encode(color=alt.Color("colour:N", scale=None))
            self.layers.append(drawn.encode(tooltip=_tips(tips)) if tips else drawn)

    def mark(self, rows: Iterable[dict[str, Any]], shape: str, tips: Iterable[str] = (), **style: Any) -> None:
        """Draws one shape at each x, y."""
        if kept := list(rows):
            drawn = place_rows(kept).mark_point(shape=shape, **({"opacity": 1, "size": 80} | style))
            self.layers.append(drawn.encode(tooltip=_tips(tips)) if tips else drawn)

    def draw(self) -> alt.LayerChart:
        """Returns everything as one chart."""
        return join_layers(self.layers, self.width, self.height)

    def say_nothing(self, words: str) -> alt.LayerChart:
        """Returns the canvas with words alone, where there is nothing to draw."""
        self.height = 30
        self.write([{"x": 0, "y": 14, "text": words}], align="left")
        return self.draw()


def _tips(fields: Iterable[str]) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{name}:N") for name in fields]


def _rise(text: str | list[str], line: float) -> float:
    """Returns by how much the first of several lines stands above their middle."""
    return (len(text) - 1) * line / 2 if isinstance(text, list) else 0


def measure_words(text: str, font: int) -> float:
    """Returns about how many pixels a text is wide."""
    return len(text) * font * LETTER


def cut_words(text: str, room: float, font: int) -> str:
    """Returns a text that fits into so many pixels; a longer one ends with an ellipsis.

    >>> cut_words("Bournemouth, Christchurch and Poole", 120, 12)
    'Bournemouth, Chris…'
    """
    letters = int(room / (font * LETTER))
    return text if len(text) <= letters else f"{text[: max(letters - 1, 1)].rstrip(' ,')}…"
