"""What the page of comparisons says: plain English, computed from the measures, honest about small numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from ofsted_trends.charts.grade_histories import History
from ofsted_trends.charts.names import AREAS, GRADES
from ofsted_trends.charts.tables import format_day
from ofsted_trends.reports.compare_choice import MOST, list_compared
from ofsted_trends.reports.contrast_words import say_differing, say_theme
from ofsted_trends.reports.grade_words import count_grades, name_area, say_scales, say_span
from ofsted_trends.reports.words import count_words, join_names, join_words

#: Areas that are no longer graded tell of many years ago, and the board is not the council.
PAST = ["adoption", "safeguarding_board"]
CAUTION = (
    "Few documents, wide intervals: where no difference is clear, none can be told, which is not the same as none. "
    "Kinds and years of visits differ between authorities."
)


def title_compare(authority: str) -> str:
    """Returns the page's title."""
    return f"{authority} beside others"


def lede_compare(authority: str, peers: pl.DataFrame, group: str) -> str:
    """Returns what the page is about.

    Args:
        authority: canonical name.
        peers: as `measure_peers` gives it.
        group: what the others are.
    """
    others = len(list_compared(peers)) - 1
    if not others:
        return f"What Ofsted’s inspectors said of children’s services in {authority}; there are no {group}."
    group = group if others != 1 else group.replace("authorities", "authority")
    return f"What Ofsted’s inspectors said of children’s services in {authority}, beside {others} {group}."


def say_comparison(
    authority: str, area: str, peers: pl.DataFrame, contrast: pl.DataFrame, keys: Sequence[str]
) -> list[str]:
    """Returns what a reader can know in 30 seconds: coverage, grades, themes, cautions.

    Args:
        authority: canonical name.
        area: key of the area that the page is about.
        peers: as `measure_peers` gives it.
        contrast: as `measure_contrast` gives it of all themes.
        keys: of the headline themes.
    """
    _, *others = list_compared(peers)
    if not others:
        return [f"There is no other authority to set {authority} beside; name some in the parameter others."]
    sentences = [*_say_cover(authority, peers), *_say_grade(authority, area, peers), *_say_areas(peers)]
    found = peers.filter((pl.col("aspect") == "grade") & (pl.col("key") == area))
    sentences += say_scales(found["scale"])
    if not contrast["own_n"].sum():
        return sentences
    return [*sentences, *(say_theme(key, contrast) for key in keys), say_differing(contrast), CAUTION]


def _say_cover(authority: str, peers: pl.DataFrame) -> list[str]:
    """Returns of which authorities nothing is at hand."""
    told = peers.group_by("authority", maintain_order=True).agg(pl.col("n").sum())
    silent = told.filter(pl.col("n") == 0)["authority"].to_list()
    sentences = [f"Nothing of {authority} is at hand for this period."] if authority in silent else []
    names = [name for name in silent if name != authority]
    if not names:
        return sentences
    named = join_words(names) if len(names) <= 4 else join_words([*names[:3], f"{len(names) - 3} more"])
    have = "has no document" if len(names) == 1 else "have no document"
    return [*sentences, f"Of {count_words(told.height - 1, 'other')}, {len(names)} {have} at hand: {named}."]


def _say_grade(authority: str, area: str, peers: pl.DataFrame) -> list[str]:
    found = peers.filter((pl.col("aspect") == "grade") & (pl.col("key") == area) & pl.col("status").is_not_null())
    own, others = found.filter("chosen").to_dicts(), found.filter(~pl.col("chosen"))
    name = AREAS[area]
    first = (
        f"{name}: {authority} is {GRADES[own[0]['status']].lower()} (inspection of {format_day(own[0]['visit_end'])})"
        if own
        else f"{name}: {authority} has no grade at hand"
    )
    if others.is_empty():
        return [f"{first}; none of the others has a grade at hand."]
    same = others.filter(pl.col("scale") == (own[0]["scale"] if own else "2013-"))
    if same.is_empty():
        scale = "the same scale" if own else "today’s scale"
        return [f"{first}; none of the others has a grade on {scale} at hand."]
    counts = dict(same.group_by("status").len().iter_rows())
    told = f"of {count_words(same.height, 'other')} with a grade at hand, {count_grades(counts)}"
    return [f"{first}; {told} ({say_span(same['visit_end'])})."]


def _say_areas(peers: pl.DataFrame) -> list[str]:
    """Returns the areas of today in which most others are better, or worse."""
    better: list[str] = []
    worse: list[str] = []
    for area in [key for key in AREAS if key not in PAST]:
        found = peers.filter((pl.col("aspect") == "grade") & (pl.col("key") == area) & pl.col("status").is_not_null())
        own = found.filter("chosen").to_dicts()
        others = found.filter(~pl.col("chosen") & (pl.col("scale") == (own[0]["scale"] if own else "")))
        if not own or others.is_empty():
            continue
        rank = own[0]["grade_rank"]
        for side, n in ((better, (others["grade_rank"] < rank).sum()), (worse, (others["grade_rank"] > rank).sum())):
            if n * 2 > others.height:
                side.append(f"{name_area(area)} ({n} of {others.height})")
    parts = [f"a better grade for {join_words(better)}"] if better else []
    parts += [f"a worse grade for {join_words(worse)}"] if worse else []
    return [f"Most of the others have {join_words(parts)}."] if parts else []


def say_histories_headline(authority: str, area: str, histories: Sequence[History]) -> str:
    """Returns the message of the small multiples: the chosen authority's grades in order, or a neutral title."""
    grades = histories[0].grades.filter(pl.col("day").is_not_null()) if histories else pl.DataFrame()
    if grades.is_empty():
        return f"{AREAS[area]} over time, {authority} and others"
    steps = [f"{GRADES[row['grade']].lower()} {_year(row)}" for row in grades.iter_rows(named=True)]
    return f"{authority}, {name_area(area)}: {', '.join(steps)}"


def _count_shown(shown: int, compared: int) -> str:
    """Returns how many authorities are drawn, of how many."""
    all_of_them = count_words(compared, "authority", "authorities")
    return f"{shown} of {all_of_them}" if compared > shown else all_of_them


def _year(row: dict[str, Any]) -> int:
    """Returns the year by which people call an inspection: that of its last day on site."""
    return int((row["visit_end"] or row["day"]).year)


def say_histories_subtitle(area: str, histories: Sequence[History], compared: int) -> str:
    """Returns measure, place, period and number of the small multiples."""
    days = [day for history in histories for day in history.grades["day"]]
    n = count_words(sum(history.grades.height for history in histories), "graded inspection")
    who = _count_shown(len(histories), compared)
    return f"Grades for {name_area(area)}, {who}, {say_span(days)}: {n}"


def say_histories_note(histories: Sequence[History], compared: int) -> str:
    """Returns how to read the small multiples: only of what is drawn."""
    links = {link for history in histories for link in history.grades["link"]}
    parts = ["The shaded panel is the chosen authority. All panels have the same years and grades."]
    parts += ["A line joins grades that can be compared."] if links & {"same", "near"} else []
    parts += ["A dotted line joins grades that are only loosely comparable."] if "loose" in links else []
    scales = (
        pl.concat([history.grades["scale"] for history in histories]) if histories else pl.Series([], dtype=pl.String)
    )
    if "2009-2013" in scales:
        parts.append("The upright line is the change of scale in November 2013: A is adequate, before it.")
    if compared > len(histories):
        parts.append(
            f"Drawn are the {MOST - 1} others with most grades at hand; all {compared} are counted in the bars below, "
            "and listed in the table of latest grades."
        )
    return " ".join(parts)


def say_histories(histories: Sequence[History]) -> str:
    """Returns the text alternative of the small multiples: each authority's grades in order."""
    told = []
    for history in histories:
        rows = history.grades.filter(pl.col("day").is_not_null()).iter_rows(named=True)
        words = [f"{GRADES[row['grade']].lower()} {_year(row)}" for row in rows]
        told.append(f"{history.authority}: {', '.join(words) or 'no grade at hand'}.")
    return f"Grades over time, one panel an authority. {' '.join(told)}"


def say_latest_headline(authority: str, peers: pl.DataFrame) -> str:
    """Returns the message of the latest grades: the chosen authority's, or a neutral title."""
    found = peers.filter((pl.col("aspect") == "grade") & pl.col("chosen") & pl.col("status").is_not_null())
    found = found.filter(~pl.col("key").is_in(PAST))
    if found.is_empty():
        return f"Latest grades by area, {authority} and others"
    by_grade = [
        f"{GRADES[grade].lower()} for {join_names(areas)}"
        for grade in GRADES
        if (areas := found.filter(pl.col("status") == grade)["key"].to_list())
    ]
    return f"{authority}: {'; '.join(by_grade)}"


def say_latest_subtitle(peers: pl.DataFrame, shown: int) -> str:
    """Returns measure, place, period and number of the latest grades."""
    found = peers.filter((pl.col("aspect") == "grade") & pl.col("status").is_not_null())
    who = _count_shown(shown, len(list_compared(peers)))
    return f"Latest grade at hand by area, with its year, {who}, {say_span(found['visit_end'])}"


def say_latest(peers: pl.DataFrame, shown: Sequence[str]) -> str:
    """Returns the text alternative of the latest grades: each authority with its areas."""
    found = peers.filter((pl.col("aspect") == "grade") & pl.col("status").is_not_null())
    told = []
    for name in shown:
        rows = found.filter(pl.col("authority") == name).iter_rows(named=True)
        words = [f"{name_area(row['key'])} {GRADES[row['status']].lower()} {row['visit_end'].year}" for row in rows]
        told.append(f"{name}: {', '.join(words) or 'no grade at hand'}.")
    return f"Latest grades by area. {' '.join(told)}"


def say_areas(counted: pl.DataFrame) -> str:
    """Returns the text alternative of the latest grades counted by area.

    Args:
        counted: as `count_peers` gives it.
    """
    told = []
    found = counted.filter((pl.col("aspect") == "grade") & (pl.col("key") != "safeguarding_board"))
    for (area, _), part in found.group_by("key", "scale", maintain_order=True):
        own = part.filter("chosen")["status"].to_list()
        mine = f", the chosen authority {GRADES[own[0]].lower()}" if own else ""
        told.append(f"{AREAS[str(area)]}: {count_grades(dict(part.select('status', 'count').iter_rows()))}{mine}")
    return f"Latest grades by area, all authorities together. {'; '.join(told) or 'No grade at hand'}."
