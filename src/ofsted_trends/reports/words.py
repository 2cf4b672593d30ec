"""What a page says of one authority: plain English, computed from the measures, never from a document's own words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from ofsted_trends.charts.names import AREAS, CHANGES, EVENTS, GRADES, LANES, LINKS, STRANDS, name_theme
from ofsted_trends.charts.tables import MONTHS, format_period
from ofsted_trends.charts.timelines import find_span

SCALE_SENTENCE = (
    "“Adequate” was used until 2013 and “requires improvement” has been used since; the bar was raised between them, "
    "so this page compares no grade across that line."
)
LINES_SENTENCE = (
    "Each lane has its own scale from inadequate to outstanding. A line joins grades that can be compared, a dotted line "
    "grades that are only loosely comparable. Diamonds are visits without grades; a hollow one is known only from a press "
    "report."
)
_PLURALS = {
    "focused_visit": "focused visits",
    "monitoring_visit": "monitoring visits",
    "joint_inspection": "joint targeted area inspections",
    "area_send": "area SEND inspections",
    "inspection": "inspections without grades at hand",
    "reinspection": "re-inspections without grades at hand",
    "board_review": "reviews of the safeguarding board without grades at hand",
}


def say_summary(
    authority: str, timeline: pl.DataFrame, visits: pl.DataFrame, improvements: pl.DataFrame
) -> list[str]:
    """Returns what a reader can know in 30 seconds: a few sentences.

    Args:
        authority: canonical name.
        timeline: as `measure_timeline` gives it.
        visits: as `measure_visits` gives it.
        improvements: as `measure_improvements` gives it.
    """
    council = timeline.filter(pl.col("lane").is_not_null() & (pl.col("lane") != "safeguarding_board"))
    sentences = _say_last_inspection(authority, council) + _say_changes(council)
    if timeline["scale"].n_unique() > 1:
        sentences.append(SCALE_SENTENCE)
    sentences += _say_visits(authority, council, visits) + _say_asked(improvements)
    return sentences or [f"No inspection or visit of {authority} is at hand for this period."]


def _say_last_inspection(authority: str, council: pl.DataFrame) -> list[str]:
    if council.is_empty():
        return [f"No graded inspection of {authority} is at hand for this period."]
    last = council.filter(pl.col("document_id") == council["document_id"][-1])
    month = say_month(last["day"][0])
    overall = last.filter(pl.col("lane") == "overall")
    if overall.is_empty():
        reason = (
            ", because Ofsted has given none since April 2026" if last["framework_version"][0] == "ilacs-2026" else ""
        )
        first = f"The latest graded inspection at hand, in {month}, gave {authority} no overall grade{reason}."
    else:
        grade = GRADES[overall["grade"][0]].lower()
        first = f"At the latest graded inspection at hand, in {month}, {authority}’s overall effectiveness was {grade}."
    others = last.filter(pl.col("lane") != "overall")
    by_grade = [
        f"{GRADES[grade].lower()} for {join_words([AREAS[lane].lower() for lane in lanes])}"
        for grade in GRADES
        if (lanes := others.filter(pl.col("grade") == grade)["lane"].to_list())
    ]
    return [first, f"In its areas the grades were {join_words(by_grade)}."] if by_grade else [first]


def _say_changes(council: pl.DataFrame) -> list[str]:
    if council.is_empty():
        return []
    last = council.filter(pl.col("document_id") == council["document_id"][-1])
    grades = {(row["document_id"], row["lane"]): row["grade"] for row in council.iter_rows(named=True)}
    moved = [
        f"{AREAS[row['lane']].lower()} got {row['change']} "
        f"(from {GRADES[grades[row['link_from'], row['lane']]].lower()} to {GRADES[row['grade']].lower()})"
        for row in last.iter_rows(named=True)
        if row["change"] in ("better", "worse")
    ]
    same = [AREAS[lane].lower() for lane in last.filter(pl.col("change") == "unchanged")["lane"]]
    apart = last.filter(pl.col("link").is_in(["loose", "none", "break"]))["lane"]
    parts = moved + ([f"{join_words(same)} kept the same grade"] if same else [])
    sentences = [f"Since the judgement before, {join_words(parts, '; ')}."] if parts else []
    if len(apart):
        names = join_words([AREAS[lane].lower() for lane in apart])
        sentences.append(f"The grade for {names} cannot be set directly beside the one before: what is judged changed.")
    return sentences


def _say_visits(authority: str, council: pl.DataFrame, visits: pl.DataFrame) -> list[str]:
    own = visits.filter(~pl.col("second_hand"))
    last = None if council.is_empty() else council["day"][-1]
    since = own if last is None else own.filter(pl.col("day") > last)
    when = "in this period" if last is None else "since that inspection"
    sentences = []
    if since.height:
        counts = [
            f"{count_words(n, EVENTS[event].lower(), _PLURALS.get(event))}"
            for event, n in since.group_by("event", maintain_order=True).len().iter_rows()
        ]
        sentences.append(f"Inspectors made {join_words(counts)} {when}; these give findings but no grades.")
    elif last is not None:
        sentences.append(f"No visit of {authority} {when} is at hand.")
    retold = visits.height - own.height
    if retold:
        sentences.append(
            f"{count_words(retold, 'more visit is', 'more visits are').capitalize()} known only from a press report."
        )
    return sentences


def _say_asked(improvements: pl.DataFrame) -> list[str]:
    own = improvements.filter(~pl.col("second_hand"))
    if own.is_empty():
        return []
    last = own.filter(pl.col("document_id") == own["document_id"][-1])
    actions = last.filter(pl.col("kind") == "priority_action").height
    parts = [count_words(last.height - actions, "area for improvement", "areas for improvement")] if last.height > actions else []
    parts += [count_words(actions, "area for priority action", "areas for priority action")] if actions else []
    event = EVENTS[last["event"][0]]
    name = event if event.startswith(("Joint", "Area SEND")) else event.lower()
    return [f"The latest list of what must improve, from the {name} in {say_month(last['day'][0])}, has {join_words(parts)}."]


def say_lede(authority: str, timeline: pl.DataFrame, visits: pl.DataFrame) -> str:
    """Returns what the page is about, with the months of the first and the last document.

    Args:
        authority: canonical name.
        timeline: as `measure_timeline` gives it.
        visits: as `measure_visits` gives it.
    """
    days = [day for frame in (timeline, visits) for day in frame["day"].drop_nulls()]
    if not days:
        return f"What Ofsted’s inspectors said of children’s services in {authority}."
    told = count_words(timeline["document_id"].n_unique() + visits.height, "inspection or visit", "inspections and visits")
    period = f"in {say_month(min(days))}" if len(days) == 1 else f"from {say_month(min(days))} to {say_month(max(days))}"
    return f"What Ofsted’s inspectors said of children’s services in {authority}: {told} {period}."


def say_headline(authority: str, timeline: pl.DataFrame) -> str:
    """Returns the message of the timeline: the overall grades in order, or a neutral title where there is none."""
    overall = timeline.filter((pl.col("lane") == "overall") & (pl.col("scale") == "2013-"))
    if overall.is_empty():
        return f"Judgements and visits in {authority}"
    overall = overall.tail(4)
    steps = [f"{GRADES[grade].lower()} in {day.year}" for grade, day in overall.select("grade", "day").iter_rows() if day]
    return f"{authority}’s overall effectiveness: {join_words(steps)}"


def say_subtitle(authority: str, timeline: pl.DataFrame, visits: pl.DataFrame, frameworks: pl.DataFrame) -> str:
    """Returns measure, place, period and number of a timeline.

    Args:
        authority: canonical name.
        timeline: as `measure_timeline` gives it.
        visits: as `measure_visits` gives it.
        frameworks: as `measure_frameworks` gives it.
    """
    first, after = find_span(timeline, visits, frameworks)
    inspections = count_words(timeline["document_id"].n_unique(), "graded inspection", "graded inspections")
    told = count_words(visits.filter(~pl.col("second_hand")).height, "visit without grades", "visits without grades")
    return f"Inspection grades by area as printed, {authority}, {first} to {after - 1}: {inspections}, {told}"


def say_timeline(timeline: pl.DataFrame, visits: pl.DataFrame) -> str:
    """Returns the text alternative of a timeline: each area with its grades in order."""
    lanes = []
    for lane, name in LANES.items():
        rows = timeline.filter(pl.col("lane") == lane)
        if rows.height:
            grades = [f"{GRADES[row['grade']].lower()} {row['day'].year}" for row in rows.iter_rows(named=True) if row["day"]]
            lanes.append(f"{name}: {', '.join(grades)}.")
    told = [f"{EVENTS[row['event']].lower()} {row['day'].year}" for row in visits.iter_rows(named=True) if row["day"]]
    tail = f" Visits without grades: {', '.join(told)}." if told else ""
    return "Timeline of grades by area. " + (" ".join(lanes) or "No grades in this period.") + tail


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
    columns = ["Visit", "Kind", "Dates", "What inspectors looked at", "To improve", "Priority actions"]
    rows = [
        [
            "second-hand" if row["visit"] is None else str(row["visit"]),
            EVENTS[row["event"]],
            format_period(row["visit_start"], row["visit_end"], row["published"]),
            say_scope(row),
            str(row["improvements"]),
            str(row["priority_actions"]),
        ]
        for row in reversed(visits.to_dicts())
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def say_scope(visit: dict[str, Any]) -> str:
    """Returns what a visit looked at: the letter's sentence, else the areas and themes, else that it is not at hand."""
    if visit["scope"]:
        return str(visit["scope"])
    areas = [AREAS.get(area, name_theme(area)) for area in visit["areas_in_scope"] or []]
    themes = [name_theme(theme) for theme in visit["themes_in_scope"] or []]
    if not areas and not themes:
        return "Not stated in the data at hand"
    return ". ".join(part for part in (", ".join(areas), "Themes: " + ", ".join(themes) if themes else "") if part)


def say_month(day: date | None) -> str:
    """Returns a day's month and year.

    >>> say_month(date(2018, 5, 18))
    'May 2018'
    """
    return "a month that is not known" if day is None else f"{MONTHS[day.month - 1]} {day.year}"


def count_words(n: int, one: str, many: str | None = None) -> str:
    """Returns a number with its noun.

    >>> count_words(1, "visit"), count_words(2, "visit")
    ('1 visit', '2 visits')
    """
    return f"{n} {one if n == 1 else many or one + 's'}"


def join_words(words: Sequence[str], comma: str = ", ") -> str:
    """Returns words as a list in a sentence.

    >>> join_words(["a", "b", "c"])
    'a, b and c'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{comma.join(words[:-1])}{'; ' if comma == '; ' else ' and '}{words[-1]}"
