import re

import pytest

from ofsted_trends.measures import measure_evidence
from ofsted_trends.measures.theme_history import HEADLINE, measure_theme_history, measure_theme_milestones
from ofsted_trends.reports.theme_blocks import SHOWN, ThemeVisits
from ofsted_trends.reports.theme_words import (
    say_matrix,
    say_matrix_headline,
    say_matrix_note,
    say_matrix_subtitle,
    say_themes,
    table_history,
)

BAD = "<script>alert(1)</script> & **bold**"
DOCUMENTS = """
    document_id | event         | visit      | source_url            | themes_in_scope                    | primary
    v2018       | focused_visit | 2018-04-24 | https://ofsted.test/1 | case_recording supervision fathers |
    v2019       | focused_visit | 2019-04-24 | https://ofsted.test/2 | case_recording supervision fathers |
    v2020       | focused_visit | 2020-04-24 | https://ofsted.test/3 | health                             |
    press       | press_report  | 2020-12-07 |                       |                                    | no
"""
OBSERVATIONS = """
    document_id | observation_id | kind        | item | area               | theme          | stance   | direction | page | paragraph | text
    v2018       | a.1            | finding     |      |                    | case_recording | strength |           | 1    | 3         | Good.
    v2018       | b.1            | improvement | 2    |                    | case_recording | concern  | unchanged | 2    |           | {bad}
    v2018       | c.1            | finding     |      | safeguarding_board | case_recording | concern  |           | 9    |           | Board.
    v2018       | d.1            | finding     |      |                    | fathers        | concern  |           | 1    | 4         | Fathers.
    v2019       | e.1            | finding     |      |                    | fathers        | strength | improving | 1    | 4         | Seen.
    v2019       | f.1            | finding     |      |                    | supervision    | strength |           | 1    | 5         | Now.
"""


def measured(tables):
    choice = (tables.observations, tables.documents, "Sheffield")
    return measure_theme_history(*choice), measure_evidence(*choice)


@pytest.fixture
def told(draw_tables):
    return measured(draw_tables(DOCUMENTS, OBSERVATIONS.format(bad=BAD)))


@pytest.fixture
def wordless(draw_tables):
    lines = OBSERVATIONS.strip().splitlines()
    bare = [lines[0], *(line[: line.rindex("|") + 1] for line in lines[1:])]
    return measured(draw_tables(DOCUMENTS, "\n".join(bare)))


def html(told):
    return ThemeVisits(told[0], told[1], HEADLINE)._repr_html_()


def part(page, theme):
    return page.split(f"<h3>{theme}</h3>")[1].split("<h3>")[0]


def test_each_headline_theme_is_told_visit_by_visit_the_newest_first(told):
    page = html(told)
    assert re.findall("<h3>(.*?)</h3>", page) == ["Case recording", "Supervision of practitioners", "Fathers"]
    years = re.findall(r"(?:Focused visit|Press report), \d+ \w+ (\d{4})", part(page, "Fathers"))
    assert years == ["2020", "2020", "2019", "2018"]


def test_said_nothing_said_not_looked_at_and_unknown_are_told_apart(told):
    page = part(html(told), "Case recording")
    assert "<b>Press report, 7 December 2020, second-hand</b>: cannot be told" in page
    assert "<b>Focused visit, 24 April 2020</b>: not looked at." in page
    assert "<b>Focused visit, 24 April 2019</b>: looked at this area of work; nothing said." in page
    assert "<h4>Focused visit, 24 April 2018: both concern and strength</h4>" in page


def test_sentences_stand_concerns_first_with_stance_direction_item_and_place(told):
    page = part(html(told), "Case recording")
    assert "2 sentences: 1 concern, 1 strength; 1 of them says that it has not changed." in page
    assert "<b>Concern, not changed (area for improvement 2):</b> " in page
    assert "<b>Strength:</b> Good. <small>(page 1, paragraph 3)</small>" in page
    assert page.index("Concern, not") < page.index("Strength:")
    assert "Board." not in page


def test_words_of_documents_are_escaped(told):
    page = html(told)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; **bold**" in page and "<script" not in page


def test_without_words_places_and_a_link_are_shown_and_said(wordless):
    page = html(wordless)
    assert page.count("not part of the bundled facts") == 1
    told = part(page, "Case recording")
    assert "<b>Concern:</b> page 2<li><b>Strength:</b> page 1 (3)" in told
    assert 'href="https://ofsted.test/1"' in told


def test_a_long_visit_shows_the_first_sentences_and_the_others_on_request(draw_tables):
    rows = "\n".join(f"v2018 | s{n}.1 | finding | fathers | concern | S{n}." for n in range(SHOWN + 3))
    tables = draw_tables(DOCUMENTS, f"document_id | observation_id | kind | theme | stance | text\n{rows}")
    page = part(html(measured(tables)), "Fathers")
    assert "<summary>Show 3 more sentences</summary>" in page
    assert page.count("<li>") == SHOWN + 3


def test_nothing_to_show_is_said(draw_tables):
    history, evidence = measured(draw_tables("document_id"))
    assert "No inspection or visit is at hand" in ThemeVisits(history, evidence, HEADLINE)._repr_html_()
    assert say_themes(measure_theme_milestones(history)) == []
    assert "No inspection or visit in this period" in say_matrix(history)
    assert say_matrix_note(history) == ""
    assert table_history(history).height == 0
    assert say_matrix_headline("Leeds", measure_theme_milestones(history)).endswith("in Leeds")


def test_the_summary_says_what_was_raised_and_what_turned(told):
    assert say_themes(measure_theme_milestones(told[0])) == [
        "Of 2 inspections and visits that looked at casework, inspectors raised concerns about case recording once "
        "(in April 2018) and about fathers once (in April 2018), and none about supervision of practitioners.",
        "Fathers turned from concern (April 2018) to strength (April 2019).",
    ]


def test_a_summary_without_concerns_says_so(draw_tables):
    tables = draw_tables(DOCUMENTS, "document_id | kind | theme | stance\n v2018 | finding | fathers | strength")
    told = say_themes(measure_theme_milestones(measured(tables)[0]))
    assert told[0].endswith("none raised a concern about case recording, supervision of practitioners and fathers.")


@pytest.mark.parametrize(
    ("stance", "said"), [("concern", "concerns about fathers, and none"), ("strength", "no concern")]
)
def test_one_visit_is_not_counted_as_of_one(draw_tables, stance, said):
    documents = "document_id | event | visit | themes_in_scope\n"
    documents += "v2018 | focused_visit | 2018-04-24 | case_recording supervision fathers"
    tables = draw_tables(documents, f"document_id | kind | theme | stance\n v2018 | finding | fathers | {stance}")
    history = measured(tables)[0]
    told = say_themes(measure_theme_milestones(history))[0]
    assert told.startswith(f"At the one inspection or visit that looked at casework, inspectors raised {said}")
    assert say_matrix_subtitle("Leeds", history).startswith("Findings by theme, Leeds, 2018: ")


def test_the_matrix_has_words_and_a_table_of_all_its_cells(told):
    history = told[0]
    assert say_matrix_subtitle("Sheffield", history) == (
        "Findings by theme, Sheffield, 2018 to 2020: 30 themes, 3 inspections and visits"
    )
    note = say_matrix_note(history)
    assert "What was not looked at (a dash)" in note and "A question mark" in note and "P press report" in note
    assert "Shaded heads" not in note
    assert "Fathers: April 2018 concern, April 2019 strength, April 2020 not looked at" in say_matrix(history)
    table = table_history(history)
    assert table.shape == (30, 5)
    assert table.row(0) == (
        "Case recording",
        "1 concern, 1 strength",
        "nothing said",
        "not looked at",
        "cannot be told",
    )


def test_the_message_of_the_matrix_names_what_was_raised_most_often(draw_tables):
    rows = "\n".join(
        f"{d} | finding | {t} | concern"
        for d in ("v2018", "v2019")
        for t in ("fathers", "health", "supervision", "planning")
    )
    tables = draw_tables(DOCUMENTS, f"document_id | kind | theme | stance\n{rows}")
    assert say_matrix_headline("Leeds", measure_theme_milestones(measured(tables)[0])) == (
        "Raised most often in Leeds: supervision of practitioners, fathers, planning for the child and 1 more theme, "
        "with concerns at 2 inspections and visits"
    )


def test_two_visits_on_one_day_have_columns_of_their_own(draw_tables):
    tables = draw_tables(
        "document_id | event | visit\n a | focused_visit | 2019-01-01\n b | focused_visit | 2019-01-01\n c | focused_visit | 2019-01-01"
    )
    assert table_history(measured(tables)[0]).width == 4
