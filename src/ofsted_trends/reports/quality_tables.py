"""The measures of data quality as tables with the headings and words that a reader sees."""

from __future__ import annotations

from typing import Any

import polars as pl

from ofsted_trends.charts.names import EVENTS, name_theme
from ofsted_trends.charts.tables import MISSING, format_day
from ofsted_trends.registers.problem_reasons import load_problem_reasons

#: What a problem costs, in words.
WEIGHTS = {
    "document": "The whole document",
    "part": "A part of what it says",
    "none": "Nothing",
    "index": "A line of the index",
}


def table_coverage(coverage: pl.DataFrame, row: str, head: str) -> pl.DataFrame:
    """Returns counts for a reader. One row per region or kind, a column a year."""
    wide = coverage.pivot("year", index=row, values="n_documents")
    names = pl.Series(head, [EVENTS.get(name, name) for name in wide[row]], pl.String)
    years = [c for c in wide.columns if c != row]
    return wide.select(names, *years, pl.sum_horizontal(years).alias("All") if years else pl.lit(0).alias("All"))


def table_gaps(gaps: pl.DataFrame) -> pl.DataFrame:
    """Returns what is at hand of each authority, for a reader. One row per authority."""
    rows = [
        [
            row["authority"],
            row["region"],
            row["n_inspections"],
            row["n_visits"],
            format_day(row["last_inspection"]),
            format_day(row["last_day"]),
            _say_gap(row),
        ]
        for row in gaps.iter_rows(named=True)
    ]
    heads = ["Authority", "Region", "Inspections", "Visits", "Last inspection", "Last document", "What is missing"]
    types = [pl.String, pl.String, pl.Int64, pl.Int64, pl.String, pl.String, pl.String]
    return pl.DataFrame(rows, schema=dict(zip(heads, types, strict=True)), orient="row")


def _say_gap(row: dict[str, Any]) -> str:
    """Returns what is missing of an authority, in short."""
    ended = f"; ended {format_day(row['ended'])}" if row["ended"] else ""
    if row["first_day"] is None:
        return f"No document at hand{ended}"
    parts = [] if row["n_inspections"] else ["no inspection"]
    parts += [] if row["n_visits"] else ["no visit"]
    if row["longest_gap"] is not None:
        parts.append(f"longest gap {row['longest_gap']:.1f} years ({row['gap_from'].year} to {row['gap_to'].year})")
    told = "; ".join(parts)
    return (told[:1].upper() + told[1:] if told else "One document only") + ended


def table_problems(problems: pl.DataFrame) -> pl.DataFrame:
    """Returns the problems for a reader. One row per stage and reason."""
    reasons = load_problem_reasons()
    rows = []
    for row in problems.iter_rows(named=True):
        known = reasons.get(row["reason"])
        words = known.words if known else row["reason"].replace("_", " ").capitalize()
        lost = WEIGHTS[known.weight] if known else MISSING
        rows.append([words, row["n"], row["stage"], lost, known.remedy if known else MISSING])
    heads = {"What happened": pl.String, "Times": pl.Int64, "Stage": pl.String, "What is lost": pl.String}
    return pl.DataFrame(rows, schema=heads | {"What to do": pl.String}, orient="row")


def table_problem_rows(problems: pl.DataFrame) -> pl.DataFrame:
    """Returns every problem for a reader, with its file, page and detail. One row per problem.

    Args:
        problems: the problems table.
    """
    page = pl.col("page").cast(pl.String).fill_null(MISSING)
    return problems.select(
        pl.col("source").alias("File"), page.alias("Page"), pl.col("detail").alias("What was found")
    ).sort("File", "Page", "What was found")


def table_agreement(agreement: pl.DataFrame) -> pl.DataFrame:
    """Returns agreement for a reader. One row per theme."""
    rows = [
        [
            name_theme(row["theme"]),
            row["n_people"],
            row["n_coded"],
            row["n_both"],
            *(
                f"{row[f'share_{side}']:.0%} ({row[f'low_{side}']:.0%} to {row[f'high_{side}']:.0%})"
                for side in ("precision", "recall")
            ),
            f"{row['f1']:.2f}",
        ]
        for row in agreement.iter_rows(named=True)
    ]
    words = ["Theme", "Precision (95% interval)", "Recall (95% interval)", "F1"]
    heads = ["Theme", "Sentences by people", "By the coding", "By both", *words[1:]]
    return pl.DataFrame(rows, schema={head: pl.String if head in words else pl.Int64 for head in heads}, orient="row")


def table_coding(rows: pl.DataFrame) -> pl.DataFrame:
    """Returns shares corrected for errors of the coding, for a reader. One row per side and year.

    Args:
        rows: as `measure_coding_sensitivity` gives it for one theme.
    """
    return _table_ranges(rows, {"Corrected": "corrected"}, ("corrected_low", "corrected_high"))


def table_selection(rows: pl.DataFrame) -> pl.DataFrame:
    """Returns shares counted otherwise, for a reader. One row per side and year.

    Args:
        rows: as `measure_selection_sensitivity` gives it for one theme.
    """
    ways = {
        "Each authority once": "authorities",
        "Regions by their size": "regions",
        "Inspections only": "inspections",
    }
    return _table_ranges(rows, ways, ("left_out_low", "left_out_high"))


def _table_ranges(rows: pl.DataFrame, ways: dict[str, str], ends: tuple[str, str]) -> pl.DataFrame:
    range_head = "Range of the correction" if "Corrected" in ways else "One region left out"
    table = [
        [
            row["side"].capitalize(),
            str(row["year"]),
            row["n_in_scope"],
            f"{row['share']:.0%} ({row['low']:.0%} to {row['high']:.0%}){', few' if row['small'] else ''}",
            *(MISSING if row[way] is None else f"{row[way]:.0%}" for way in ways.values()),
            MISSING if row[ends[0]] is None else f"{row[ends[0]]:.0%} to {row[ends[1]]:.0%}",
        ]
        for row in rows.sort("side", "year").iter_rows(named=True)
    ]
    heads = ["Side", "Year", "In scope", "As measured (95% interval)", *ways, range_head]
    return pl.DataFrame(
        table, schema={head: pl.Int64 if head == "In scope" else pl.String for head in heads}, orient="row"
    )


def table_panel(panel: pl.DataFrame) -> pl.DataFrame:
    """Returns the change between the halves of the period, for a reader. One row per theme and side."""
    rows = [
        [
            name_theme(row["theme"]),
            row["side"].capitalize(),
            _two(row["first"], row["second"]),
            row["n_authorities"],
            _two(row["matched_first"], row["matched_second"]),
            _change(row),
        ]
        for row in panel.iter_rows(named=True)
    ]
    heads = ["Theme", "Side", "All documents", "Authorities in both", "Same authorities", "Change (95% interval)"]
    return pl.DataFrame(
        rows, schema={head: pl.Int64 if head == "Authorities in both" else pl.String for head in heads}, orient="row"
    )


def _two(first: float | None, second: float | None) -> str:
    return MISSING if first is None or second is None else f"{first:.0%} to {second:.0%}"


def _change(row: dict[str, Any]) -> str:
    """Returns a change in points.

    >>> _change({"change": -0.166, "change_low": -0.24, "change_high": -0.092})
    '−17 points (−24 to −9)'
    """
    if row["change"] is None:
        return MISSING
    ends = "" if row["change_low"] is None else f" ({_signed(row['change_low'])} to {_signed(row['change_high'])})"
    return f"{_signed(row['change'])} points{ends}"


def _signed(share: float) -> str:
    points = round(share * 100)
    return f"−{-points}" if points < 0 else f"+{points}" if points else "0"
