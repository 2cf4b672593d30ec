"""Items and the rows of later documents, read from the tidy frame."""

from __future__ import annotations

import polars as pl

from ofsted_trends.frame import BOARD, BOARD_EVENT

NEEDED = [
    "observation_id", "document_id", "kind", "area", "theme", "stance", "direction", "item", "page", "paragraph",
    "text",
]  # fmt: skip
ASKED = ["improvement", "priority_action"]
ITEM = ["document_id", "kind", "item"]


def read_rows(observations: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """Returns what the chosen documents say, in order of authority, day and place, each row numbered.

    Args:
        observations: what they say, with the columns `NEEDED`.
        chosen: documents in order of authority and day: document_id, authority, day, event.
    """
    ids = chosen["document_id"]
    # without documents polars has no type for what replaces them
    order = pl.col("document_id").replace_strict(ids, range(len(ids))).cast(pl.UInt32)
    told = (
        observations.select(NEEDED)
        .filter(pl.col("kind") != "grade")
        .with_columns(order=order)
        .sort("order", maintain_order=True)
    )
    of_documents = chosen.select(pl.col("authority", "day", "event").gather(told["order"]))
    return (
        told.hstack(of_documents)
        .with_columns(
            pl.col("kind", "area", "theme", "text", "paragraph", "stance", "direction").cast(pl.String),
            pl.col("item", "page").cast(pl.Int64),
            board=(pl.col("event") == BOARD_EVENT) | (pl.col("area") == BOARD).fill_null(False),
        )
        .with_row_index("row")
    )


def read_items(rows: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """Returns one row per item, in order of authority, day and item, priority actions first."""
    first = pl.col("text").drop_nulls().unique(maintain_order=True)
    return (
        rows.filter(pl.col("kind").is_in(ASKED))
        .group_by(ITEM, maintain_order=True)
        .agg(
            pl.col("authority", "event", "page", "paragraph", "order").first(),
            pl.col("board").any(),
            asked=pl.col("day").first(),
            themes=pl.col("theme").drop_nulls().unique().sort(),
            text=pl.when(first.len() > 0).then(first.str.join(" ")),
        )
        .join(chosen.select("document_id", "region", "framework_version"), on="document_id", how="left")
        .sort("order", "kind", "item", descending=[False, True, False])
        .drop("order")
        .with_row_index("place")
    )


def pair_items(items: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """Returns one row per item and later document of its authority."""
    later = chosen.select("authority", later_document_id="document_id", later_day="day")
    return items.join(later, on="authority").filter(pl.col("later_day") > pl.col("asked"))
