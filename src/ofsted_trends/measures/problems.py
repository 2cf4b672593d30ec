"""What could not be read, counted."""

from __future__ import annotations

import polars as pl


def measure_problems(problems: pl.DataFrame) -> pl.DataFrame:
    """Returns how often which problem occurred. One row per stage and reason.

    Counts, no shares, no interval; nothing is excluded.

    Args:
        problems: the problems table.

    Returns:
        In order of number: stage, reason, n, sources (list, sorted).
    """
    text = problems.with_columns(pl.col("stage").cast(pl.String))
    counted = text.group_by("stage", "reason").agg(n=pl.len().cast(pl.Int64), sources=pl.col("source").unique().sort())
    return counted.sort("n", "stage", "reason", descending=[True, False, False])
