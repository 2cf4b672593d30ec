"""The measures of themes over time as tables with the headings and words that a reader sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from ofsted_trends.charts.names import EVENTS, name_theme
from ofsted_trends.charts.tables import MISSING, Table

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


def list_events(by_event: pl.DataFrame, keys: Sequence[str], place: str) -> list[Table]:
    """Returns one table a theme: its shares by kind of inspection or visit. One row per kind with a document counted or
    left out.

    Args:
        by_event: as `measure_prevalence` gives it by event.
        keys: of the themes.
        place: in words.
    """
    return [
        Table(
            table_events(by_event, key),
            f"{name_theme(key)}: share of documents in scope that say it, {place}",
            theme=key,
        )
        for key in keys
    ]


def table_events(by_event: pl.DataFrame, theme: str) -> pl.DataFrame:
    """Returns a theme's shares by kind of inspection or visit, for a reader."""
    seen = (pl.col("n_in_scope") > 0) | (pl.col("n_scope_unknown") > 0)
    rows = by_event.filter((pl.col("theme") == theme) & seen).to_dicts()
    return _table(
        {
            "Kind": [EVENTS[row["event"]] for row in rows],
            "In scope": [row["n_in_scope"] for row in rows],
            _CONCERN: [write_share(row, "concern") for row in rows],
            _STRENGTH: [write_share(row, "strength") for row in rows],
            "In scope only because they spoke of it": [row["n_beyond_scope"] for row in rows],
            _LEFT: [row["n_scope_unknown"] for row in rows],
        }
    )


def _table(columns: dict[str, list[Any]]) -> pl.DataFrame:
    """Returns the columns as a frame: words or whole numbers, also where there is no row."""
    words = {"Year", "Kind", _CONCERN, _STRENGTH, "Concern per 100", "Strength per 100"}
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
    """Returns a share with its interval; few documents are said to be few.

    >>> write_share({"share_x": 0.5, "low_x": 0.25, "high_x": 0.75, "small": True}, "x")
    '50% (25% to 75%), few'
    """
    if row[f"share_{side}"] is None:
        return MISSING
    low, high = row[f"low_{side}"], row[f"high_{side}"]
    return f"{row[f'share_{side}']:.0%} ({low:.0%} to {high:.0%}){', few' if row['small'] else ''}"


def write_rate(row: dict[str, Any], side: str) -> str:
    """Returns a rate per 100 findings; a sentence that says both counts on both sides."""
    if row[f"rate_{side}"] is None:
        return MISSING
    return f"{row[f'rate_{side}'] + row['rate_mixed']:.2f}{', few' if row['small'] else ''}"
