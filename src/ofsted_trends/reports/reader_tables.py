"""The measures as tables with the headings and words that a reader sees."""

from __future__ import annotations

from typing import Any

import polars as pl

from ofsted_trends.charts.names import AREAS, CHANGES, EVENTS, GRADES, LANES, LINKS, STRANDS, name_theme
from ofsted_trends.charts.tables import format_period


def table_timeline(timeline: pl.DataFrame) -> pl.DataFrame:
    """Returns the timeline's data for a reader. One row per graded area per inspection, lanes first."""
    order = {lane: place for place, lane in enumerate(LANES)}
    rows = sorted(timeline.iter_rows(named=True), key=lambda row: order.get(row["lane"], len(order)))
    columns = ["Area", "Inspection", "Grade", "Printed as", "Compared with the grade before"]
    return pl.DataFrame([_timeline_row(row) for row in rows], schema=dict.fromkeys(columns, pl.String), orient="row")


def _timeline_row(row: dict[str, Any]) -> list[str]:
    strand = f"{STRANDS[row['strand']]}: " if row["strand"] else ""
    area = AREAS[row["lane"]] if row["lane"] else f"{AREAS[row['area']]} (2009 to 2013 only)"
    if row["change"]:
        compared = CHANGES[row["change"]]
    elif row["link"]:
        compared = LINKS[row["link"]]
    else:
        compared = "First at hand" if row["lane"] else "Not followed over time"
    inspection = format_period(row["visit_start"], row["visit_end"], row["published"])
    return [area, inspection, GRADES[row["grade"]], strand + (row["label"] or AREAS[row["area"]]), compared]


def table_visits(visits: pl.DataFrame) -> pl.DataFrame:
    """Returns what each visit looked at, for a reader. One row per visit, newest first."""
    columns = ["Visit", "What inspectors looked at", "To improve", "Priority actions"]
    rows = [
        [
            f"{row['visit'] or 'Second-hand'}: {EVENTS[row['event']]}, "
            + format_period(row["visit_start"], row["visit_end"], row["published"]),
            say_scope(row),
            str(row["improvements"]),
            str(row["priority_actions"]),
        ]
        for row in reversed(visits.to_dicts())
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def say_scope(visit: dict[str, Any]) -> str:
    """Returns what a visit looked at: the letter's sentence, else the areas and themes, else that it is not
    at hand."""
    if visit["scope"]:
        return str(visit["scope"])
    areas = [AREAS.get(area, name_theme(area)) for area in visit["areas_in_scope"] or []]
    themes = [name_theme(theme) for theme in visit["themes_in_scope"] or []]
    if not areas and not themes:
        return "Not stated in the data at hand"
    return ". ".join(part for part in (", ".join(areas), "Themes: " + ", ".join(themes) if themes else "") if part)
