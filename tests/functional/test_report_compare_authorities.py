"""One authority beside others, rendered through papermill from a small made-up frame and from the bundled facts."""

import itertools
import re
import runpy
from pathlib import Path

import pytest

from ofsted_trends.errors import InputError
from ofsted_trends.frame import write_tables
from ofsted_trends.reports import render_report
from ofsted_trends.reports.checks import CHECKS

DRAWN = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "measures" / "drawn.py"))
NOTEBOOK = "compare_authorities"
BCP = "Bournemouth, Christchurch and Poole"
DOCUMENTS = f"""
    document_id | authority | framework | framework_version | event         | visit                    | themes_in_scope
    s2010       | Sheffield | slac      | slac-2009         | inspection    | 2010-10-04 to 2010-10-15 |
    s2014       | Sheffield | sif       | sif-2013          | inspection    | 2013-12-10 to 2014-01-10 | supervision fathers
    s2019       | Sheffield | ilacs     | ilacs-2018        | inspection    | 2019-01-10 to 2019-01-20 | supervision fathers
    v2020       | Sheffield | ilacs     | ilacs-2018        | focused_visit | 2020-01-10               | supervision
    l2021       | Leeds     | ilacs     | ilacs-2018        | inspection    | 2021-01-10 to 2021-01-20 | supervision fathers
    b2022       | {BCP}     | ilacs     | ilacs-2018        | inspection    | 2022-01-10 to 2022-01-20 | supervision
    k2020       | Kent      | ilacs     | ilacs-2018        | focused_visit | 2020-02-10               | supervision
"""
OBSERVATIONS = """
    document_id | kind    | area    | grade                | strand       | theme       | stance
    s2010       |         | overall | adequate             | safeguarding |             |
    s2014       |         | overall | requires_improvement |              |             |
    s2019       |         | overall | good                 |              |             |
    s2019       |         | in_care | outstanding          |              |             |
    l2021       |         | overall | inadequate           |              |             |
    l2021       |         | in_care | good                 |              |             |
    b2022       |         | overall | outstanding          |              |             |
    s2014       | finding |         |                      |              | supervision | concern
    s2019       | finding |         |                      |              | supervision | concern
    v2020       | finding |         |                      |              | supervision | strength
    l2021       | finding |         |                      |              | supervision | concern
    b2022       | finding |         |                      |              | supervision | strength
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    write_tables(DRAWN["draw_tables"](DOCUMENTS, OBSERVATIONS), folder)
    return folder


def render(corpus, out, **given):
    given = {"authority": "Sheffield", "themes": "supervision, fathers"} | given
    return render_report(NOTEBOOK, {"corpus": str(corpus), **given}, out, interactive=False, checks=CHECKS)


@pytest.fixture(scope="module")
def page(corpus, tmp_path_factory):
    out = tmp_path_factory.mktemp("reports") / "page.html"
    return render(corpus, out, others=f"Leeds; Kent; York; {BCP}")


@pytest.fixture(scope="module")
def text(page):
    return page.read_text(encoding="utf-8")


def test_the_page_has_its_five_figures_and_nothing_from_elsewhere(page, text):
    assert page.stat().st_size < 300_000
    assert "<h1>Sheffield beside others</h1>" in text
    assert text.count("<figure") == 5 and text.count("<svg") == text.count('role="img"') == 10
    assert not re.search(r'(src|srcset|action)="(?!data:)|<link|<script|@import|url\((?!#)', text)


def test_the_summary_sets_the_authority_beside_the_others(text):
    assert "beside 4 chosen authorities" in text
    assert "Of 4 others, 1 has no document at hand: York." in text
    assert (
        "Overall effectiveness: Sheffield is good (inspection of 20 January 2019); of 2 others with a grade at hand, "
        "1 outstanding and 1 inadequate (January 2021 to January 2022)."
    ) in text
    assert "Supervision of practitioners: a concern in 2 of 3 documents, and in 1 of 3 of the others" in text
    assert "Most of the others have a worse grade for children in care (1 of 1)." in text


def test_small_numbers_are_said_to_be_small(text):
    assert "What differs most cannot be told: every theme has fewer than 4 documents on one side." in text
    assert "2 of 3: 67% (21% to 94%), few" in text


def test_every_authority_has_its_panel_also_one_without_a_grade(text):
    first = text.split("</figure>")[0]
    assert f"{BCP}: outstanding 2022." in first
    assert "Kent: no grade at hand." in first and "York: no grade at hand." in first
    assert first.count("<tr>") == 1 + 5, "one line a grade"
    assert "Sheffield: adequate 2010, requires improvement 2014, good 2019." in first


def test_the_table_of_latest_grades_has_all(text):
    second = text.split("</figure>")[1]
    assert "<td>York<td>[x]<td>[x]" in second
    assert "<td>Sheffield<td>Good, 20 January 2019<td>Outstanding, 20 January 2019" in second


def test_headings_are_in_order_and_regions_have_names_of_their_own(text):
    levels = [int(level) for level in re.findall(r"<h([1-6])", text)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))
    names = re.findall(r'role="region" aria-label="([^"]*)"', text)
    assert len(names) == len(set(names))


def test_the_same_input_gives_the_same_bytes(page, corpus, tmp_path):
    again = render(corpus, tmp_path / "again.html", others=f"Leeds; Kent; York; {BCP}")
    assert again.read_bytes() == page.read_bytes()


def test_many_others_are_counted_and_the_page_says_how_many_it_draws(corpus, tmp_path):
    text = render(corpus, tmp_path / "type.html", others="type").read_text(encoding="utf-8")
    assert "beside 35 other authorities of its type (metropolitan district)" in text
    assert "12 of 36 authorities" in text
    assert "Drawn are the 11 others with most grades at hand; all 36 are counted" in text
    assert text.split("</figure>")[1].count("<tr>") == 37


def test_nobody_to_compare_with_and_nothing_at_hand_have_pages_that_say_so(corpus, tmp_path):
    alone = render(corpus, tmp_path / "alone.html", authority="Isles of Scilly", others="type").read_text("utf-8")
    assert "There is no other authority to set Isles of Scilly beside" in alone
    nothing = render(corpus, tmp_path / "none.html", start="1999", end="1999").read_text(encoding="utf-8")
    assert "Nothing of Sheffield is at hand for this period." in nothing
    assert nothing.count("<figure") == alone.count("<figure") == 5


def test_an_authority_with_one_visit_has_a_page(corpus, tmp_path):
    text = render(corpus, tmp_path / "kent.html", authority="Kent", others="Leeds").read_text(encoding="utf-8")
    assert "beside 1 chosen authority." in text
    assert "Overall effectiveness: Kent has no grade at hand; of 1 other with a grade at hand, 1 inadequate" in text


def test_wrong_parameters_are_refused_all_at_once_with_the_nearest(corpus, tmp_path):
    with pytest.raises(InputError) as raised:
        render(corpus, tmp_path / "a.html", authority="Shefield", others="Ledes", area="overal", themes="fater")
    said = str(raised.value)
    assert all(near in said for near in ("Sheffield", "Leeds", "nearest: overall", "nearest: fathers"))
    assert not (tmp_path / "a.html").exists()


def test_the_bundled_facts_make_a_page_of_its_size(tmp_path):
    out = render_report(NOTEBOOK, {"authority": "Hackney"}, tmp_path / "hackney.html", interactive=False)
    assert out.stat().st_size < 300_000
    assert "beside 32 other authorities of London" in out.read_text(encoding="utf-8")
