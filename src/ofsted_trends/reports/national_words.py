"""What the national page says: plain English, computed from the measures, honest about who was inspected."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ofsted_trends.charts.names import AREAS, GRADES
from ofsted_trends.measures.populations import SMALL
from ofsted_trends.reports.grade_words import count_grades, name_area, say_scales, say_span
from ofsted_trends.reports.pair_words import say_pairs
from ofsted_trends.reports.trend_words import name_place
from ofsted_trends.reports.words import count_words, join_words

GOOD = ["outstanding", "good"]
CAUTION = (
    "Different authorities are inspected each year, so a change from year to year may be a change of who was "
    "inspected; pairs of inspections of the same authority are the fair comparison."
)


def title_national(area: str) -> str:
    """Returns the page's title."""
    return f"Children’s services in England: {name_area(area)}"


def lede_national(grades: pl.DataFrame, latest: pl.DataFrame) -> str:
    """Returns what the page is about.

    Args:
        grades: as `measure_grades` gives it by framework version and year.
        latest: as `measure_standings` gives it.
    """
    n = int(grades["count"].sum())
    years = sorted(set(grades["year"].drop_nulls()))
    when = f" from {years[0]} to {years[-1]}" if len(years) > 1 else f" in {years[0]}" if years else ""
    told = count_words(n, "graded inspection")
    return f"How Ofsted judged England’s {latest.height} authorities of today: {told} at hand{when}."


def say_national(
    area: str, latest: pl.DataFrame, grades: pl.DataFrame, changes: pl.DataFrame, matrix: pl.DataFrame
) -> list[str]:
    """Returns what a reader can know in 30 seconds.

    Args:
        area: key.
        latest: as `measure_standings` gives it.
        grades: as `measure_grades` gives it by framework version and year.
        changes: as `count_changes` gives it without groups.
        matrix: as `count_transitions` gives it without groups.
    """
    graded = latest.filter(pl.col("status") == "graded")
    if graded.is_empty():
        return [f"No grade for {name_area(area)} is at hand for this period."]
    without = latest.height - graded.height
    missing = f"; {without} have none and are shown as such" if without else ""
    have = f"{graded.height} have a grade for {name_area(area)} at hand"
    cover = f"Of England’s {latest.height} authorities, {have}{missing}."
    sentences = [cover, *_say_latest(graded, area), *say_pairs(changes, matrix), *say_scales(grades["scale"])]
    return [*sentences, CAUTION] if grades["year"].n_unique() > 1 else sentences


def _say_latest(graded: pl.DataFrame, area: str) -> list[str]:
    reason = ", which Ofsted has not given since April 2026" if area == "overall" else ""
    parts = []
    for (scale,), rows in graded.group_by("scale", maintain_order=True):
        counts = dict(rows.group_by("grade").len().iter_rows())
        old = " on the scale of 2009 to 2013" if scale == "2009-2013" else ""
        parts.append(f"{count_grades(counts)}{old}")
    sentences = [f"Their latest grades, of {say_span(_ends(graded))}: {'; '.join(parts)}."]
    later = graded["later_day"].drop_nulls().len()
    if later:
        been = "has" if later == 1 else "have"
        sentences.append(f"{later} of them {been} been inspected since without this grade{reason}.")
    return sentences


def _ends(graded: pl.DataFrame) -> pl.Series:
    """Returns the last day on site of each inspection, else its first."""
    return graded.select(pl.coalesce("visit_end", "day")).to_series()


def say_map_headline(latest: pl.DataFrame, area: str) -> str:
    """Returns the message of the map."""
    graded = latest.filter(pl.col("status") == "graded")
    if graded.is_empty():
        return f"No grade for {name_area(area)} at hand"
    best, worst = (graded.filter(pl.col("grade") == grade).height for grade in ("outstanding", "inadequate"))
    told = count_words(graded.height, "authority", "authorities")
    return f"{best} of {told} outstanding, {worst} inadequate at the latest inspection at hand"


def say_map_subtitle(latest: pl.DataFrame, area: str) -> str:
    """Returns measure, place, period and number of the map."""
    graded = latest.filter(pl.col("status") == "graded")
    when = f", inspections of {say_span(_ends(graded))}" if graded.height else ""
    return (
        f"Latest grade for {name_area(area)}, England’s authorities of today{when}: "
        f"{graded.height} of {latest.height} with a grade at hand"
    )


def say_map_note(latest: pl.DataFrame, documents: pl.DataFrame) -> str:
    """Returns how to read the map.

    Args:
        latest: as `measure_standings` gives it.
        documents: the documents table.
    """
    parts = ["One tile an authority, each of the same size, near its neighbours; thick lines are regions."]
    if latest["grade"].null_count():
        parts.append("A dash in a dashed tile: no grade at hand, which says nothing of its services.")
    ended = sorted(set(documents.filter("primary")["authority"].drop_nulls()) - set(latest["authority"]))
    if ended:
        have = "has" if len(ended) == 1 else "have"
        parts.append(f"{join_words(ended)} {have} ended and no tile; a successor does not take over a grade.")
    return " ".join(parts)


def say_map(latest: pl.DataFrame, area: str) -> str:
    """Returns the text alternative of the map: the authorities of each grade."""
    parts = []
    for grade, name in GRADES.items():
        names = latest.filter(pl.col("grade") == grade)["authority"].to_list()
        if names:
            parts.append(f"{name}: {', '.join(names)}.")
    without = latest["grade"].null_count()
    tail = f" No grade at hand: {count_words(without, 'authority', 'authorities')}." if without else ""
    return f"Map of tiles, latest grade for {name_area(area)}. {' '.join(parts)}{tail}"


def say_regions_headline(regions: pl.DataFrame, area: str) -> str:
    """Returns the message of the regions, of those with 10 grades or more on today's scale; else a neutral title."""
    enough = regions.filter(~pl.col("small") & (pl.col("scale") == "2013-"))
    shares = {
        str(region): (int(part.filter(pl.col("grade").is_in(GOOD))["count"].sum()) / part["n"][0], part["n"][0])
        for (region,), part in enough.group_by("region", maintain_order=True)
    }
    if len(shares) < 2:
        return f"Latest grades by region: {name_area(area)}"
    ends = []
    for end in (min(shares.values())[0], max(shares.values())[0]):
        names = [f"{name_place(region)} ({n} grades)" for region, (share, n) in shares.items() if share == end]
        ends.append(f"{end:.0%} in {join_words(names)}")
    return f"Good or outstanding: from {ends[0]} to {ends[1]}, among regions with {SMALL} grades or more"


def say_regions_subtitle(regions: pl.DataFrame, area: str) -> str:
    """Returns measure, place and number of the regions."""
    n = int(regions["count"].sum())
    return f"Latest grade for {name_area(area)} by region, share of authorities with a grade at hand: {n} authorities"


def say_shares(rows: pl.DataFrame, what: str, groups: Sequence[str]) -> str:
    """Returns the text alternative of a chart of grade shares: each row with its counts.

    Args:
        rows: as `measure_grades` gives it.
        what: measure and place.
        groups: columns that name a row.
    """
    told = []
    for key, part in rows.group_by(*groups, "scale", maintain_order=True):
        counts = dict(part.select("grade", "count").iter_rows())
        told.append(f"{' '.join(str(value) for value in key[:-1])}: {count_grades(counts)}")
    return f"{what}. {'; '.join(told)}." if told else f"{what}: no grade in this period."


def say_years_headline(grades: pl.DataFrame, area: str) -> str:
    """Returns the message of the years: the latest one with 10 inspections or more, or a neutral title."""
    enough = grades.filter(~pl.col("small") & pl.col("year").is_not_null())
    if enough.is_empty():
        return f"Grades by framework and year: {name_area(area)}"
    last = enough.filter(pl.col("year") == enough["year"].max())
    last = last.filter(pl.col("framework_version") == last["framework_version"].last())
    counts = dict(last.select("grade", "count").iter_rows())
    return f"{AREAS[area]} in {last['year'][0]}: {count_grades(counts)}, of {last['n'][0]} inspections"


def say_years_subtitle(grades: pl.DataFrame, area: str) -> str:
    """Returns measure, place, period and number of the years."""
    n = count_words(int(grades["count"].sum()), "inspection")
    years = sorted(set(grades["year"].drop_nulls()))
    when = f", {years[0]} to {years[-1]}" if len(years) > 1 else f", {years[0]}" if years else ""
    return f"Share of inspections by grade for {name_area(area)}, England{when}: {n}"


FEW_NOTE = "Thin and pale: fewer than 10."


def say_few(frame: pl.DataFrame) -> str:
    """Returns what a thin bar means, where there is one."""
    return FEW_NOTE if frame["small"].any() else ""


def say_years_note(grades: pl.DataFrame) -> str:
    """Returns how to read the years: only of what is drawn."""
    if grades.is_empty():
        return ""
    parts = ["Bars are shares, numbers in them count inspections; letters name the grade.", say_few(grades), CAUTION]
    return " ".join(filter(None, parts))
