"""What the chart of a theme over time draws: a row per year and side, the years of its axis, and their gaps."""

from __future__ import annotations

from math import floor, log10

import polars as pl

#: Both sides of a theme, and by how many pixels their marks stand off the middle of a year.
SIDES = {"concern": -1, "strength": 1}
TREND = {
    "year": pl.Int32, "side": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    "n": pl.Int64, "small": pl.Boolean, "told": pl.String,
    "k": pl.Int64, "of": pl.Int64,
}  # fmt: skip
_NICE = (1, 2, 3, 4, 5, 6, 8, 10)


def trend_shares(prevalence: pl.DataFrame, theme: str) -> pl.DataFrame:
    """Returns shares to draw, in per cent. One row per year and side (concern, strength) with a document in scope.

    Args:
        prevalence: as `measure_prevalence` gives it by year.
        theme: key.
    """
    rows = [
        {"year": row["year"], "side": side, "n": row["n_in_scope"], "small": row["small"]}
        | {"value": 100 * row[f"share_{side}"], "low": 100 * row[f"low_{side}"], "high": 100 * row[f"high_{side}"]}
        | {"told": f"{row[f'n_{side}']} of {row['n_in_scope']}", "k": row[f"n_{side}"], "of": row["n_in_scope"]}
        for row in prevalence.filter((pl.col("theme") == theme) & (pl.col("n_in_scope") > 0)).iter_rows(named=True)
        for side in SIDES
    ]
    return pl.DataFrame(rows, schema=TREND)


def trend_rates(rate: pl.DataFrame, theme: str) -> pl.DataFrame:
    """Returns rates per 100 findings to draw. One row per year and side; no intervals.

    A sentence that says both counts on both sides, as in the shares.

    Args:
        rate: as `measure_rate` gives it by year.
        theme: key.
    """
    rows = [
        {"year": row["year"], "side": side, "n": row["n_in_scope"], "small": row["small"]}
        | {"value": row[f"rate_{side}"] + row["rate_mixed"], "low": None, "high": None}
        | {"told": f"{row[f'n_{side}'] + row['n_mixed']:,} of {row['n_findings']:,} findings"}
        | {"k": row[f"n_{side}"] + row["n_mixed"], "of": row["n_findings"]}
        for row in rate.filter((pl.col("theme") == theme) & (pl.col("n_findings") > 0)).iter_rows(named=True)
        for side in SIDES
    ]
    return pl.DataFrame(rows, schema=TREND)


def find_years(trend: pl.DataFrame, frameworks: pl.DataFrame) -> list[int]:
    """Returns every year of the axis, also those without a document."""
    days = [day for column in ("start", "end") for day in frameworks[column].to_list()]
    years = [day.year for day in days] + trend["year"].to_list()
    return list(range(min(years), max(years) + 1)) if years else []


def find_gaps(trend: pl.DataFrame, years: list[int]) -> list[tuple[int, int]]:
    """Returns the first and the last year of each run of years without a document in scope."""
    told = set(trend["year"])
    runs: list[tuple[int, int]] = []
    for year in years:
        if year in told:
            continue
        runs[-1:] = [(runs[-1][0], year)] if runs and runs[-1][1] == year - 1 else [*runs[-1:], (year, year)]
    return runs


def find_top(most: float) -> float:
    """Returns the end of a scale from 0 that holds a value.

    >>> find_top(0.23), find_top(3.2), find_top(0)
    (0.3, 4.0, 1.0)
    """
    if most <= 0:
        return 1.0
    step = 10.0 ** floor(log10(most))
    return float(round(next(n * step for n in _NICE if n * step >= most * 0.999), 6))
