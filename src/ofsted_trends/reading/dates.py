"""Printed dates and periods to days: two periods, one day, dd/mm/yyyy, no year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip

_MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?<![\d.,£])(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,]\d)"
_NUMERIC = r"(?<!\d)\d{1,2}[/.]\d{1,2}[/.](?:20)?\d{2}(?!\d)"
_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_JOIN = rf"(?:\s|,|;|to|and|until|through|of|the|[-–—─‒−/]|from|between|again on|on|{_WEEKDAYS})"
_TOKEN = re.compile(
    rf"(?P<numeric>{_NUMERIC})|(?P<month>{_MONTH})|(?P<year>(?<!\d)20\d{{2}}(?!\d))|(?P<day>{_DAY})",
    re.IGNORECASE,
)
_RUN = re.compile(rf"(?:{_NUMERIC}|{_DAY})(?:{_JOIN}*(?:{_NUMERIC}|{_DAY}|{_MONTH}|20\d{{2}}(?!\d)))*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Visit:
    """When inspectors were on site.

    Attributes:
        start, end: first and last day.
        printed: the words of the document.
    """

    start: date
    end: date
    printed: str


def parse_visit(text: str, before: date | None = None) -> Visit | None:
    """Returns the first printed period in a text that names a day and a month.

    Args:
        text: words such as `19 November-11 December 2013 and 28 – 30 January 2014`.
        before: a later day, such as the publication; it gives the year where none is printed.

    >>> parse_visit("on 29 and 30 September, and 1 October 2020").end
    datetime.date(2020, 10, 1)
    """
    for run in _RUN.finditer(text):
        days = _days_of(run[0], before)
        if days:
            return Visit(min(days), max(days), " ".join(run[0].split()))
    return None


def parse_day(text: str) -> date | None:
    """Returns the first full date in a text: day, month and year.

    >>> parse_day("Report published: 18 May 2018")
    datetime.date(2018, 5, 18)
    """
    for run in _RUN.finditer(text):
        if re.search(r"20\d{2}|[/.]\d{2}$", run[0]):
            days = _days_of(run[0], None)
            if days:
                return days[0]
    return None


def _days_of(run: str, before: date | None) -> list[date]:
    """Returns the days named in a run of day, month and year words; each takes month and year from its right."""
    tokens = [(m.lastgroup or "", m[0]) for m in _TOKEN.finditer(run)]
    days: list[date] = []
    month: int | None = None
    year: int | None = None
    printed_year = any(kind in ("year", "numeric") for kind, _ in tokens)
    later: date | None = None
    for kind, word in reversed(tokens):
        if kind == "numeric":
            found = _numeric(word)
            if found:
                days.append(found)
                later = found
        elif kind == "year":
            year = int(word)
        elif kind == "month":
            month = MONTHS[word.lower().rstrip(".")]
        elif month is not None:
            day = int(re.match(r"\d+", word)[0])  # type: ignore[index]
            found = _build(day, month, year, later, before if not printed_year else None)
            if found is None:
                continue
            days.append(found)
            later = found
    return days[::-1]


def _build(day: int, month: int, year: int | None, later: date | None, before: date | None) -> date | None:
    if year is None:
        if later is not None:
            year = later.year
        elif before is not None:
            year = before.year if (month, day) <= (before.month, before.day) else before.year - 1
        else:
            return None
    try:
        built = date(year, month, day)
    except ValueError:
        return None
    if later is not None and built > later and (built - later).days > 180:
        return built.replace(year=year - 1)
    return built


def _numeric(word: str) -> date | None:
    day, month, year = (int(part) for part in re.split(r"[/.]", word))
    try:
        return date(year if year > 100 else 2000 + year, month, day)
    except ValueError:
        return None
