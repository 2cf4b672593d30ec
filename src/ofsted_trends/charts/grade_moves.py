"""The charts of pairs of inspections: grades before and after as a matrix, and how many became better or worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from ofsted_trends.charts.canvas import PAGE, PHONE, Canvas, measure_words
from ofsted_trends.charts.grade_marks import LETTERS, write_letters
from ofsted_trends.charts.grade_shares import SLENDER
from ofsted_trends.charts.names import GRADES
from ofsted_trends.charts.style import CATEGORICAL, GRADE_COLOURS, GRID, INK, QUIET, SEQUENTIAL
from ofsted_trends.measures.populations import SMALL

BETTER, WORSE = CATEGORICAL[0], CATEGORICAL[3]
GAP = 36
#: Shades of cells where the row rests on fewer than 10 pairs.
GREYS = ["#F2F2F2", "#E3E3E3", "#D0D0D0", "#BDBDBD", "#ABABAB"]


@dataclass(frozen=True, slots=True)
class MatrixPanel:
    """One matrix.

    Attributes:
        title: above it.
        cells: as `count_transitions` gives it, of one group and scale.
    """

    title: str
    cells: pl.DataFrame


def chart_matrices(panels: Sequence[MatrixPanel], *, narrow: bool = False) -> alt.LayerChart:
    """Returns grades before (rows) by grades after (columns), each cell with its number of pairs and share of the row.

    Cells left of the framed diagonal became better, cells right of it worse. A row of fewer than 10 pairs is grey.

    Args:
        panels: in order; on a page two stand side by side, on a phone one below the other.
        narrow: whether to draw for a phone (about 344 pixels) or for a page (about 900 pixels).
    """
    across = 1 if narrow else 2
    width = PHONE if narrow else (PAGE - GAP) / across
    canvas = Canvas(PHONE if narrow else PAGE, font=13)
    if not panels:
        return canvas.say_nothing("No pair of comparable inspections in this period")
    size = ((width - 92) / 4, 48.0)
    height = 78 + 4 * size[1] + 44
    for number, panel in enumerate(panels):
        left, top = (number % across) * (width + GAP), (number // across) * height
        _draw_matrix(canvas, panel, left, top, size)
    canvas.height = round(height * -(-len(panels) // across))
    return canvas.draw()


def _draw_matrix(canvas: Canvas, panel: MatrixPanel, left: float, top: float, size: tuple[float, float]) -> None:
    wide, high = size
    gutter, down = 92.0, top + 78
    grades = panel.cells["from_grade"].unique(maintain_order=True).to_list()
    middle = {grade: (left + gutter + (n + 0.5) * wide, down + (n + 0.5) * high) for n, grade in enumerate(grades)}
    before = {row["from_grade"]: row["n_from"] for row in panel.cells.iter_rows(named=True)}
    canvas.write([{"x": left, "y": top + 12, "text": panel.title}], align="left", fontWeight="bold", fontSize=14)
    canvas.write([{"x": left + gutter, "y": top + 36, "text": "to"}], align="left", color=QUIET)
    canvas.write([{"x": left, "y": top + 60, "text": "from"}], align="left", color=QUIET)
    chips = [{"x": middle[g][0], "y": top + 60, "grade": g} for g in grades]
    chips += [{"x": left + 13, "y": middle[g][1], "grade": g} for g in grades]
    boxes = [{"x": c["x"] - 13, "x2": c["x"] + 13, "y": c["y"] - 10, "y2": c["y"] + 10} for c in chips]
    canvas.fill([b | {"colour": GRADE_COLOURS[c["grade"]]} for b, c in zip(boxes, chips, strict=True)])
    write_letters(canvas, [c | {"text": LETTERS[c["grade"]]} for c in chips], align="center", fontWeight="bold")
    totals = [{"x": left + gutter - 10, "y": middle[g][1], "text": f"n {before[g]}"} for g in grades]
    canvas.write(totals, align="right", color=QUIET)
    _draw_cells(canvas, panel, middle, size)
    ends = (left + gutter, left + gutter + len(grades) * wide)
    y = down + len(grades) * high + 16
    canvas.write([{"x": ends[0], "y": y, "text": "← better"}], align="left", color=QUIET)
    canvas.write([{"x": ends[1], "y": y, "text": "worse →"}], align="right", color=QUIET)


def name_cell(title: str, row: dict[str, Any]) -> str:
    """Returns a cell of a matrix as the first cell of its line in the data table."""
    return f"{title}: {GRADES[row['from_grade']].lower()} to {GRADES[row['to_grade']].lower()}"


def _draw_cells(
    canvas: Canvas, panel: MatrixPanel, middle: dict[str, tuple[float, float]], size: tuple[float, float]
) -> None:
    cells: list[dict[str, Any]] = []
    for row in panel.cells.iter_rows(named=True):
        x, y = middle[row["to_grade"]][0], middle[row["from_grade"]][1]
        box = {"x": x - size[0] / 2, "x2": x + size[0] / 2, "y": y - size[1] / 2, "y2": y + size[1] / 2}
        step = min(int((row["share"] or 0) * 5), 4)
        few = row["n_from"] < SMALL
        shade = (GREYS if few else SEQUENTIAL)[step] if row["count"] else "white"
        share = f"{row['count']} of {row['n_from']} ({row['share']:.0%})" if row["n_from"] else "none"
        tip = {"row": name_cell(panel.title, row), "From": GRADES[row["from_grade"]], "To": GRADES[row["to_grade"]]}
        tip |= {"Pairs": share}
        cells.append(
            {k: round(v, 2) for k, v in box.items()}
            | tip
            | {"colour": shade, "light": step > 1 and not few, "same": row["change"] == "unchanged"}
            | {"count": f"{row['count']}" if row["n_from"] else "", "share": ""}
            | ({"share": f"{row['share']:.0%}"} if row["count"] else {})
        )
    keep = ["x", "x2", "y", "y2", "colour", "row", "From", "To", "Pairs"]
    canvas.fill([{k: c[k] for k in keep} for c in cells], ["From", "To", "Pairs"], stroke=GRID, strokeWidth=1)
    framed = [{k: c[k] for k in ("x", "x2", "y", "y2")} for c in cells if c["same"]]
    canvas.fill(framed, fill="transparent", stroke=INK, strokeWidth=2)
    for light in (False, True):
        told = [cell for cell in cells if cell["light"] is light]
        numbers, shares = [], []
        for cell in told:
            x, y = (cell["x"] + cell["x2"]) / 2, (cell["y"] + cell["y2"]) / 2
            numbers.append({"x": x, "y": y - 8 if cell["share"] else y, "text": cell["count"]})
            shares.append({"x": x, "y": y + 11, "text": cell["share"]})
        colour = "white" if light else INK
        canvas.write(numbers, align="center", fontWeight="bold", fontSize=16, color=colour)
        canvas.write(shares, align="center", fontSize=13, color=colour)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One bar of moves, or several under a heading.

    Attributes:
        name: of the pairs, such as a year.
        counts: a row of `count_changes`.
        heading: stands above the first row that has it.
    """

    name: str
    counts: dict[str, Any]
    heading: str = ""


def chart_moves(rows: Sequence[MoveRow], *, narrow: bool = False) -> alt.LayerChart:
    """Returns the share of pairs that became better (right) and worse (left), and the net move with its interval.

    The diamond is better less worse; its line is the 95% interval. Rows of fewer than 10 pairs are pale.

    Args:
        rows: in order from the top.
        narrow: whether to draw for a phone (about 344 pixels) or for a page (about 900 pixels).
    """
    font = 13 if narrow else 14
    canvas = Canvas(PHONE if narrow else PAGE, font=font)
    if not rows:
        return canvas.say_nothing("No pair of comparable inspections in this period")
    longest = max(measure_words(row.name, font) for row in rows) + 16
    above = narrow and longest > SLENDER
    gutter = 0 if above else int(min(260, longest))
    ends = (gutter + 4, canvas.width - 66)
    zero, unit = (ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2
    places, y = [], 76.0
    for number, row in enumerate(rows):
        if row.heading and (not number or row.heading != rows[number - 1].heading):
            y += 32
        places.append(y)
        y += 44 if above else 28
    canvas.height = round(y + 4)
    _draw_moves_scale(canvas, zero, unit, narrow)
    for number, (row, top) in enumerate(zip(rows, places, strict=True)):
        if row.heading and (not number or row.heading != rows[number - 1].heading):
            canvas.head(top - 16, row.heading)
    for few in (False, True):
        kept = [
            (row, top + (32 if above else 14), top + (9 if above else 14))
            for row, top in zip(rows, places, strict=True)
            if row.counts["small"] is few
        ]
        _draw_moves(canvas, kept, zero, unit, few=few)
    return canvas.draw()


def sign_share(share: float) -> str:
    """Returns a share with its sign.

    >>> sign_share(0.25), sign_share(-0.5), sign_share(0.001)
    ('+25%', '−50%', '0%')
    """
    return "0%" if abs(share) < 0.005 else f"{share:+.0%}".replace("-", "−")


def _draw_moves_scale(canvas: Canvas, zero: float, unit: float, narrow: bool) -> None:
    """Draws the key, and thin lines with their words."""
    size = 13 if narrow else 14
    canvas.fill(
        [
            {"x": 0, "x2": 22, "y": 4, "y2": 18, "colour": WORSE},
            {"x": 88, "x2": 110, "y": 4, "y2": 18, "colour": BETTER},
        ]
    )
    words = [{"x": 28, "y": 12, "text": "Worse"}, {"x": 116, "y": 12, "text": "Better"}]
    words.append({"x": 206, "y": 12, "text": "Better less worse" if narrow else "Better less worse, with 95% interval"})
    canvas.rule([{"x": 176, "x2": 200, "y": 12, "y2": 12}], color=INK, strokeWidth=2)
    canvas.mark([{"x": 188, "y": 12}], "diamond", size=70, fill="white", stroke=INK, strokeWidth=2)
    canvas.write(words, align="left", fontSize=size)
    parts = (-1, 0, 1) if narrow else (-1, -0.5, 0, 0.5, 1)
    at = [zero + part * unit for part in parts]
    canvas.rule([{"x": x, "x2": x, "y": 62, "y2": canvas.height} for x in at], color=GRID)
    canvas.rule([{"x": zero, "x2": zero, "y": 62, "y2": canvas.height}], color=QUIET, strokeWidth=1.5)
    ticks = [{"x": x, "y": 50, "text": sign_share(part)} for x, part in zip(at, parts, strict=True)]
    canvas.write(ticks, align="left" if at[0] < 20 else "center", color=QUIET, fontSize=12)
    canvas.write([{"x": canvas.width, "y": 50, "text": "Pairs"}], align="right", color=QUIET, fontSize=12)


def _draw_moves(
    canvas: Canvas, rows: Sequence[tuple[MoveRow, float, float]], zero: float, unit: float, *, few: bool
) -> None:
    bars, lines, dots, names, numbers, tips = [], [], [], [], [], ["Pairs", "Better", "Unchanged", "Worse", "Net"]
    for row, y, name_y in rows:
        told = row.counts
        net = f"{sign_share(told['share_net'])} ({sign_share(told['low_net'])} to {sign_share(told['high_net'])})"
        tip = {"row": row.name, "Pairs": f"{row.name}: {told['n']}", "Net": net}
        tip |= {key.capitalize(): told[key] for key in ("better", "unchanged", "worse")}
        half = 5 if few else 9
        for key, way, colour in (("better", 1, BETTER), ("worse", -1, WORSE)):
            end = zero + way * unit * told[f"share_{key}"]
            box = {"x": min(zero, end), "x2": max(zero, end), "y": y - half, "y2": y + half, "colour": colour}
            bars += [box | tip] if told[key] else []
        lines.append({"x": zero + unit * told["low_net"], "x2": zero + unit * told["high_net"], "y": y, "y2": y})
        dots.append({"x": zero + unit * told["share_net"], "y": y} | tip)
        names.append({"x": 0, "y": name_y, "text": row.name})
        numbers.append({"x": canvas.width, "y": y, "text": f"{told['n']}, few" if few else f"{told['n']}"})
    colour = QUIET if few else INK
    canvas.fill(bars, tips, opacity=0.4 if few else 1)
    canvas.rule(lines, color="white", strokeWidth=5)
    canvas.rule(lines, color=colour, strokeWidth=2)
    canvas.mark(dots, "diamond", tips, size=70, fill="white", stroke=colour, strokeWidth=2)
    canvas.write(names, align="left", color=colour)
    canvas.write(numbers, align="right", color=colour)
