"""Small multiples: the grades of several authorities over the same years, one panel each."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from ofsted_trends.charts.canvas import PAGE, PHONE, Canvas, measure_words
from ofsted_trends.charts.grade_marks import LETTERS
from ofsted_trends.charts.layout import LEVELS, SCALE_BREAK, wrap, year_of
from ofsted_trends.charts.names import GRADES
from ofsted_trends.charts.style import BAND, GRADE_COLOURS, GRADE_SHAPES, GRID, INK, QUIET
from ofsted_trends.charts.tables import format_period

LEVEL = 20  # pixels from grade to grade
LINE = 16
GUTTER = 26  # room for the letters of the grades


@dataclass(frozen=True, slots=True)
class History:
    """One panel.

    Attributes:
        authority: its name.
        grades: rows of `measure_timeline` of one lane, in order of day.
        visits: days of visits without grades.
        own: whether it is the authority that others are set beside.
    """

    authority: str
    grades: pl.DataFrame
    visits: Sequence[Any]
    own: bool = False


def chart_histories(histories: Sequence[History], span: tuple[int, int], *, narrow: bool = False) -> alt.LayerChart:
    """Returns a panel an authority, all on one axis of years and one of grades.

    A mark's height, shape and colour give the grade; a line joins grades that may be compared, a dotted one those that
    are only loosely comparable; nothing crosses the change of scale in 2013. Ticks below are visits without grades.

    Args:
        histories: in order; the one that is `own` has a shaded panel.
        span: first year and the year after the last.
        narrow: whether to draw for a phone (two panels a row) or for a page (three).
    """
    across = 2 if narrow else 3
    gap = 14 if narrow else 30
    width = ((PHONE if narrow else PAGE) - gap * (across - 1)) / across
    canvas = Canvas(PHONE if narrow else PAGE, font=13)
    if not histories:
        return canvas.say_nothing("No authority to show")
    letters = int(width / (13 * 0.56))
    titles = [wrap(history.authority, letters).split("\n") for history in histories]
    top = LINE * max(map(len, titles)) + 12
    height = top + 3 * LEVEL + 58
    key = _draw_key(canvas, histories)
    panels = []
    for number, (history, title) in enumerate(zip(histories, titles, strict=True)):
        left, down = (number % across) * (width + gap), key + (number // across) * height
        panels.append(_Panel(history, title, left, down + top, width, span))
    canvas.height = round(key + height * -(-len(histories) // across))
    shaded = [panel.box(top) for panel in panels if panel.history.own]
    canvas.fill(shaded, color=BAND)
    _draw_frames(canvas, panels, span, narrow)
    _draw_marks(canvas, panels)
    return canvas.draw()


@dataclass(frozen=True, slots=True)
class _Panel:
    """Where a panel's grades stand.

    Attributes:
        history: what it shows.
        title: its lines.
        left: of the letters of the grades.
        top: of the best grade.
        width: of the whole.
        span: first year and the year after the last.
    """

    history: History
    title: list[str]
    left: float
    top: float
    width: float
    span: tuple[int, int]

    def x(self, year: float) -> float:
        """Returns where a year stands."""
        room = self.width - GUTTER - 8
        return round(self.left + GUTTER + (year - self.span[0]) / (self.span[1] - self.span[0]) * room, 2)

    def y(self, grade: str) -> float:
        """Returns the height of a grade."""
        return self.top + LEVEL * LEVELS.index("requires_improvement" if grade == "adequate" else grade)

    def box(self, above: float) -> dict[str, float]:
        """Returns the corners of the whole panel."""
        return {
            "x": self.left - 4,
            "x2": self.left + self.width,
            "y": self.top - above + 2,
            "y2": self.top + 3 * LEVEL + 46,
        }


def _draw_key(canvas: Canvas, histories: Sequence[History]) -> float:
    """Draws what shapes, letters and ticks mean; gives the height that it takes."""
    found = {grade for history in histories for grade in history.grades["grade"]}
    x, y = 8.0, 12.0
    entries = [(grade, f"{LETTERS[grade]}: {name.lower()}") for grade, name in GRADES.items() if grade in found]
    entries += [("", "Visit without a grade")] if any(history.visits for history in histories) else []
    words = []
    for grade, text in entries:
        room = 14 + measure_words(text, canvas.font) + 22
        if x > 8 and x + room > canvas.width:
            x, y = 8.0, y + 24
        if grade:
            colour = GRADE_COLOURS[grade]
            canvas.mark([{"x": x, "y": y}], GRADE_SHAPES[grade], size=95, fill=colour, stroke=colour)
        else:
            canvas.rule([{"x": x, "x2": x, "y": y - 5, "y2": y + 5}], color=QUIET, strokeWidth=1.5)
        words.append({"x": x + 13, "y": y, "text": text})
        x += room
    canvas.write(words, align="left")
    return y + 24 if entries else 0


def _draw_frames(canvas: Canvas, panels: Sequence[_Panel], span: tuple[int, int], narrow: bool) -> None:
    """Draws titles, the lines of the grades with their letters, years, and the change of scale."""
    titles, lines, letters, years, breaks = [], [], [], [], []
    step = next(s for s in (1, 2, 4, 5, 10, 20) if (span[1] - span[0]) / s * 46 <= panels[0].width - GUTTER)
    ticks = [year for year in range(span[0], span[1]) if year % step == 0]
    for panel in panels:
        ends = (panel.x(span[0]), panel.x(span[1]))
        y = panel.top - 16 - LINE * (len(panel.title) - 1) / 2
        titles.append({"x": panel.left, "y": y, "text": panel.title})
        lines += [{"x": ends[0], "x2": ends[1], "y": panel.y(grade), "y2": panel.y(grade)} for grade in LEVELS]
        old = any(row["grade"] == "adequate" for row in panel.history.grades.iter_rows(named=True))
        names = {grade: LETTERS[grade] for grade in LEVELS} | ({"requires_improvement": "A/RI"} if old else {})
        letters += [{"x": ends[0] - 6, "y": panel.y(grade), "text": names[grade]} for grade in LEVELS]
        bottom = panel.top + 3 * LEVEL + 32
        years += [{"x": panel.x(year), "y": bottom, "text": f"{year}"} for year in ticks]
        at = year_of(SCALE_BREAK)
        if span[0] < at < span[1] and "2009-2013" in panel.history.grades["scale"]:
            breaks.append({"x": panel.x(at), "x2": panel.x(at), "y": panel.top - 6, "y2": panel.top + 3 * LEVEL + 8})
    canvas.rule(lines, color=GRID)
    canvas.write(titles, align="left", fontWeight="bold", lineHeight=LINE, fontSize=13)
    canvas.write(letters, align="right", fontSize=11 if narrow else 12, color=QUIET)
    canvas.write(years, align="center", fontSize=11 if narrow else 12, color=QUIET)
    canvas.rule(breaks, color=INK, strokeWidth=1.5)


def _draw_marks(canvas: Canvas, panels: Sequence[_Panel]) -> None:
    """Draws grades with the lines between them, visits as ticks, and words where there is no grade."""
    links: dict[bool, list[dict[str, float]]] = {False: [], True: []}
    marks: dict[str, list[dict[str, Any]]] = {}
    visits, nothing = [], []
    for panel in panels:
        rows = [row for row in panel.history.grades.iter_rows(named=True) if row["day"] is not None]
        places = [(panel.x(year_of(row["day"])), panel.y(row["grade"])) for row in rows]
        for (start, end), row in zip(itertools.pairwise(places), rows[1:], strict=False):
            if row["link"] in ("same", "near", "loose"):
                line = {"x": start[0], "y": start[1], "x2": end[0], "y2": end[1]}
                links[row["link"] == "loose"].append(line)
        for (x, y), row in zip(places, rows, strict=True):
            inspected = format_period(row["visit_start"], row["visit_end"], row["published"])
            tip = {
                "row": panel.history.authority,
                "Authority": panel.history.authority,
                "Grade": GRADES[row["grade"]],
                "Inspection": inspected,
            }
            marks.setdefault(row["grade"], []).append({"x": x, "y": y} | tip)
        base = panel.top + 3 * LEVEL + 12
        visits += [
            {"x": panel.x(year_of(day)), "x2": panel.x(year_of(day)), "y": base, "y2": base + 9}
            for day in panel.history.visits
        ]
        if not rows:
            text = "No grade at hand"
            room = panel.width - GUTTER
            lines = wrap(text, 9).split("\n") if measure_words(text, 13) > room else text
            nothing.append({"x": panel.left + GUTTER + 6, "y": panel.top + 1.5 * LEVEL, "text": lines})
    canvas.rule(visits, color=QUIET, strokeWidth=1.5)
    canvas.rule(links[False], color=QUIET, strokeWidth=2)
    canvas.rule(links[True], color=QUIET, strokeWidth=2, strokeDash=[2, 4])
    for grade, rows in marks.items():
        colour = GRADE_COLOURS[grade]
        tips = ["Authority", "Grade", "Inspection"]
        canvas.mark(rows, GRADE_SHAPES[grade], tips, size=95, fill=colour, stroke=colour, strokeWidth=1.5)
    canvas.write(nothing, align="left", color=QUIET)
