"""Words about grades that several pages share: an area in a sentence, counts of grades, periods of days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from ofsted_trends.charts.names import AREAS, GRADES
from ofsted_trends.reports.words import join_words, say_month

BREAK_SENTENCE = (
    "Adequate (to 2013) and requires improvement (since) are different grades on different scales; nothing is compared "
    "across that line."
)


def name_area(area: str) -> str:
    """Returns an area as it stands within a sentence.

    >>> name_area("in_care")
    'children in care'
    """
    return AREAS[area].lower()


def count_grades(counts: Mapping[str, int]) -> str:
    """Returns how often each grade was given, best first; grades that were not given go unsaid.

    >>> count_grades({"good": 3, "outstanding": 1, "inadequate": 0})
    '1 outstanding and 3 good'
    """
    return join_words([f"{counts[grade]:,} {GRADES[grade].lower()}" for grade in GRADES if counts.get(grade)])


def say_span(days: Iterable[date | None]) -> str:
    """Returns the months of the first and the last of some days.

    >>> say_span([date(2021, 3, 4), None, date(2018, 5, 1)])
    'May 2018 to March 2021'
    """
    known = sorted(day for day in days if day)
    if not known:
        return "no dated inspection"
    first, last = say_month(known[0]), say_month(known[-1])
    return first if first == last else f"{first} to {last}"


def write_part(count: int, total: int) -> str:
    """Returns a count with its share.

    >>> write_part(3, 4), write_part(0, 0)
    ('3 (75%)', '0')
    """
    return f"{count:,} ({count / total:.0%})" if total else f"{count:,}"


def say_scales(scales: pl.Series) -> list[str]:
    """Returns the sentence on the change of scale, where grades of both scales are told."""
    return [BREAK_SENTENCE] if len(set(scales.drop_nulls())) > 1 else []
