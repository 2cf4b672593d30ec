"""The figures of the national page."""

from __future__ import annotations

import polars as pl

from ofsted_trends.charts.figure import Figure
from ofsted_trends.charts.grade_moves import MatrixPanel, MoveRow, chart_matrices, chart_moves
from ofsted_trends.charts.grade_rows import rows_by_region, rows_by_year
from ofsted_trends.charts.grade_shares import chart_grade_shares
from ofsted_trends.charts.tile_map import chart_tile_map
from ofsted_trends.measures.transitions import count_changes, count_transitions
from ofsted_trends.reports import national_words as words
from ofsted_trends.reports import pair_words
from ofsted_trends.reports.grade_words import name_area
from ofsted_trends.reports.national_tables import (
    table_latest,
    table_matrix,
    table_moves,
    table_regions,
    table_years,
)
from ofsted_trends.reports.sources import GRADES_PRINTED

#: What is kept of each authority's latest grade for a reader who downloads it.
KEPT = ["authority", "authority_code", "region", "status", "grade", "day", "framework_version", "later_day"]


def draw_map(latest: pl.DataFrame, documents: pl.DataFrame, area: str) -> Figure:
    """Returns the tile map of latest grades.

    Args:
        latest: as `measure_standings` gives it.
        documents: the documents table.
        area: key.
    """
    return Figure(
        chart=chart_tile_map(latest),
        narrow=chart_tile_map(latest, narrow=True),
        headline=words.say_map_headline(latest, area),
        subtitle=words.say_map_subtitle(latest, area),
        note=words.say_map_note(latest, documents),
        source=GRADES_PRINTED,
        alt_text=words.say_map(latest, area),
        table=table_latest(latest),
        data=latest.select(KEPT),
    )


def draw_regions(regions: pl.DataFrame, area: str) -> Figure:
    """Returns the latest grades by region.

    Args:
        regions: as `count_standings` gives it.
        area: key.
    """
    rows = rows_by_region(regions)
    few = words.say_few(regions.filter(pl.col("n") > 0))
    return Figure(
        chart=chart_grade_shares(rows, "Region", "At hand"),
        narrow=chart_grade_shares(rows, "Region", "At hand", narrow=True),
        headline=words.say_regions_headline(regions, area),
        subtitle=words.say_regions_subtitle(regions, area),
        note=f"Behind each bar: authorities with a grade at hand, of all in the region. {few}".strip(),
        source=GRADES_PRINTED,
        alt_text=words.say_shares(
            regions.filter(pl.col("n") > 0), f"Latest grades for {name_area(area)} by region", ["region"]
        ),
        table=table_regions(regions),
        data=regions,
    )


def draw_years(grades: pl.DataFrame, area: str) -> Figure:
    """Returns the grades by framework and year.

    Args:
        grades: as `measure_grades` gives it by framework version and year.
        area: key.
    """
    rows = rows_by_year(grades)
    what = f"Grades for {name_area(area)} by framework and year"
    return Figure(
        chart=chart_grade_shares(rows, "Year", "n"),
        narrow=chart_grade_shares(rows, "Year", "n", narrow=True),
        headline=words.say_years_headline(grades, area),
        subtitle=words.say_years_subtitle(grades, area),
        note=words.say_years_note(grades),
        source=GRADES_PRINTED,
        alt_text=words.say_shares(grades, what, ["framework_version", "year"]),
        table=table_years(grades),
        data=grades,
    )


def draw_matrices(transitions: pl.DataFrame, area: str) -> Figure:
    """Returns the matrices of grades before and after: all pairs, and each pair of frameworks.

    Args:
        transitions: as `measure_transitions` gives it.
        area: key.
    """
    every = count_transitions(transitions)
    panels = _name_panels(every, "All pairs")
    by_pair = count_transitions(transitions, ("from_framework", "framework"))
    for (earlier, later), cells in by_pair.group_by("from_framework", "framework", maintain_order=True):
        panels += _name_panels(cells, pair_words.name_pair(str(earlier), str(later)))
    shown = [MatrixPanel(f"{title}: {count_pairs(cells)}", cells) for title, cells in panels]
    named = [(panel.title, panel.cells) for panel in shown]
    return Figure(
        chart=chart_matrices(shown),
        narrow=chart_matrices(shown, narrow=True),
        headline=pair_words.say_matrix_headline(every, area),
        subtitle=pair_words.say_pairs_subtitle("Grade before and after", transitions, area),
        note=pair_words.say_matrix_note(transitions),
        source=GRADES_PRINTED,
        alt_text=pair_words.say_matrix(named),
        table=table_matrix(named),
    )


def count_pairs(cells: pl.DataFrame) -> int:
    """Returns how many pairs a matrix holds."""
    return int(cells["count"].sum())


def _name_panels(cells: pl.DataFrame, title: str) -> list[tuple[str, pl.DataFrame]]:
    """Returns one panel a scale; a matrix never holds grades of two."""
    parts = cells.partition_by("scale", maintain_order=True) if cells.height else []
    return [(title if p["scale"][0] == "2013-" else f"{title}, 2009 to 2013 scale", p) for p in parts]


def draw_moves(transitions: pl.DataFrame, area: str) -> Figure:
    """Returns how many pairs became better and worse: all, by frameworks, by year of the later inspection.

    Args:
        transitions: as `measure_transitions` gives it.
        area: key.
    """
    every = count_changes(transitions, None)
    rows = [MoveRow("All pairs", row) for row in every.to_dicts() if row["n"]]
    for row in count_changes(transitions, ("from_framework", "framework")).to_dicts():
        rows.append(MoveRow(pair_words.name_pair(row["from_framework"], row["framework"]), row, "By framework"))
    for row in count_changes(transitions, "year").to_dicts():
        rows.append(MoveRow(f"{row['year']}", row, "By year of the later inspection"))
    named = [(row.name, row.counts) for row in rows]
    few = any(row.counts["small"] for row in rows)
    return Figure(
        chart=chart_moves(rows),
        narrow=chart_moves(rows, narrow=True),
        headline=pair_words.say_moves_headline(every, area),
        subtitle=pair_words.say_pairs_subtitle("Share of pairs that became better and worse", transitions, area),
        note="Intervals are of the difference, as if pairs were a sample. " + (words.FEW_NOTE if few else ""),
        source=GRADES_PRINTED,
        alt_text=pair_words.say_moves(named),
        table=table_moves(named),
    )
