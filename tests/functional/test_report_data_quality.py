"""The page of data quality, rendered through papermill from a small made-up frame and from the bundled facts."""

import itertools
import re
import runpy
from pathlib import Path

import polars as pl
import pytest

from ofsted_trends.frame import read_bundled_facts, write_tables
from ofsted_trends.measures.coding_sensitivity import measure_coding_sensitivity
from ofsted_trends.measures.coverage import measure_gaps
from ofsted_trends.reports import render_report

DRAWN = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "measures" / "drawn.py"))
NOTEBOOK = "data_quality"
DOCUMENTS = """
    document_id | authority | region                   | event         | visit      | scope_basis | themes_in_scope
    a           | Leeds     | Yorkshire and the Humber | inspection    | 2018-03-01 | kind        | supervision fathers
    b           | Leeds     | Yorkshire and the Humber | focused_visit | 2020-06-01 | statement   | supervision
    c           | Kent      | South East               | inspection    | 2020-09-01 | kind        | supervision fathers
"""
OBSERVATIONS = """
    document_id | observation_id | kind    | theme       | stance
    a           | a.1            | finding | supervision | concern
    b           | b.1            | finding | supervision | strength
    c           | c.1            | finding | fathers     | concern
"""
PROBLEMS = """
    source    | reason                | detail
    <b>.pdf   | web_page_saved_as_pdf | a web page, “<script>”
    later.pdf | never_heard_of        | something new
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    write_tables(DRAWN["draw_tables"](DOCUMENTS, OBSERVATIONS, PROBLEMS), folder)
    return folder


def render(corpus, out, **given):
    return render_report(NOTEBOOK, {"corpus": str(corpus), **given}, out, interactive=False)


@pytest.fixture(scope="module")
def page(corpus, tmp_path_factory):
    return render(corpus, tmp_path_factory.mktemp("reports") / "page.html", themes="supervision, fathers")


def test_the_page_says_what_is_at_hand_and_what_is_missing(page):
    text = page.read_text(encoding="utf-8")
    assert "3 inspections and visits of 2 authorities are at hand, from March 2018 to September 2020." in text
    assert "Of 153 authorities in England, 151 have no document at hand" in text
    assert "No document at hand is from 2019." in text
    assert "<td>Leeds<td>Yorkshire and the Humber" in text and "Longest gap 2.3 years (2018 to 2020)" in text
    assert text.count("<svg") == text.count('role="img"') == 2 * (2 + 1 + 2 + 2)
    assert not re.search(r'(src|srcset|data|action)="(?!data:)|<link|<script|@import|url\((?!#)', text)


def test_problems_are_in_plain_words_also_one_that_the_register_does_not_know(page):
    text = page.read_text(encoding="utf-8")
    assert "2 problems in reading: 1 document could not be read and 1 cost a part of a document." in text
    assert "<td>The file is named a PDF and holds a web page" in text and "<td>Never heard of" in text
    assert "&lt;b&gt;.pdf" in text and "“&lt;script&gt;”" in text


def test_headings_are_in_order(page):
    levels = [int(level) for level in re.findall(r"<h([1-6])", page.read_text(encoding="utf-8"))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_the_same_input_gives_the_same_bytes(page, corpus, tmp_path):
    again = render(corpus, tmp_path / "again.html", themes="supervision, fathers")
    assert again.read_bytes() == page.read_bytes()


def test_a_period_without_documents_has_a_page_that_says_so(corpus, tmp_path):
    text = render(corpus, tmp_path / "none.html", start="1999", end="1999").read_text(encoding="utf-8")
    assert "No inspection or visit is at hand for this period." in text
    assert "No document in this period" in text


def test_the_bundled_facts_make_a_page_whose_numbers_are_those_of_the_frame(tmp_path):
    text = render_report(NOTEBOOK, {}, tmp_path / "a.html", interactive=False).read_text(encoding="utf-8")
    tables = read_bundled_facts()
    counted = tables.documents.filter("primary")
    assert f"{counted.height} inspections and visits of {counted['authority'].n_unique()} authorities" in text
    sheffield = measure_gaps(tables.documents).filter(authority="Sheffield").row(0, named=True)
    numbers = f'<td class="n">{sheffield["n_inspections"]}<td class="n">{sheffield["n_visits"]}'
    assert f"<td>Sheffield<td>Yorkshire and the Humber{numbers}" in text
    told = measure_coding_sensitivity(tables.observations, tables.documents, ["fathers"])
    row = told.filter((pl.col("side") == "concern") & (pl.col("year") == 2024)).row(0, named=True)
    range_ = f"{row['corrected_low']:.0%} to {row['corrected_high']:.0%}"
    assert f'<td>2024<td class="n">{row["n_in_scope"]}<td>{row["share"]:.0%} (' in text and f"<td>{range_}" in text
