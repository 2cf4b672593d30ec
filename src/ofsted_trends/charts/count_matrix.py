"""The chart of how many documents are at hand: a row a region or kind, a column a year, a number in each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from ofsted_trends.charts.canvas import PAGE
from ofsted_trends.charts.layout import LETTER
from ofsted_trends.charts.pixels import join_layers, place_rows
from ofsted_trends.charts.style import GRID, INK, QUIET, SEQUENTIAL

_ROW, _HEAD = 30, 28


@dataclass(frozen=True, slots=True)
class _Frame:
    """Sizes in pixels."""

    gutter: int
    column: float
    width: int
    height: int


def chart_counts(
    counts: pl.DataFrame, row: str, names: Mapping[str, str], short: Mapping[str, str], *, narrow: bool = False
) -> alt.LayerChart:
    """Returns a matrix of numbers: the more, the darker; a cell with nothing is empty, with a dash.

    Args:
        counts: with the column `row`, year and n_documents; every row has every year.
        row: the column of the rows.
        names: of the rows, in order.
        short: of the rows, for a phone, where they are columns.
        narrow: whether to draw for a phone (about 344 pixels), years down the page, or for a page (about 900 pixels).
    """
    keys = [key for key in names if key in set(counts[row])]
    years = sorted(set(counts["year"]))
    if not keys or not years:
        words = place_rows([{"x": 0, "y": 12, "text": "No document in this period"}])
        nothing = words.mark_text(align="left", fontSize=14, color=INK).encode(text="text:N")
        return join_layers([nothing], 300, 24)
    frame = _size([names[key] for key in keys], len(years), narrow)
    across, down = (keys, years) if narrow else (years, keys)
    numbers = {(entry[row], entry["year"]): entry["n_documents"] for entry in counts.iter_rows(named=True)}
    most = max(numbers.values())
    cells = []
    for i, first in enumerate(across):
        for j, second in enumerate(down):
            key, year = (first, second) if narrow else (second, first)
            n = numbers[key, year]
            cells.append(
                {"x": frame.column * i + 1, "x2": frame.column * (i + 1) - 1, "y": _HEAD + _ROW * j + 1}
                | {"y2": _HEAD + _ROW * (j + 1) - 1, "n": n, "text": str(n) if n else "–"}
                | {"shade": _shade(n, most), "Row": names[key], "On site": year, "Documents": n}
            )
    heads = [
        {"x": frame.column * (i + 0.5), "y": _HEAD / 2, "text": short[str(key)] if narrow else _year(int(key), frame)}
        for i, key in enumerate(across)
    ]
    rows = [
        {"x": -frame.gutter, "y": _HEAD + _ROW * (j + 0.5), "text": str(key) if narrow else names[str(key)]}
        for j, key in enumerate(down)
    ]
    layer = [*_draw_cells(cells), _text(heads, color=QUIET, fontSize=12), _text(rows, align="left")]
    return join_layers(layer, frame.width, frame.height)


def _size(names: list[str], years: int, narrow: bool) -> _Frame:
    if narrow:
        column = min(60.0, 300 / len(names))
        return _Frame(44, column, round(column * len(names)), _HEAD + _ROW * years)
    gutter = min(260, 16 + round(max(map(len, names)) * 14 * LETTER))
    column = min(64.0, (PAGE - gutter) / years)
    return _Frame(gutter, column, round(column * years), _HEAD + _ROW * len(names))


def _year(year: int, frame: _Frame) -> str:
    return str(year) if frame.column >= 34 else f"’{year % 100:02}"


def _shade(n: int, most: int) -> str:
    """Returns the colour of a number: white for nothing, then five steps.

    >>> _shade(0, 10), _shade(10, 10)
    ('white', '#092135')
    """
    return "white" if not n else SEQUENTIAL[min(4, (n * 5 - 1) // max(most, 5))]


def _draw_cells(cells: list[dict[str, Any]]) -> list[alt.Chart]:
    layers: list[alt.Chart] = []
    tips = [alt.Tooltip(f"{name}:N") for name in ("Row", "On site", "Documents")]
    boxes = place_rows(cells).mark_rect(stroke=GRID, strokeWidth=1)
    layers.append(boxes.encode(x2="x2:Q", y2="y2:Q", fill=alt.Fill("shade:N", scale=None), tooltip=tips))
    for dark in (True, False):
        words = [
            {"x": (cell["x"] + cell["x2"]) / 2, "y": (cell["y"] + cell["y2"]) / 2, "text": cell["text"]}
            for cell in cells
            if (cell["shade"] in SEQUENTIAL[2:]) == dark
        ]
        if words:
            layers.append(_text(words, color="white" if dark else INK))
    return layers


def _text(rows: list[dict[str, Any]], **style: Any) -> alt.Chart:
    plain: dict[str, Any] = {"baseline": "middle", "fontSize": 14, "color": INK}
    words: alt.Chart = place_rows(rows).mark_text(**(plain | style)).encode(text="text:N")
    return words
