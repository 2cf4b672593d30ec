"""The chart of latest grades: a row an authority, a column an area, each grade as its letter with its year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import polars as pl

from ofsted_trends.charts.canvas import PAGE, PHONE, Canvas, cut_words, measure_words
from ofsted_trends.charts.grade_marks import LETTERS, NO_GRADE, draw_key, write_letters
from ofsted_trends.charts.layout import wrap
from ofsted_trends.charts.names import AREAS, GRADES
from ofsted_trends.charts.style import BAND, GRADE_COLOURS, GRID, QUIET
from ofsted_trends.charts.tables import format_day

#: Areas for the heads of slender columns.
SHORT = {
    "overall": "Overall",
    "leadership": "Leaders",
    "help_and_protection": "Help",
    "in_care": "In care",
    "care_leavers": "Leavers",
    "adoption": "Adopt.",
}


def chart_grade_table(peers: pl.DataFrame, authorities: Sequence[str], *, narrow: bool = False) -> alt.LayerChart:
    """Returns latest grades side by side. A dash in a dashed frame means that no grade is at hand.

    Args:
        peers: as `measure_peers` gives it.
        authorities: the rows, in order; the first is shaded.
        narrow: whether to draw for a phone (about 344 pixels) or for a page (about 900 pixels).
    """
    graded = peers.filter(pl.col("aspect") == "grade")
    areas = [area for area in SHORT if graded.filter((pl.col("key") == area) & pl.col("status").is_not_null()).height]
    canvas = Canvas(PHONE if narrow else PAGE, font=13 if narrow else 14)
    if not areas:
        return canvas.say_nothing("No grade at hand in this period")
    shown = graded.filter(pl.col("authority").is_in(list(authorities)) & pl.col("key").is_in(areas))
    top = draw_key(canvas, [g for g in GRADES if g in set(shown["status"])], 0, 12, none="No grade at hand")
    longest = max((measure_words(name, canvas.font) for name in authorities), default=0) + 24
    gutter = 0.0 if narrow else min(longest, 270.0)
    row, wide = (48 if narrow else 32), (canvas.width - gutter) / len(areas)
    heads = top + (22 if narrow else 30)
    first = heads + (10 if narrow else 22)
    canvas.height = round(first + row * len(authorities) + 2)
    _draw_frame(canvas, authorities, areas, (gutter, wide, heads, first, row), narrow)
    boxes: list[dict[str, Any]] = []
    empty: list[dict[str, Any]] = []
    letters: list[dict[str, Any]] = []
    years: list[dict[str, Any]] = []
    for cell in shown.iter_rows(named=True):
        x = gutter + areas.index(cell["key"]) * wide
        y = first + authorities.index(cell["authority"]) * row + (33 if narrow else row / 2)
        box = {"x": x, "x2": x + (24 if narrow else 32), "y": y - 10, "y2": y + 10}
        if cell["status"] is None:
            empty.append(box)
            continue
        told = f"{GRADES[cell['status']]}, {format_day(cell['visit_end'])}"
        tip = {"row": cell["authority"], "Authority": cell["authority"], "Area": AREAS[cell["key"]], "Grade": told}
        boxes.append(box | tip | {"colour": GRADE_COLOURS[cell["status"]]})
        middle = (box["x"] + box["x2"]) / 2
        letters.append({"x": middle, "y": y, "text": LETTERS[cell["status"]], "grade": cell["status"]})
        years.append({"x": box["x2"] + (3 if narrow else 7), "y": y, "text": f"{cell['visit_end'].year}"})
    canvas.fill(empty, color=BAND, stroke=QUIET, strokeDash=[2, 2], strokeWidth=1)
    dashes = [{"x": (b["x"] + b["x2"]) / 2, "y": (b["y"] + b["y2"]) / 2, "text": NO_GRADE} for b in empty]
    canvas.write(dashes, align="center", color=QUIET)
    canvas.fill(boxes, ["Authority", "Area", "Grade"])
    write_letters(canvas, letters, align="center", fontWeight="bold", fontSize=12 if narrow else 14)
    canvas.write(years, align="left", color=QUIET, fontSize=11 if narrow else 13)
    return canvas.draw()


def _draw_frame(
    canvas: Canvas,
    authorities: Sequence[str],
    areas: Sequence[str],
    sizes: tuple[float, float, float, float, int],
    narrow: bool,
) -> None:
    """Draws the heads of columns, the names of rows and the lines between them."""
    gutter, wide, heads, first, row = sizes
    shade = {"x": 0.0, "x2": canvas.width, "y": first + 1, "y2": first + row - 1}
    canvas.fill([shade], color=BAND)
    letters = int(wide / (canvas.font * 0.56))
    columns = []
    for number, area in enumerate(areas):
        text = SHORT[area] if narrow else AREAS[area]
        columns.append({"x": gutter + number * wide, "y": heads, "text": wrap(text, letters).split("\n")})
    canvas.write(columns, align="left", fontWeight="bold", fontSize=12 if narrow else 14)
    lines = [first + row * number for number in range(len(authorities) + 1)]
    canvas.rule([{"x": 0, "x2": canvas.width, "y": y, "y2": y} for y in lines], color=GRID)
    room = canvas.width if narrow else gutter - 10
    names = [
        {"x": 4, "y": first + number * row + (12 if narrow else row / 2), "text": cut_words(name, room, canvas.font)}
        for number, name in enumerate(authorities)
    ]
    canvas.write(names[:1], align="left", fontWeight="bold")
    canvas.write(names[1:], align="left")
