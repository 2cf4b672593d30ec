"""The improvement ledger, rendered through papermill from a small made-up frame and from the bundled facts."""

import itertools
import re
import runpy
from pathlib import Path

import polars as pl
import pytest

from ofsted_trends.errors import RenderError
from ofsted_trends.frame import read_bundled_facts, write_tables
from ofsted_trends.measures import count_outcomes, measure_ledger, settle_outcomes
from ofsted_trends.reports import render_report

DRAWN = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "measures" / "drawn.py"))
NOTEBOOK = "improvement_ledger"
DOCUMENTS = """
    document_id | event         | visit      | scope_basis | themes_in_scope     | authority | region
    a           | inspection    | 2015-01-10 | kind        | supervision fathers | Leeds     | Yorkshire and The Humber
    b           | focused_visit | 2016-04-10 | statement   | supervision         | Leeds     | Yorkshire and The Humber
    c           | inspection    | 2019-04-10 | kind        | supervision fathers | Leeds     | Yorkshire and The Humber
    k           | inspection    | 2019-04-10 | kind        | supervision fathers | Kent      | South East
"""
OBSERVATIONS = """
    document_id | observation_id | kind            | item | theme       | stance   | page | text
    a           | a1.1           | improvement     | 1    | supervision | concern  | 2    | Improve the frequency and recording of supervision of frontline staff.
    a           | a2.1           | improvement     | 2    | fathers     | concern  | 2    | Involve absent <b>fathers</b> in $assessments$.
    a           | a3.1           | priority_action | 1    | supervision | concern  | 1    | Supervision of newly qualified workers in the contact centre.
    b           | b1.1           | finding         |      | supervision | concern  | 3    | The frequency and recording of supervision of frontline staff are poor.
    c           | c1.1           | finding         |      | supervision | strength | 5    | The recording and frequency of supervision of frontline staff are good now.
    k           | k1.1           | improvement     | 1    | fathers     | concern  | 1    | Write to fathers.
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    write_tables(DRAWN["draw_tables"](DOCUMENTS, OBSERVATIONS), folder)
    return folder


def render(corpus, out, **given):
    return render_report(NOTEBOOK, {"corpus": str(corpus), **given}, out, interactive=False)


@pytest.fixture(scope="module")
def page(corpus, tmp_path_factory):
    return render(corpus, tmp_path_factory.mktemp("reports") / "page.html")


def test_the_page_says_what_became_of_the_items_and_what_is_open(page):
    text = page.read_text(encoding="utf-8")
    assert page.stat().st_size < 300_000
    assert "<h1>What had to improve, and what became of it: England</h1>" in text
    assert "4 items of 2 authorities" in text
    assert "Of 3 items that a later inspection or visit looked at, 1 (33%) were last reported improved" in text
    assert "1 more has not been looked at since: not known, not a failure." in text
    assert "How long until an item was reported improved" in text, "3 items make no headline"
    assert "of 90 that we read, 62 are about the same matter" in text
    assert text.count("<svg") == text.count('role="img"') == 4
    assert not re.search(r'(src|srcset|data|action)="(?!data:)|<link|<script|@import|url\((?!#)', text)


def test_the_ledger_shows_the_sentence_that_an_outcome_rests_on_as_it_is(page):
    text = page.read_text(encoding="utf-8")
    row = text[text.index("Improve the frequency") :]
    assert row.index('<td class="reported_improved">Reported improved') < row.index(
        "page 5 (high confidence): The recording"
    )
    assert "Involve absent &lt;b&gt;fathers&lt;/b&gt; in $assessments$." in text
    assert "Priority action 1: Supervision of newly qualified" in text


def test_headings_are_in_order(page):
    levels = [int(level) for level in re.findall(r"<h([1-6])", page.read_text(encoding="utf-8"))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_the_same_input_gives_the_same_bytes(page, corpus, tmp_path):
    assert render(corpus, tmp_path / "again.html").read_bytes() == page.read_bytes()


@pytest.mark.parametrize(
    "given", [{"place": "Derby"}, {"start": "1999", "end": "1999"}, {"themes": "neglect_of_nothing"}]
)
def test_nothing_to_show_is_said_and_an_unknown_theme_refused(corpus, tmp_path, given):
    if "themes" in given:
        with pytest.raises(RenderError, match="no theme is called"):
            render(corpus, tmp_path / "none.html", **given)
        return
    text = render(corpus, tmp_path / "none.html", **given).read_text(encoding="utf-8")
    assert "No list of improvements is at hand for this place and period." in text


def test_one_theme_and_one_authority_have_a_page_without_intervals(corpus, tmp_path):
    text = render(corpus, tmp_path / "one.html", place="leeds", themes="Fathers").read_text(encoding="utf-8")
    assert "What had to improve on fathers, and what became of it: Leeds" in text
    assert "No line: fewer than 10 authorities." in text and "(Wilson" not in text


def test_the_bundled_facts_make_a_page_whose_numbers_are_those_of_the_frame(tmp_path):
    out = render_report(NOTEBOOK, {}, tmp_path / "england.html", interactive=False)
    text = out.read_text(encoding="utf-8")
    assert out.stat().st_size < 300_000
    tables = read_bundled_facts()
    outcomes = settle_outcomes(measure_ledger(tables.observations, tables.documents, matches=tables.matches))
    whole = count_outcomes(outcomes).row(0, named=True)
    assert f"{whole['n_items']:,} items of {whole['n_authorities']} authorities" in text
    assert f"Of {whole['n_looked']:,} items that a later" in text
    assert f"The table has the 300 of {outcomes.height:,} items" in text
    assert (
        f"{outcomes.height - whole['n_items']:,} of all are the safeguarding board’s, which no figure counts." in text
    )
    assert re.search(r"Within 8 years, \d+% of [\d,]+ items were reported improved", text)
    supervision = count_outcomes(outcomes, "theme").filter(pl.col("theme") == "supervision").row(0, named=True)
    cells = [supervision["n_items"], supervision["n_looked"]]
    assert "<td>Supervision of practitioners" + "".join(f'<td class="n">{n}' for n in cells) in text
