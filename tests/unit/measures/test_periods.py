from datetime import date

import pytest

from ofsted_trends.errors import InputError
from ofsted_trends.measures.periods import parse_day, parse_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2018-04", date(2018, 4, 1), date(2018, 4, 30)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        (" 2018-04-25 ", date(2018, 4, 25), date(2018, 4, 25)),
        ("", None, None),
        (None, None, None),
        (date(2018, 4, 25), date(2018, 4, 25), date(2018, 4, 25)),
    ],
)
def test_a_day_can_be_written_as_year_month_or_day(text, first, last):
    assert parse_day(text) == first
    assert parse_day(text, last=True) == last


@pytest.mark.parametrize("text", ["25/04/2018", "April 2018", "2018-13", "2018-02-30", "18", "0000"])
def test_what_is_no_day_is_refused_with_the_known_forms(text):
    with pytest.raises(InputError, match="2018, 2018-04 or 2018-04-25"):
        parse_day(text, last=True)


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(InputError, match="before it starts"):
        parse_period("2020", "2019")


def test_a_period_of_one_year_is_the_whole_year():
    assert parse_period("2019", "2019") == (date(2019, 1, 1), date(2019, 12, 31))
