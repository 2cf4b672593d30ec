"""The measures of the national page as tables with the headings and words that a reader sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from ofsted_trends.charts.grade_moves import name_cell, sign_share
from ofsted_trends.charts.grade_rows import name_region, name_version, name_year
from ofsted_trends.charts.names import CHANGES, GRADES
from ofsted_trends.charts.tables import MISSING, NOT_APPLICABLE, format_period
from ofsted_trends.reports.grade_words import write_part

_NONE = {"no_grade": "None at hand", "no_document": "No document at hand"}


def table_latest(latest: pl.DataFrame) -> pl.DataFrame:
    """Returns every authority with its latest grade, for a reader. One row per authority."""
    rows = [
        {
            "Authority": row["authority"],
            "Region": row["region"],
            "Latest grade": GRADES[row["grade"]] if row["grade"] else _NONE[row["status"]],
            "Inspection": format_period(row["visit_start"], row["visit_end"], row["published"]),
            "Framework": name_version(row["framework_version"])[1] if row["framework_version"] else MISSING,
            "Inspected since without this grade": format_period(row["later_day"], None, None),
            "Inspections with this grade at hand": row["n_graded"],
        }
        for row in latest.iter_rows(named=True)
    ]
    return pl.DataFrame(rows)


def table_years(grades: pl.DataFrame) -> pl.DataFrame:
    """Returns the grades by framework version and year, for a reader. One row per version, year and scale."""
    rows = []
    for (version, year), part in grades.group_by("framework_version", "year", maintain_order=True):
        name = name_year(str(version), int(str(year))) if year is not None else name_version(str(version))[1]
        rows.append({"Framework and year": name} | _spread(part))
    table = pl.DataFrame(rows, schema=_columns({"Framework and year": pl.String}, grades))
    return table.with_columns(pl.col(pl.String).fill_null(NOT_APPLICABLE))


def table_regions(regions: pl.DataFrame) -> pl.DataFrame:
    """Returns the latest grades by region, for a reader. One row per region and scale.

    Args:
        regions: as `count_standings` gives it.
    """
    rows = [
        {"Region": name_region(str(region), scale), "Authorities": part["n_today"][0]} | _spread(part)
        for (region, scale), part in regions.group_by("region", "scale", maintain_order=True)
    ]
    table = pl.DataFrame(rows, schema=_columns({"Region": pl.String, "Authorities": pl.Int64}, regions))
    return table.with_columns(pl.col(pl.String).fill_null(NOT_APPLICABLE))


def _spread(part: pl.DataFrame) -> dict[str, Any]:
    """Returns the number and each grade's count with its share, of one group."""
    n = int(part["count"].sum())
    rows = part.filter(pl.col("grade").is_not_null()).iter_rows(named=True)
    return {"n": n} | {GRADES[row["grade"]]: write_part(row["count"], row["n"]) for row in rows}


def _columns(first: dict[str, Any], grades: pl.DataFrame) -> dict[str, Any]:
    """Returns the columns of a table of grades: those grades that the scales at hand have."""
    return (
        first | {"n": pl.Int64} | {name: pl.String for grade, name in GRADES.items() if grade in set(grades["grade"])}
    )


def table_matrix(panels: Sequence[tuple[str, pl.DataFrame]]) -> pl.DataFrame:
    """Returns the matrices for a reader. One row per panel, grade before and grade after."""
    rows = [
        {
            "Pairs": name_cell(title, row),
            "Number": row["count"],
            "Of those with the grade before": row["n_from"],
            "Share": MISSING if row["share"] is None else f"{row['share']:.0%}",
            "Change": CHANGES[row["change"]],
        }
        for title, cells in panels
        for row in cells.iter_rows(named=True)
    ]
    schema = {"Pairs": pl.String, "Number": pl.Int64, "Of those with the grade before": pl.Int64}
    return pl.DataFrame(rows, schema=schema | {"Share": pl.String, "Change": pl.String})


def table_moves(rows: Sequence[tuple[str, dict[str, Any]]]) -> pl.DataFrame:
    """Returns the net moves for a reader. One row per group of pairs."""
    told = [
        {
            "Pairs": name,
            "Number": row["n"],
            "Better": write_part(row["better"], row["n"]),
            "Unchanged": write_part(row["unchanged"], row["n"]),
            "Worse": write_part(row["worse"], row["n"]),
            "Better less worse (95% interval)": f"{sign_share(row['share_net'])} ({sign_share(row['low_net'])} to "
            f"{sign_share(row['high_net'])}){', few' if row['small'] else ''}",
        }
        for name, row in rows
    ]
    words = ["Better", "Unchanged", "Worse", "Better less worse (95% interval)"]
    return pl.DataFrame(told, schema={"Pairs": pl.String, "Number": pl.Int64} | dict.fromkeys(words, pl.String))
