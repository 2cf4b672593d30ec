"""The chart of what became of each item: a row an item, a column a visit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from ofsted_trends.charts.layout import LETTER
from ofsted_trends.charts.ledger_names import ASKED, CONFIDENCE, KEY, style_marks
from ofsted_trends.charts.matrix_canvas import Layer, MatrixCanvas, draw_mark, write_cells
from ofsted_trends.charts.names import EVENTS, name_theme
from ofsted_trends.charts.pixels import join_layers, place_rows
from ofsted_trends.charts.style import BAND, GRID, INK
from ofsted_trends.charts.tables import MONTHS
from ofsted_trends.charts.theme_layout import NARROW, WIDE

NOTHING = "No list of improvements with a later visit in this period"
#: More rows than this nobody reads; the data table has all.
MOST, MOST_NARROW = 32, 20
#: Height of the line that says who asked.
_HEAD = 30
_KINDS = list(KEY)
_ITEM = ["document_id", "kind", "item"]
#: The numbers of a cell: visit, item, kind, and whether its confidence is high.
_CELL = ["v", "t", "k", "h"]


def find_followed(ledger: pl.DataFrame, most: int = MOST) -> pl.DataFrame:
    """Returns the items that are drawn: those with a later document, the newest list first, whole lists up to `most`
    items, of the newest list as many as that. One row per item: document_id, kind, item, asked, themes, board.

    Args:
        ledger: as `measure_ledger` gives it for one authority.
        most: number of items.
    """
    items = (
        ledger.filter(pl.col("later_document_id").is_not_null())
        .unique(_ITEM, keep="first", maintain_order=True)
        .select(*_ITEM, "asked", "themes", "board")
    )
    lists = list(reversed(items.partition_by("document_id", maintain_order=True)))
    chosen: list[pl.DataFrame] = [part.head(most) for part in lists[:1]]
    for part in lists[1:]:
        if sum(rows.height for rows in chosen) + part.height > most:
            break
        chosen.append(part)
    return pl.concat(chosen) if chosen else items


def chart_ledger(ledger: pl.DataFrame, visits: pl.DataFrame, *, narrow: bool = False) -> alt.LayerChart:
    """Returns a matrix of items and visits, the newest list first.

    A cell has a triangle where the item was raised again, a circle where it was reported improved (large where
    confidence is high), a square where only its theme was spoken of, a ring (its theme looked at, nothing said), a
    dash (not looked at) or a question mark (scope not known); a diamond in the column of the visit that asked.

    Args:
        ledger: as `measure_ledger` gives it for one authority.
        visits: as `select_primary` gives them for the same authority and period.
        narrow: whether to draw for a phone (about 360 pixels) or for a page (about 900 pixels).
    """
    layout = NARROW if narrow else WIDE
    items = find_followed(ledger, MOST_NARROW if narrow else MOST)
    pairs = ledger.join(items.select(_ITEM), on=_ITEM, how="semi").filter(pl.col("outcome").is_not_null())
    named = {*items["document_id"], *pairs["later_document_id"]}
    columns = [visit for visit in visits.to_dicts() if visit["document_id"] in named]
    drawn = {ASKED, *pairs["outcome"]} if columns else set()
    kinds = [kind for kind in _KINDS if kind in drawn]
    canvas = _Canvas(layout, columns, KEY, style_marks(layout), kinds, items.to_dicts())
    rest = canvas.heads() + canvas.names() + canvas.cells(pairs) if columns else canvas.nothing(NOTHING)
    return join_layers(canvas.key() + rest, canvas.width, canvas.height)


@dataclass(frozen=True, slots=True)
class _Canvas(MatrixCanvas):
    """Turns items and visits into layers that share their axes."""

    items: Sequence[dict[str, Any]]

    @property
    def height(self) -> int:
        """Returns the height of the whole."""
        return round(self.row_top(len(self.items))) if self.visits else self.top + 40

    def row_top(self, number: int) -> float:
        """Returns where a row starts: below the lines of the lists up to it."""
        lists = len({item["document_id"] for item in self.items[: number + 1]})
        return self.body + self.layout.row * number + _HEAD * lists

    def row_y(self, number: int) -> float:
        """Returns the middle of the marks of a row."""
        return self.row_top(number) + self.layout.row * (0.5 if self.layout.gutter else 0.68)

    def names(self) -> list[Layer]:
        """Returns the line of each list, the names of the items, and thin lines above each row and beside each
        column."""
        left = -self.layout.gutter
        room = int((self.layout.gutter or self.width) / (self.layout.font * LETTER)) - 1
        visits = {visit["document_id"]: visit for visit in self.visits}
        heads: list[dict[str, Any]] = []
        names: list[dict[str, Any]] = []
        lines: list[dict[str, Any]] = []
        for number, item in enumerate(self.items):
            top = self.row_top(number)
            if not heads or item["document_id"] != self.items[number - 1]["document_id"]:
                heads.append({"x": left, "y": top - _HEAD / 2 + 4, "text": _name_list(visits[item["document_id"]])})
            lines.append({"x": left, "x2": self.width, "y": top})
            y = self.row_y(number) if self.layout.gutter else top + 10
            names.append({"x": left, "y": y, "text": name_item(item, room)})
        edges = [{"x": self.column * n, "y": self.top, "y2": self.height} for n in range(len(self.visits) + 1)]
        words: dict[str, Any] = {"align": "left", "baseline": "middle", "fontSize": self.layout.font, "color": INK}
        return [
            place_rows(edges).mark_rule(color=BAND, strokeWidth=1).encode(y2="y2:Q"),
            place_rows(lines).mark_rule(color=GRID, strokeWidth=1).encode(x2="x2:Q"),
            place_rows(heads).mark_text(fontWeight="bold", **words).encode(text="text:N"),
            place_rows(names).mark_text(**words).encode(text="text:N"),
        ]

    def cells(self, pairs: pl.DataFrame) -> list[Layer]:
        """Returns the marks of all cells, with their data as CSV: one short line a cell."""
        columns = {visit["document_id"]: n for n, visit in enumerate(self.visits)}
        places = {tuple(item[c] for c in _ITEM): n for n, item in enumerate(self.items)}
        asked = [(columns[item["document_id"]], n, _KINDS.index(ASKED), 1) for n, item in enumerate(self.items)]
        cells = asked + [
            (
                columns[row["later_document_id"]],
                places[tuple(row[c] for c in _ITEM)],
                _KINDS.index(row["outcome"]),
                int(row["confidence"] == "high"),
            )
            for row in pairs.iter_rows(named=True)
        ]
        _, some, many = self.layout.sizes
        tips = [alt.Tooltip(f"{name}:N") for name in ("Item", "Visit", "Outcome")]
        layers = []
        for kind, style in self.styles.items():
            marks = alt.Chart().transform_filter(f"datum.k == {_KINDS.index(kind)}")
            if "size" not in style:
                sizes = f"datum.h ? {many} : {some}"
                marks = marks.transform_calculate(size=sizes).encode(size=alt.Size("size:Q", scale=None))
            layers.append(draw_mark(marks.encode(tooltip=tips), style))
        return [alt.LayerChart(data=write_cells(_CELL, cells), layer=layers).transform_calculate(**self._places())]

    def _places(self) -> dict[str, str]:
        """Returns the place of a cell and the words of its tooltip, as expressions: lists, by number."""
        sure = f"datum.k == {_KINDS.index('raised_again')} || datum.k == {_KINDS.index('reported_improved')}"
        confidence = f"({sure}) ? (datum.h ? ', {CONFIDENCE['high']}' : ', {CONFIDENCE['medium']}') : ''"
        return {
            "x": f"datum.v * {self.column} + {self.column / 2}",
            "y": f"{[round(self.row_y(n), 1) for n in range(len(self.items))]}[datum.t]",
            "document": f"{json.dumps([visit['document_id'] for visit in self.visits])}[datum.v]",
            "Item": f"{json.dumps([name_item(item) for item in self.items], ensure_ascii=False)}[datum.t]",
            "Visit": f"{json.dumps(self.visit_names, ensure_ascii=False)}[datum.v]",
            "Outcome": f"{json.dumps([KEY[kind] for kind in _KINDS])}[datum.k] + ({confidence})",
        }


def name_item(item: dict[str, Any], letters: int | None = None) -> str:
    """Returns the number of an item and its themes, cut to a number of letters.

    >>> name_item({"kind": "improvement", "item": 2, "themes": ["fathers", "planning"], "board": False}, 16)
    '2. Fathers, Pla…'
    """
    number = f"Priority {item['item']}." if item["kind"] == "priority_action" else f"{item['item']}."
    themes = ", ".join(name_theme(key) for key in item["themes"]) or "No theme coded"
    name = f"{number} {'Board: ' if item['board'] else ''}{themes}"
    return name if letters is None or len(name) <= letters else f"{name[: letters - 1].rstrip(' ,')}…"


def _name_list(visit: dict[str, Any]) -> str:
    day = visit["visit_end"] or visit["day"]
    return f"{EVENTS[visit['event']]}, {MONTHS[day.month - 1]} {day.year}"
