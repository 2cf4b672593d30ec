"""What only the words of documents tell of the ledger, kept for facts that come without words."""

from __future__ import annotations

import polars as pl

from ofsted_trends.measures.inputs import Frame, take_result

COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "document_id": pl.String, "kind": pl.String, "item": pl.Int64, "later_document_id": pl.String,
    "outcome": pl.String, "evidence_observation_id": pl.String, "similarity": pl.Float64, "confidence": pl.String,
}  # fmt: skip


def measure_matches(ledger: Frame) -> pl.DataFrame:
    """Returns where later documents are worded like an item. One row per item and later document that is.

    The ledger with only what cannot be found again without the words: no words are in it. Excluded: what is
    matched by theme alone, and silence. No shares, no interval.

    Args:
        ledger: as `measure_ledger` gives it while the words are at hand, polars or pandas.

    Returns:
        In the order of the ledger: document_id, kind and item (what was asked), later_document_id, outcome
        (`raised_again`, `reported_improved` or `mentioned`), evidence_observation_id, similarity (0 to 1),
        confidence (`medium` or `high`).

    Raises:
        FrameError: columns are missing.
    """
    table = take_result(ledger, COLUMNS, "ledger")
    return table.filter(pl.col("similarity").is_not_null() & pl.col("confidence").is_in(["medium", "high"]))


def take_matches(found: pl.DataFrame, matches: Frame, rows: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Returns what was found without words, corrected by what the words told.

    Args:
        found: as `follow_items` gives it.
        matches: as `measure_matches` gives it.
        rows: as `read_rows` gives it.
        items: as `read_items` gives it.

    Raises:
        FrameError: columns are missing.
    """
    told = take_result(matches, COLUMNS, "matches")
    asked = items.select("document_id", "kind", "item", "place", asked_themes="themes")
    evidence = rows.select("row", "theme", evidence_observation_id="observation_id")
    worded = (
        told.join(asked, on=["document_id", "kind", "item"])
        .join(evidence, on="evidence_observation_id")
        .with_columns(themed=pl.col("asked_themes").list.contains(pl.col("theme")).fill_null(False))
    )
    pair = ["place", "later_document_id"]
    hints = found.select(*pair, "theme_outcome")
    rest = found.join(worded, on=pair, how="anti")
    return pl.concat([rest, worded.join(hints, on=pair, how="left").select(found.columns)])
