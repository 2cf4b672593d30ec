"""The chart of how often a theme is said, and with which stance: a row a year, kind of document or theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import polars as pl

from ofsted_trends.charts.canvas import PAGE
from ofsted_trends.charts.layout import LETTER
from ofsted_trends.charts.pixels import join_layers, place_rows
from ofsted_trends.charts.style import CATEGORICAL, GRID, INK, QUIET
from ofsted_trends.charts.theme_names import STANCE_COLOURS

#: The columns of numbers of sentences, and the word at their head.
COLUMNS = {"concern": "Concern", "mixed": "Both", "strength": "Strength", "neutral": "Neutral"}


@dataclass(frozen=True, slots=True)
class _Layout:
    """Sizes in pixels.

    Attributes:
        gutter: room for names left of the shares; without it names stand above their rows.
        shares: width of the scale from 0% to 100%.
        number: room for the number of documents.
        column: width of a column of sentences.
        row: height of a row.
        font: size of words.
    """

    gutter: int
    shares: int
    number: int
    column: int
    row: int
    font: int

    @property
    def width(self) -> int:
        """Returns the width right of the gutter."""
        return self.shares + self.number + len(COLUMNS) * self.column


#: Where the longest bar would be shorter than this, the numbers stand alone.
LEAST_BAR = 10
_WIDE = _Layout(gutter=246, shares=200, number=88, column=92, row=26, font=14)
_NARROW = _Layout(gutter=0, shares=96, number=52, column=49, row=46, font=12)


def chart_theme_profile(
    profile: pl.DataFrame, name: Callable[[dict[str, Any]], str], *, narrow: bool = False
) -> alt.LayerChart:
    """Returns a chart of shares with their intervals, and of numbers of sentences by stance.

    Each row has a dot for the share of documents in scope that say something, a line for its 95% interval, the
    number of documents in scope, and four bars with their numbers. A hollow dot rests on fewer than 10 documents.

    Args:
        profile: as `measure_theme_profile` gives it; one row of the chart a row of the frame.
        name: gives a row's name.
        narrow: whether to draw for a phone (about 360 pixels) or for a page (about 900 pixels).
    """
    layout = _NARROW if narrow else _fit([name(row) for row in profile.iter_rows(named=True)])
    canvas = _Canvas(layout, profile.to_dicts())
    if profile.is_empty():
        layers = [canvas.text([{"x": -layout.gutter, "y": 20, "text": "No document in this period"}], align="left")]
    else:
        layers = canvas.heads() + canvas.grid() + canvas.names(name) + canvas.shares(name) + canvas.bars()
    return join_layers(layers, layout.width, canvas.height)


def _fit(names: list[str]) -> _Layout:
    """Returns the wide layout with a gutter for the longest name; what it does not need goes to the shares."""
    gutter = min(_WIDE.gutter, 20 + round(max(map(len, names), default=0) * _WIDE.font * LETTER))
    return replace(_WIDE, gutter=gutter, shares=PAGE - gutter - _WIDE.number - len(COLUMNS) * _WIDE.column)


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Turns rows into layers that share their axes, in pixels."""

    layout: _Layout
    rows: list[dict[str, Any]]

    @property
    def top(self) -> int:
        """Returns where the rows start: below the heads."""
        return 74

    @property
    def height(self) -> int:
        """Returns the height of the whole."""
        return self.top + self.layout.row * len(self.rows) if self.rows else 40

    def text(self, rows: Iterable[dict[str, Any]], **style: Any) -> alt.Chart:
        """Returns words at their places."""
        plain: dict[str, Any] = {"baseline": "middle", "fontSize": self.layout.font, "lineHeight": 16, "color": INK}
        words: alt.Chart = place_rows(rows).mark_text(**(plain | style)).encode(text="text:N")
        return words

    def middle(self, number: int) -> float:
        """Returns the middle of the marks of a row."""
        return self.top + self.layout.row * (number + (0.5 if self.layout.gutter else 0.7))

    def column(self, number: int) -> int:
        """Returns where a column of sentences starts."""
        return self.layout.shares + self.layout.number + self.layout.column * number

    def heads(self) -> list[alt.Chart]:
        """Returns the heads of the columns."""
        slender = not self.layout.gutter
        heads = [
            {
                "x": 0,
                "y": 8,
                "text": ["Documents in", "scope that say it"]
                if slender
                else ["Documents in scope", "that say something"],
            },
            {"x": self.column(0), "y": 8, "text": ["Sentences"]},
        ]
        ticks = [{"x": self.layout.shares * n / 100, "y": 62, "text": f"{n}%"} for n in (0, 50, 100)]
        numbers = [
            {"x": self.layout.shares + self.layout.number - 16, "y": 62, "text": "In scope" if not slender else "n"}
        ]
        named = [{"x": self.column(n), "y": 62, "text": word} for n, word in enumerate(COLUMNS.values())]
        return [
            self.text(heads, align="left", fontWeight="bold"),
            self.text(ticks, color=QUIET, fontSize=12),
            self.text(numbers, color=QUIET, fontSize=12, align="right"),
            self.text(named, color=QUIET, fontSize=12, align="left"),
        ]

    def grid(self) -> list[alt.Chart]:
        """Returns thin lines at 0%, 50% and 100%."""
        lines = [{"x": self.layout.shares * n / 100, "y": self.top - 2, "y2": self.height} for n in (0, 50, 100)]
        return [place_rows(lines).mark_rule(color=GRID).encode(y2="y2:Q")]

    def names(self, name: Callable[[dict[str, Any]], str]) -> list[alt.Chart]:
        """Returns the rows' names."""
        up = 0 if self.layout.gutter else self.layout.row * 0.45
        rows = [
            {"x": -self.layout.gutter, "y": self.middle(n) - up, "text": name(row)} for n, row in enumerate(self.rows)
        ]
        return [self.text(rows, align="left", fontSize=max(self.layout.font, 13))]

    def shares(self, name: Callable[[dict[str, Any]], str]) -> list[alt.Chart]:
        """Returns the shares with their intervals, and the numbers of documents in scope."""
        told = [(n, row) for n, row in enumerate(self.rows) if row["share"] is not None]
        wide = self.layout.shares
        lines = [{"x": row["low"] * wide, "x2": row["high"] * wide, "y": self.middle(n)} for n, row in told]
        dots = [
            {
                "x": row["share"] * wide,
                "y": self.middle(n),
                "small": row["small"],
                "row": name(row),
                "Share": f"{row['share']:.0%} of {row['in_scope']}",
                "Interval": f"{row['low']:.0%} to {row['high']:.0%}",
            }
            for n, row in told
        ]
        numbers = [
            {"x": wide + self.layout.number - 16, "y": self.middle(n), "text": f"{row['in_scope']:,}"}
            for n, row in enumerate(self.rows)
        ]
        fill = alt.condition("datum.small", alt.value("white"), alt.value(CATEGORICAL[0]))
        marks = place_rows(dots).mark_point(size=80, shape="circle", stroke=CATEGORICAL[0], strokeWidth=2, opacity=1)
        tips = [alt.Tooltip("row:N", title="Row"), alt.Tooltip("Share:N"), alt.Tooltip("Interval:N")]
        return [
            place_rows(lines).mark_rule(color=QUIET, strokeWidth=2).encode(x2="x2:Q"),
            marks.encode(fill=fill, tooltip=tips),
            self.text(numbers, align="right"),
        ]

    def bars(self) -> list[alt.Chart]:
        """Returns the numbers of sentences by stance: bars on one scale, each with its number."""
        most = max((row[stance] for row in self.rows for stance in COLUMNS), default=0) or 1
        digits = len(f"{most:,}") * self.layout.font * LETTER * 1.1
        longest = self.layout.column - digits - 14
        longest = longest if longest >= LEAST_BAR else 0
        layers = []
        words = []
        for place, stance in enumerate(COLUMNS):
            left = self.column(place)
            bars = []
            for n, row in enumerate(self.rows):
                right = left + round(longest * row[stance] / most, 1)
                y = self.middle(n)
                if row[stance]:
                    bars.append({"x": left, "x2": right, "y": y - 7, "y2": y + 7})
                words.append({"x": right + 4 if row[stance] and longest else left, "y": y, "text": f"{row[stance]:,}"})
            if bars and longest:
                drawn = place_rows(bars).mark_rect(color=STANCE_COLOURS[stance])
                layers.append(drawn.encode(x2="x2:Q", y2="y2:Q"))
        return [*layers, self.text(words, align="left")]
