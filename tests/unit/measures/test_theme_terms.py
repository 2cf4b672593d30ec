import math

import pytest

from ofsted_trends.measures.theme_terms import PRIOR, measure_theme_terms


def draw(draw_tables, sentences):
    rows = "\n".join(f"a | s{n}.1 | finding | {theme} | {text}" for n, (theme, text) in enumerate(sentences))
    head = "document_id | observation_id | kind | theme | text"
    return draw_tables("document_id | visit\n a | 2018-01-10", f"{head}\n{rows}").observations


@pytest.fixture
def observations(draw_tables):
    about = [("supervision", "Reflective supervision helps social workers’ practice.")] * 8
    other = [("", "Plans help social workers."), ("fathers", "Fathers are seen.")] * 20
    return draw(draw_tables, about + other)


def test_words_of_the_theme_come_first_and_common_words_not_at_all(observations):
    terms = measure_theme_terms(observations, ["supervision"])
    assert {"supervision", "reflective", "reflective supervision"} <= set(terms["term"].head(6))
    assert "social workers" not in terms["term"].head(4).to_list()
    assert not {"plans", "fathers", "are"} & set(terms["term"])
    known = dict(terms.select("term", "in_patterns").rows())
    assert known["supervision"] and not known["reflective"]


def test_the_measure_is_the_log_odds_ratio_with_the_corpus_as_prior(observations):
    """By hand, after Monroe, Colaresi and Quinn, equations 16, 20 and 22."""
    row = next(r for r in measure_theme_terms(observations, ["supervision"]).to_dicts() if r["term"] == "reflective")
    # 8 sentences of 7 words and pairs ("reflective", "supervision", "helps", "social", "workers", "practice" and five
    # pairs: 11), 20 of 4 words and 3 pairs, 20 of "fathers"; "are" and "seen" say nothing of a subject
    inside, outside = 8 * 11, 20 * 7 + 20
    prior = PRIOR * 8 / (inside + outside)
    odds = [(count + prior) / (whole + PRIOR - count - prior) for count, whole in ((8, inside), (0, outside))]
    assert row["log_odds"] == pytest.approx(math.log(odds[0]) - math.log(odds[1]))
    assert row["z"] == pytest.approx(row["log_odds"] / math.sqrt(1 / (8 + prior) + 1 / (0 + prior)))
    assert (row["in_theme"], row["elsewhere"]) == (8, 0)


def test_a_term_of_few_sentences_is_not_looked_at(draw_tables):
    sentences = [("supervision", "Supervision is regular.")] * 4 + [("", "Other.")] * 9
    assert measure_theme_terms(draw(draw_tables, sentences), ["supervision"]).is_empty()


def test_a_sentence_about_two_themes_counts_once_for_each(draw_tables):
    head = "document_id | observation_id | kind | theme | text"
    pairs = [
        f"a | s{n}.{m} | finding | {theme} | Fathers and supervision."
        for n in range(6)
        for m, theme in enumerate(("fathers", "supervision"))
    ]
    rows = "\n".join([*pairs, *(f"a | t{n}.1 | finding | | Other words." for n in range(9))])
    tables = draw_tables("document_id | visit\n a | 2018-01-10", f"{head}\n{rows}")
    terms = measure_theme_terms(tables.observations, ["supervision", "fathers"])
    assert terms["theme"].unique(maintain_order=True).to_list() == ["supervision", "fathers"]
    assert set(terms.filter(terms["term"] == "supervision")["in_theme"]) == {6}


def test_without_sentences_nothing_is_measured(draw_tables):
    tables = draw_tables("document_id | visit\n a | 2018-01-10", "document_id | kind | theme\n a | finding | fathers")
    assert measure_theme_terms(tables.observations, ["fathers"]).is_empty()
