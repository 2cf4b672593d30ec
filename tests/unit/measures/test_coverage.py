"""What is at hand and what is missing."""

from datetime import date

import polars as pl
import pytest

from ofsted_trends.errors import InputError
from ofsted_trends.measures.agreement import measure_agreement
from ofsted_trends.measures.coverage import measure_coverage, measure_gaps
from ofsted_trends.measures.problems import measure_problems
from ofsted_trends.registers.agreement import Agreement

DOCUMENTS = """
    document_id | authority | region                   | event         | visit      | primary
    a           | Leeds     | Yorkshire and the Humber | inspection    | 2014-03-01 |
    b           | Leeds     | Yorkshire and the Humber | focused_visit | 2016-03-01 |
    c           | Sheffield | Yorkshire and the Humber | focused_visit | 2016-09-01 |
    d           | Kent      | South East               | reinspection  | 2017-03-01 |
    copy        | Kent      | South East               | reinspection  | 2017-03-01 | no
    undated     | Kent      | South East               | inspection    |            |
"""


@pytest.fixture
def documents(draw_tables):
    return draw_tables(DOCUMENTS).documents


def test_every_region_has_every_year_with_nothing_as_0(documents):
    counts = measure_coverage(documents)
    assert counts["region"].n_unique() == 9 and counts.height == 9 * 4
    yorkshire = counts.filter(pl.col("region") == "Yorkshire and the Humber")
    assert yorkshire.select("year", "n_documents", "n_authorities").rows() == [
        (2014, 1, 1), (2015, 0, 0), (2016, 2, 2), (2017, 0, 0),
    ]  # fmt: skip
    assert counts["n_documents"].sum() == 4, "copies and undated documents are no visits of a year"


def test_kinds_are_those_at_hand_in_the_contracts_order(documents):
    counts = measure_coverage(documents, "event", "2016")
    assert counts["event"].unique(maintain_order=True).to_list() == ["reinspection", "focused_visit"]
    assert sorted(set(counts["year"])) == [2016, 2017]
    with pytest.raises(InputError, match="choose region or event"):
        measure_coverage(documents, "colour")


def test_every_authority_of_the_register_has_a_row_with_its_gaps(documents):
    gaps = measure_gaps(documents)
    rows = {row["authority"]: row for row in gaps.iter_rows(named=True)}
    leeds = rows["Leeds"]
    assert (leeds["n_inspections"], leeds["n_visits"], leeds["last_inspection"]) == (1, 1, date(2014, 3, 1))
    assert (leeds["longest_gap"], leeds["gap_from"], leeds["gap_to"]) == (2.0, date(2014, 3, 1), date(2016, 3, 1))
    assert leeds["years_since_inspection"] == 3.0
    assert rows["Sheffield"]["longest_gap"] is None and rows["Sheffield"]["last_inspection"] is None
    assert rows["Derby"]["first_day"] is None and rows["Derby"]["n_visits"] == 0
    assert rows["Cumbria"]["ended"] is not None and len(rows) > 150


def test_no_document_gives_every_authority_and_no_year(documents):
    assert measure_coverage(documents.clear()).is_empty()
    assert measure_gaps(documents.clear())["n_inspections"].sum() == 0
    assert measure_gaps(documents.to_pandas()).equals(measure_gaps(documents))


def test_agreement_is_reckoned_back_to_sentences_with_its_intervals():
    told = measure_agreement(
        {
            "fathers": Agreement("fathers", 0.92, 1.0, 0.958, 23, "gold"),
            "neglect": Agreement("neglect", None, None, None, None, ""),
        }
    )
    row = told.row(0, named=True)
    assert told.height == 1 and (row["n_people"], row["n_coded"], row["n_both"]) == (23, 25, 23)
    assert row["share_precision"] == 0.92 and row["low_recall"] == pytest.approx(0.857, abs=0.001)
    assert not row["small"]


def test_problems_are_counted_by_stage_and_reason(draw_tables):
    problems = draw_tables(
        "document_id", problems="source | reason\n b.pdf | empty\n a.pdf | empty\n c.pdf | scanned"
    ).problems
    assert measure_problems(problems).rows() == [
        ("open", "empty", 2, ["a.pdf", "b.pdf"]),
        ("open", "scanned", 1, ["c.pdf"]),
    ]
