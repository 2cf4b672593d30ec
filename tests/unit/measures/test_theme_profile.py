import pytest

from ofsted_trends.errors import InputError, UnknownNameError
from ofsted_trends.measures.intervals import wilson_interval
from ofsted_trends.measures.theme_profile import measure_theme_examples, measure_theme_profile

DOCUMENTS = """
    document_id | event            | visit      | primary | same_visit_as | themes_in_scope     | authority
    a           | inspection       | 2018-01-10 |         |               | supervision fathers | Leeds
    b           | focused_visit    | 2018-04-10 |         |               | supervision         |
    copy        | focused_visit    | 2018-04-10 | no      | b             | supervision         |
    c           | focused_visit    | 2019-04-10 |         |               |                     |
    d           | joint_inspection | 2019-05-10 |         |               | supervision         |
    board       | board_review     | 2019-06-10 |         |               | supervision         |
    undated     | inspection       |            |         |               | supervision         |
"""
OBSERVATIONS = """
    document_id | observation_id | kind        | item | area               | theme       | stance   | text
    a           | a.1            | finding     |      |                    | supervision | concern  | One.
    a           | a.2            | finding     |      |                    | fathers     | strength | One.
    a           | b.1            | finding     |      |                    | supervision | mixed    | Two.
    a           | c.1            | finding     |      | safeguarding_board | supervision | concern  | Board.
    b           | d.1            | finding     |      |                    | fathers     | concern  | Three.
    b           | e.1            | improvement | 2    |                    | supervision |          | Four.
    copy        | f.1            | finding     |      |                    | supervision | concern  | Copy.
    c           | g.1            | finding     |      |                    | supervision | strength | Five.
    board       | h.1            | finding     |      |                    | supervision | concern  | Board.
"""


@pytest.fixture
def choice(draw_tables):
    tables = draw_tables(DOCUMENTS, OBSERVATIONS)
    return tables.observations, tables.documents


def counts(profile):
    columns = ["group", "documents", "unknown", "in_scope", "said", "said_beyond"]
    return profile.select(columns).rows()


def test_shares_are_of_documents_in_scope_each_visit_once(choice):
    profile = measure_theme_profile(*choice, ["supervision"], "year")
    assert counts(profile) == [("2018", 2, 0, 2, 2, 0), ("2019", 2, 1, 1, 0, 1), ("not dated", 1, 0, 1, 0, 0)]
    assert profile["share"].to_list() == [1.0, 0.0, 0.0]
    assert profile.select("low", "high").row(0) == wilson_interval(2, 2)
    assert profile["small"].all()


def test_what_is_said_beyond_the_scope_is_counted_apart(choice):
    profile = measure_theme_profile(*choice, ["fathers"], "event")
    assert counts(profile) == [("focused_visit", 2, 1, 0, 0, 1), ("inspection", 2, 0, 1, 1, 0)]
    assert profile.row(0, named=True)["share"] is None and profile.row(0, named=True)["low"] is None


def test_sentences_are_counted_by_stance_without_the_board(choice):
    row = measure_theme_profile(*choice, ["supervision"], "whole").row(0, named=True)
    assert [row[c] for c in ("sentences", "concern", "mixed", "strength", "neutral")] == [4, 1, 1, 1, 1]
    assert (row["group"], row["documents"], row["in_scope"], row["said"]) == ("", 5, 4, 2)


def test_a_period_leaves_out_other_days_and_what_has_none(choice):
    assert counts(measure_theme_profile(*choice, ["supervision"], "year", "2018", "2018")) == [("2018", 2, 0, 2, 2, 0)]


def test_several_themes_stand_in_the_order_of_the_register(choice):
    assert measure_theme_profile(*choice, ["fathers", "supervision"], "whole")["theme"].to_list() == [
        "supervision",
        "fathers",
    ]


def test_nothing_at_hand_is_an_empty_profile(draw_tables):
    tables = draw_tables("document_id")
    assert measure_theme_profile(tables.observations, tables.documents, ["fathers"]).is_empty()
    assert measure_theme_examples(tables.observations, tables.documents, ["fathers"]).is_empty()


def test_what_is_not_known_is_refused(choice):
    with pytest.raises(InputError, match="known are year, event, whole"):
        measure_theme_profile(*choice, ["fathers"], "month")
    with pytest.raises(UnknownNameError):
        measure_theme_profile(*choice, ["weather"])
    with pytest.raises(InputError, match="negative"):
        measure_theme_examples(*choice, ["fathers"], -1)


def test_the_same_seed_draws_the_same_sentences_and_another_one_others(draw_tables):
    rows = "\n".join(f"a | s{n}.1 | finding | fathers | neutral" for n in range(60))
    tables = draw_tables(
        "document_id | visit\n a | 2018-01-10", f"document_id | observation_id | kind | theme | stance\n{rows}"
    )
    drawn = [
        measure_theme_examples(observations, tables.documents, ["fathers"], 5, seed)["sentence"].to_list()
        for seed, observations in (
            (1, tables.observations),
            (1, tables.observations.reverse()),
            (2, tables.observations),
        )
    ]
    assert drawn[0] == drawn[1] != drawn[2]
    assert len(set(drawn[0])) == 5


def test_examples_carry_place_and_words_and_fewer_are_all_there_are(choice):
    drawn = measure_theme_examples(*choice, ["supervision"], 20)
    assert sorted(drawn["text"]) == ["Five.", "Four.", "One.", "Two."]
    row = next(row for row in drawn.to_dicts() if row["text"] == "Four.")
    assert (row["document_id"], row["kind"], row["item"], row["stance"]) == ("b", "improvement", 2, "neutral")
    assert measure_theme_examples(*choice, ["supervision"], 0).is_empty()
