from datetime import date

import polars as pl
import pytest

from ofsted_trends.errors import UnknownNameError
from ofsted_trends.measures import count_standings, measure_standings

DOCUMENTS = """
    document_id | authority        | framework | framework_version | event         | visit                    | primary
    s2010       | Sheffield        | slac      | slac-2009         | inspection    | 2010-10-04               |
    s2019       | Sheffield        | ilacs     | ilacs-2018        | inspection    | 2019-07-15 to 2019-07-26 |
    copy        | Sheffield        | ilacs     | ilacs-2018        | inspection    | 2021-07-15               | no
    s2026       | Sheffield        | ilacs     | ilacs-2026        | inspection    | 2026-05-11               |
    visit       | Sheffield        | ilacs     | ilacs-2026        | focused_visit | 2026-07-11               |
    k2010       | Kent             | slac      | slac-2009         | inspection    | 2010-11-04               |
    l2020       | Leeds            | ilacs     | ilacs-2018        | focused_visit | 2020-02-04               |
    undated     | York             | ilacs     | ilacs-2018        | inspection    |                          |
    gone        | Northamptonshire | ilacs     | ilacs-2018        | inspection    | 2019-06-10               |
"""
OBSERVATIONS = """
    document_id | strand       | area       | grade
    s2010       | safeguarding | overall    | adequate
    s2019       |              | overall    | good
    s2019       |              | leadership | outstanding
    copy        |              | overall    | inadequate
    s2026       |              | leadership | good
    k2010       | safeguarding | overall    | good
    undated     |              | overall    | good
    gone        |              | overall    | inadequate
"""


@pytest.fixture
def tables(draw_tables):
    return draw_tables(DOCUMENTS, OBSERVATIONS)


@pytest.fixture
def latest(tables):
    return measure_standings(tables.observations, tables.documents)


def row_of(latest, authority):
    return latest.row(by_predicate=pl.col("authority") == authority, named=True)


def test_every_authority_of_today_has_one_row_and_no_ended_one(latest):
    assert latest.height == latest["authority"].n_unique() == 153
    assert "Northamptonshire" not in latest["authority"]


def test_the_latest_grade_is_that_of_the_last_inspection_that_graded_the_area(latest):
    row = row_of(latest, "Sheffield")
    assert (row["grade"], row["document_id"], row["day"], row["visit_end"]) == (
        "good", "s2019", date(2019, 7, 15), date(2019, 7, 26),
    )  # fmt: skip
    assert (row["scale"], row["n_graded"], row["n_documents"]) == ("2013-", 2, 4)


def test_a_later_inspection_without_the_grade_is_told(latest, tables):
    """Since April 2026 there is no overall grade; a focused visit never has one."""
    row = row_of(latest, "Sheffield")
    assert (row["later_document_id"], row["later_day"]) == ("s2026", date(2026, 5, 11))
    leadership = row_of(measure_standings(tables.observations, tables.documents, "leadership"), "Sheffield")
    assert (leadership["document_id"], leadership["later_day"]) == ("s2026", None)


def test_no_grade_and_no_document_are_two_things(latest):
    statuses = {name: row_of(latest, name)["status"] for name in ("Sheffield", "Leeds", "York", "Bristol")}
    assert statuses == {"Sheffield": "graded", "Leeds": "no_grade", "York": "no_document", "Bristol": "no_document"}


def test_a_period_hides_what_came_later(tables):
    row = row_of(measure_standings(tables.observations, tables.documents, end="2018"), "Sheffield")
    assert (row["grade"], row["scale"], row["later_day"]) == ("adequate", "2009-2013", None)


def test_an_unknown_area_is_refused(tables):
    with pytest.raises(UnknownNameError, match="'overal' is not comparable"):
        measure_standings(tables.observations, tables.documents, "overal")


def test_regions_count_each_scale_apart_and_say_of_how_many(latest):
    told = count_standings(latest)
    graded = told.filter(pl.col("count") > 0).select("region", "scale", "grade", "count", "n", "share", "n_today")
    assert graded.rows() == [
        ("South East", "2009-2013", "good", 1, 1, 1.0, 19),
        ("Yorkshire and the Humber", "2013-", "good", 1, 1, 1.0, 15),
    ]
    london = told.filter(pl.col("region") == "London")
    assert london.select("scale", "grade", "count", "n", "share", "n_today").rows() == [(None, None, 0, 0, None, 33)]
    assert told.filter(pl.col("region") == "Yorkshire and the Humber").height == 4


def test_pandas_and_polars_give_the_same(latest, tables):
    given = measure_standings(tables.observations.to_pandas(), tables.documents.to_pandas())
    assert given.equals(latest)
    assert count_standings(latest.to_pandas()).equals(count_standings(latest))


def test_nothing_at_hand_gives_every_authority_without_a_document(tables):
    told = measure_standings(tables.observations.clear(), tables.documents.clear())
    assert told.height == 153 and set(told["status"]) == {"no_document"}
