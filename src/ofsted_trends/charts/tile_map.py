"""The equal-area map: one tile an authority, with the letter and colour of its latest grade."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from ofsted_trends.charts.canvas import PAGE, PHONE, Canvas
from ofsted_trends.charts.grade_marks import LETTERS, NO_GRADE, draw_key, write_letters
from ofsted_trends.charts.layout import wrap
from ofsted_trends.charts.names import GRADES
from ofsted_trends.charts.style import BAND, GRADE_COLOURS, INK, QUIET
from ofsted_trends.charts.tables import format_day
from ofsted_trends.registers.tile_map import Tile, load_tiles

#: Where a region's name stands beside its tiles: column and row, and on which side of that point.
REGIONS = {
    "North East": (9.3, 1.5, "left"),
    "North West": (3.7, 5.5, "right"),
    "Yorkshire and the Humber": (9.3, 6.5, "left"),
    "East Midlands": (11.3, 10.0, "left"),
    "West Midlands": (2.7, 12.5, "right"),
    "East of England": (12.3, 12.4, "left"),
    "London": (13.3, 18.2, "left"),
    "South East": (12.3, 20.7, "left"),
    "South West": (1.7, 16.5, "right"),
}


@dataclass(frozen=True, slots=True)
class _Layout:
    """Sizes in pixels.

    Attributes:
        width: of the drawing.
        tile: width and height of a tile.
        font: size of the grade's letter.
        named: whether tiles carry the authority's short name.
    """

    width: int
    tile: tuple[float, float]
    font: int
    named: bool


_WIDE = _Layout(width=PAGE, tile=(62, 37), font=15, named=True)
_NARROW = _Layout(width=PHONE, tile=(24.5, 26), font=12, named=False)


def chart_tile_map(latest: pl.DataFrame, *, narrow: bool = False) -> alt.LayerChart:
    """Returns the map. A tile without a grade at hand is white with a dashed edge and a dash.

    Args:
        latest: as `measure_standings` gives it.
        narrow: whether to draw for a phone (about 344 pixels) or for a page (about 900 pixels).
    """
    layout = _NARROW if narrow else _WIDE
    tiles = load_tiles()
    rows = {row["authority"]: row for row in latest.iter_rows(named=True)}
    canvas = Canvas(layout.width, font=layout.font if layout.named else 13)
    left = 0 if narrow else (layout.width - (max(t.column for t in tiles) + 1) * layout.tile[0]) / 2
    top = 0.0
    grades = [grade for grade in GRADES if grade in set(latest["grade"])]
    none = "No grade at hand" if latest["grade"].null_count() else ""
    if narrow:
        top = draw_key(canvas, grades, 0, 12, none=none)
    else:
        draw_key(canvas, grades, 0, 14, down=True, none=none)
    canvas.height = round(top + (max(t.row for t in tiles) + 1) * layout.tile[1] + 4)
    placed = [(tile, _box(tile, layout, left, top)) for tile in tiles]
    _draw_tiles(canvas, placed, rows, layout)
    canvas.rule(_edges(tiles, layout, left, top), color=INK, strokeWidth=2)
    _name_regions(canvas, layout, left, top)
    return canvas.draw()


def _box(tile: Tile, layout: _Layout, left: float, top: float) -> dict[str, float]:
    """Returns the corners of a tile."""
    wide, high = layout.tile
    x, y = left + tile.column * wide, top + tile.row * high
    return {"x": round(x, 2), "y": round(y, 2), "x2": round(x + wide, 2), "y2": round(y + high, 2)}


def say_latest(row: dict[str, Any]) -> str:
    """Returns what is known of an authority's latest grade.

    Args:
        row: of `measure_standings`.
    """
    if row["status"] == "no_document":
        return "no document at hand"
    if row["status"] == "no_grade":
        return "documents at hand, but none with this grade"
    later = f"; inspected again on {format_day(row['later_day'])} without this grade" if row["later_day"] else ""
    return f"{GRADES[row['grade']].lower()}, inspection of {format_day(row['visit_end'] or row['day'])}{later}"


def _draw_tiles(
    canvas: Canvas, placed: list[tuple[Tile, dict[str, float]]], rows: dict[str, dict[str, Any]], layout: _Layout
) -> None:
    filled: list[dict[str, Any]] = []
    empty: list[dict[str, Any]] = []
    letters: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    for tile, box in placed:
        row = rows[tile.authority]
        tip = box | {
            "row": tile.authority,
            "Authority": tile.authority,
            "Region": tile.region,
            "Grade": say_latest(row),
        }
        x = (box["x"] + box["x2"]) / 2
        up, down = (box["y"] + 11, box["y2"] - 12) if layout.named else (0.0, (box["y"] + box["y2"]) / 2)
        grade = row["grade"] or ""
        (filled if grade else empty).append(tip | ({"colour": GRADE_COLOURS[grade]} if grade else {"colour": BAND}))
        letters.append({"x": x, "y": down, "text": LETTERS.get(grade, NO_GRADE), "grade": grade})
        names.append({"x": x, "y": up, "text": tile.label, "grade": grade})
    tips = ["Authority", "Region", "Grade"]
    canvas.fill(filled, tips, stroke="white", strokeWidth=1.5, cursor="pointer")
    canvas.fill(empty, tips, stroke=QUIET, strokeWidth=1, strokeDash=[2, 2], cursor="pointer")
    words = [(letters, {"fontSize": layout.font, "fontWeight": "bold"})]
    words += [(names, {"fontSize": 12})] if layout.named else []
    for texts, style in words:
        write_letters(canvas, [t for t in texts if t["grade"]], align="center", **style)
        plain = [{k: t[k] for k in ("x", "y", "text")} for t in texts if not t["grade"]]
        canvas.write(plain, align="center", color=QUIET, **style)


def _edges(tiles: tuple[Tile, ...], layout: _Layout, left: float, top: float) -> list[dict[str, float]]:
    """Returns the lines between regions, and around England: each as long as it goes straight."""
    regions = {(tile.column, tile.row): tile.region for tile in tiles}
    across = {
        (c, r + down) for c, r in regions for down in (0, 1) if regions.get((c, r - 1 + down * 2)) != regions[c, r]
    }
    along = {
        (c + right, r) for c, r in regions for right in (0, 1) if regions.get((c - 1 + right * 2, r)) != regions[c, r]
    }
    wide, high = layout.tile
    lines = []
    for column, row in sorted(across):
        if (column - 1, row) not in across:
            last = next(end for end in itertools.count(column) if (end + 1, row) not in across)
            lines.append((column, row, last + 1, row))
    for column, row in sorted(along):
        if (column, row - 1) not in along:
            last = next(end for end in itertools.count(row) if (column, end + 1) not in along)
            lines.append((column, row, column, last + 1))
    return [
        {
            "x": round(left + x * wide, 2),
            "y": round(top + y * high, 2),
            "x2": round(left + x2 * wide, 2),
            "y2": round(top + y2 * high, 2),
        }
        for x, y, x2, y2 in lines
    ]


def _name_regions(canvas: Canvas, layout: _Layout, left: float, top: float) -> None:
    """Writes the regions' names beside their tiles, within the drawing."""
    size = 14 if layout.named else 11
    for side in ("left", "right"):
        rows = []
        for region, (column, row, align) in REGIONS.items():
            x = left + column * layout.tile[0]
            room = (canvas.width - x if align == "left" else x) / (size * 0.56)
            if align == side:
                text = wrap(region, int(room)).split("\n")
                rows.append({"x": round(x, 1), "y": round(top + (row + 0.5) * layout.tile[1], 1), "text": text})
        canvas.write(rows, align=side, fontWeight="bold", fontSize=size, color=INK)
