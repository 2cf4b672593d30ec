"""The ledger as tables to download: one value a cell, words of documents where they are at hand."""

from __future__ import annotations

from typing import Any

import polars as pl

from ofsted_trends.charts.ledger_names import OUTCOMES
from ofsted_trends.charts.names import EVENTS, KINDS, name_theme
from ofsted_trends.charts.tables import table_data, table_entry

SOURCE = "Ofsted inspection reports and letters, items matched with later sentences by theme and words"
_ASKED = {
    "Authority": pl.String, "Region": pl.String, "Asked at": pl.String, "Asked on": pl.Date, "Kind": pl.String,
    "Item": pl.Int64, "Asked of": pl.String, "Themes": pl.String, "Page": pl.Int64, "Words of the item": pl.String,
}  # fmt: skip
_FOUND = {
    "Outcome": pl.String, "Confidence": pl.String, "Later document": pl.String, "On": pl.Date,
    "Page of the sentence": pl.Int64, "Paragraph": pl.String, "Sentence": pl.String,
}  # fmt: skip


def table_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Returns a ledger or its outcomes for a reader. One row per row of the frame.

    Args:
        frame: as `measure_ledger` gives it (one row per item and later document) or `settle_outcomes` (one per item).
    """
    rows = [[*_asked(row), *_found(row)] for row in frame.iter_rows(named=True)]
    return pl.DataFrame(rows, schema=_ASKED | _FOUND, orient="row")


def enter_rows(frame: pl.DataFrame, title: str) -> list[dict[str, Any]]:
    """Returns the ledger for the workbook of a page; a page may leave it to the command line where it is long.

    Args:
        frame: as `table_rows` takes it.
        title: what the table says.
    """
    note = "Outcomes rest on words and coding, not on reading; empty cells are [x], not available."
    return [table_entry(title, table_data(table_rows(frame)), source=SOURCE, note=note, detail=True)]


def _asked(row: dict[str, Any]) -> list[Any]:
    themes = ", ".join(name_theme(key) for key in row["themes"]) or None
    asked_of = "Safeguarding board" if row["board"] else "Council"
    kind = KINDS[row["kind"]]
    place = [row["authority"], row["region"], EVENTS[row["event"]], row["asked"], kind, row["item"], asked_of]
    return [*place, themes, row["page"], row["text"]]


def _found(row: dict[str, Any]) -> list[Any]:
    outcome = OUTCOMES[row["outcome"] or "not_followed"]
    later = EVENTS[row["later_event"]] if row["later_event"] else None
    evidence = [row["evidence_page"], row["evidence_paragraph"], row["evidence_text"]]
    return [outcome, row["confidence"], later, row["later_day"], *evidence]
