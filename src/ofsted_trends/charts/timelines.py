"""The chart of an authority's judgements and visits over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt
import polars as pl

from ofsted_trends.charts.layout import (
    NARROW,
    SCALE_BREAK,
    WIDE,
    Layout,
    Places,
    place_timeline,
    wrap,
    year_of,
)
from ofsted_trends.charts.names import AREAS, EVENTS, GRADES, LINKS
from ofsted_trends.charts.pixels import place_rows
from ofsted_trends.charts.style import BAND, GRADE_COLOURS, GRADE_SHAPES, GRID, INK, QUIET, VISIT
from ofsted_trends.charts.tables import format_period

LINE = 17  # height of a line of small text


def chart_timeline(
    timeline: pl.DataFrame, visits: pl.DataFrame, frameworks: pl.DataFrame, *, narrow: bool = False
) -> alt.LayerChart:
    """Returns a chart of judgements over time: a lane for each area, a row for each kind of visit.

    In a lane a mark's height and shape give the grade, and the printed word stands beside it; colour only
    repeats it. A line joins grades that may be compared, a dotted line those that are only loosely
    comparable; nothing joins grades across the change of scale in 2013, which is a ruled line with a label.
    Visits without grades are diamonds with the visit's number; a hollow mark is known only from a second
    telling.

    Args:
        timeline: as `measure_timeline` gives it; rows without lane are not drawn.
        visits: as `measure_visits` gives it.
        frameworks: bands in the background, as `measure_frameworks` gives them: `label`, `start`, `end`,
            without overlap. The first start and the last end belong to the span of the axis.
        narrow: whether to draw for a phone (about 360 pixels) or for a page (about 900 pixels).
    """
    layout = NARROW if narrow else WIDE
    span = find_span(timeline, visits, frameworks)
    grades = timeline.filter(pl.col("lane").is_not_null()).to_dicts()
    bands = _place_bands(frameworks, span, layout)
    band_height = LINE * max((band["text"].count("\n") + 1 for band in bands), default=0) + 12
    note = "Before and after this line,\ngrades are on different scales" if narrow else (
        "Grades before and after this line are on different scales"
    )  # fmt: skip
    crosses = any(row["scale"] == "2009-2013" for row in grades) and span[0] < year_of(SCALE_BREAK) < span[1]
    top = band_height + (LINE * (note.count("\n") + 1) if crosses else 0) + 14
    places = place_timeline(grades, visits.to_dicts(), span, layout, top)
    canvas = _Canvas(span, layout, places.height)
    layers = canvas.bands(bands) + canvas.levels(places)
    if crosses:
        layers += canvas.scale_break(places, band_height, note)
    layers += canvas.links(places) + canvas.marks(places) + canvas.words(places)
    return alt.LayerChart(layer=layers, width=layout.width, height=places.height)


def find_span(timeline: pl.DataFrame, visits: pl.DataFrame, frameworks: pl.DataFrame) -> tuple[int, int]:
    """Returns the first year, and the year after the last, of everything that is drawn."""
    days: list[date] = []
    for frame, columns in ((timeline, ["day"]), (visits, ["day"]), (frameworks, ["start", "end"])):
        for column in columns:
            days += frame[column].drop_nulls().to_list()
    return (min(days).year, max(days).year + 1) if days else (SCALE_BREAK.year, SCALE_BREAK.year + 1)


def _place_bands(frameworks: pl.DataFrame, span: tuple[int, int], layout: Layout) -> list[dict[str, Any]]:
    """Returns each band with its name broken to its width; a band too slender for its name has none."""
    per_year = layout.width / (span[1] - span[0])
    bands = []
    for number, row in enumerate(frameworks.sort("start").iter_rows(named=True)):
        low, high = max(year_of(row["start"]), span[0]), min(year_of(row["end"]), span[1])
        letters = int((high - low) * per_year / 6.8)
        text = wrap(row["label"], letters)
        fits = letters >= 5 and max(map(len, text.split("\n"))) <= letters
        bands.append(
            {
                "x": low,
                "x2": high,
                "text": text if fits else "",
                "shade": BAND if number % 2 == 0 else "white",
            }
        )
    return bands


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Turns places into layers that share their axes."""

    span: tuple[int, int]
    layout: Layout
    height: int

    def chart(self, rows: Iterable[dict[str, Any]]) -> alt.Chart:
        """Returns a chart of the rows on the shared axes."""
        step = self.layout.year_step
        years = list(range(self.span[0] + -self.span[0] % step, self.span[1] + 1, step))
        axis = alt.Axis(title=None, format="d", grid=False, values=years, labelFontSize=self.layout.font)
        x = alt.X("x:Q", scale=alt.Scale(domain=list(self.span), nice=False, zero=False), axis=axis)
        y = alt.Y("y:Q", scale=alt.Scale(domain=[0, self.height], reverse=True, nice=False, zero=False), axis=None)
        return place_rows(rows).encode(x=x, y=y)

    def bands(self, bands: list[dict[str, Any]]) -> list[alt.Chart]:
        """Returns the frameworks: shaded, named at the top."""
        rows = [band | {"y": 0, "y2": self.height} for band in bands]
        named = [{"x": b["x"], "y": 8, "text": b["text"].split("\n")} for b in bands if b["text"]]
        shade = self.chart(rows).mark_rect().encode(x2="x2:Q", y2="y2:Q", color=alt.Color("shade:N", scale=None))
        names = self.chart(named).mark_text(
            align="left", baseline="top", dx=5, fontSize=13, lineHeight=LINE, color=QUIET
        )
        return [shade, names.encode(text="text:N")]

    def levels(self, places: Places) -> list[alt.Chart]:
        """Returns the lanes' names and, for each grade, a thin line and its word on the axis."""
        lines = [{"x": self.span[0], "x2": self.span[1], "y": level["y"]} for level in places.levels]
        rules = self.chart(lines).mark_rule(color=GRID, strokeWidth=1).encode(x2="x2:Q")
        lanes = [_middle(lane, self.span[0], line=18) for lane in places.lanes]
        dx = 0 if self.layout.names_above else -self.layout.gutter
        names = self.chart(lanes).mark_text(
            align="left", baseline="middle", dx=dx, fontSize=15, lineHeight=18, fontWeight="bold", color=INK
        )
        layers = [rules, names.encode(text="text:N")]
        if not self.layout.names_above:
            words = [_middle(level, self.span[0], line=13) for level in places.levels]
            axis = self.chart(words).mark_text(
                align="right", baseline="middle", dx=-8, fontSize=13, lineHeight=13, color=QUIET
            )
            layers.append(axis.encode(text="text:N"))
        return layers

    def scale_break(self, places: Places, y: int, note: str) -> list[alt.Chart]:
        """Returns the ruled line of the change of scale, with its label; it leaves out the lanes' names."""
        x = year_of(SCALE_BREAK)
        levels = [level["y"] for level in places.levels]
        lines = [{"x": x, "y": y, "y2": levels[-1] + 8}]
        if self.layout.names_above:
            tops = [(levels[n], levels[n + 3]) for n in range(0, len(levels), 4)]
            lines = [{"x": x, "y": top - 8, "y2": bottom + 8} for top, bottom in tops]
            lines.append({"x": x, "y": y, "y2": y + 2 * LINE})
        late = (self.span[1] - x) < (self.span[1] - self.span[0]) / 2
        rule = self.chart(lines).mark_rule(color=INK, strokeWidth=1.5).encode(y2="y2:Q")
        label = self.chart([{"x": x, "y": y, "text": note.split("\n")}]).mark_text(
            align="right" if late else "left",
            baseline="top",
            dx=-6 if late else 6,
            fontSize=13,
            lineHeight=LINE,
            color=INK,
        )
        return [rule, label.encode(text="text:N")]

    def links(self, places: Places) -> list[alt.Chart]:
        """Returns the lines between grades that may be compared."""
        dash = alt.StrokeDash(
            "link:N", scale=alt.Scale(domain=["comparable", "loose"], range=[[1, 0], [2, 4]]), legend=None
        )
        lines = self.chart(places.links).mark_rule(color=QUIET, strokeWidth=2)
        return [lines.encode(x2="x2:Q", y2="y2:Q", strokeDash=dash)] if places.links else []

    def marks(self, places: Places) -> list[alt.Chart]:
        """Returns one mark a grade and one a visit."""
        grades = self.chart([_grade_mark(mark) for mark in places.marks]).mark_point(size=130, strokeWidth=2, opacity=1)
        kinds = list(GRADES)
        colours = alt.Scale(domain=kinds, range=[GRADE_COLOURS[kind] for kind in kinds])
        shapes = alt.Scale(domain=kinds, range=[GRADE_SHAPES[kind] for kind in kinds])
        hollow = alt.condition(
            "datum.second_hand", alt.value("white"), alt.Color("grade:N", scale=colours, legend=None)
        )
        tips = [alt.Tooltip(f"{name}:N") for name in ("Area", "Grade", "Printed as", "Inspection", "Comparison")]
        layers = []
        if places.marks:
            layers.append(
                grades.encode(
                    shape=alt.Shape("grade:N", scale=shapes, legend=None),
                    stroke=alt.Stroke("grade:N", scale=colours, legend=None),
                    fill=hollow,
                    tooltip=tips,
                )
            )
        if places.visits:
            visits = self.chart([_visit_mark(mark) for mark in places.visits]).mark_point(
                shape="diamond", size=120, strokeWidth=2, stroke=VISIT, opacity=1
            )
            fill = alt.condition("datum.second_hand", alt.value("white"), alt.value(VISIT))
            layers.append(
                visits.encode(fill=fill, tooltip=[alt.Tooltip(f"{n}:N") for n in ("Visit", "Dates", "Found")])
            )
        return layers

    def words(self, places: Places) -> list[alt.Chart]:
        """Returns the words beside marks, each on a light edge so that a line behind does not strike it
        through."""
        layers = []
        for align, dx in sorted({(word["align"], word["dx"]) for word in places.words}):
            rows = [word for word in places.words if (word["align"], word["dx"]) == (align, dx)]
            text = self.chart(rows).encode(text="text:N")
            place: dict[str, Any] = {
                "align": align,
                "baseline": "middle",
                "dx": dx,
                "fontSize": self.layout.font,
            }
            layers.append(text.mark_text(**place, stroke="white", strokeWidth=4, color="white"))
            layers.append(text.mark_text(**place, color=INK))
        if not places.marks and not places.visits:
            nothing = [{"x": self.span[0], "y": self.height - 20, "text": "No inspection or visit in this period"}]
            layers.append(
                self.chart(nothing).mark_text(align="left", dx=6, fontSize=15, color=INK).encode(text="text:N")
            )
        return layers


def _middle(place: dict[str, Any], x: float, line: int) -> dict[str, Any]:
    """Returns text whose lines stand evenly about its height."""
    lines = place["text"].split("\n")
    return {"x": x, "y": place["y"] - (len(lines) - 1) * line / 2, "text": lines}


def _grade_mark(mark: dict[str, Any]) -> dict[str, Any]:
    row = mark["row"]
    return {
        "x": mark["x"],
        "y": mark["y"],
        "document": row["document_id"],
        "grade": row["grade"],
        "second_hand": row["second_hand"],
        "Area": AREAS[row["lane"]],
        "Grade": GRADES[row["grade"]],
        "Printed as": row["label"] or AREAS[row["area"]],
        "Inspection": format_period(row["visit_start"], row["visit_end"], row["published"]),
        "Comparison": "first in this period" if row["link"] is None else LINKS[row["link"]],
    }


def _visit_mark(mark: dict[str, Any]) -> dict[str, Any]:
    row = mark["row"]
    number = "" if row["visit"] is None else f" {row['visit']}"
    asked = row["improvements"] + row["priority_actions"]
    return {
        "x": mark["x"],
        "y": mark["y"],
        "document": row["document_id"],
        "second_hand": row["second_hand"],
        "Visit": EVENTS[row["event"]] + (f", visit{number}" if number else ", second-hand"),
        "Dates": format_period(row["visit_start"], row["visit_end"], row["published"]),
        "Found": f"{row['findings']} findings, {asked} items to improve",
    }
