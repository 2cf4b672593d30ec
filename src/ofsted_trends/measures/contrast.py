"""How often themes are a concern in one authority's documents, and in those of the others that it is set beside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import Any

import polars as pl

from ofsted_trends.measures.choices import choose_authorities
from ofsted_trends.measures.inputs import Frame
from ofsted_trends.measures.intervals import difference_interval
from ofsted_trends.measures.populations import SMALL, choose_spoken_themes
from ofsted_trends.measures.prevalence import measure_prevalence

SIDES = ["concern", "strength"]
#: With fewer documents on a side no difference is clear: one document more would tell another story.
FEWEST = 4
PARTS = ["share", "low", "high"]


def measure_contrast(
    observations: Frame,
    documents: Frame,
    authority: str,
    others: Sequence[str],
    themes: str | Sequence[str] | None = None,
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns how an authority's documents differ from others' in what they raise. One row per theme and side.

    Numerators: documents that say a concern (or a strength) on the theme; denominators: documents in scope, as in
    `measure_prevalence`. The others' documents are taken together, so that an authority that was visited more often
    weighs more; the authority itself is left out of them. Excluded: as in `measure_prevalence`. Intervals: Wilson's of
    each share and Newcombe's of the difference, 95%, as if documents were a sample and none had to do with another.
    Of 20 themes that do not differ, one is `clear` by chance alone. Kinds of visit differ between authorities, and so
    does what a document dwells on: a difference is of documents first, and of practice only perhaps.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        authority: name in any printed form.
        others: names in any printed form.
        themes: keys of themes; empty for all.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In order of the themes asked: theme, side (`concern`, `strength`), own_hits, own_n, own_share, own_low,
        own_high, other_hits, other_n, other_share, other_low, other_high, difference, low, high (fractions; null
        where nothing was counted on a side), clear (whether 0 lies outside the interval and each side has
        `FEWEST` documents or more), small (fewer than 10 documents on a side).

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
        UnknownNameError: an authority or a theme is not known; the message gives the nearest names.

    Source: see `wilson_interval` and `difference_interval`.
    """
    own_name, *names = choose_authorities([authority, *others])
    keys = choose_spoken_themes(observations, themes)
    sides = {"own": [own_name], "other": [name for name in names if name != own_name]}
    counts = {name: _count(observations, documents, keys, place, start, end) for name, place in sides.items()}
    rows = []
    for key, side in product(keys, SIDES):
        hits = {name: counts[name].get(key, {}).get(f"n_{side}", 0) for name in sides}
        n = {name: counts[name].get(key, {}).get("n_in_scope", 0) for name in sides}
        low, high = difference_interval(hits["own"], n["own"], hits["other"], n["other"]) or (None, None)
        row = {"theme": key, "side": side, "low": low, "high": high}
        for name in sides:
            row |= {f"{name}_hits": hits[name], f"{name}_n": n[name]}
            row |= {f"{name}_{part}": counts[name].get(key, {}).get(f"{part}_{side}") for part in PARTS}
        rows.append(row)
    parts = [f"{name}_{part}" for name in sides for part in ("hits", "n", *PARTS)]
    numbers = {part: pl.Int64 if part.endswith(("hits", "n")) else pl.Float64 for part in [*parts, "low", "high"]}
    told = pl.DataFrame(rows, schema={"theme": pl.String, "side": pl.String, **numbers})
    return told.select(
        "theme",
        "side",
        *parts,
        (pl.col("own_share") - pl.col("other_share")).alias("difference"),
        "low",
        "high",
        (((pl.col("low") > 0) | (pl.col("high") < 0)).fill_null(False) & has_enough()).alias("clear"),
        ((pl.col("own_n") < SMALL) | (pl.col("other_n") < SMALL)).alias("small"),
    )


def has_enough() -> pl.Expr:
    """Returns whether both sides have documents enough for a difference to be clear."""
    return pl.min_horizontal("own_n", "other_n") >= FEWEST


def _count(
    observations: Frame,
    documents: Frame,
    keys: list[str],
    place: list[str],
    start: str | date | None,
    end: str | date | None,
) -> dict[str, dict[str, Any]]:
    """Returns what a place's documents say of each theme; nothing where there is no document."""
    told = measure_prevalence(observations, documents, keys, None, place, start, end)
    return {row["theme"]: row for row in told.iter_rows(named=True)}
