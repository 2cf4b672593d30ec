"""Where a theme turned: a concern at one visit and a strength at a later one, or the other way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from ofsted_trends.measures.inputs import Frame
from ofsted_trends.measures.periods import years_between
from ofsted_trends.measures.populations import (
    choose_spoken_themes,
    count_stances,
    order_as,
    select_primary,
    select_said,
)

PAIR = ["document_id", "day", "event", "framework_version", "n_concern", "n_strength"]
RESULT = [
    "theme", "authority", "region", "turned", "from_document_id", "to_document_id", "from_day", "to_day", "years",
    "from_event", "to_event", "from_framework_version", "to_framework_version", "from_n_concern",
    "from_n_strength", "to_n_concern", "to_n_strength", "n_between",
]  # fmt: skip


def measure_turns(
    observations: Frame,
    documents: Frame,
    themes: str | Sequence[str] | None = None,
    place: str | Sequence[str] | None = None,
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns where a theme turned in an authority. One row per turn.

    A document takes a side on a theme where its findings, improvements and priority actions hold a concern and
    no strength, or a strength and no concern; a mixed sentence is both. A turn is two consecutive sides of one
    authority that differ. `n_between` counts the documents in between that said both: with 0 the turn is the
    one that `measure_theme_history` marks. Documents that spoke of the theme without judging are passed over.

    Counts, no shares: no numerator, denominator or interval. Excluded: second tellings; documents without any
    day; the safeguarding board's part of reports and its reviews.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        themes: keys of themes; empty for all.
        place: empty or `England`, a region, an authority or a list of authorities.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In order of the themes asked, the later day and the authority: theme, authority, region, turned
        (`strength` or `concern`: what it turned to), from_document_id, to_document_id, from_day, to_day, years (between
        them), from_event, to_event, from_framework_version, to_framework_version, from_n_concern,
        from_n_strength, to_n_concern, to_n_strength (sentences), n_between.

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
        UnknownNameError: a theme or the place is not known.
    """
    keys = choose_spoken_themes(observations, themes)
    chosen = select_primary(documents, place, start, end).filter(pl.col("day").is_not_null())
    told = (
        count_stances(select_said(observations, chosen), keys)
        .filter(pl.col("status") != "neutral")
        .join(chosen, on="document_id")
        .sort("theme", "authority", "day", "document_id")
        .with_columns(place=pl.int_range(pl.len()).over("theme", "authority"), turned=pl.col("status"))
    )
    sides = told.filter(pl.col("turned") != "mixed")
    before = [pl.col(c).shift(1).over("theme", "authority").alias(f"from_{c}") for c in [*PAIR, "turned", "place"]]
    turns = sides.with_columns(before).filter(pl.col("turned") != pl.col("from_turned"))
    order = order_as("theme", keys)
    return (
        turns.with_columns(
            *(pl.col(c).alias(f"to_{c}") for c in PAIR),
            years=years_between(pl.col("from_day"), pl.col("day")).round(2),
            n_between=(pl.col("place") - pl.col("from_place") - 1).cast(pl.Int64),
        )
        .sort(order, "to_day", "authority", "to_document_id")
        .select(RESULT)
    )
