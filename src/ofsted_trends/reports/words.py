"""What a page says of one authority: plain English, computed from the measures, never from a document's own
words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from ofsted_trends.charts.names import AREAS, GRADES, LANES, name_event
from ofsted_trends.charts.tables import MONTHS
from ofsted_trends.charts.timelines import find_span

SCALE_SENTENCE = (
    "“Adequate” was used until 2013 and “requires improvement” has been used since; the bar was raised "
    "between them, so this page compares no grade across that line."
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


def say_summary(authority: str, timeline: pl.DataFrame, visits: pl.DataFrame, improvements: pl.DataFrame) -> list[str]:
    """Returns what a reader can know in 30 seconds: a few sentences.

    Args:
        authority: canonical name.
        timeline: as `measure_timeline` gives it.
        visits: as `measure_visits` gives it.
        improvements: as `measure_improvements` gives it.
    """
    council = timeline.filter(pl.col("lane").is_not_null() & (pl.col("lane") != "safeguarding_board"))
    told = not (timeline.is_empty() and visits.is_empty())
    sentences = _say_last_inspection(authority, council, told=told) + _say_changes(council)
    return sentences + _say_visits(authority, council, visits) + _say_asked(improvements)


def _say_last_inspection(authority: str, council: pl.DataFrame, *, told: bool) -> list[str]:
    if council.is_empty():
        kind = "graded inspection" if told else "inspection or visit"
        return [f"No {kind} of {authority} is at hand for this period."]
    last = council.filter(pl.col("document_id") == council["document_id"][-1])
    month = say_month(_told_on(last.row(0, named=True)))
    overall = last.filter(pl.col("lane") == "overall")
    if overall.is_empty():
        reason = (
            ", because Ofsted has given none since April 2026" if last["framework_version"][0] == "ilacs-2026" else ""
        )
        first = f"The latest graded inspection at hand, in {month}, gave {authority} no overall grade{reason}."
    else:
        grade = GRADES[overall["grade"][0]].lower()
        first = f"At the latest graded inspection at hand, in {month}, {authority} was judged {grade} overall."
    others = last.filter(pl.col("lane") != "overall")
    by_grade = [
        f"{GRADES[grade].lower()} for {join_names(lanes)}"
        for grade in GRADES
        if (lanes := others.filter(pl.col("grade") == grade)["lane"].to_list())
    ]
    return [f"{first} Its areas were judged {join_words(by_grade, '; ')}." if by_grade else first]


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
    same = last.filter(pl.col("change") == "unchanged")["lane"].to_list()
    parts = moved + ([f"{join_names(same)} kept the same grade"] if same else [])
    sentences = [f"Since the judgement before, {join_words(parts, '; ')}."] if parts else []
    for links, reason in ((["loose", "none"], "what is judged changed"), (["break"], "the scale changed in 2013")):
        apart = last.filter(pl.col("link").is_in(links))["lane"].to_list()
        if apart:
            sentences.append(
                f"The grade for {join_names(apart)} cannot be set directly beside the one before: {reason}."
            )
    return sentences


def _say_visits(authority: str, council: pl.DataFrame, visits: pl.DataFrame) -> list[str]:
    own = visits.filter(~pl.col("second_hand"))
    last = None if council.is_empty() else council["day"][-1]
    since = own if last is None else own.filter(pl.col("day") > last)
    when = "in this period" if last is None else "since that inspection"
    sentences = []
    if since.height:
        counts = [
            count_words(n, name_event(event), _PLURALS.get(event))
            for event, n in since.group_by("event", maintain_order=True).len().iter_rows()
        ]
        sentences.append(f"Inspectors made {join_words(counts)} {when}; such visits give findings but no grades.")
    elif last is not None:
        sentences.append(f"No visit of {authority} {when} is at hand.")
    retold = visits.height - own.height
    if retold:
        sentences.append(f"{count_words(retold, 'more visit is', 'more visits are')} known only from a press report.")
    return sentences


def _say_asked(improvements: pl.DataFrame) -> list[str]:
    own = improvements.filter(~pl.col("second_hand"))
    if own.is_empty():
        return []
    last = own.filter(pl.col("document_id") == own["document_id"][-1])
    actions = last.filter(pl.col("kind") == "priority_action").height
    parts = (
        [count_words(last.height - actions, "area for improvement", "areas for improvement")]
        if last.height > actions
        else []
    )
    parts += [count_words(actions, "area for priority action", "areas for priority action")] if actions else []
    row = last.row(0, named=True)
    return [
        f"The latest list of what must improve, from the {name_event(row['event'])} in "
        f"{say_month(_told_on(row))}, has {join_words(parts)}."
    ]


def _told_on(row: dict[str, Any]) -> date | None:
    """Returns the day by which people call a visit: its last day on site, when the judgement was reached."""
    day: date | None = row["visit_end"] or row["day"]
    return day


def _year(row: dict[str, Any]) -> str:
    day = _told_on(row)
    return "a year that is not known" if day is None else str(day.year)


def say_lede(authority: str, timeline: pl.DataFrame, visits: pl.DataFrame) -> str:
    """Returns what the page is about, with the months of the first and the last document.

    Args:
        authority: canonical name.
        timeline: as `measure_timeline` gives it.
        visits: as `measure_visits` gives it.
    """
    days = [day for frame in (timeline, visits) for row in frame.iter_rows(named=True) if (day := _told_on(row))]
    if not days:
        return f"What Ofsted’s inspectors said of children’s services in {authority}."
    told = count_words(
        timeline["document_id"].n_unique() + visits.height, "inspection or visit", "inspections and visits"
    )
    first, last = say_month(min(days)), say_month(max(days))
    period = f"in {first}" if first == last else f"from {first} to {last}"
    return f"What Ofsted’s inspectors said of children’s services in {authority}: {told} {period}."


def say_headline(authority: str, timeline: pl.DataFrame) -> str:
    """Returns the message of the timeline: the overall grades in order, or a neutral title where there is
    none."""
    overall = timeline.filter((pl.col("lane") == "overall") & (pl.col("scale") == "2013-"))
    if overall.is_empty():
        return f"Judgements and visits in {authority}"
    runs: list[tuple[str, list[str]]] = []
    for row in overall.iter_rows(named=True):
        if not runs or runs[-1][0] != row["grade"]:
            runs.append((row["grade"], []))
        runs[-1][1].append(_year(row))
    steps = [f"{GRADES[grade].lower()} in {join_words(years)}" for grade, years in runs]
    comma = "; " if len(runs) < len(overall) else ", "
    owner = f"{authority}’" if authority.endswith("s") else f"{authority}’s"
    return f"{owner} overall effectiveness: {join_words(steps, comma)}"


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


def say_note(timeline: pl.DataFrame, visits: pl.DataFrame) -> str:
    """Returns how to read the timeline: only of what is drawn in it.

    Args:
        timeline: as `measure_timeline` gives it.
        visits: as `measure_visits` gives it.
    """
    parts = []
    links = timeline["link"].to_list()
    if timeline.height:
        parts.append("Each lane has its own scale from inadequate to outstanding.")
    if any(link in ("same", "near") for link in links):
        parts.append("A line joins grades that can be compared.")
    if "loose" in links:
        parts.append("A dotted line joins grades that are only loosely comparable.")
    if "2009-2013" in timeline["scale"]:
        parts.append(SCALE_SENTENCE)
    if visits.height:
        parts.append("Diamonds are visits without grades.")
    if timeline["second_hand"].any() or visits["second_hand"].any():
        parts.append("Hollow marks are known only from a press report.")
    return " ".join(parts)


def say_timeline(timeline: pl.DataFrame, visits: pl.DataFrame) -> str:
    """Returns the text alternative of a timeline: each area with its grades in order."""
    lanes = []
    for lane, name in LANES.items():
        rows = timeline.filter(pl.col("lane") == lane)
        if rows.height:
            grades = [f"{GRADES[row['grade']].lower()} {_year(row)}" for row in rows.iter_rows(named=True)]
            lanes.append(f"{name}: {', '.join(grades)}.")
    told = [f"{name_event(row['event'])} {_year(row)}" for row in visits.iter_rows(named=True)]
    tail = f" Visits without grades: {', '.join(told)}." if told else ""
    return "Timeline of grades by area. " + (" ".join(lanes) or "No grades in this period.") + tail


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


def join_names(lanes: Sequence[str]) -> str:
    """Returns areas as a list in a sentence, in the order of a report; a comma keeps `help and protection` whole.

    >>> join_names(["in_care", "help_and_protection"])
    'help and protection, and children in care'
    """
    names = [AREAS[lane].lower() for lane in LANES if lane in lanes]
    return ", and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
