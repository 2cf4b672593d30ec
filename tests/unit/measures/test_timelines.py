import polars as pl
import pytest

from ofsted_trends.measures import measure_timeline, measure_visits

DOCUMENTS = """
    document_id | framework | framework_version | event         | visit                    | primary | same_visit_as
    i2010       | slac      | slac-2009         | inspection    | 2010-10-04 to 2010-10-15 |         |
    i2014       | sif       | sif-2013          | inspection    | 2013-11-19 to 2014-01-30 |         |
    i2019       | ilacs     | ilacs-2018        | inspection    | 2019-07-15 to 2019-07-26 |         |
    i2023       | ilacs     | ilacs-2023        | inspection    | 2023-09-11 to 2023-09-22 |         |
    v2018       | ilacs     | ilacs-2018        | focused_visit | 2018-04-24 to 2018-04-25 |         |
    press       | none      | none              | press_report  | 2018-12-07               | no      |
    copy        | ilacs     | ilacs-2018        | inspection    | 2019-07-15 to 2019-07-26 | no      | i2019
"""
OBSERVATIONS = """
    document_id | kind        | strand       | area                | grade                | page | item
    i2010       |             | safeguarding | overall             | adequate             | 30   |
    i2010       |             | looked_after | overall             | adequate             | 31   |
    i2010       |             | safeguarding | children_are_safe   | good                 | 30   |
    i2010       |             | safeguarding | value_for_money     | good                 | 30   |
    i2010       | finding     | safeguarding | overall             | inadequate           | 12   |
    i2014       |             |              | overall             | requires_improvement | 1    |
    i2014       |             |              | in_care             | requires_improvement | 1    |
    i2014       |             |              | care_leavers        | good                 | 1    |
    i2014       |             |              | help_and_protection | good                 | 1    |
    i2019       |             |              | overall             | good                 | 1    |
    i2019       |             |              | overall             | good                 | 7    |
    i2019       |             |              | in_care             | good                 | 1    |
    i2019       |             |              | help_and_protection | requires_improvement | 1    |
    copy        |             |              | overall             | good                 | 1    |
    i2023       |             |              | overall             | good                 | 1    |
    i2023       |             |              | in_care             | outstanding          | 1    |
    i2023       |             |              | care_leavers        | good                 | 1    |
    v2018       | finding     |              | help_and_protection |                      | 2    |
    v2018       | finding     |              | help_and_protection |                      | 3    |
    v2018       | improvement |              |                     |                      | 2    | 1
    v2018       | improvement |              |                     |                      | 2    | 1
    v2018       | improvement |              |                     |                      | 2    | 2
    press       | finding     |              |                     |                      | 1    |
"""


@pytest.fixture
def tables(draw_tables):
    return draw_tables(DOCUMENTS, OBSERVATIONS)


@pytest.fixture
def timeline(tables):
    return measure_timeline(tables.observations, tables.documents, "Sheffield")


def lane(timeline, name):
    rows = timeline.filter(pl.col("lane") == name)
    return [(row["document_id"], row["grade"], row["link"], row["change"]) for row in rows.to_dicts()]


def test_one_row_per_graded_area_strand_and_inspection(timeline):
    assert timeline.height == 14
    assert timeline.select("document_id", "strand", "area").is_duplicated().sum() == 0


def test_nothing_is_compared_across_the_change_of_scale(timeline):
    """The register calls 2010 and 2014 `loose`; adequate and requires improvement are other grades all the same."""
    assert lane(timeline, "overall") == [
        ("i2010", "adequate", None, None),
        ("i2014", "requires_improvement", "break", None),
        ("i2019", "good", "near", "better"),
        ("i2023", "good", "same", "unchanged"),
    ]
    assert lane(timeline, "help_and_protection")[:2] == [
        ("i2010", "good", None, None),
        ("i2014", "good", "break", None),
    ]


def test_no_change_is_named_where_a_grade_is_only_loosely_comparable(timeline):
    """Care leavers were taken out of the judgement of children in care in January 2023."""
    assert lane(timeline, "in_care") == [
        ("i2010", "adequate", None, None),
        ("i2014", "requires_improvement", "break", None),
        ("i2019", "good", "near", "better"),
        ("i2023", "outstanding", "loose", None),
    ]


def test_a_joint_grade_is_never_copied_to_care_leavers(timeline):
    assert lane(timeline, "care_leavers") == [("i2014", "good", None, None), ("i2023", "good", "near", "unchanged")]


def test_the_printed_word_stays_beside_its_rank(timeline):
    assert set(timeline.select("grade", "grade_rank", "scale").unique().rows()) == {
        ("adequate", 3, "2009-2013"),
        ("good", 2, "2009-2013"),
        ("requires_improvement", 3, "2013-"),
        ("good", 2, "2013-"),
        ("outstanding", 1, "2013-"),
    }


def test_an_area_that_is_no_longer_judged_stands_in_no_lane(timeline):
    row = timeline.row(by_predicate=pl.col("area") == "value_for_money", named=True)
    assert (row["lane"], row["link"], row["change"]) == (None, None, None)


def test_pandas_and_polars_give_the_same(tables, timeline):
    told = measure_timeline(tables.observations.to_pandas(), tables.documents.to_pandas(), "Sheffield")
    assert told.equals(timeline)


def test_an_authority_without_documents_gives_an_empty_frame_with_the_same_columns(tables, timeline):
    empty = measure_timeline(tables.observations, tables.documents, "Leeds")
    assert empty.schema == timeline.schema and empty.is_empty()


def test_a_period_starts_the_comparison_anew(tables):
    told = measure_timeline(tables.observations, tables.documents, "Sheffield", "2019", "2023")
    assert lane(told, "overall") == [("i2019", "good", None, None), ("i2023", "good", "same", "unchanged")]


def test_one_row_per_visit_without_grades(tables):
    visits = measure_visits(tables.observations, tables.documents, "Sheffield")
    told = visits.select("visit", "document_id", "second_hand", "findings", "improvements", "priority_actions")
    assert told.rows() == [(1, "v2018", False, 2, 2, 0), (None, "press", True, 1, 0, 0)]


def test_an_inspection_whose_grades_could_not_be_read_is_a_visit(draw_tables):
    tables = draw_tables("document_id | visit\n i2012 | 2012-06-04")
    visits = measure_visits(tables.observations, tables.documents, "Sheffield")
    assert visits.select("visit", "event", "findings").rows() == [(1, "inspection", 0)]
    assert measure_timeline(tables.observations, tables.documents, "Sheffield").is_empty()
