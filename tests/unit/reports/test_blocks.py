import re

import pytest

from ofsted_trends.measures import measure_evidence, measure_improvements, measure_ledger
from ofsted_trends.measures.populations import select_primary
from ofsted_trends.reports.blocks import PageHead
from ofsted_trends.reports.evidence_blocks import Evidence
from ofsted_trends.reports.ledger_blocks import Improvements
from ofsted_trends.reports.provenance import OGL_SENTENCE, REUSE_SENTENCE, Provenance

BAD = "<script>alert(1)</script> & **bold** [x](javascript:alert(2))"
DOCUMENTS = """
    document_id | event         | visit      | source_url            | authority_url         | licence
    letter      | focused_visit | 2018-04-24 | https://ofsted.test/1 |                       | Open Government Licence
    later       | focused_visit | 2019-04-24 |                       | https://ofsted.test/a | Non-commercial purposes
"""
OBSERVATIONS = """
    document_id | observation_id | kind            | item | theme          | stance  | page | paragraph | text
    letter      | s1.1           | priority_action | 1    |                |         | 1    |           | At once.
    letter      | s2.1           | improvement     | 1    | case_recording | concern | 2    |           | {bad}
    letter      | s3.1           | improvement     | 2    |                |         | 3    |           | More.
    letter      | s4.1           | finding         |      | supervision    | concern | 1    | 3         | A finding.
    letter      | s4.2           | finding         |      | absent_fathers | mixed   | 1    | 3         | A finding.
    later       | s6.1           | improvement     | 1    |                |         | 2    |           | Later.
"""


@pytest.fixture
def tables(draw_tables):
    return draw_tables(DOCUMENTS, OBSERVATIONS.format(bad=BAD))


@pytest.fixture
def wordless(draw_tables):
    drawn = re.sub(r"\| (At once\.|More\.|A finding\.|Later\.|\{bad\})", "|", OBSERVATIONS)
    return draw_tables(DOCUMENTS, drawn)


def improvements(tables):
    chosen = (tables.observations, tables.documents, "Sheffield")
    visits = select_primary(tables.documents, "Sheffield")
    return Improvements(measure_improvements(*chosen), measure_ledger(*chosen), visits)._repr_html_()


def evidence(tables):
    return Evidence(measure_evidence(tables.observations, tables.documents, "Sheffield"))._repr_html_()


def test_words_of_documents_are_escaped_and_never_read_as_markup(tables):
    for html in (improvements(tables), evidence(tables)):
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; **bold** [x](javascript:alert(2))" in html
        assert "<script" not in html and 'href="javascript' not in html


def test_items_keep_their_numbers_and_come_newest_visit_first(tables):
    html = improvements(tables)
    assert html.index("24 April 2019") < html.index("24 April 2018")
    assert html.index("1 area for priority action:") < html.index("2 areas for improvement:")
    assert '<li value="2">More.<span class="themes">Later visits: cannot be told at 1.</span></li>' in html
    assert "Theme: Case recording" in html


def test_where_words_are_not_at_hand_the_page_says_so_and_shows_where_they_are(wordless):
    html = improvements(wordless)
    assert html.count("not part of the bundled facts") == 1
    assert "Case recording (page 2)" in html and "No theme coded (page 3)" in html
    assert "1 area for improvement, page 2." in html
    assert 'href="https://ofsted.test/1"' in html and 'href="https://ofsted.test/a"' in html


def test_a_sentence_about_two_themes_is_one_row_of_the_evidence(tables):
    html = evidence(tables)
    assert html.count("A finding.") == 1
    assert "Supervision of practitioners (concern); Absent fathers (mixed)" in html
    assert "24 April 2018: 4 sentences" in html


def test_wordless_evidence_gathers_places(wordless):
    html = evidence(wordless)
    assert (
        '<th colspan="3" scope="rowgroup">Findings<tr><td>Supervision of practitioners (concern)<td>1<td>1 (3)' in html
    )
    assert "Words of the document" not in html


def test_nothing_to_show_is_said(draw_tables):
    empty = draw_tables("document_id")
    assert "No list of improvements is at hand" in improvements(empty)
    assert "No evidence is at hand" in evidence(empty)


def test_the_head_of_a_page_is_escaped():
    bundle = PageHead("<b>", "<i>", ["<u>"])._repr_mimebundle_()
    assert not re.search(r"<[biu]>", bundle["text/html"])


def test_provenance_names_data_documents_parameters_and_licences(tables):
    html = Provenance(tables, "Sheffield", {"authority": "Sheffield", "start": ""})._repr_html_()
    assert "<dt>Data as of</dt><dd>24 April 2019</dd>" in html
    assert "<dt>Documents at hand</dt><dd>2 of Sheffield</dd>" in html
    assert "<dd>authority: Sheffield</dd>" in html
    assert OGL_SENTENCE in html and REUSE_SENTENCE in html
    assert "Open Government Licence</td>" in html


def test_no_licence_is_claimed_that_no_document_prints(draw_tables):
    html = Provenance(draw_tables("document_id | visit\n a | 2019-01-01"), "Sheffield", {})._repr_html_()
    assert OGL_SENTENCE not in html and "none printed" in html
