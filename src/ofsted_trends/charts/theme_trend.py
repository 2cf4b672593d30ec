"""The chart of how often a theme is said year by year, concern beside strength, with intervals and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from ofsted_trends.charts.layout import LETTER, wrap, year_of
from ofsted_trends.charts.pixels import join_layers, place_rows
from ofsted_trends.charts.style import BAND, GRID, INK, QUIET
from ofsted_trends.charts.theme_names import STANCE_COLOURS, STANCE_SHAPES, STANCES
from ofsted_trends.charts.trend_rows import SIDES, find_gaps, find_top, find_years
from ofsted_trends.registers.frameworks import load_frameworks

_LINE = 16
_KEY = 26  # height of the key


def chart_theme_trend(
    trend: pl.DataFrame, frameworks: pl.DataFrame, *, shares: bool = True, narrow: bool = False
) -> alt.LayerChart:
    """Returns a chart of both sides of a theme by year. On a phone the years run down the page.

    A triangle is the share (or rate) with a concern, a circle that with a strength, each with a line for its
    interval. Below a year stands its number of documents in scope; marks of fewer than 10 are grey and hollow and the
    year says `few`. A run of years without any document says so; nothing joins the years.

    Args:
        trend: as `trend_shares` or `trend_rates` gives it.
        frameworks: as `measure_frameworks` gives it; its span is that of the axis.
        shares: whether values are per cent from 0 to 100, or rates on a scale of their own.
        narrow: whether to draw for a phone (about 344 pixels) or for a page (about 900 pixels).
    """
    canvas = _Canvas(trend, frameworks, shares, narrow)
    if not canvas.every_year:
        nothing = canvas.text([{"x": 0, "y": 12, "text": "No document in this period"}], align="left", fontSize=14)
        return join_layers(nothing, canvas.width, 24)
    layers = canvas.bands() + canvas.scale() + canvas.years() + canvas.gaps() + canvas.marks() + canvas.key()
    return join_layers(layers, canvas.width, canvas.height)


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Turns rows into layers that share their axes, in pixels; time runs right, or down on a phone."""

    trend: pl.DataFrame
    frameworks: pl.DataFrame
    shares: bool
    narrow: bool

    @property
    def every_year(self) -> list[int]:
        """Returns the years of the axis."""
        return find_years(self.trend, self.frameworks)

    @property
    def width(self) -> int:
        """Returns the width right of the gutter."""
        return 302 if self.narrow else 850

    @property
    def plot(self) -> int:
        """Returns the length of the scale of values."""
        return 196 if self.narrow else 240

    @property
    def step(self) -> float:
        """Returns the pixels of a year."""
        return 34 if self.narrow else self.width / len(self.every_year)

    @property
    def top(self) -> int:
        """Returns where the drawing starts: below the key, and the frameworks' names or the scale."""
        lines = max((band["text"].count("\n") + 1 for band in self._named()), default=0)
        return _KEY + (_LINE + 8 if self.narrow else lines * _LINE + 14)

    @property
    def height(self) -> int:
        """Returns the height of the whole."""
        return round(self.top + (self.step * len(self.every_year) if self.narrow else self.plot + 3 * _LINE + 12))

    @property
    def most(self) -> float:
        """Returns the end of the scale of values."""
        highest = self.trend["value"].max()
        return 100 if self.shares else find_top(highest if isinstance(highest, float) else 0)

    def put(self, year: float, value: float, off: float = 0) -> tuple[float, float]:
        """Returns the place of a value in time, and `off` pixels later."""
        along = (year - self.every_year[0]) * self.step + off
        size = value / self.most * self.plot
        place = (size, self.top + along) if self.narrow else (along, self.top + self.plot - size)
        return round(place[0], 2), round(place[1], 2)

    def span(self, start: tuple[float, float], end: tuple[float, float]) -> dict[str, Any]:
        """Returns the corners of a line or rectangle."""
        return {"x": start[0], "y": start[1], "x2": end[0], "y2": end[1]}

    def text(self, rows: list[dict[str, Any]], **style: Any) -> list[alt.Chart]:
        """Returns words at their places."""
        plain: dict[str, Any] = {"baseline": "middle", "fontSize": 13, "lineHeight": _LINE, "color": INK}
        return [place_rows(rows).mark_text(**(plain | style)).encode(text="text:N")] if rows else []

    def lines(self, rows: list[dict[str, Any]], **style: Any) -> list[alt.Chart]:
        """Returns lines from corner to corner."""
        return [place_rows(rows).mark_rule(**style).encode(x2="x2:Q", y2="y2:Q")] if rows else []

    def _named(self) -> list[dict[str, Any]]:
        """Returns each framework with its ends as years, and its name as far as there is room for it."""
        known, years = load_frameworks(), self.every_year
        bands = []
        for number, row in enumerate(self.frameworks.sort("start").iter_rows(named=True)):
            low, high = max(year_of(row["start"]), years[0]), min(year_of(row["end"]), years[-1] + 1)
            letters = 7 if self.narrow else int(((high - low) * self.step - 10) / (13 * LETTER))
            names = [known[row["framework"]].short if row["framework"] in known else row["label"]]
            names = [row["label"], *names] if not self.narrow else names
            fitting = [text for name in names if max(map(len, (text := wrap(name, letters)).split("\n"))) <= letters]
            bands.append({"low": low, "high": high, "shade": number % 2 == 0, "text": (fitting or [""])[0]})
        return bands

    def bands(self) -> list[alt.Chart]:
        """Returns the frameworks: every second one shaded, each named where it starts."""
        rows, names = [], []
        for band in self._named():
            start, end = self.put(band["low"], 0), self.put(band["high"], self.most)
            if self.narrow:
                corners = self.span((0, start[1]), (self.width, end[1]))
                name = {"x": self.plot + 50, "y": start[1] + 6}
            else:
                corners = self.span((start[0], _KEY), (end[0], self.top + self.plot))
                name = {"x": start[0] + 5, "y": _KEY + 6}
            rows += [corners] if band["shade"] else []
            names += [name | {"text": band["text"].split("\n")}] if band["text"] else []
        shade = [place_rows(rows).mark_rect(color=BAND).encode(x2="x2:Q", y2="y2:Q")] if rows else []
        return shade + self.text(names, align="left", baseline="top", color=QUIET, fontSize=12 if self.narrow else 13)

    def scale(self) -> list[alt.Chart]:
        """Returns thin lines across the scale of values, with their numbers."""
        parts = [0.0, 0.5, 1.0] if self.narrow or not self.shares else [0.0, 0.25, 0.5, 0.75, 1.0]
        years = self.every_year
        first, after = years[0], years[-1] + 1
        rows = [self.span(self.put(first, part * self.most), self.put(after, part * self.most)) for part in parts]
        words = []
        for part in parts:
            x, y = self.put(first, part * self.most)
            place = {"x": x, "y": self.top - 12} if self.narrow else {"x": -8, "y": y}
            words.append(place | {"text": f"{part * self.most:g}{'%' if self.shares else ''}"})
        return self.lines(rows, color=GRID) + self.text(words, align="center" if self.narrow else "right", color=QUIET)

    def years(self) -> list[alt.Chart]:
        """Returns the years, each with its number of documents in scope; `few` where that is below 10."""
        numbers = {row["year"]: (row["n"], row["small"]) for row in self.trend.iter_rows(named=True)}
        names: list[dict[str, Any]] = []
        counts: list[dict[str, Any]] = []
        few: list[dict[str, Any]] = []
        for year in self.every_year:
            x, y = self.put(year + 0.5, 0)
            n, small = numbers.get(year, (0, False))
            places = (
                [(-36, y), (self.plot + 40, y - 6), (self.plot + 40, y + 8)]
                if self.narrow
                else [(x, y + 18), (x, y + 18 + _LINE), (x, y + 18 + 2 * _LINE)]
            )
            if self.narrow and not small:
                places[1] = (self.plot + 40, y)
            told = zip((names, counts, few), places, (str(year), f"{n:,}", "few" if small else ""), strict=True)
            for rows, place, text in told:
                rows.extend([{"x": place[0], "y": place[1], "text": text}] if text else [])
        head = {"x": self.plot + 40, "y": self.top - 12} if self.narrow else {"x": -8, "y": self.top + self.plot + 34}
        side = "right" if self.narrow else "center"
        return [
            *self.text(names, align="left" if self.narrow else "center"),
            *self.text(counts, align=side, color=QUIET),
            *self.text(few, align=side, color=QUIET, fontSize=12),
            *self.text([head | {"text": "n"}], align="right", color=QUIET),
        ]

    def gaps(self) -> list[alt.Chart]:
        """Returns the words that stand where years have no document."""
        rows = []
        for first, last in find_gaps(self.trend, self.every_year):
            x, y = self.put((first + last + 1) / 2, self.most / 2)
            room = 30 if self.narrow else int((last + 1 - first) * self.step / (12 * LETTER))
            text = wrap("No document in scope", room) if room >= 8 else "none"
            rows.append({"x": x, "y": y - (_LINE * text.count("\n")) / 2, "text": text.split("\n")})
        return self.text(rows, color=QUIET, fontSize=12)

    def marks(self) -> list[alt.Chart]:
        """Returns a mark for every year and side, with a line for its interval."""
        layers = []
        off = 7 if self.narrow else min(9.0, self.step * 0.17)
        for side, way in SIDES.items():
            for small in (True, False):
                rows = self.trend.filter((pl.col("side") == side) & (pl.col("small") == small)).to_dicts()
                colour = QUIET if small else STANCE_COLOURS[side]
                bars = [
                    self.span(*(self.put(row["year"] + 0.5, row[end], way * off) for end in ("low", "high")))
                    for row in rows
                    if row["low"] is not None
                ]
                layers += self.lines(bars, color=colour, strokeWidth=1.5 if small else 2.5)
                if rows:
                    points = place_rows([self._mark(row, way * off) for row in rows]).mark_point(
                        shape=STANCE_SHAPES[side],
                        size=70,
                        stroke=colour,
                        fill="white" if small else colour,
                        strokeWidth=1.5,
                        opacity=1,
                    )
                    layers.append(points.encode(tooltip=[alt.Tooltip(f"{n}:N") for n in ("Year", "Side", "Value")]))
        return layers

    def _mark(self, row: dict[str, Any], off: float) -> dict[str, Any]:
        x, y = self.put(row["year"] + 0.5, row["value"], off)
        value = f"{row['value']:.0f}%" if self.shares else f"{row['value']:.2f} per 100"
        told = {"Year": row["year"], "Side": STANCES[row["side"]], "Value": f"{value} ({row['told']})"}
        # what a page adds up where its reader chooses some of the years
        return {"x": x, "y": y, "k": row["k"], "of": row["of"]} | told | ({} if self.shares else {"rate": True})

    def key(self) -> list[alt.Chart]:
        """Returns what the marks stand for."""
        layers, x = [], 6.0
        sides = [(side, STANCES[side], False) for side in SIDES]
        few = [("strength", "Fewer than 10 documents", True)] if self.trend["small"].any() else []
        for side, words, hollow in sides + few:
            colour = QUIET if hollow else STANCE_COLOURS[side]
            mark = place_rows([{"x": x, "y": 8}]).mark_point(
                shape=STANCE_SHAPES[side], size=70, stroke=colour, fill="white" if hollow else colour, opacity=1
            )
            layers += [mark, *self.text([{"x": x + 10, "y": 8, "text": words}], align="left")]
            x += 32 + len(words) * 13 * LETTER
        return layers
