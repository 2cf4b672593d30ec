import math

import pytest

from ofsted_trends.measures.stance_terms import measure_stance_terms
from ofsted_trends.measures.theme_terms import PRIOR


@pytest.fixture
def tables(draw_tables):
    """Under SIF concerns are late, under ILACS they are variable; strengths are reflective under both."""
    documents = (
        "document_id | framework | visit\n a | sif | 2016-01-10\n b | ilacs | 2019-01-10\n c | jtai | 2020-01-10"
    )
    said = [("a", "concern", "Supervision notes are late."), ("b", "concern", "Supervision notes are variable.")]
    said += [(k, "strength", "Supervision notes are reflective.") for k in "ab"]
    rows = [line for line in said for _ in range(25)] + [("c", "concern", "Supervision is odd.")]
    lines = "\n".join(
        f"{k} | s{n}.1 | finding | supervision | {stance} | {text}" for n, (k, stance, text) in enumerate(rows)
    )
    mixed = "a | m.1 | finding | supervision | mixed | Supervision is late.\n a | f.1 | finding | fathers | concern | Fathers."
    return draw_tables(documents, f"document_id | observation_id | kind | theme | stance | text\n{lines}\n{mixed}")


def terms(tables, framework, side):
    found = measure_stance_terms(tables.observations, tables.documents, ["supervision"])
    return found.filter(framework=framework, side=side)


def test_the_words_of_each_side_come_by_framework(tables):
    assert terms(tables, "sif", "concern")["term"].to_list()[0] == "late"
    assert terms(tables, "ilacs", "concern")["term"].to_list()[0] == "variable"
    assert terms(tables, "sif", "strength")["term"].to_list()[0] == "reflective"
    assert {"late", "variable"} <= set(terms(tables, "", "concern")["term"])


def test_words_of_both_sides_and_of_few_sentences_are_no_words_of_a_side(tables):
    found = measure_stance_terms(tables.observations, tables.documents, ["supervision"])
    assert not {"supervision", "notes", "odd"} & set(found["term"])
    assert "jtai" not in found["framework"].to_list(), "one sentence is not compared"


def test_a_word_of_one_framework_alone_is_marked(tables):
    own = dict(terms(tables, "sif", "concern").select("term", "own").rows())
    assert own["late"]
    assert not dict(terms(tables, "sif", "strength").select("term", "own").rows())["reflective"]
    assert not terms(tables, "", "concern")["own"].any()


def test_the_measure_is_the_log_odds_ratio_with_the_theme_as_prior(tables):
    row = terms(tables, "sif", "concern").filter(term="late").row(0, named=True)
    assert (row["n_concern"], row["n_strength"]) == (25, 0)
    # terms: 100 sentences of "supervision", "notes", "supervision notes" and an adjective; "late" also in the mixed one;
    # "supervision" in the sentences of JTAI and the mixed one, each with an adjective
    whole, late, side = 100 * 4 + 2 * 2, 26, 25 * 4
    mixed_in = min(PRIOR, whole / 10)
    prior = late / whole * mixed_in
    odds = [math.log((k + prior) / (side + mixed_in - k - prior)) for k in (25, 0)]
    z = (odds[0] - odds[1]) / math.sqrt(1 / (25 + prior) + 1 / prior)
    assert row["z"] == pytest.approx(z, rel=1e-6)


def test_a_place_and_a_period_are_chosen(tables):
    found = measure_stance_terms(tables.observations, tables.documents, ["supervision"], None, "2018")
    assert set(found["framework"]) == {"", "ilacs"}
    assert measure_stance_terms(tables.observations, tables.documents, None, "Kent").is_empty()


def test_without_sentences_nothing_is_measured(draw_tables):
    tables = draw_tables(
        "document_id | visit\n a | 2018-01-10", "document_id | kind | theme | stance\n a | finding | fathers | concern"
    )
    assert measure_stance_terms(tables.observations, tables.documents).is_empty()
