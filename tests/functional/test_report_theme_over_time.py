"""Themes over time, rendered through papermill from a small made-up frame."""

import base64
import itertools
import re
import runpy
from pathlib import Path

import polars as pl
import pytest
from made_up.workbook import read_sheets

from ofsted_trends.errors import InputError, RenderError
from ofsted_trends.frame import write_tables
from ofsted_trends.reports import render_report

DRAWN = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "measures" / "drawn.py"))
NOTEBOOK = "theme_over_time"
DOCUMENTS = """
    document_id | event         | visit      | scope_basis | themes_in_scope     | authority
    a           | inspection    | 2016-01-10 | kind        | supervision fathers | Leeds
    b           | focused_visit | 2019-04-10 | statement   | supervision         | Leeds
    c           | focused_visit | 2020-04-10 | unknown     |                     | Leeds
"""
OBSERVATIONS = """
    document_id | observation_id | kind    | theme       | stance   | page | text
    a           | a.1            | finding | supervision | concern  | 2    | Supervision is late.
    b           | b.1            | finding | supervision | strength | 1    | Supervision is regular.
    c           | c.1            | finding | supervision | concern  | 1    | Supervision is rare.
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
    out = tmp_path_factory.mktemp("reports") / "page.html"
    return render(corpus, out, themes="supervision, fathers", place="leeds")


def test_the_page_has_a_chart_of_shares_and_of_rates_for_each_theme(page):
    text = page.read_text(encoding="utf-8")
    assert page.stat().st_size < 300_000
    assert "<h1>Supervision of practitioners and fathers over time: Leeds</h1>" in text
    assert text.count("<svg") == text.count('role="img"') == 12
    assert not re.search(r'(src|srcset|data|action)="(?!data:)|<link|<script|@import|url\((?!#)', text)


def test_scope_that_is_not_known_is_left_out_and_said(page):
    text = page.read_text(encoding="utf-8")
    assert "Of 3 inspections and visits in Leeds at hand (2016 to 2020)" in text
    assert "a concern in 1 and a strength in 1 of 2 documents in scope" in text
    assert "To strength once, to concern once, in 1 authority." in text


def test_headings_are_in_order(page):
    levels = [int(level) for level in re.findall(r"<h([1-6])", page.read_text(encoding="utf-8"))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_the_same_input_gives_the_same_bytes(page, corpus, tmp_path):
    again = render(corpus, tmp_path / "again.html", themes="supervision, fathers", place="leeds")
    assert again.read_bytes() == page.read_bytes()


def test_the_tables_are_written_beside_the_page(page, corpus, tmp_path):
    tables = tmp_path / "tables"
    given = {"themes": "supervision, fathers", "place": "leeds"}
    again = render_report(NOTEBOOK, {"corpus": str(corpus), **given}, tmp_path / "a.html", tables=tables)
    name = "supervision-of-practitioners-and-fathers-over-time-leeds"
    workbook = (tables / f"{name}.xlsx").read_bytes()
    sheets = read_sheets(workbook)
    assert again.is_file() and len(list(tables.glob("*.csv"))) == len(sheets) - 3  # cover, contents, notes
    shares = pl.read_csv(tables / f"{name}-table-1.csv").filter(pl.col("In scope") > 0)
    assert shares.select("Year", "With a concern", "With a strength").rows() == [(2016, 1, 0), (2019, 0, 1)]
    assert [row[0] for row in sheets["Table_1"]][-3:] == [2016, 2019, 2020]
    assert base64.b64encode(workbook).decode() in page.read_text(encoding="utf-8"), "the page carries the same file"


def test_a_file_for_the_tables_is_refused_before_the_run(corpus, tmp_path):
    (tmp_path / "tables").write_text("")
    with pytest.raises(InputError, match="tables is a file; give a folder"):
        render_report(NOTEBOOK, {"corpus": str(corpus)}, tmp_path / "a.html", tables=tmp_path / "tables")
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_an_interactive_page_has_the_same_bytes_each_time(corpus, tmp_path):
    given = {"themes": "supervision", "corpus": str(corpus)}
    pages = [render_report(NOTEBOOK, given, tmp_path / f"{n}.html").read_bytes() for n in range(2)]
    assert pages[0] == pages[1] and b"<button" not in pages[0], "buttons are made by the page itself"


def test_a_period_without_documents_has_a_page_that_says_so(corpus, tmp_path):
    text = render(corpus, tmp_path / "none.html", start="1999", end="1999").read_text(encoding="utf-8")
    assert "No inspection or visit in England is at hand for this period." in text
    assert "No document in this period" in text


def test_an_unknown_theme_is_refused_with_the_nearest_name(corpus, tmp_path):
    with pytest.raises(RenderError, match="nearest: supervision"):
        render(corpus, tmp_path / "a.html", themes="supervison")
    assert not (tmp_path / "a.html").exists()


def test_the_bundled_facts_make_a_page_of_its_size(tmp_path):
    out = render_report(NOTEBOOK, {}, tmp_path / "england.html", interactive=False)
    assert out.stat().st_size < 300_000
    assert "Case recording, supervision of practitioners and fathers over time: England" in out.read_text(
        encoding="utf-8"
    )
