"""The chart of how grades are shared out: a bar a year, region or area, its parts named and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from ofsted_trends.charts.canvas import PAGE, PHONE, Canvas, measure_words
from ofsted_trends.charts.grade_marks import LETTERS, draw_key, write_letters
from ofsted_trends.charts.grade_rows import GradeRow
from ofsted_trends.charts.layout import wrap
from ofsted_trends.charts.names import GRADES
from ofsted_trends.charts.style import GRADE_COLOURS, GRID, INK, QUIET

BREAK = "The scale changed in November 2013: grades above and below this line are not compared"
FADED = 0.4
#: Names up to this many pixels stand beside their bars on a phone.
SLENDER = 112


@dataclass(frozen=True, slots=True)
class _Layout:
    """Sizes in pixels.

    Attributes:
        width: of the drawing.
        gutter: room for names left of the bars; without it names stand above their bars.
        number: room for the numbers behind the bars.
        row: height of a row.
        bar: height of a bar.
        font: size of words.
    """

    width: int
    gutter: int
    number: int
    row: int
    bar: int
    font: int

    @property
    def scale(self) -> float:
        """Returns the length of a whole bar."""
        return self.width - self.gutter - self.number


def chart_grade_shares(rows: Sequence[GradeRow], what: str, head: str, *, narrow: bool = False) -> alt.LayerChart:
    """Returns a chart of grades as parts of a whole, best grade first.

    A part has the grade's colour and letter, and its number. A bar that rests on fewer than 10 is pale and thin. Where
    the scale changes there is a line that says so. An arrow stands above the chosen authority's grade.

    Args:
        rows: in order from the top.
        what: a row is, in the words beside the pointer, such as `Year`.
        head: what the numbers behind the bars are, such as `n`.
        narrow: whether to draw for a phone (about 344 pixels) or for a page (about 900 pixels).
    """
    layout = _fit(rows, narrow)
    canvas = Canvas(layout.width, font=layout.font)
    if not rows:
        return canvas.say_nothing("No grade in this period")
    grades = [grade for grade in GRADES if any(row.counts.get(grade) for row in rows)]
    top = draw_key(canvas, grades, 0, 12)
    if any(row.own for row in rows):
        canvas.mark([{"x": 13, "y": top}], "triangle-down", size=60, fill=INK, stroke=INK)
        canvas.write([{"x": 33, "y": top, "text": "Where the chosen authority is"}], align="left")
        top += 26
    places, canvas.height = _place(rows, layout, top + 20, narrow)
    _draw_scale(canvas, layout, head, top + 8, min(y for y, _ in places) - 2)
    _draw_headings(canvas, rows, places, narrow)
    _draw_bars(canvas, rows, places, layout, what)
    return canvas.draw()


def _fit(rows: Sequence[GradeRow], narrow: bool) -> _Layout:
    """Returns a layout whose gutter holds the longest name, or stands above the bars where it is too long."""
    font = 13 if narrow else 14
    longest = max((measure_words(row.name, font) for row in rows), default=0) + 14
    number = int(max((measure_words(_number(row, narrow), font) for row in rows), default=0)) + 18
    if narrow:
        beside = longest < SLENDER
        return _Layout(PHONE, int(longest) if beside else 0, number, 30 if beside else 46, 20, font)
    return _Layout(PAGE, int(min(longest, 320)), number, 30, 22, font)


def _number(row: GradeRow, narrow: bool) -> str:
    """Returns what stands behind a bar; on a phone the grey says alone that it is few."""
    return f"{row.told}, few" if row.small and not narrow else row.told


def _place(
    rows: Sequence[GradeRow], layout: _Layout, top: float, narrow: bool
) -> tuple[list[tuple[float, float]], int]:
    """Returns where each row starts, with the room above it for its heading, and the height of the whole."""
    places = []
    y = top
    before: GradeRow | None = None
    for row in rows:
        room = 0.0
        if row.heading and (before is None or row.heading != before.heading):
            room = 30.0
        if before and row.scale and before.scale and row.scale != before.scale:
            room += 44 if narrow else 28
        y += room
        places.append((y, room))
        y += layout.row
        before = row
    return places, round(y + 4)


def _draw_scale(canvas: Canvas, layout: _Layout, head: str, y: float, top: float) -> None:
    """Draws thin lines at 0%, 50% and 100% with their words, and the head of the numbers."""
    parts = [0, 0.5, 1] if canvas.width < PAGE else [0, 0.25, 0.5, 0.75, 1]
    at = [layout.gutter + part * layout.scale for part in parts]
    canvas.rule([{"x": x, "x2": x, "y": top, "y2": canvas.height} for x in at], color=GRID)
    words = [{"x": x, "y": y, "text": f"{part:.0%}"} for x, part in zip(at, parts, strict=True)]
    canvas.write(words[:1], align="left", color=QUIET, fontSize=12)
    canvas.write(words[1:-1], align="center", color=QUIET, fontSize=12)
    canvas.write(words[-1:], align="right", color=QUIET, fontSize=12)
    canvas.write([{"x": canvas.width, "y": y, "text": head}], align="right", color=QUIET, fontSize=12)


def _draw_headings(
    canvas: Canvas, rows: Sequence[GradeRow], places: Sequence[tuple[float, float]], narrow: bool
) -> None:
    """Draws the headings of groups of rows, and the line where the scale changes."""
    before: GradeRow | None = None
    for row, (y, room) in zip(rows, places, strict=True):
        if before and row.scale and before.scale and row.scale != before.scale:
            top = y - room + 4
            canvas.clear(top, top + (40 if narrow else 24))
            canvas.rule([{"x": 0, "x2": canvas.width, "y": top, "y2": top}], color=INK, strokeWidth=2)
            text = wrap(BREAK, 50 if narrow else 120).split("\n")
            canvas.write([{"x": 0, "y": top + (18 if narrow else 12), "text": text}], align="left", fontSize=13)
        if row.heading and (before is None or row.heading != before.heading):
            canvas.head(y - 15, row.short if narrow else row.heading)
        before = row


def _draw_bars(
    canvas: Canvas, rows: Sequence[GradeRow], places: Sequence[tuple[float, float]], layout: _Layout, what: str
) -> None:
    parts: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    numbers: list[dict[str, Any]] = []
    nothing: list[dict[str, Any]] = []
    arrows: list[dict[str, Any]] = []
    for row, (top, _) in zip(rows, places, strict=True):
        y = top + layout.row - layout.bar / 2 - 3
        names.append({"x": 0, "y": y if layout.gutter else top + 9, "text": row.name, "few": row.small})
        numbers.append({"x": canvas.width, "y": y, "text": _number(row, canvas.width < PAGE), "few": row.small})
        if not row.n:
            nothing.append({"x": layout.gutter + 4, "y": y, "text": "None at hand"})
        left = float(layout.gutter)
        half = layout.bar / (3.2 if row.small else 2)
        for grade, count in sorted(row.counts.items(), key=lambda item: list(GRADES).index(item[0])):
            if not count:
                continue
            right = left + layout.scale * count / row.n
            tip = {
                "row": row.row or row.name,
                what: row.name,
                "Grade": GRADES[grade],
                "Count": f"{count} of {row.n} ({count / row.n:.0%})",
            }
            box = {"x": round(left, 2), "x2": round(right, 2), "y": round(y - half, 2), "y2": round(y + half, 2)}
            parts.append(box | tip | {"colour": GRADE_COLOURS[grade], "few": row.small})
            text = _name_part(grade, count, right - left, layout.font)
            words.append({"x": round((left + right) / 2, 2), "y": y, "text": text, "grade": grade, "few": row.small})
            if grade == row.own:
                arrows.append({"x": round((left + right) / 2, 2), "y": y - half - 3})
            left = right
    for few in (False, True):
        tips = [what, "Grade", "Count"]
        kept = [{k: v for k, v in part.items() if k != "few"} for part in parts if part["few"] is few]
        canvas.fill(kept, tips, stroke="white", strokeWidth=1.5, opacity=FADED if few else 1)
        texts = [word for word in words if word["few"] is few]
        if few:
            canvas.write([{k: t[k] for k in ("x", "y", "text")} for t in texts], align="center", fontSize=12)
        else:
            write_letters(canvas, texts, align="center", fontWeight="bold", fontSize=layout.font)
        colour = QUIET if few else INK
        canvas.write(_plain(names, few), align="left", color=colour)
        canvas.write(_plain(numbers, few), align="right", color=colour)
    canvas.write(nothing, align="left", color=QUIET)
    canvas.mark(arrows, "triangle-down", size=60, fill=INK, stroke="white", strokeWidth=1)


def _plain(rows: list[dict[str, Any]], few: bool) -> list[dict[str, Any]]:
    return [{k: row[k] for k in ("x", "y", "text")} for row in rows if row["few"] is few]


def _name_part(grade: str, count: int, room: float, font: int) -> str:
    """Returns the grade's letter and number, or what of it there is room for."""
    both = f"{LETTERS[grade]} {count}"
    for text in (both, LETTERS[grade]):
        if measure_words(text, font) + 6 <= room:
            return text
    return ""
