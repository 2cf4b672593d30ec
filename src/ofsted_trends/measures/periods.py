"""Days and periods as a caller writes them."""

from __future__ import annotations

import calendar
import re
from datetime import date

import polars as pl

from ofsted_trends.errors import InputError

_FORM = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def parse_day(text: str | date | None, *, last: bool = False) -> date | None:
    """Returns the day that the text names, or None for an empty text.

    Args:
        text: `2018`, `2018-04` or `2018-04-25`; empty or None for no limit; a date is given back as it is.
        last: whether a year or month stands for its last day and not its first.

    Raises:
        InputError: the text is in none of these forms, or there is no such day.

    >>> parse_day("2018"), parse_day("2018-02", last=True), parse_day("")
    (datetime.date(2018, 1, 1), datetime.date(2018, 2, 28), None)
    """
    if text is None or isinstance(text, date):
        return text
    if not text.strip():
        return None
    form = _FORM.fullmatch(text.strip())
    try:
        if form is None:
            raise ValueError
        year, month, day = (int(part or 0) for part in form.groups())
        month = month or (12 if last else 1)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except (ValueError, calendar.IllegalMonthError):
        raise InputError(f"{text!r} is not a day; write 2018, 2018-04 or 2018-04-25") from None


def parse_period(start: str | date | None, end: str | date | None) -> tuple[date | None, date | None]:
    """Returns the first and last day of a period; None where it is open.

    Raises:
        InputError: one is not a day, or the end is before the start.
    """
    first, final = parse_day(start), parse_day(end, last=True)
    if first and final and final < first:
        raise InputError(f"the period ends ({final}) before it starts ({first}); give start first, then end")
    return first, final


def years_between(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    """Returns the years of 365.25 days from one day to another."""
    return (last - first).dt.total_days() / 365.25
