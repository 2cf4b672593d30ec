from datetime import date

import pytest

from ofsted_trends.errors import FrameError
from ofsted_trends.measures.selection import select_documents

DOCUMENTS = """
    document_id | event         | visit                    | published  | primary | same_visit_as | authority
    letter      | focused_visit | 2018-04-24 to 2018-04-25 | 2018-05-18 | yes     |               |
    copy        | focused_visit | 2018-04-24 to 2018-04-25 | 2018-05-18 | no      | letter        |
    press       | press_report  |                          | 2018-12-07 | no      |               |
    press-again | press_report  |                          | 2018-12-08 | no      | press         |
    undated     | area_send     |                          |            | yes     |               |
    other       | focused_visit | 2018-04-24               |            | yes     |               | Leeds
"""


def chosen(tables, **period):
    frame = select_documents(tables.documents, "Sheffield", **period)
    return [(row["document_id"], row["second_hand"]) for row in frame.to_dicts()]


def test_a_visit_is_told_once(draw_tables):
    assert chosen(draw_tables(DOCUMENTS)) == [("letter", False), ("press", True), ("undated", False)]


def test_a_second_telling_stands_in_only_where_the_document_is_not_at_hand(draw_tables):
    without_letter = "\n".join(line for line in DOCUMENTS.splitlines() if "letter      |" not in line)
    assert chosen(draw_tables(without_letter))[0] == ("copy", True)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ({"start": "2018-04-24", "end": "2018-04-24"}, ["letter"]),
        ({"start": "2018-05"}, ["press"]),
        ({"end": "2017"}, []),
    ],
)
def test_a_period_leaves_out_what_is_outside_and_what_has_no_day(draw_tables, period, expected):
    assert [name for name, _ in chosen(draw_tables(DOCUMENTS), **period)] == expected


def test_pandas_gives_the_same_as_polars_and_is_left_as_it_is(draw_tables):
    documents = draw_tables(DOCUMENTS).documents
    pandas = documents.to_pandas()
    before = pandas.copy(deep=True)
    told = select_documents(pandas, "Sheffield")
    assert told["document_id"].to_list() == select_documents(documents, "Sheffield")["document_id"].to_list()
    assert told["day"].to_list() == [date(2018, 4, 24), date(2018, 12, 7), None]
    assert pandas.equals(before)


def test_all_missing_columns_are_named_at_once(draw_tables):
    documents = draw_tables(DOCUMENTS).documents.drop("primary", "event")
    with pytest.raises(FrameError, match=r"documents: columns event, primary are missing"):
        select_documents(documents, "Sheffield")
