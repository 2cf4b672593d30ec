"""Which side documents take on a theme: what the measures of sensitivity start from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from ofsted_trends.frame import BOARD_EVENT
from ofsted_trends.measures.inputs import Frame
from ofsted_trends.measures.populations import (
    add_share,
    choose_spoken_themes,
    count_stances,
    cover_themes,
    select_primary,
    select_said,
)

SIDES = ["concern", "strength"]


def tell_sides(
    observations: Frame,
    documents: Frame,
    themes: str | Sequence[str] | None,
    place: str | Sequence[str] | None,
    start: str | date | None,
    end: str | date | None,
) -> tuple[list[str], pl.DataFrame]:
    """Returns the keys of the themes, and one row per theme and document of `measure_prevalence`'s denominator with a
    day: k_concern and k_strength are its sentences of each side, n_findings all its findings."""
    keys = choose_spoken_themes(observations, themes)
    chosen = select_primary(documents, place, start, end).filter(
        (pl.col("event") != BOARD_EVENT) & pl.col("day").is_not_null()
    )
    said = select_said(observations, chosen)
    findings = said.filter(pl.col("kind") == "finding").group_by("document_id")
    told = (
        cover_themes(chosen, keys)
        .join(count_stances(said, keys), on=["document_id", "theme"], how="left")
        .filter(pl.col("known") & (pl.col("covered") | pl.col("n_said").is_not_null()))
        .join(findings.agg(n_findings=pl.col("sentence").n_unique()), on="document_id", how="left")
        .with_columns(
            pl.col("n_findings").fill_null(0),
            *((pl.col(f"n_{side}") + pl.col("n_mixed")).fill_null(0).alias(f"k_{side}") for side in SIDES),
            year=pl.col("day").dt.year().cast(pl.Int32),
        )
    )
    return keys, told


def add_side_share(table: pl.DataFrame) -> pl.DataFrame:
    """Returns the frame with the share of n_side in n_in_scope and its Wilson interval."""
    added = add_share(table, "side", "n_side", "n_in_scope")
    return added.rename({"share_side": "share", "low_side": "low", "high_side": "high"})
