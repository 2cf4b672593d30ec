from datetime import date

import polars as pl
import pytest

from ofsted_trends.errors import UnknownNameError
from ofsted_trends.measures.ledger import measure_ledger, summarise_ledger
from ofsted_trends.registers.themes import load_themes

EVERYTHING = " ".join(theme.key for theme in load_themes())
DOCUMENTS = f"""
    document_id | authority | framework | event            | visit      | primary | scope_basis | themes_in_scope | areas_in_scope
    d15         | Sheffield | sif       | inspection       | 2015-01-10 |         | kind        | {EVERYTHING}    | safeguarding_board
    d17         | Sheffield | ilacs     | focused_visit    | 2017-01-10 |         | statement   | supervision     |
    d18         | Sheffield | jtai      | joint_inspection | 2018-01-10 |         | unknown     |                 |
    d19         | Sheffield | ilacs     | inspection       | 2019-01-10 |         | kind        | {EVERYTHING}    |
    d21         | Sheffield | ilacs     | focused_visit    | 2021-01-10 |         | statement   | supervision     |
    copy        | Sheffield | ilacs     | inspection       | 2020-01-10 | no      | kind        | {EVERYTHING}    |
    undated     | Sheffield | ilacs     | inspection       |            |         | kind        | {EVERYTHING}    |
    other       | Leeds     | ilacs     | inspection       | 2020-01-10 |         | kind        | {EVERYTHING}    |
"""
OBSERVATIONS = """
    observation_id | document_id | kind            | item | area               | theme       | stance   | direction | page | paragraph | text
    a1.1           | d15         | improvement     | 1    |                    | supervision | concern  |           | 2    |           | Improve the frequency and recording of supervision of frontline staff.
    a1.2           | d15         | improvement     | 1    |                    | workforce   | concern  |           | 2    |           | Improve the frequency and recording of supervision of frontline staff.
    a2.1           | d15         | improvement     | 2    |                    | fathers     | concern  |           | 2    |           | Involve absent fathers in assessments.
    a3.1           | d15         | priority_action | 1    |                    | thresholds  | concern  |           | 1    |           | Apply thresholds for referral at the contact centre.
    a4.1           | d15         | improvement     | 3    | safeguarding_board | partnership | concern  |           | 3    |           | The board should monitor neglect across partner agencies.
    b1.1           | d17         | improvement     | 1    |                    | supervision | concern  |           | 2    | 7         | The recording and frequency of supervision by frontline managers.
    b2.1           | d17         | finding         |      |                    | supervision | strength |           | 1    | 3         | Staff value the frequency of their supervision and its recording.
    c1.1           | d18         | finding         |      |                    | partnership | concern  |           | 4    |           | Agencies do not monitor neglect across the partner agencies.
    e1.1           | d19         | finding         |      |                    | supervision | strength | improving | 5    | 21        | The recording of supervision of frontline staff has improved.
    e2.1           | d19         | finding         |      |                    | fathers     | concern  |           | 6    |           | Workers seldom write to dads.
    z1.1           | copy        | improvement     | 1    |                    | fathers     | concern  |           | 6    |           | Involve absent fathers in assessments.
    y1.1           | undated     | improvement     | 1    |                    | fathers     | concern  |           | 6    |           | Involve absent fathers in assessments.
    x1.1           | other       | improvement     | 1    |                    | fathers     | concern  |           | 6    |           | Involve absent fathers in assessments.
"""


@pytest.fixture
def tables(draw_tables):
    return draw_tables(DOCUMENTS, OBSERVATIONS)


@pytest.fixture
def ledger(tables):
    return measure_ledger(tables.observations, tables.documents)


def followed(ledger, document, kind, item):
    rows = ledger.filter((pl.col("document_id") == document) & (pl.col("kind") == kind) & (pl.col("item") == item))
    return rows.select("later_document_id", "outcome", "confidence").rows()


def test_one_row_per_item_and_later_document_of_the_same_authority(ledger):
    """Four items of 2015 with four later documents, one of 2017 with three, and Leeds' without any."""
    assert ledger.height == 4 * 4 + 3 + 1
    assert ledger["authority"].to_list()[0] == "Leeds"
    sheffield = (
        ledger.filter(pl.col("authority") == "Sheffield")
        .select("document_id", "kind", "item")
        .unique(maintain_order=True)
    )
    assert sheffield.rows() == [
        ("d15", "priority_action", 1), ("d15", "improvement", 1), ("d15", "improvement", 2), ("d15", "improvement", 3),
        ("d17", "improvement", 1),
    ]  # fmt: skip


def test_an_item_without_a_later_document_stays_with_nulls(ledger):
    assert followed(ledger, "other", "improvement", 1) == [(None, None, None)]


def test_an_item_is_raised_again_improved_or_out_of_sight(ledger):
    """2017 asks again, though a strength is said too; 2018 says nothing of unknown scope; 2021 looked in silence."""
    assert followed(ledger, "d15", "improvement", 1) == [
        ("d17", "raised_again", "high"),
        ("d18", "scope_unknown", None),
        ("d19", "reported_improved", "high"),
        ("d21", "not_mentioned", "medium"),
    ]


def test_what_only_shares_the_theme_is_mentioned_with_low_confidence(ledger):
    assert followed(ledger, "d15", "improvement", 2) == [
        ("d17", "out_of_scope", "medium"),
        ("d18", "scope_unknown", None),
        ("d19", "mentioned", "low"),
        ("d21", "out_of_scope", "medium"),
    ]


def test_silence_of_a_full_inspection_is_sure(ledger):
    assert followed(ledger, "d15", "priority_action", 1)[2] == ("d19", "not_mentioned", "high")


def test_the_board_is_not_the_council(ledger, draw_tables):
    """In 2018 the same words are said of the agencies, not of the board."""
    assert {outcome for _, outcome, _ in followed(ledger, "d15", "improvement", 3)} == {"out_of_scope"}
    assert ledger.filter("board").select("document_id", "item").unique().rows() == [("d15", 3)]
    again = OBSERVATIONS + (
        "    w1.1 | d19 | finding | | safeguarding_board | partnership | concern | | 9 | |"
        " The board does not monitor neglect across partner agencies.\n"
    )
    tables = draw_tables(DOCUMENTS, again)
    told = followed(measure_ledger(tables.observations, tables.documents), "d15", "improvement", 3)
    assert told[2] == ("d19", "raised_again", "high")


def test_the_evidence_can_be_found(ledger):
    row = ledger.filter((pl.col("item") == 1) & (pl.col("kind") == "improvement")).row(
        by_predicate=(pl.col("document_id") == "d15") & (pl.col("later_document_id") == "d19"), named=True
    )
    assert (row["evidence_observation_id"], row["evidence_page"], row["evidence_paragraph"]) == ("e1.1", 5, "21")
    assert (row["evidence_kind"], row["evidence_stance"], row["evidence_direction"]) == (
        "finding",
        "strength",
        "improving",
    )
    assert (row["match_theme"], row["years"], row["asked"]) == ("supervision", 4.0, date(2015, 1, 10))
    assert row["themes"] == ["supervision", "workforce"] and 0.42 <= row["similarity"] <= 1
    again = ledger.row(by_predicate=(pl.col("item") == 1) & (pl.col("evidence_observation_id") == "b1.1"), named=True)
    assert (again["evidence_kind"], again["evidence_item"]) == ("improvement", 1)


def test_facts_without_text_are_matched_by_theme_alone(tables):
    facts = tables.observations.with_columns(text=pl.lit(None, pl.String))
    told = measure_ledger(facts, tables.documents, "Sheffield")
    matched = told.filter(pl.col("theme_outcome").is_not_null())
    assert set(matched.select("outcome", "confidence", "similarity").rows()) == {("mentioned", "low", None)}
    hints = matched.filter(pl.col("document_id") == "d15").select("item", "later_document_id", "theme_outcome")
    assert hints.rows() == [
        (1, "d17", "raised_again"), (1, "d19", "reported_improved"), (2, "d19", "raised_again"),
    ]  # fmt: skip
    silent = told.filter(pl.col("theme_outcome").is_null())["outcome"].to_list()
    assert (
        silent
        == measure_ledger(tables.observations, tables.documents, "Sheffield")
        .filter(pl.col("theme_outcome").is_null())["outcome"]
        .to_list()
    )


def test_the_period_and_the_authority_limit_all_documents(tables):
    told = measure_ledger(tables.observations, tables.documents, "Sheffield City Council", start="2016", end="2019")
    assert told.select("document_id", "later_document_id").rows() == [("d17", "d18"), ("d17", "d19")]
    with pytest.raises(UnknownNameError, match=r"nearest: .*Sheffield"):
        measure_ledger(tables.observations, tables.documents, "Shefield")


def test_one_visit_gives_items_that_nobody_followed(tables):
    told = measure_ledger(tables.observations, tables.documents, "Leeds")
    assert told.select("item", "outcome").rows() == [(1, None)]
    assert summarise_ledger(told).select("n_later", "latest_outcome").rows() == [(0, None)]


def test_an_item_without_a_theme_is_followed_by_its_words(draw_tables):
    documents = "document_id | visit\n a | 2015-01-10\n b | 2016-01-10\n c | 2017-01-10"
    said = """
        document_id | kind        | item | text
        a           | improvement | 1    | The electronic recording system loses chronologies.
        b           | finding     |      | Chronologies are lost by the electronic recording system.
        c           | finding     |      | Meals are warm.
    """
    tables = draw_tables(documents, said)
    told = measure_ledger(tables.observations, tables.documents)
    assert told.select("later_document_id", "outcome", "match_theme", "confidence").rows() == [
        ("b", "mentioned", None, "medium"),
        ("c", "scope_unknown", None, None),
    ]


def test_the_summary_has_one_row_per_item_with_its_latest_outcome(ledger):
    summary = summarise_ledger(ledger)
    told = {(r["document_id"], r["kind"], r["item"]): r for r in summary.to_dicts()}
    assert len(told) == summary.height == 6
    row = told["d15", "improvement", 1]
    assert (row["n_later"], row["n_looked"], row["n_raised"], row["n_improved"], row["n_silent"]) == (4, 3, 1, 1, 1)
    assert (row["last_raised"], row["last_improved"]) == (date(2017, 1, 10), date(2019, 1, 10))
    assert (row["latest_outcome"], row["latest_document_id"], row["latest_confidence"]) == (
        "not_mentioned",
        "d21",
        "medium",
    )
    beyond = told["d15", "improvement", 2]
    assert (beyond["latest_outcome"], beyond["latest_document_id"], beyond["last_raised"]) == ("mentioned", "d19", None)


def test_an_item_knows_when_it_was_first_asked(ledger):
    summary = summarise_ledger(ledger).select("document_id", "item", "first_asked", "first_document_id")
    assert ("d17", 1, date(2015, 1, 10), "d15") in summary.rows()
    assert ("d15", 1, date(2015, 1, 10), "d15") in summary.rows()


def test_no_documents_give_an_empty_frame_with_the_same_columns(tables, ledger):
    for frames in (
        (tables.observations.clear(), tables.documents.clear()),
        (tables.observations.clear().to_pandas(), tables.documents.clear().to_pandas()),
        (tables.observations.clear(), tables.documents),
    ):
        empty = measure_ledger(*frames)
        assert empty.is_empty() and empty.schema == ledger.schema
        assert summarise_ledger(empty).is_empty()
        assert summarise_ledger(empty).schema == summarise_ledger(ledger).schema


def test_pandas_and_polars_give_the_same_and_are_left_as_they_are(tables, ledger):
    pandas = tables.observations.to_pandas()
    before = pandas.copy(deep=True)
    assert measure_ledger(pandas, tables.documents.to_pandas()).equals(ledger)
    assert pandas.equals(before)
    assert summarise_ledger(ledger.to_pandas()).equals(summarise_ledger(ledger))


def test_columns_without_any_value_may_come_from_pandas(tables):
    """A column of nulls has no type of its own there."""
    facts = tables.observations.filter(pl.col("area").is_null()).with_columns(
        text=pl.lit(None, pl.String), stance=pl.lit(None, pl.String), paragraph=pl.lit(None, pl.String)
    )
    documents = tables.documents.with_columns(
        areas_in_scope=pl.lit(None, pl.List(pl.String)), published=pl.lit(None, pl.Date)
    )
    told = measure_ledger(facts.to_pandas(), documents.to_pandas())
    assert told.equals(measure_ledger(facts, documents)) and told.height == 4 * 3 + 3 + 1
