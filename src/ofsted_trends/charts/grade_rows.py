"""What the chart of grade shares draws: rows of years, regions or areas, each with its grades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from ofsted_trends.charts.names import AREAS, LANES
from ofsted_trends.charts.tables import MONTHS
from ofsted_trends.measures.populations import SMALL
from ofsted_trends.registers.frameworks import load_frameworks


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One bar, or a line of words where there is nothing to count.

    Attributes:
        name: of the year, region or area.
        counts: by grade, best first; empty where nothing is at hand.
        heading: stands above the first row that has it.
        short: the heading on a phone.
        scale: of the grades; a change from row to row is a break.
        told: what stands behind the bar: the number, or `7 of 9`.
        own: a grade that is marked as the chosen authority's.
        row: first cell of the row's line in the data table; the name where it is empty.
    """

    name: str
    counts: Mapping[str, int]
    heading: str = ""
    short: str = ""
    scale: str = ""
    told: str = ""
    own: str = ""
    row: str = ""

    @property
    def n(self) -> int:
        """Returns how many grades the bar holds."""
        return sum(self.counts.values())

    @property
    def small(self) -> bool:
        """Returns whether so few are shown greyed."""
        return 0 < self.n < SMALL


def rows_by_year(grades: pl.DataFrame) -> list[GradeRow]:
    """Returns a row a framework version and year, and one for each run of years without an inspection.

    Args:
        grades: as `measure_grades` gives it by framework_version and year.
    """
    rows: list[GradeRow] = []
    before: int | None = None
    dated = grades.filter(pl.col("year").is_not_null())
    for (version, year, scale), part in dated.group_by("framework_version", "year", "scale", maintain_order=True):
        name, short = name_version(str(version))
        if before is not None and int(str(year)) > before + 1:
            gap = f"{before + 1}" if int(str(year)) == before + 2 else f"{before + 1} to {int(str(year)) - 1}"
            rows.append(GradeRow(gap, {}, rows[-1].heading, rows[-1].short, rows[-1].scale))
        counts = dict(part.select("grade", "count").iter_rows())
        told, line = f"{sum(counts.values()):,}", name_year(str(version), int(str(year)))
        rows.append(GradeRow(str(year), counts, name, short, str(scale), told, row=line))
        before = int(str(year))
    return rows


def name_year(version: str, year: int) -> str:
    """Returns a framework version and year as the first cell of a line.

    >>> name_year("ilacs-2023", 2024)
    'ILACS, from January 2023: 2024'
    """
    return f"{name_version(version)[1]}: {year}"


def name_version(version: str) -> tuple[str, str]:
    """Returns a framework version's name with its first month, in full and short.

    >>> name_version("ilacs-2023")[1]
    'ILACS, from January 2023'
    """
    for framework in load_frameworks().values():
        for key, start in framework.versions:
            if key == version:
                since = f"from {MONTHS[start.month - 1]} {start.year}"
                return f"{framework.label} ({framework.short}), {since}", f"{framework.short}, {since}"
    return version, version


def rows_by_region(regions: pl.DataFrame) -> list[GradeRow]:
    """Returns a row a region and scale, by name; how many of its authorities have a grade at hand stands behind.

    Args:
        regions: as `count_standings` gives it.
    """
    rows = []
    for (region, scale), part in regions.group_by("region", "scale", maintain_order=True):
        counts = dict(part.select("grade", "count").iter_rows()) if scale else {}
        told = f"{part['n'][0]} of {part['n_today'][0]}"
        rows.append(GradeRow(name_region(str(region), scale), counts, told=told))
    return rows


def name_region(region: str, scale: object) -> str:
    """Returns a region, with the scale where it is not today's.

    >>> name_region("London", "2009-2013")
    'London (2009 to 2013 scale)'
    """
    return f"{region} (2009 to 2013 scale)" if scale == "2009-2013" else region


def rows_by_area(counted: pl.DataFrame) -> list[GradeRow]:
    """Returns a row an area of judgement and scale, with its years and the chosen authority's grade.

    The safeguarding board is left out: it is not the council.

    Args:
        counted: as `count_peers` gives it.
    """
    rows = []
    for area in [lane for lane in LANES if lane != "safeguarding_board"]:
        found = counted.filter((pl.col("aspect") == "grade") & (pl.col("key") == area))
        for part in found.partition_by("scale", maintain_order=True) if found.height else []:
            counts = dict(part.select("status", "count").iter_rows())
            own = part.filter("chosen")["status"].to_list()
            years = sorted({day.year for column in ("first_day", "last_day") for day in part[column]})
            when = f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"
            name = f"{AREAS[area]} ({when})"
            rows.append(GradeRow(name, counts, told=f"{sum(counts.values())}", own=own[0] if own else ""))
    return rows
