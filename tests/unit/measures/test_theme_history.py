from datetime import date

import pytest

from ofsted_trends.errors import UnknownNameError
from ofsted_trends.measures.theme_history import HEADLINE, measure_theme_history, measure_theme_milestones

DOCUMENTS = """
    document_id | event         | visit                    | primary | same_visit_as | scope_basis | themes_in_scope
    i2014       | inspection    | 2013-11-19 to 2014-01-30 |         |               | kind        | case_recording supervision fathers education
    v2018       | focused_visit | 2018-04-24 to 2018-04-25 |         |               | statement   | case_recording supervision fathers
    copy        | focused_visit | 2018-04-24 to 2018-04-25 | no      | v2018         | statement   | case_recording supervision fathers
    press       | press_report  | 2018-12-07               | no      |               | unknown     |
    v2019       | focused_visit | 2019-04-24               |         |               | unknown     |
    v2020       | focused_visit | 2020-04-24               |         |               | statement   | case_recording supervision fathers
    board       | board_review  | 2020-05-01               |         |               | kind        | leadership
"""
OBSERVATIONS = """
    document_id | observation_id | kind        | item | area               | theme          | stance   | direction | page | paragraph
    i2014       | a.1            | finding     |      | leadership         | case_recording | concern  | declining | 9    | 30
    i2014       | a.2            | finding     |      | leadership         | supervision    | strength |           | 9    | 30
    i2014       | b.1            | finding     |      | help_and_protection | case_recording | neutral |           | 4    | 12
    i2014       | c.1            | finding     |      | safeguarding_board | fathers        | concern  |           | 20   |
    i2014       | d.1            | improvement | 1    |                    | case_recording | concern  |           | 30   |
    v2018       | e.1            | finding     |      |                    | case_recording | strength | improving | 2    | 7
    v2018       | f.1            | finding     |      |                    | supervision    | strength |           | 2    | 8
    v2018       | f.2            | finding     |      |                    | supervision    | concern  |           | 2    | 9
    copy        | g.1            | finding     |      |                    | case_recording | concern  |           | 2    | 7
    press       | h.1            | finding     |      |                    | case_recording | concern  |           | 1    |
    v2019       | i.1            | finding     |      |                    | education      | neutral  |           | 1    |
    v2020       | j.1            | finding     |      |                    | case_recording | concern  |           | 1    |
    v2020       | k.1            | finding     |      |                    | education      | mixed    |           | 1    |
    board       | l.1            | finding     |      |                    | leadership     | concern  |           | 1    |
"""


@pytest.fixture
def history(draw_tables):
    tables = draw_tables(DOCUMENTS, OBSERVATIONS)
    return measure_theme_history(tables.observations, tables.documents, "Sheffield")


def statuses(history, theme):
    return {row["document_id"]: row["status"] for row in history.to_dicts() if row["theme"] == theme}


def test_there_is_one_row_per_visit_and_theme_and_each_visit_is_told_once(history):
    assert history.height == 5 * 30
    assert history["document_id"].unique(maintain_order=True).to_list() == ["i2014", "v2018", "press", "v2019", "v2020"]


def test_said_nothing_said_not_looked_at_and_unknown_are_four_things(history):
    assert statuses(history, "case_recording") == {
        "i2014": "concern", "v2018": "strength", "press": "concern", "v2019": "scope_unknown", "v2020": "concern",
    }  # fmt: skip
    assert statuses(history, "supervision") == {
        "i2014": "strength", "v2018": "mixed", "press": "scope_unknown", "v2019": "scope_unknown",
        "v2020": "nothing_said",
    }  # fmt: skip
    assert statuses(history, "health")["v2018"] == "not_in_scope"


def test_what_was_said_counts_as_said_whatever_the_scope(history):
    assert statuses(history, "education") == {
        "i2014": "nothing_said", "v2018": "not_in_scope", "press": "scope_unknown", "v2019": "neutral",
        "v2020": "mixed",
    }  # fmt: skip


def test_the_board_is_not_the_council(history):
    assert statuses(history, "fathers")["i2014"] == "nothing_said"
    assert "board" not in statuses(history, "leadership")


def test_sentences_are_counted_once_by_stance_and_direction_with_first_and_last_place(history):
    row = history.row(0, named=True)
    assert (row["document_id"], row["theme"]) == ("i2014", "case_recording")
    assert [row[c] for c in ("sentences", "concern", "mixed", "strength", "neutral")] == [3, 2, 0, 0, 1]
    assert [row[c] for c in ("improving", "declining", "unchanged")] == [0, 1, 0]
    assert [row[c] for c in ("first_page", "first_paragraph", "last_page", "last_paragraph")] == [4, "12", 30, None]


def test_a_theme_turns_between_visits_that_judge_it_and_second_tellings_are_passed_over(history):
    turns = {(r["document_id"], r["theme"], r["turned"]) for r in history.to_dicts() if r["turned"]}
    assert turns == {("v2018", "case_recording", "strength"), ("v2020", "case_recording", "concern")}


def test_milestones_say_when_a_theme_was_raised_and_turned(history):
    row = measure_theme_milestones(history).row(0, named=True)
    assert (row["theme"], row["looked_at"], row["unknown"], row["said"], row["raised"]) == (
        "case_recording",
        3,
        1,
        3,
        2,
    )
    assert (row["first_raised"], row["last_raised"]) == (date(2014, 1, 30), date(2020, 4, 24))
    assert (row["first_raised_in"], row["last_raised_in"]) == ("i2014", "v2020")
    assert (row["latest"], row["latest_day"]) == ("concern", date(2020, 4, 24))
    assert (row["turned"], row["turned_from"], row["turned_day"]) == (
        "concern",
        date(2018, 4, 25),
        date(2020, 4, 24),
    )


def test_a_theme_of_which_nothing_is_said_has_no_milestones(history):
    row = {r["theme"]: r for r in measure_theme_milestones(history).to_dicts()}["fathers"]
    assert (row["looked_at"], row["said"], row["first_said"], row["latest"], row["turned"]) == (3, 0, None, None, None)


def test_themes_can_be_chosen_and_stand_in_the_order_of_the_register(draw_tables):
    tables = draw_tables(DOCUMENTS, OBSERVATIONS)
    chosen = measure_theme_history(
        tables.observations, tables.documents, "Sheffield", themes=["fathers", "supervision"]
    )
    assert chosen["theme"].unique(maintain_order=True).to_list() == ["supervision", "fathers"]


def test_an_unknown_theme_is_refused(draw_tables):
    tables = draw_tables(DOCUMENTS, OBSERVATIONS)
    with pytest.raises(UnknownNameError, match="'weather'"):
        measure_theme_history(tables.observations, tables.documents, "Sheffield", themes=["weather"])


def test_the_scope_of_an_analysts_own_theme_cannot_be_told(draw_tables):
    """Scopes are derived for the built-in themes only; a full inspection would seem not to have looked at the others."""
    documents = "document_id | visit | scope_basis | themes_in_scope\n a | 2019-01-01 | kind | fathers\n b | 2020-01-01 | kind | fathers"
    tables = draw_tables(documents, "document_id | kind | theme | stance\n a | finding | housing | concern")
    history = measure_theme_history(tables.observations, tables.documents, "Sheffield")
    assert statuses(history, "housing") == {"a": "concern", "b": "scope_unknown"}


@pytest.mark.parametrize("authority", ["Sheffield", "Nowhere"])
def test_pandas_is_as_good_and_an_authority_without_visits_has_no_rows(draw_tables, authority):
    tables = draw_tables(DOCUMENTS, OBSERVATIONS)
    pandas = (tables.observations.to_pandas(), tables.documents.to_pandas())
    plain = measure_theme_history(tables.observations, tables.documents, authority, themes=HEADLINE)
    assert measure_theme_history(*pandas, authority, themes=HEADLINE).rows() == plain.rows()
    assert measure_theme_milestones(plain).height == (3 if plain.height else 0)
