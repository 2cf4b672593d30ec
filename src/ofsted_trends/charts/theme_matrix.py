"""The chart of what each visit said about each theme: a row a theme, a column a visit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import polars as pl

from ofsted_trends.charts.matrix_canvas import Layer, MatrixCanvas, draw_mark, write_cells
from ofsted_trends.charts.names import name_theme
from ofsted_trends.charts.pixels import join_layers, place_rows
from ofsted_trends.charts.style import BAND, GRID, INK, QUIET
from ofsted_trends.charts.theme_layout import (
    CELL,
    FEW,
    KEY,
    KINDS,
    NARROW,
    SAID,
    SOME,
    WIDE,
    MatrixLayout,
    find_rows,
    find_visits,
)
from ofsted_trends.charts.theme_names import STANCE_COLOURS, STANCE_SHAPES, STATUSES

NOTHING = "No inspection or visit in this period"


def chart_theme_matrix(history: pl.DataFrame, headline: Sequence[str], *, narrow: bool = False) -> alt.LayerChart:
    """Returns a matrix of themes and visits: the headline themes first, the others in the order of the register.

    A cell has a triangle on its left where concerns were said and a circle on its right where strengths were;
    larger marks stand for more sentences. Where neither was said, it has a square (spoken of without judging),
    a small ring (looked at, nothing said), a dash (not looked at) or a question mark (scope not known). The
    heads of inspections are shaded.

    Args:
        history: as `measure_theme_history` gives it.
        headline: keys of the themes that come first, in bold.
        narrow: whether to draw for a phone (about 360 pixels), with the headline themes and those of which a
            concern was ever said, or for a page (about 900 pixels).
    """
    layout = NARROW if narrow else WIDE
    visits = find_visits(history)
    themes = find_rows(history, headline, raised_only=narrow)
    drawn = history.filter(pl.col("theme").is_in(themes))["status"].unique().to_list()
    kinds = [kind for kind in KEY if kind in [*drawn, "concern", "strength"]]
    headlines = len([key for key in themes if key in headline])
    canvas = _Canvas(layout, visits, KEY, _mark_styles(layout), kinds, themes, headlines)
    rest = canvas.heads() + canvas.names() + canvas.cells(history) if visits else canvas.nothing(NOTHING)
    return join_layers(canvas.key() + rest, canvas.width, canvas.height)


@dataclass(frozen=True, slots=True)
class _Canvas(MatrixCanvas):
    """Turns themes and visits into layers that share their axes."""

    themes: list[str]
    headlines: int

    @property
    def height(self) -> int:
        """Returns the height of the whole."""
        if not self.visits:
            return self.top + 40
        return self.body + self.layout.row * len(self.themes) + (self.layout.gap if self._has_others() else 0)

    def _has_others(self) -> bool:
        return 0 < self.headlines < len(self.themes)

    def row_y(self, number: int) -> float:
        """Returns the middle of the marks of a row."""
        gap = self.layout.gap if number >= self.headlines and self._has_others() else 0
        middle = 0.5 if self.layout.gutter else 0.68
        return self.body + gap + self.layout.row * (number + middle)

    def names(self) -> list[Layer]:
        """Returns the themes' names, the headline themes' in bold, with thin lines above each row and beside
        each column."""
        left = -self.layout.gutter
        lines: list[dict[str, Any]] = []
        plain: list[dict[str, Any]] = []
        bold: list[dict[str, Any]] = []
        for number, key in enumerate(self.themes):
            y = self.row_y(number)
            top = y - self.layout.row * (0.5 if self.layout.gutter else 0.68)
            lines.append({"x": left, "x2": self.width, "y": top})
            place = {"x": left, "y": y if self.layout.gutter else top + 10, "text": name_theme(key)}
            (bold if number < self.headlines else plain).append(place)
        edges = [{"x": self.column * n, "y": self.top, "y2": self.height} for n in range(len(self.visits) + 1)]
        layers: list[Layer] = [
            place_rows(edges).mark_rule(color=BAND, strokeWidth=1).encode(y2="y2:Q"),
            place_rows(lines).mark_rule(color=GRID, strokeWidth=1).encode(x2="x2:Q"),
        ]
        weights: list[tuple[list[dict[str, Any]], Literal["bold", "normal"]]] = [(bold, "bold"), (plain, "normal")]
        for rows, weight in weights:
            if rows:
                text = place_rows(rows).mark_text(
                    align="left", baseline="middle", fontSize=self.layout.font, fontWeight=weight, color=INK
                )
                layers.append(text.encode(text="text:N"))
        return layers

    def cells(self, history: pl.DataFrame) -> list[Layer]:
        """Returns the marks of all cells. One short line a cell, as CSV; places and words are put
        together where the chart is drawn, which makes the page 40 KB smaller."""
        columns = {visit["document_id"]: n for n, visit in enumerate(self.visits)}
        places = {key: n for n, key in enumerate(self.themes)}
        cells = [
            (
                columns[row["document_id"]],
                places[row["theme"]],
                row["concern"] + row["mixed"],
                row["strength"] + row["mixed"],
                KINDS.index("said" if row["status"] in SAID else row["status"]),
            )
            for row in history.iter_rows(named=True)
            if row["theme"] in places
        ]
        few, some, many = self.layout.sizes
        step = min(self.column / 5, 13)
        base = alt.Chart()
        layers = []
        for kind, style in self.styles.items():
            count = {"concern": "c", "strength": "s"}.get(kind)
            shift = {"concern": -step, "strength": step}.get(kind, 0)
            marks = base.transform_filter(f"datum.{count} > 0" if count else f"datum.k == {KINDS.index(kind)}")
            marks = marks.transform_calculate(x=f"datum.v * {self.column} + {self.column / 2 + shift}")
            if count:
                size = f"datum.{count} <= {FEW} ? {few} : datum.{count} <= {SOME} ? {some} : {many}"
                marks = marks.transform_calculate(size=size).encode(size=alt.Size("size:Q", scale=None))
            tips = [alt.Tooltip(f"{name}:N") for name in ("Theme", "Visit", "Said")]
            layers.append(draw_mark(marks.encode(tooltip=tips), style))
        return [alt.LayerChart(data=write_cells(CELL, cells), layer=layers).transform_calculate(**self._words())]

    def _words(self) -> dict[str, str]:
        """Returns the height of a cell and the words of its tooltip, as expressions: lists, by number."""
        counted = "'sentences with a concern: ' + datum.c + ', with a strength: ' + datum.s"
        said = [STATUSES.get(kind, "") for kind in KINDS]
        return {
            "y": f"{[round(self.row_y(n), 1) for n in range(len(self.themes))]}[datum.t]",
            "Theme": f"{json.dumps([name_theme(key) for key in self.themes], ensure_ascii=False)}[datum.t]",
            "Visit": f"{json.dumps(self.visit_names, ensure_ascii=False)}[datum.v]",
            "document": f"{json.dumps([visit['document_id'] for visit in self.visits])}[datum.v]",
            "Said": f"datum.k == 0 ? {counted} : {json.dumps(said)}[datum.k]",
        }


def _mark_styles(layout: MatrixLayout) -> dict[str, dict[str, Any]]:
    """Returns how each kind of mark is drawn."""
    small = 34 if layout.gutter else 26
    return {
        "concern": {"shape": STANCE_SHAPES["concern"], "color": STANCE_COLOURS["concern"], "filled": True},
        "strength": {"shape": STANCE_SHAPES["strength"], "color": STANCE_COLOURS["strength"], "filled": True},
        "neutral": {"shape": "square", "color": STANCE_COLOURS["neutral"], "filled": True, "size": 2 * small},
        "nothing_said": {"shape": "circle", "color": QUIET, "filled": False, "size": small, "strokeWidth": 1.5},
        "not_in_scope": {"shape": "stroke", "color": "#767676", "filled": False, "size": small, "strokeWidth": 1.5},
        "scope_unknown": {"text": "?", "fontSize": layout.font, "color": QUIET, "baseline": "middle", "size": 0},
    }
