import pytest

from ofsted_trends.measures.theme_profile import measure_theme_examples, measure_theme_profile
from ofsted_trends.measures.theme_terms import measure_theme_terms
from ofsted_trends.registers.agreement import Agreement, load_agreement
from ofsted_trends.registers.theme_choice import find_themes
from ofsted_trends.reports.codebook_blocks import Definitions, Examples, Terms, draw_profiles
from ofsted_trends.reports.codebook_words import lede_codebook, say_codebook, table_profile, title_codebook

BAD = "<script>alert(1)</script> supervision & more"
DOCUMENTS = """
    document_id | event         | visit      | themes_in_scope     | source_url
    a           | inspection    | 2018-01-10 | supervision fathers | https://ofsted.test/1
    b           | focused_visit | 2019-04-10 |                     |
"""
OBSERVATIONS = """
    document_id | observation_id | kind        | item | theme       | stance  | direction | page | paragraph | text
    a           | a.1            | improvement | 3    | supervision | concern | improving | 2    | 7         | {bad}
    b           | b.1            | finding     |      | supervision | strength |          | 1    |           | Regular supervision.
"""
NONE = {"precision": None, "recall": None, "f1": None, "n": None, "source": ""}


@pytest.fixture
def tables(draw_tables):
    return draw_tables(DOCUMENTS, OBSERVATIONS.format(bad=BAD))


def agreement(**figures):
    return {"supervision": Agreement("supervision", **(NONE | figures))}


def say(tables, theme="supervision", known=None):
    themes = find_themes(theme)
    whole = measure_theme_profile(tables.observations, tables.documents, [t.key for t in themes], "whole")
    return say_codebook(themes, whole, known or agreement())


def test_a_theme_is_summed_up_with_its_interval_and_stances(tables):
    assert say(tables) == [
        "1 of the 1 document that looked at it say something about it (100%; 95% interval 21% to 100%).",
        "1 more document speaks of it beyond their scope, or with a scope that cannot be told.",
        "2 sentences: 1 of concern, 1 of strength and 0 of both.",
        "How well the coding agrees with people is not yet measured.",
    ]


def test_every_theme_is_summed_up_with_the_most_and_the_least(tables):
    told = say(tables, "all")
    assert told[0].startswith("Said most often") and "supervision of practitioners (100%)" in told[0]
    assert title_codebook(find_themes("all")) == "Codebook: every theme"
    assert lede_codebook(find_themes("fathers")) == find_themes("fathers")[0].definition


def test_nothing_said_is_told(draw_tables):
    assert say(draw_tables("document_id"))[0].startswith("No sentence at hand says anything about it")


def test_agreement_is_shown_where_it_was_measured(tables):
    known = agreement(precision=0.97, recall=0.9, f1=0.93, n=41, source="5-fold cross-validation")
    assert say(tables, known=known)[-1] == (
        "The coding agrees with people so: 97% right and 90% found (F1 0.93), on 41 sentences."
    )
    html = Definitions(find_themes("supervision"), known)._repr_html_()
    assert "precision 0.97, recall 0.90, F1 0.93, on 41 sentences (5-fold cross-validation)" in html
    assert "not yet measured" in Definitions(find_themes("supervision"), load_agreement() and {})._repr_html_()


def test_a_definition_says_what_counts_what_does_not_and_the_patterns():
    html = Definitions(find_themes("supervision"), {})._repr_html_()
    assert "supervised contact" in html and "<code>" in html and "Made-up sentences that are not" in html
    assert "<h3>" not in html and Definitions(find_themes("all"), {})._repr_html_().count("<h3>") == 30


def test_examples_are_escaped_and_have_stance_direction_place_and_link(tables):
    drawn = measure_theme_examples(tables.observations, tables.documents, ["supervision"])
    html = Examples(drawn)._repr_html_()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; supervision &amp; more" in html and "<script" not in html
    assert "<b>Concern, improving:</b>" in html
    assert 'href="https://ofsted.test/1"' in html and "page 2, paragraph 7, area for improvement 3" in html
    assert "(Sheffield, Focused visit, 10 April 2019, page 1)" in html


def test_without_words_examples_are_places_and_there_are_no_terms(draw_tables):
    tables = draw_tables(DOCUMENTS, "document_id | kind | theme | stance\n a | finding | fathers | concern")
    drawn = measure_theme_examples(tables.observations, tables.documents, ["fathers"])
    assert "Shown are places." in Examples(drawn)._repr_html_()
    assert "not part of the bundled facts" in Terms(measure_theme_terms(tables.observations, ["fathers"]))._repr_html_()
    assert "No sentence is at hand" in Examples(drawn.head(0))._repr_html_()


def test_the_profiles_of_one_theme_are_two_and_of_all_themes_one(tables):
    one = draw_profiles(tables.observations, tables.documents, find_themes("supervision"))
    every = draw_profiles(tables.observations, tables.documents, find_themes("all"))
    assert [figure.table.columns[0] for figure in one] == ["Year", "Kind of document"]
    assert [figure.table.columns[0] for figure in every] == ["Theme"]
    assert one[0].table.row(0, named=True)["95% interval"] == "21% to 100%"
    assert one[0].table.row(1, named=True)["Share"] == "[x]"


def test_a_profile_of_nothing_is_a_table_all_the_same(draw_tables):
    tables = draw_tables("document_id")
    assert table_profile(measure_theme_profile(tables.observations, tables.documents, ["fathers"]), "Year").height == 0
    assert len(draw_profiles(tables.observations, tables.documents, find_themes("fathers"))) == 2


def test_terms_of_one_theme_are_a_row_each_and_of_several_a_row_a_theme(draw_tables):
    rows = "\n".join(f"a | {t}{n}.1 | finding | {t} | The {t} word." for n in range(6) for t in ("fathers", "health"))
    tables = draw_tables(DOCUMENTS, f"document_id | observation_id | kind | theme | text\n{rows}")
    html = Terms(measure_theme_terms(tables.observations, ["fathers"]))._repr_html_()
    assert "<td>fathers" in html and "<td>yes" in html
    both = Terms(measure_theme_terms(tables.observations, ["fathers", "health"]))._repr_html_()
    assert "<td>Health" in both and "health word" in both
