"""The codebook, rendered through papermill from a small made-up frame."""

import itertools
import re
import runpy
from pathlib import Path

import pytest

from ofsted_trends.errors import InputError
from ofsted_trends.frame import write_tables
from ofsted_trends.registers.theme_choice import settle_theme
from ofsted_trends.reports import render_report
from ofsted_trends.reports.checks import CHECKS

DRAWN = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "measures" / "drawn.py"))
DOCUMENTS = """
    document_id | event         | visit      | scope_basis | themes_in_scope     | authority
    a           | inspection    | 2018-01-10 | kind        | supervision fathers | Leeds
    b           | focused_visit | 2019-04-10 | statement   | supervision         |
    c           | focused_visit | 2020-04-10 | unknown     |                     |
"""
OBSERVATIONS = """
    document_id | observation_id | kind    | theme       | stance   | page | text
    a           | a.1            | finding | supervision | concern  | 2    | Supervision <b>is</b> $x_1$ late.
    b           | b.1            | finding | supervision | strength | 1    | Supervision is regular.
    b           | b.2            | finding | fathers     | neutral  | 1    | Supervision is regular.
    c           | c.1            | finding |             |          | 1    | Plans are good.
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    write_tables(DRAWN["draw_tables"](DOCUMENTS, OBSERVATIONS), folder)
    return folder


def render(corpus, out, **given):
    checks = {"theme": settle_theme}
    return render_report("codebook", {"corpus": str(corpus), **given}, out, interactive=False, checks=checks)


@pytest.fixture(scope="module")
def one(corpus, tmp_path_factory):
    return render(corpus, tmp_path_factory.mktemp("reports") / "one.html", theme="Supervision of practitioners")


def test_one_theme_has_its_definition_shares_examples_and_provenance(one):
    page = one.read_text(encoding="utf-8")
    assert one.stat().st_size < 300_000
    assert "<h1>Codebook: supervision of practitioners</h1>" in page
    assert "2 of the 2 documents that looked at it say something about it" in page
    assert "Supervision &lt;b&gt;is&lt;/b&gt; $x_1$ late." in page
    assert page.count("<svg") == 4
    assert "Documents by the licence printed in them" in page
    assert "not yet measured" in page or "precision" in page


def test_a_theme_of_ones_own_that_the_tables_hold_has_its_pages(tmp_path):
    own = OBSERVATIONS + "    b | b.3 | finding | car_parks | concern | 1 | Car parks are full.\n"
    write_tables(DRAWN["draw_tables"](DOCUMENTS, own), tmp_path / "tables")
    given = {"corpus": str(tmp_path / "tables")}
    chosen = {"checks": CHECKS, "interactive": False}
    book = render_report("codebook", given | {"theme": "Car parks"}, tmp_path / "book.html", **chosen)
    page = book.read_text(encoding="utf-8")
    assert "<h1>Codebook: car parks</h1>" in page and "A theme of your own" in page
    assert "<svg" in page and "Car parks are full." in page
    trend = render_report("theme_over_time", given | {"themes": "car_parks"}, tmp_path / "trend.html", **chosen)
    page = trend.read_text(encoding="utf-8")
    assert "Car parks: of 1 document, 1 say only a concern" in page
    assert "counted among the documents that speak of it alone" in page
    with pytest.raises(InputError, match="nearest: car_parks"):
        render_report("theme_over_time", given | {"themes": "car_park"}, tmp_path / "no.html", **chosen)
    with pytest.raises(InputError, match="car_parks"):
        render_report("theme_over_time", {"themes": "car_parks"}, tmp_path / "no.html", **chosen)
    assert not (tmp_path / "no.html").exists(), "refused before the run"


def test_headings_are_in_order(one):
    levels = [int(level) for level in re.findall(r"<h([1-6])", one.read_text(encoding="utf-8"))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_the_same_input_gives_the_same_bytes(one, corpus, tmp_path):
    again = render(corpus, tmp_path / "again.html", theme="supervision")
    assert again.read_bytes() == one.read_bytes()


def test_every_theme_is_an_overview(corpus, tmp_path):
    page = render(corpus, tmp_path / "all.html", theme="all").read_text(encoding="utf-8")
    assert "<h1>Codebook: every theme</h1>" in page and page.count("<svg") == 2
    assert page.count("<h3>") == 30


def test_a_period_without_documents_has_a_page_that_says_so(corpus, tmp_path):
    page = render(corpus, tmp_path / "none.html", theme="fathers", start="1999", end="1999").read_text(encoding="utf-8")
    assert "No sentence at hand says anything about it in this period." in page


def test_an_unknown_theme_is_refused_with_the_nearest_names_and_runs_nothing(corpus, tmp_path):
    with pytest.raises(InputError, match="nearest: supervision"):
        render(corpus, tmp_path / "a.html", theme="supervison")
    assert not list(tmp_path.iterdir())
