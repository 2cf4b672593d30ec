"""The measures of the page of comparisons as tables with the headings and words that a reader sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from ofsted_trends.charts.grade_histories import History
from ofsted_trends.charts.grade_moves import sign_share
from ofsted_trends.charts.grade_rows import name_version
from ofsted_trends.charts.names import AREAS, CHANGES, GRADES, LANES, LINKS
from ofsted_trends.charts.tables import MISSING, format_day, format_period
from ofsted_trends.charts.theme_contrast import name_row
from ofsted_trends.measures.populations import SMALL
from ofsted_trends.reports.compare_choice import list_compared
from ofsted_trends.reports.grade_words import write_part


def table_histories(histories: Sequence[History]) -> pl.DataFrame:
    """Returns the grades of the small multiples, for a reader. One row per authority and inspection."""
    rows = [
        {
            "Authority": history.authority,
            "Inspection": format_period(row["visit_start"], row["visit_end"], row["published"]),
            "Grade": GRADES[row["grade"]],
            "Framework": name_version(row["framework_version"])[1],
            "Compared with the grade before": _compare(row),
        }
        for history in histories
        for row in history.grades.iter_rows(named=True)
    ]
    columns = ["Authority", "Inspection", "Grade", "Framework", "Compared with the grade before"]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String))


def _compare(row: dict[str, Any]) -> str:
    if row["change"]:
        return CHANGES[row["change"]]
    return LINKS[row["link"]] if row["link"] else "First at hand"


def table_peers(peers: pl.DataFrame) -> pl.DataFrame:
    """Returns the latest grades of all authorities compared, for a reader. One row per authority."""
    graded = peers.filter(pl.col("aspect") == "grade")
    areas = [area for area in LANES if graded.filter((pl.col("key") == area) & pl.col("status").is_not_null()).height]
    areas = [area for area in areas if area != "safeguarding_board"] or ["overall"]
    cells = {
        (row["authority"], row["key"]): f"{GRADES[row['status']]}, {format_day(row['visit_end'])}"
        for row in graded.iter_rows(named=True)
        if row["status"]
    }
    rows = [
        {"Authority": name} | {AREAS[area]: cells.get((name, area), MISSING) for area in areas}
        for name in list_compared(peers)
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(["Authority", *(AREAS[area] for area in areas)], pl.String))


def table_areas(counted: pl.DataFrame) -> pl.DataFrame:
    """Returns the latest grades counted by area, for a reader. One row per area and scale.

    Args:
        counted: as `count_peers` gives it.
    """
    found = counted.filter((pl.col("aspect") == "grade") & (pl.col("key") != "safeguarding_board"))
    rows: list[dict[str, Any]] = []
    for (area, _), part in found.group_by("key", "scale", maintain_order=True):
        own = part.filter("chosen")["status"].to_list()
        days = [min(part["first_day"]), max(part["last_day"])]
        years = f"{days[0].year}" if days[0].year == days[1].year else f"{days[0].year} to {days[1].year}"
        row = {"Area": f"{AREAS[str(area)]} ({years})", "The authority itself": GRADES[own[0]] if own else MISSING}
        grades = {GRADES[r["status"]]: write_part(r["count"], r["n"]) for r in part.iter_rows(named=True)}
        rows.append(row | {"Authorities": part["n"][0]} | grades)
    grades_found = [name for grade, name in GRADES.items() if grade in set(found["status"])]
    schema: dict[str, Any] = {"Area": pl.String, "The authority itself": pl.String, "Authorities": pl.Int64}
    told = pl.DataFrame(rows, schema=schema | dict.fromkeys(grades_found, pl.String))
    return told.with_columns(pl.col(grades_found).fill_null("0"))


def table_contrast(contrast: pl.DataFrame, authority: str) -> pl.DataFrame:
    """Returns shares of documents beside each other, for a reader. One row per theme and side.

    Args:
        contrast: rows of `measure_contrast`.
        authority: as the heading calls it.
    """
    rows = [
        {
            "Theme": name_row(row),
            authority: _write_side(row, "own"),
            "The others together": _write_side(row, "other"),
            "Difference (95% interval)": _write_difference(row),
        }
        for row in contrast.iter_rows(named=True)
    ]
    columns = ["Theme", authority, "The others together", "Difference (95% interval)"]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String))


def _write_side(row: dict[str, Any], side: str) -> str:
    if not row[f"{side}_n"]:
        return MISSING
    share, low, high = (row[f"{side}_{part}"] for part in ("share", "low", "high"))
    few = ", few" if row[f"{side}_n"] < SMALL else ""
    return f"{row[f'{side}_hits']} of {row[f'{side}_n']}: {share:.0%} ({low:.0%} to {high:.0%}){few}"


def _write_difference(row: dict[str, Any]) -> str:
    if row["difference"] is None:
        return MISSING
    clear = "clear" if row["clear"] else "not clear"
    return f"{sign_share(row['difference'])} ({sign_share(row['low'])} to {sign_share(row['high'])}), {clear}"
