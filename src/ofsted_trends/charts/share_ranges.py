"""The chart of shares year by year with their intervals, beside the range in which they lie if counted otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from ofsted_trends.charts.layout import LETTER
from ofsted_trends.charts.pixels import join_layers, place_rows
from ofsted_trends.charts.style import GRID, INK, QUIET
from ofsted_trends.charts.theme_names import STANCE_COLOURS, STANCE_SHAPES

RANGE = "#A9B4BF"


@dataclass(frozen=True, slots=True)
class _Axes:
    """Turns years and shares into pixels; on a phone the years run down the page."""

    years: list[int]
    narrow: bool

    @property
    def step(self) -> float:
        """Returns the pixels of a year."""
        return 34 if self.narrow else 850 / max(len(self.years), 1)

    @property
    def length(self) -> int:
        """Returns the pixels from 0% to 100%."""
        return 250 if self.narrow else 220

    @property
    def top(self) -> int:
        """Returns where the drawing starts: below the key."""
        return 94 if self.narrow else 40

    @property
    def size(self) -> tuple[int, int]:
        """Returns width and height of the whole."""
        along = round(self.step * len(self.years))
        return (302, self.top + along) if self.narrow else (850, self.top + self.length + 44)

    def put(self, year: int, share: float, off: float = 0) -> tuple[float, float]:
        """Returns the place of a share."""
        along = self.step * (self.years.index(year) + 0.5) + off
        if self.narrow:
            return round(share * self.length, 2), round(self.top + along, 2)
        return round(along, 2), round(self.top + (1 - share) * self.length, 2)


def chart_share_ranges(rows: pl.DataFrame, side: str, words: str, *, narrow: bool = False) -> alt.LayerChart:
    """Returns a chart of shares: a mark with a line for its interval, and a thick bar beside it for the range.

    Args:
        rows: of one theme and side, by year: year, n_in_scope, share, low, high, lowest, highest (fractions), small.
        side: `concern` or `strength`, for colour and shape.
        words: what the bar is, for the key.
        narrow: whether to draw for a phone (about 344 pixels) or for a page (about 900 pixels).
    """
    told = rows.filter(pl.col("n_in_scope") > 0).sort("year").to_dicts()
    axes = _Axes([row["year"] for row in told], narrow)
    if not told:
        nothing = _text([{"x": 0, "y": 12, "text": "No document in this period"}], align="left")
        return join_layers(nothing, 300, 24)
    layers = [*_scale(axes), *_marks(axes, told, side), *_key(side, words, any(r["small"] for r in told), narrow)]
    return join_layers(layers, *axes.size)


def _scale(axes: _Axes) -> list[alt.Chart]:
    lines, words = [], []
    for n in (0, 25, 50, 75, 100) if not axes.narrow else (0, 50, 100):
        x, y = axes.put(axes.years[0], n / 100, -axes.step / 2)
        x2, y2 = axes.put(axes.years[-1], n / 100, axes.step / 2)
        lines.append({"x": x, "y": y, "x2": x2, "y2": y2})
        words.append({"x": x if axes.narrow else -8, "y": axes.top - 12 if axes.narrow else y, "text": f"{n}%"})
    rules = place_rows(lines).mark_rule(color=GRID).encode(x2="x2:Q", y2="y2:Q")
    return [rules, *_text(words, align="center" if axes.narrow else "right", color=QUIET, fontSize=12)]


def _marks(axes: _Axes, told: list[dict[str, Any]], side: str) -> list[alt.Chart]:
    layers: list[alt.Chart] = []
    off = min(7.0, axes.step * 0.18)
    bars, names, counts = [], [], []
    for row in told:
        year = row["year"]
        if row["lowest"] is not None:
            low, high = axes.put(year, row["lowest"], off), axes.put(year, row["highest"], off)
            told_range = f"{row['lowest']:.0%} to {row['highest']:.0%}"
            bars.append({"x": low[0], "y": low[1], "x2": high[0], "y2": high[1], "On site": year, "Range": told_range})
        x, y = axes.put(year, 0)
        place = {"x": -36, "y": y} if axes.narrow else {"x": x, "y": y + 16}
        names.append(place | {"text": str(year)})
        few = row["small"]
        number = {"x": axes.length + 44, "y": y} if axes.narrow else {"x": x, "y": y + 32}
        counts.append(number | {"text": f"{row['n_in_scope']:,}{' few' if few and not axes.narrow else ''}"})
    thick = place_rows(bars).mark_rule(color=RANGE, strokeWidth=9)
    layers.append(thick.encode(x2="x2:Q", y2="y2:Q", tooltip=[alt.Tooltip("On site:N"), alt.Tooltip("Range:N")]))
    for small in (False, True):
        mine = [row for row in told if row["small"] == small]
        if mine:
            layers += _points(axes, mine, side, off, hollow=small)
    head = {"x": axes.length + 44, "y": axes.top - 12} if axes.narrow else {"x": -8, "y": axes.top + axes.length + 32}
    return [
        *layers,
        *_text(names, align="left" if axes.narrow else "center"),
        *_text([*counts, head | {"text": "n"}], align="right" if axes.narrow else "center", color=QUIET, fontSize=12),
    ]


def _points(axes: _Axes, rows: list[dict[str, Any]], side: str, off: float, *, hollow: bool) -> list[alt.Chart]:
    colour = QUIET if hollow else STANCE_COLOURS[side]
    lines, points = [], []
    for row in rows:
        low, high = axes.put(row["year"], row["low"], -off), axes.put(row["year"], row["high"], -off)
        lines.append({"x": low[0], "y": low[1], "x2": high[0], "y2": high[1]})
        x, y = axes.put(row["year"], row["share"], -off)
        points.append({"x": x, "y": y, "On site": row["year"], "Share": f"{row['share']:.0%} of {row['n_in_scope']}"})
    marks = place_rows(points).mark_point(
        shape=STANCE_SHAPES[side], size=64, stroke=colour, fill="white" if hollow else colour, opacity=1
    )
    return [
        place_rows(lines).mark_rule(color=colour, strokeWidth=2).encode(x2="x2:Q", y2="y2:Q"),
        marks.encode(tooltip=[alt.Tooltip("On site:N"), alt.Tooltip("Share:N")]),
    ]


def _key(side: str, words: str, few: bool, narrow: bool) -> list[alt.Chart]:
    layers: list[alt.Chart] = []
    x, y = 6.0, 10.0
    entries = [("mark", "As measured, with its 95% interval"), ("range", words)]
    for kind, text in [*entries, *([("few", "Fewer than 10 documents")] if few else [])]:
        if kind == "range":
            line = [{"x": x - 5, "x2": x + 5, "y": y}]
            layers.append(place_rows(line).mark_rule(color=RANGE, strokeWidth=9).encode(x2="x2:Q"))
        else:
            colour = QUIET if kind == "few" else STANCE_COLOURS[side]
            fill = "white" if kind == "few" else colour
            point = place_rows([{"x": x, "y": y}])
            layers.append(point.mark_point(shape=STANCE_SHAPES[side], size=64, stroke=colour, fill=fill, opacity=1))
        layers += _text([{"x": x + 12, "y": y, "text": text}], align="left")
        if narrow:
            y += 22
        else:
            x += 40 + len(text) * 14 * LETTER
    return layers


def _text(rows: list[dict[str, Any]], **style: Any) -> list[alt.Chart]:
    plain: dict[str, Any] = {"baseline": "middle", "fontSize": 13, "color": INK}
    return [place_rows(rows).mark_text(**(plain | style)).encode(text="text:N")] if rows else []
