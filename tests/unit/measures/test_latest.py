from datetime import date

import polars as pl
import pytest

from ofsted_trends.errors import FrameError
from ofsted_trends.measures.latest import measure_latest_grades, measure_latest_visits

DOCUMENTS = """
    document_id | framework | event         | visit                    | primary | authority | region     | source_url
    i2010       | slac      | inspection    | 2010-10-04 to 2010-10-15 |         | Sheffield | North      |
    i2019       | ilacs     | inspection    | 2019-07-15 to 2019-07-26 |         | Sheffield | North      | https://x.org/1
    v2022       | ilacs     | focused_visit | 2022-04-24 to 2022-04-25 |         | Sheffield | North      | https://x.org/2
    press       | none      | press_report  | 2023-12-07               | no      | Sheffield | North      |
    leeds       | ilacs     | focused_visit | 2022-07-05               |         | Leeds     | North      |
    undated     | ilacs     | inspection    |                          |         | York      | North      |
"""
OBSERVATIONS = """
    document_id | kind  | area       | grade                | page
    i2010       | grade | overall    | adequate             | 30
    i2010       | grade | leadership | adequate             | 31
    i2019       | grade | overall    | requires_improvement | 1
    i2019       | grade | in_care    | good                 | 1
    press       | grade | overall    | outstanding          | 1
    undated     | grade | overall    | outstanding          | 1
"""


@pytest.fixture
def tables(draw_tables):
    return draw_tables(DOCUMENTS, OBSERVATIONS)


def test_a_grade_stands_until_the_same_question_is_graded_again(tables):
    found = measure_latest_grades(tables.observations, tables.documents)
    assert found.select("authority", "lane", "grade", "scale", "document_id").rows() == [
        ("Sheffield", "overall", "requires_improvement", "2013-", "i2019"),
        ("Sheffield", "leadership", "adequate", "2009-2013", "i2010"),
        ("Sheffield", "in_care", "good", "2013-", "i2019"),
    ]


def test_the_latest_visit_is_the_latest_on_site_graded_or_not(tables):
    found = measure_latest_visits(tables.documents)
    assert found.select("authority", "document_id", "day", "source_url", "n_documents").rows() == [
        ("Leeds", "leeds", date(2022, 7, 5), None, 1),
        ("Sheffield", "v2022", date(2022, 4, 24), "https://x.org/2", 3),
        ("York", "undated", None, None, 1),
    ]


def test_only_authorities_of_the_place_count(tables):
    assert measure_latest_visits(tables.documents, ["Leeds"])["authority"].to_list() == ["Leeds"]
    assert measure_latest_grades(tables.observations, tables.documents, "Leeds").is_empty()


def test_pandas_is_accepted_and_missing_columns_are_named(tables):
    polars = measure_latest_grades(tables.observations, tables.documents)
    assert measure_latest_grades(tables.observations.to_pandas(), tables.documents.to_pandas()).equals(polars)
    with pytest.raises(FrameError, match="authority"):
        measure_latest_visits(pl.DataFrame({"document_id": ["a"]}))
