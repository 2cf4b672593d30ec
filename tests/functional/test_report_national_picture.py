"""The national picture, rendered through papermill from a small made-up frame and from the bundled facts."""

import itertools
import re
import runpy
from pathlib import Path

import pytest

from ofsted_trends.errors import InputError, RenderError
from ofsted_trends.frame import write_tables
from ofsted_trends.reports import render_report
from ofsted_trends.reports.checks import CHECKS

DRAWN = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "measures" / "drawn.py"))
NOTEBOOK = "national_picture"
DOCUMENTS = """
    document_id | authority        | framework | framework_version | event         | visit      | region
    s2010       | Sheffield        | slac      | slac-2009         | inspection    | 2010-10-04 | Yorkshire and the Humber
    s2014       | Sheffield        | sif       | sif-2013          | inspection    | 2014-01-10 | Yorkshire and the Humber
    s2019       | Sheffield        | ilacs     | ilacs-2018        | inspection    | 2019-01-10 | Yorkshire and the Humber
    s2026       | Sheffield        | ilacs     | ilacs-2026        | inspection    | 2026-05-11 | Yorkshire and the Humber
    l2016       | Leeds            | sif       | sif-2013          | inspection    | 2016-01-10 | Yorkshire and the Humber
    l2021       | Leeds            | ilacs     | ilacs-2018        | inspection    | 2021-01-10 | Yorkshire and the Humber
    k2020       | Kent             | ilacs     | ilacs-2018        | focused_visit | 2020-02-10 | South East
    gone        | Northamptonshire | ilacs     | ilacs-2018        | inspection    | 2019-06-10 | East Midlands
"""
OBSERVATIONS = """
    document_id | area       | grade                | strand
    s2010       | overall    | adequate             | safeguarding
    s2014       | overall    | requires_improvement |
    s2019       | overall    | good                 |
    s2026       | leadership | good                 |
    l2016       | overall    | outstanding          |
    l2021       | overall    | good                 |
    gone        | overall    | inadequate           |
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    write_tables(DRAWN["draw_tables"](DOCUMENTS, OBSERVATIONS), folder)
    return folder


def render(corpus, out, **given):
    return render_report(NOTEBOOK, {"corpus": str(corpus), **given}, out, interactive=False, checks=CHECKS)


@pytest.fixture(scope="module")
def page(corpus, tmp_path_factory):
    return render(corpus, tmp_path_factory.mktemp("reports") / "page.html")


@pytest.fixture(scope="module")
def text(page):
    return page.read_text(encoding="utf-8")


def test_the_page_has_a_map_regions_years_matrices_and_moves(page, text):
    assert page.stat().st_size < 300_000
    assert "<h1>Children’s services in England: overall effectiveness</h1>" in text
    assert text.count("<figure") == 5 and text.count("<svg") == text.count('role="img"') == 10
    assert not re.search(r'(src|srcset|action)="(?!data:)|<link|<script|@import|url\((?!#)', text)


def test_the_summary_says_what_is_at_hand_and_what_is_not(text):
    assert "Of England’s 153 authorities, 2 have a grade for overall effectiveness at hand; 151 have none" in text
    assert "Their latest grades, of January 2019 to January 2021: 2 good." in text
    assert "1 of them has been inspected since without this grade, which Ofsted has not given since April 2026." in text
    assert "of 2 pairs of consecutive comparable inspections, 1 became better, 0 stayed and 1 became worse" in text


def test_the_scales_are_never_compared(text):
    assert "The scale changed in November 2013: grades above and below this line are not compared" in text
    assert "Adequate (to 2013) and requires improvement (since) are different grades" in text
    assert "Adequate: " not in text.split("All pairs")[1], "no pair has a grade of the old scale"


def test_an_ended_authority_has_no_tile_and_the_page_says_so(text):
    assert "Northamptonshire has ended and no tile" in text
    assert "<td>Northamptonshire" not in text.split("</figure>")[0]


def test_an_authority_without_a_grade_is_in_the_table_as_such(text):
    first = text.split("</figure>")[0]
    assert "<td>Kent<td>South East<td>None at hand" in first
    assert "<td>Bristol<td>South West<td>No document at hand" in first
    assert first.count("<tr>") == 154


def test_headings_are_in_order(text):
    levels = [int(level) for level in re.findall(r"<h([1-6])", text)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_the_same_input_gives_the_same_bytes(page, corpus, tmp_path):
    assert render(corpus, tmp_path / "again.html").read_bytes() == page.read_bytes()


def test_another_area_is_asked_for_by_its_name(corpus, tmp_path):
    text = render(corpus, tmp_path / "a.html", area="Leadership").read_text(encoding="utf-8")
    assert "<h1>Children’s services in England: leadership</h1>" in text
    assert "1 have a grade for leadership at hand" in text


def test_a_period_without_grades_has_a_page_that_says_so(corpus, tmp_path):
    text = render(corpus, tmp_path / "none.html", start="1999", end="1999").read_text(encoding="utf-8")
    assert "No grade for overall effectiveness is at hand for this period." in text
    assert text.count("<figure") == 5
    assert "No pair of comparable inspections in this period" in text


def test_an_unknown_area_is_refused_before_the_run_and_within_it(corpus, tmp_path):
    with pytest.raises(InputError, match="area: there is no area 'in_car'.*nearest: in_care"):
        render(corpus, tmp_path / "a.html", area="in_car")
    with pytest.raises(RenderError, match="nearest: in_care"):
        render_report(NOTEBOOK, {"corpus": str(corpus), "area": "in_car"}, tmp_path / "a.html", interactive=False)
    assert not (tmp_path / "a.html").exists()


def test_the_bundled_facts_make_a_page_of_its_size(tmp_path):
    out = render_report(NOTEBOOK, {}, tmp_path / "england.html", interactive=False)
    assert out.stat().st_size < 300_000
    text = out.read_text(encoding="utf-8")
    assert "Of England’s 153 authorities" in text and text.count("<figure") == 5
