"""The measures of themes over time as tables with the headings and words that a reader sees."""

from __future__ import annotations

from typing import Any

import polars as pl

from ofsted_trends.charts.names import name_theme
from ofsted_trends.charts.tables import MISSING

_CONCERN, _STRENGTH = "Concern (95% interval)", "Strength (95% interval)"
_LEFT = "Scope not known (left out)"


def table_shares(prevalence: pl.DataFrame, theme: str) -> pl.DataFrame:
    """Returns a theme's shares by year, for a reader. One row per year."""
    rows = prevalence.filter(pl.col("theme") == theme).to_dicts()
    return _table(
        {
            "Year": [str(row["year"]) for row in rows],
            "In scope": [row["n_in_scope"] for row in rows],
            _CONCERN: [write_share(row, "concern") for row in rows],
            _STRENGTH: [write_share(row, "strength") for row in rows],
            "With a concern": [row["n_concern"] for row in rows],
            "With a strength": [row["n_strength"] for row in rows],
            "With both": [row["n_both"] for row in rows],
            "Nothing said": [row["n_nothing"] for row in rows],
            _LEFT: [row["n_scope_unknown"] for row in rows],
        }
    )


def table_rates(rate: pl.DataFrame, theme: str) -> pl.DataFrame:
    """Returns a theme's rates by year, for a reader. One row per year."""
    rows = rate.filter(pl.col("theme") == theme).to_dicts()
    return _table(
        {
            "Year": [str(row["year"]) for row in rows],
            "Concern per 100": [write_rate(row, "concern") for row in rows],
            "Strength per 100": [write_rate(row, "strength") for row in rows],
            "Concerns": [row["n_concern"] + row["n_mixed"] for row in rows],
            "Strengths": [row["n_strength"] + row["n_mixed"] for row in rows],
            "Findings": [row["n_findings"] for row in rows],
            "Documents in scope": [row["n_in_scope"] for row in rows],
        }
    )


def number_shares(rows: pl.DataFrame) -> pl.DataFrame:
    """Returns shares to download: one value a cell. One row per row of the measure.

    Args:
        rows: as `measure_prevalence` gives it for one theme.
    """
    sides = [
        pl.col(f"{part}_{side}").mul(100).round(1).alias(f"{side.capitalize()}, {words} (%)")
        for side in ("concern", "strength")
        for part, words in (("share", "share"), ("low", "interval from"), ("high", "interval to"))
    ]
    year = [pl.col("year").alias("Year")] if "year" in rows.columns else []
    return rows.select(
        *year,
        pl.col("n_in_scope").alias("In scope"),
        *sides,
        pl.col("n_concern").alias("With a concern"),
        pl.col("n_strength").alias("With a strength"),
        pl.col("n_both").alias("With both"),
        pl.col("n_neutral").alias("Spoken of without judging"),
        pl.col("n_nothing").alias("Nothing said"),
        pl.col("n_scope_unknown").alias(_LEFT),
        pl.when("small").then(pl.lit("yes")).otherwise(pl.lit("no")).alias("Fewer than 10 in scope"),
    )


def number_rates(rows: pl.DataFrame) -> pl.DataFrame:
    """Returns rates by year to download: one value a cell. One row per year.

    Args:
        rows: as `measure_rate` gives it for one theme.
    """
    return rows.select(
        pl.col("year").alias("Year"),
        *(
            (pl.col(f"rate_{side}") + pl.col("rate_mixed")).round(3).alias(f"{side.capitalize()} per 100 findings")
            for side in ("concern", "strength")
        ),
        *((pl.col(f"n_{side}") + pl.col("n_mixed")).alias(f"{side.capitalize()}s") for side in ("concern", "strength")),
        pl.col("n_findings").alias("Findings"),
        pl.col("n_in_scope").alias("Documents in scope"),
        pl.when("small").then(pl.lit("yes")).otherwise(pl.lit("no")).alias("Fewer than 10 documents"),
    )


def _table(columns: dict[str, list[Any]]) -> pl.DataFrame:
    """Returns the columns as a frame: words or whole numbers, also where there is no row."""
    words = {"Year", _CONCERN, _STRENGTH, "Concern per 100", "Strength per 100"}
    return pl.DataFrame(columns, schema={name: pl.String if name in words else pl.Int64 for name in columns})


def table_counted(whole: pl.DataFrame) -> pl.DataFrame:
    """Returns what became of every document at hand, for a reader. One row per theme.

    Args:
        whole: as `measure_prevalence` gives it without groups.
    """
    looked = pl.col("n_in_scope") - pl.col("n_beyond_scope")
    names = [name_theme(key) for key in whole["theme"]]
    return whole.select(
        pl.Series("Theme", names, pl.String),
        pl.col("n_documents").alias("At hand"),
        looked.alias("Looked at it"),
        pl.col("n_beyond_scope").alias("Spoke of it outside their scope"),
        pl.col("n_in_scope").alias("Counted (in scope)"),
        (pl.col("n_documents") - pl.col("n_in_scope") - pl.col("n_scope_unknown")).alias("Did not look at it"),
        pl.col("n_scope_unknown").alias("Scope not known (left out)"),
        pl.col("n_unknown_said").alias("Of those, spoke of it"),
    )


def write_share(row: dict[str, Any], side: str) -> str:
    """Returns a share with its interval, where there is one; what rests on few is said to be few.

    >>> write_share({"share_x": 0.5, "low_x": 0.25, "high_x": 0.75, "small": True}, "x")
    '50% (25% to 75%), few'
    """
    if row[f"share_{side}"] is None:
        return MISSING
    low, high = row[f"low_{side}"], row[f"high_{side}"]
    ends = "" if low is None else f" ({low:.0%} to {high:.0%})"
    return f"{row[f'share_{side}']:.0%}{ends}{', few' if row['small'] else ''}"


def write_rate(row: dict[str, Any], side: str) -> str:
    """Returns a rate per 100 findings; a sentence that says both counts on both sides."""
    if row[f"rate_{side}"] is None:
        return MISSING
    return f"{row[f'rate_{side}'] + row['rate_mixed']:.2f}{', few' if row['small'] else ''}"
