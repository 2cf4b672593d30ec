"""The lists of improvements with what became of each item, and the ledger as a table."""

import polars as pl
import pytest

from ofsted_trends.charts.tables import TABLES_MIME
from ofsted_trends.measures import measure_improvements, measure_ledger, settle_outcomes
from ofsted_trends.measures.populations import select_primary
from ofsted_trends.reports.ledger_blocks import Improvements
from ofsted_trends.reports.ledger_words import say_ledger, say_ledger_headline, say_ledger_note, table_ledger
from ofsted_trends.reports.outcome_blocks import MOST_ROWS, Ledger

DOCUMENTS = """
    document_id | event         | visit      | scope_basis | themes_in_scope
    a           | inspection    | 2015-01-10 | kind        | supervision fathers
    b           | focused_visit | 2016-04-10 | statement   | supervision
    c           | area_send     | 2019-04-10 | kind        | supervision fathers
"""
OBSERVATIONS = """
    document_id | observation_id | kind        | item | theme       | stance   | page | paragraph | text
    a           | a1.1           | improvement | 1    | supervision | concern  | 2    |           | Improve the frequency and recording of supervision of frontline staff.
    a           | a2.1           | improvement | 2    | fathers     | concern  | 2    |           | =SUM(A1) Involve <i>absent</i> fathers.
    b           | b1.1           | finding     |      | supervision | concern  | 3    | 7         | The frequency and recording of supervision of frontline staff <u>are poor</u>.
    c           | c1.1           | finding     |      | supervision | strength | 5    |           | The recording and frequency of supervision of frontline staff are good now.
    c           | c2.1           | improvement | 1    | fathers     | concern  | 6    |           | Fathers are to be found.
"""


@pytest.fixture
def told(draw_tables):
    tables = draw_tables(DOCUMENTS, OBSERVATIONS)
    chosen = (tables.observations, tables.documents, "Sheffield")
    return measure_improvements(*chosen), measure_ledger(*chosen), select_primary(tables.documents, "Sheffield")


def test_an_item_shows_the_newest_evidence_first_with_place_and_confidence(told):
    html = Improvements(*told)._repr_html_()
    better = html.index(
        '<li class="reported_improved"><b>Reported improved</b>: area SEND inspection, April 2019: The recording'
    )
    assert better < html.index('<li class="raised_again"><b>Raised again</b>: focused visit, April 2016: The frequency')
    assert "&lt;u&gt;are poor&lt;/u&gt;. <small>(page 3, paragraph 7; high confidence)</small>" in html
    assert "Later visits: only its theme at 1 and not looked at at 1." in html
    assert "No later visit at hand." in html


def test_the_lists_carry_every_pair_for_the_workbook(told):
    (entry,) = Improvements(*told)._repr_mimebundle_()[TABLES_MIME]
    table = entry["table"]
    assert len(table["rows"]) == 2 * 2 + 1 and entry["detail"]
    row = dict(zip(table["columns"], table["rows"][0], strict=True))
    assert (row["Asked at"], row["Item"], row["Outcome"], row["On"]) == (
        "Inspection",
        1,
        "Raised again",
        "10 April 2016",
    )
    assert row["Page of the sentence"] == 3


def test_the_summary_counts_the_last_word_of_each_item(told):
    outcomes = settle_outcomes(told[1])
    assert say_ledger(outcomes) == [
        "Of 2 items on earlier lists of what must improve that inspectors could look at again, 1 was last reported "
        "improved and 0 were raised again, as far as later sentences could be matched with them. Nothing later was found "
        "about the other 1."
    ]
    assert say_ledger_headline("Sheffield", outcomes) == (
        "Sheffield: of 2 items looked at again, 1 last reported improved, 0 raised again"
    )
    assert say_ledger(outcomes.clear()) == []


def test_the_note_says_how_often_a_match_is_right_or_that_there_is_none(told):
    ledger = told[1]
    assert "36 of 45 with high and 26 of 45 with medium confidence are about the same matter" in say_ledger_note(ledger)
    assert say_ledger_note(ledger).endswith("slender: I inspection, F focused visit, S area SEND inspection.")
    unworded = ledger.filter(pl.col("outcome") == "mentioned").with_columns(similarity=pl.lit(None, pl.Float64))
    assert "only its theme is followed" in say_ledger_note(unworded)
    assert say_ledger_note(ledger.clear()) == ""


def test_the_data_table_has_a_row_an_item_and_a_column_a_later_visit(told):
    table = table_ledger(told[1], told[2])
    assert table.rows() == [
        (
            "Inspection, 10 January 2015",
            "1. Supervision of practitioners",
            "Raised again (high)",
            "Reported improved (high)",
        ),
        ("Inspection, 10 January 2015", "2. Fathers", "Not looked at", "Only its theme"),
    ]


def test_a_long_ledger_says_what_it_leaves_out_and_keeps_it_for_the_workbook(told):
    outcomes = settle_outcomes(told[1])
    many = pl.concat([outcomes.with_columns(item=pl.lit(n, pl.Int64)) for n in range(MOST_ROWS)])
    block = Ledger(many, told[2])
    html = block._repr_html_()
    assert html.count("<tr><td>") == MOST_ROWS
    assert f"The table has the {MOST_ROWS:,} of {3 * MOST_ROWS:,} items that were spoken of last" in html
    assert len(block._repr_mimebundle_()[TABLES_MIME][0]["table"]["rows"]) == 3 * MOST_ROWS
    assert "=SUM(A1) Involve &lt;i&gt;absent&lt;/i&gt; fathers." in Ledger(outcomes, told[2])._repr_html_()
    assert "No list of improvements" in Ledger(outcomes.clear(), told[2])._repr_html_()
