from datetime import date

import polars as pl
import pytest

from ofsted_trends.charts.markup import escape
from ofsted_trends.charts.tables import Table, format_day, format_period, link_html
from ofsted_trends.errors import InputError


@pytest.mark.parametrize(
    ("start", "end", "published", "words"),
    [
        (date(2018, 4, 24), date(2018, 4, 25), None, "24 to 25 April 2018"),
        (date(2018, 4, 24), date(2018, 4, 24), None, "24 April 2018"),
        (date(2018, 4, 24), None, None, "24 April 2018"),
        (date(2018, 4, 30), date(2018, 5, 1), None, "30 April to 1 May 2018"),
        (date(2013, 11, 19), date(2014, 1, 30), None, "19 November 2013 to 30 January 2014"),
        (None, None, date(2018, 12, 7), "published 7 December 2018"),
        (None, None, None, "[x]"),
    ],
)
def test_days_are_written_as_people_write_them(start, end, published, words):
    assert format_period(start, end, published) == words


def test_a_table_has_caption_headers_and_a_region_for_the_keyboard():
    html = Table(pl.DataFrame({"Visit": ["1"], "Day": [date(2018, 4, 24)], "Gap": [None]}), "Visits")._repr_html_()
    assert '<th scope="col">Visit</th>' in html and "<caption>Visits</caption>" in html
    assert 'tabindex="0" role="region" aria-label="Visits"' in html
    assert "<td>24 April 2018<td>[x]" in html


def test_a_table_without_rows_says_so():
    html = Table(pl.DataFrame(schema={"Visit": pl.String, "Day": pl.Date}), "Visits")._repr_html_()
    assert '<td colspan="2">Nothing at hand.</td>' in html


def test_a_table_needs_a_caption():
    with pytest.raises(InputError):
        Table(pl.DataFrame({"a": [1]}), " ")


def test_only_web_addresses_become_links():
    assert link_html("javascript:alert(1)", "a & b") == "a &amp; b"
    assert 'href="https://x.test/?a=1&amp;b=&quot;"' in link_html('https://x.test/?a=1&b="', "x")


def test_characters_that_html_forbids_are_left_out():
    assert escape("a\x02b\ufffec\n") == "abc\n"


def test_a_day_that_is_not_known_has_the_shorthand():
    assert format_day(None) == "[x]"
