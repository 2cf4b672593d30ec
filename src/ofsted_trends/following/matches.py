"""What became of items, kept beside the tidy frame: what still fits its rows is taken, the rest is found again."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from ofsted_trends.following.items import FOUND, follow_items
from ofsted_trends.following.rows import ITEM, pair_items, read_items, read_rows
from ofsted_trends.following.wording import load_weights
from ofsted_trends.frame import MATCHES, check_table

PAIR = ["place", "later_document_id"]
KEY = [*ITEM, "later_document_id"]
#: What of a row decides what it is matched with.
DECIDING = ["observation_id", "kind", "item", "theme", "stance", "direction", "board", "text"]
COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "document_id": pl.String, "kind": pl.String, "item": pl.Int64, "later_document_id": pl.String,
    "outcome": pl.String, "evidence_observation_id": pl.String, "similarity": pl.Float64, "confidence": pl.String,
    "theme_outcome": pl.String, "rows_hash": pl.UInt64,
}  # fmt: skip


def find_matches(observations: pl.DataFrame, documents: pl.DataFrame, kept: pl.DataFrame | None = None) -> pl.DataFrame:
    """Returns the table `matches` of a tidy frame with words. One row per item and later document of its authority.

    Args:
        observations: the tidy frame.
        documents: the documents table.
        kept: matches that were found before, maybe in other rows; only where these changed is found anew.

    Raises:
        FrameError: columns are missing.
    """
    day = pl.coalesce("visit_start", "visit_end", "published")
    chosen = (
        documents.filter(pl.col("primary") & pl.col("authority").is_not_null())
        .with_columns(pl.col("event").cast(pl.String), day=day)
        .filter(pl.col("day").is_not_null())
        .sort("authority", "day", "document_id")
    )
    rows = read_rows(observations.filter(pl.col("document_id").is_in(chosen["document_id"].implode())), chosen)
    items = read_items(rows, chosen)
    pairs = pair_items(items, chosen)
    before = None if kept is None else kept.select(pl.col(c).cast(t) for c, t in COLUMNS.items())
    found = follow_pairs(pairs, rows, items, before)
    evidence = rows.select("row", evidence_observation_id="observation_id")
    table = (
        _hash_pairs(pairs, rows)
        .join(found, on=PAIR, how="left")
        .join(evidence, on="row", how="left")
        .sort("place", "later_day", "later_document_id")
    )
    return check_table(MATCHES, table.select(*COLUMNS))


def keep_worded(matches: pl.DataFrame) -> pl.DataFrame:
    """Returns only where a later document is worded like an item: what facts cannot tell without their words."""
    worded = matches.filter(pl.col("confidence").cast(pl.String).is_in(["medium", "high"]))
    return worded.with_columns(pl.lit(None).cast(worded.schema[c]).alias(c) for c in ("theme_outcome", "rows_hash"))


def follow_pairs(
    pairs: pl.DataFrame, rows: pl.DataFrame, items: pl.DataFrame, matches: pl.DataFrame | None
) -> pl.DataFrame:
    """Returns what was found, as `follow_items` does.

    With matches and words, an authority's documents are compared again where a pair of them is not among the matches
    or their rows are no longer those that were compared. Without words the matches correct what themes tell.

    Args:
        pairs: as `pair_items` gives them.
        rows: as `read_rows` gives them.
        items: as `read_items` gives them.
        matches: the table `matches` with the columns `COLUMNS`; None where there is none.
    """
    if matches is None:
        return follow_items(rows, items)
    if rows["text"].null_count() == rows.height:
        return _correct(follow_items(rows, items), matches, rows, items)
    hashed = _hash_pairs(pairs, rows)
    fitting = hashed.join(matches, on=[*KEY, "rows_hash"])
    changed = hashed.join(fitting, on=PAIR, how="anti")["authority"].unique().implode()
    here = pl.col("authority").is_in(changed)
    found = _place(fitting.filter(~here & pl.col("outcome").is_not_null()), rows)
    if changed.list.len().item():
        found = pl.concat([found, follow_items(rows.filter(here), items.filter(here))])
    return found


def _correct(found: pl.DataFrame, matches: pl.DataFrame, rows: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Returns what was found without words, corrected by what the words told."""
    asked, hints = items.select(*ITEM, "place", "themes"), found.select(*PAIR, "theme_outcome")
    worded = _place(matches.drop("theme_outcome").join(asked, on=ITEM).join(hints, on=PAIR, how="left"), rows)
    return pl.concat([found.join(worded, on=PAIR, how="anti"), worded])


def _place(matches: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Returns matches as found: with the number of the row that tells it, and whether it is on a theme of the item."""
    evidence = rows.select("row", "theme", evidence_observation_id="observation_id")
    placed = matches.join(evidence, on="evidence_observation_id")
    return placed.with_columns(themed=pl.col("themes").list.contains(pl.col("theme")).fill_null(False)).select(
        pl.col(c).cast(t) for c, t in FOUND.items()
    )


def _hash_pairs(pairs: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Adds `rows_hash`: a number that changes with what either document says, its order, and the rules of matching.

    Of rows that are equally alike the first one tells: each is counted by an odd number of its own, so order counts.
    """
    order = rows["order"].to_numpy().astype(np.int64)
    starts = np.flatnonzero(np.diff(order, prepend=-1))
    nth = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    turned = rows.select(DECIDING).hash_rows(_number_rules()).to_numpy() * (2 * nth + 1).astype(np.uint64)
    documents, hashes = rows["document_id"].gather(starts), pl.Series(np.add.reduceat(turned, starts))
    asked, later = (
        pl.col(c).replace_strict(documents, hashes, default=0, return_dtype=pl.UInt64)
        for c in ("document_id", "later_document_id")
    )
    return pairs.with_columns(rows_hash=3 * asked + later)


@cache
def _number_rules() -> int:
    """Returns a number that changes with the rules that find matches: what other rules found is not used."""
    digest = hashlib.sha256(repr(sorted(load_weights().items())).encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return int.from_bytes(digest.digest()[:8], "big")
