"""Printed dates and periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofsted_trends.reading.dates import parse_day, parse_visit

MONTHS = [date(2020, number, 1).strftime("%B") for number in range(1, 13)]
DAYS = st.dates(date(2005, 1, 1), date(2029, 12, 31))
SPANS = st.integers(0, 40)


def ordinal(day):
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def full(day):
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


ONE_DAY = [
    full,
    lambda d: f"{d.day:02} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{ordinal(d.day)} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1][:3]} {d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1].upper()} {d.year}",
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d:%A} {d.day} {MONTHS[d.month - 1]}, {d.year}",
]
TWO_DAYS = [
    lambda a, b: f"{full(a)} to {full(b)}",
    lambda a, b: f"{full(a)} – {full(b)}",
    lambda a, b: f"{full(a)}─{full(b)}",
    lambda a, b: f"{full(a)}-{full(b)}",
    lambda a, b: f"{a:%d/%m/%Y} to {b:%d/%m/%Y}",
    lambda a, b: f"between {full(a)} and {full(b)}",
    lambda a, b: (
        f"from {ordinal(a.day)} {MONTHS[a.month - 1]} {a.year} until {ordinal(b.day)} {MONTHS[b.month - 1]} {b.year}"
    ),
]


@pytest.mark.parametrize("form", range(len(ONE_DAY)))
@given(day=DAYS)
def test_a_day_is_read_back_from_every_form_in_which_it_is_printed(form, day):
    printed = ONE_DAY[form](day)
    assert parse_day(printed) == day
    visit = parse_visit(f"The visit took place on {printed}.")
    assert (visit.start, visit.end) == (day, day)


@pytest.mark.parametrize("form", range(len(TWO_DAYS)))
@given(start=DAYS, span=SPANS)
def test_a_period_is_read_back_from_every_form_in_which_it_is_printed(form, start, span):
    end = start + timedelta(days=span)
    visit = parse_visit(f"The visit took place {TWO_DAYS[form](start, end)} in the city.")
    assert (visit.start, visit.end) == (start, end)


@given(start=DAYS, span=SPANS)
def test_a_period_whose_first_day_lacks_month_or_year_takes_them_from_the_last(start, span):
    end = start + timedelta(days=span)
    month = MONTHS[start.month - 1]
    visit = parse_visit(f"{start.day} {month} to {full(end)}")
    assert (visit.start, visit.end) == (start, end)
    if (start.month, start.year) == (end.month, end.year):
        assert parse_visit(f"{start.day}–{full(end)}") is not None
        assert parse_visit(f"{start.day} and {full(end)}").start == start


@given(end=DAYS, later=st.integers(0, 300))
def test_a_period_without_a_year_is_the_last_one_before_the_publication(end, later):
    if (end.month, end.day) == (2, 29):
        return
    visit = parse_visit(f"on {end.day} {MONTHS[end.month - 1]}", before=end + timedelta(days=later))
    assert (visit.start, visit.end) == (end, end)


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("19 November-11 December 2013 and 28 – 30 January 2014", "2013-11-19", "2014-01-30"),
        ("29 and 30 September, and 1 October 2020", "2020-09-29", "2020-10-01"),
        ("8, 9 and 15 May 2019", "2019-05-08", "2019-05-15"),
        ("Tuesday 1st and Wednesday 2nd March 2022", "2022-03-01", "2022-03-02"),
        ("17 March to 21 March 2025", "2025-03-17", "2025-03-21"),
        ("30 December to 10 January 2019", "2018-12-30", "2019-01-10"),
        ("9-20 Sept. 2019", "2019-09-09", "2019-09-20"),
    ],
)
def test_forms_met_in_documents(printed, start, end):
    visit = parse_visit(printed)
    assert (visit.start.isoformat(), visit.end.isoformat()) == (start, end)
    assert visit.printed in printed


@pytest.mark.parametrize(
    "words",
    [
        "no date at all",
        "in May 2019",
        "31 February 2019",
        "45/13/2019",
        "22% of 2019",
        "£12 million in 2020",
        "aged 3 to 12 years",
        "page 12 of 20",
        "12.5 in June",
        "",
    ],
)
def test_what_is_no_date_is_not_read_as_one(words):
    assert parse_day(words) is None
    assert parse_visit(words) is None


def test_a_day_without_a_year_is_no_day():
    assert parse_day("3 May") is None
    assert parse_visit("3 May") is None
