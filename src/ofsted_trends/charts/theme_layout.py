"""What a matrix of themes and visits has as rows, columns and marks, and its sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

SAID = ["concern", "strength", "mixed"]
#: Up to how many sentences a mark has which size; above the last it has the largest.
FEW, SOME = 1, 4
#: The key: kind of mark, and its words.
KEY = {
    "concern": "Concern",
    "strength": "Strength",
    "neutral": "Neither",
    "nothing_said": "Looked at, nothing said",
    "not_in_scope": "Not looked at",
    "scope_unknown": "Cannot be told",
}
#: What a cell holds, by number.
KINDS = ["said", *KEY]
#: The numbers of a cell: visit, theme, sentences with a concern, sentences with a strength, kind.
CELL = ["v", "t", "c", "s", "k"]


@dataclass(frozen=True, slots=True)
class MatrixLayout:
    """Sizes in pixels.

    Attributes:
        columns: width that all columns share.
        widest: of a column.
        gutter: room for names left of the columns; without it names stand above their rows.
        row: height of a row.
        gap: above the first theme that is no headline theme.
        font: size of words.
        sizes: areas of marks for few, some and many sentences.
        spelled: least width of a column for a word on the kind of visit.
    """

    columns: int
    widest: int
    gutter: int
    row: int
    gap: int
    font: int
    sizes: tuple[int, int, int]
    spelled: int = 64


WIDE = MatrixLayout(columns=656, widest=96, gutter=246, row=25, gap=14, font=14, sizes=(44, 84, 150))
NARROW = MatrixLayout(columns=344, widest=90, gutter=0, row=42, gap=10, font=13, sizes=(26, 50, 88))


def find_visits(history: pl.DataFrame) -> list[dict[str, Any]]:
    """Returns the visits of a history, in order: one entry a column."""
    columns = ["document_id", "event", "day", "visit_start", "visit_end", "published", "second_hand"]
    return history.unique("document_id", keep="first", maintain_order=True).select(columns).to_dicts()


def find_rows(history: pl.DataFrame, headline: Sequence[str], *, raised_only: bool = False) -> list[str]:
    """Returns the keys of the themes that are drawn, in order.

    Args:
        history: as `measure_theme_history` gives it.
        headline: keys that come first, and are always drawn.
        raised_only: whether of the others only those are drawn of which a concern was said.
    """
    found = history["theme"].unique(maintain_order=True).to_list()
    raised = set(history.filter(pl.col("status").is_in(["concern", "mixed"]))["theme"])
    others = [key for key in found if key not in headline and (key in raised or not raised_only)]
    return [key for key in headline if key in found] + others
