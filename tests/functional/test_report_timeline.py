"""The authority's report, rendered through papermill from a small made-up frame."""

import itertools
import json
import re
import runpy
from pathlib import Path

import nbformat
import pytest

from ofsted_trends.errors import InputError, RenderError
from ofsted_trends.frame import write_tables
from ofsted_trends.reports import find_notebook, render_report

DRAWN = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "measures" / "drawn.py"))
NOTEBOOK = "authority_timeline"
NOTEBOOKS = sorted(path.stem for path in find_notebook("authority_timeline").parent.glob("*.ipynb"))
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
DOCUMENTS = """
    document_id | framework | framework_version | event         | visit                    | primary | authority
    i2010       | slac      | slac-2009         | inspection    | 2010-10-04 to 2010-10-15 |         |
    i2014       | sif       | sif-2013          | inspection    | 2013-11-19 to 2014-01-30 |         |
    i2019       | ilacs     | ilacs-2018        | inspection    | 2019-07-15 to 2019-07-26 |         |
    v2018       | ilacs     | ilacs-2018        | focused_visit | 2018-04-24 to 2018-04-25 |         |
    press       | none      | none              | press_report  | 2018-12-07               | no      |
    leeds       | ilacs     | ilacs-2018        | focused_visit | 2022-07-05               |         | Leeds
"""
OBSERVATIONS = """
    document_id | kind        | strand       | area    | grade                | item | page | theme   | stance  | text
    i2010       |             | safeguarding | overall | adequate             |      | 30   |         |         | Adequate
    i2014       |             |              | overall | requires_improvement |      | 1    |         |         |
    i2019       |             |              | overall | good                 |      | 1    |         |         |
    v2018       | finding     |              |         |                      |      | 2    | neglect | neutral | Fathers <b>"&
    v2018       | improvement |              |         |                      | 1    | 3    |         |         | $x_1$ ](#) <s>
    v2018       | improvement |              |         |                      | 2    | 3    | supervision | concern | The recording and frequency of supervision of frontline staff.
    i2019       | finding     |              |         |                      |      | 5    | supervision | strength | The recording and frequency of supervision of frontline staff <i>improved</i>.
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    write_tables(DRAWN["draw_tables"](DOCUMENTS, OBSERVATIONS), folder)
    return folder


@pytest.fixture(scope="module")
def still_page(corpus, tmp_path_factory):
    out = tmp_path_factory.mktemp("reports") / "new" / "sheffield.html"
    given = {"authority": "Sheffield", "corpus": str(corpus)}
    return render_report(NOTEBOOK, given, out, interactive=False)


def write_notebook(folder, *sources):
    first = nbformat.v4.new_code_cell('authority: str = "x"', metadata={"tags": ["parameters"]})
    cells = [first, *(nbformat.v4.new_code_cell(source) for source in sources)]
    path = folder / "made_up.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), path)
    return str(path)


def test_the_page_is_one_small_file_that_names_no_other(still_page):
    page = still_page.read_text(encoding="utf-8")
    assert still_page.stat().st_size < 300_000
    assert not re.search(r'(src|srcset|data|action)="(?!data:)|<link|@import|url\((?!#)', page)
    assert [p.name for p in still_page.parent.iterdir()] == ["sheffield.html"]


def test_the_page_shows_every_graded_row_and_visit(still_page):
    page = still_page.read_text(encoding="utf-8")
    assert "<h1>Sheffield: children’s services judgements over time</h1>" in page
    for words in ("Adequate", "Requires improvement", "Good", "24 to 25 April 2018", "Second-hand: Press report"):
        assert words in page
    assert page.count("<svg") == page.count('role="img"') == 6


def test_words_of_documents_reach_the_page_as_they_are(still_page):
    page = still_page.read_text(encoding="utf-8")
    assert "Fathers &lt;b&gt;&quot;&amp;" in page and "$x_1$ ](#) &lt;s&gt;" in page


def test_an_item_is_followed_to_the_sentence_that_reports_it_improved(still_page):
    page = still_page.read_text(encoding="utf-8")
    assert "Of 1 item on earlier lists of what must improve that inspectors could look at again, 1 was last" in page
    assert "<b>Reported improved</b>: inspection, July 2019: The recording and frequency of supervision" in page
    assert "staff &lt;i&gt;improved&lt;/i&gt;. <small>(page 5; high confidence)</small>" in page


def test_the_bundled_facts_make_a_page_of_its_size_that_follows_items(tmp_path):
    out = render_report(NOTEBOOK, {"authority": "Sheffield"}, tmp_path / "sheffield.html", interactive=False)
    page = out.read_text(encoding="utf-8")
    assert out.stat().st_size < 300_000
    assert re.search(
        r"Of \d+ items on earlier lists .*, \d+ were last reported improved and \d+ were raised again", page
    )
    assert "high confidence)" in page


def test_headings_are_in_order(still_page):
    levels = [int(level) for level in re.findall(r"<h([1-6])", still_page.read_text(encoding="utf-8"))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_the_same_input_gives_the_same_bytes(still_page, corpus, tmp_path):
    given = {"authority": "Sheffield", "corpus": str(corpus)}
    again = render_report(NOTEBOOK, given, tmp_path / "again.html", interactive=False)
    assert again.read_bytes() == still_page.read_bytes()


def test_the_page_rests_on_the_rows_of_its_authority_alone(still_page, corpus, tmp_path):
    """The register of notebooks says so: a site renders the page again only when these rows change."""
    documents = DOCUMENTS + "new | ilacs | ilacs-2018 | inspection | 2022-09-05 | | Leeds\n"
    observations = OBSERVATIONS + "new | finding | | | | | 2 | neglect | concern | Neglect is missed.\n"
    write_tables(DRAWN["draw_tables"](documents, observations), tmp_path / corpus.name)  # the page names its folder
    given = {"authority": "Sheffield", "corpus": str(tmp_path / corpus.name)}
    again = render_report(NOTEBOOK, given, tmp_path / "again.html", interactive=False)
    assert again.read_bytes() == still_page.read_bytes()


@pytest.mark.parametrize(("authority", "kind"), [("Leeds", "graded inspection"), ("Derby", "inspection or visit")])
def test_an_authority_with_one_visit_or_none_has_a_page_that_says_so(corpus, tmp_path, authority, kind):
    given = {"authority": authority, "corpus": str(corpus)}
    page = render_report(NOTEBOOK, given, tmp_path / "a.html", interactive=False).read_text(encoding="utf-8")
    assert f"No {kind} of {authority} is at hand" in page


def test_a_refused_parameter_runs_nothing(tmp_path):
    with pytest.raises(InputError, match="did you mean authority"):
        render_report(NOTEBOOK, {"autority": "Leeds"}, tmp_path / "a.html")
    assert not list(tmp_path.iterdir())


def test_a_cell_that_fails_keeps_the_last_good_page_and_the_partial_notebook(tmp_path):
    out = tmp_path / "report.html"
    out.write_text("the last good page")
    notebook = write_notebook(tmp_path, "print('before')", "1 / 0  # here")
    with pytest.raises(RenderError, match=r"made_up.ipynb, cell .* \(1 / 0  # here\): ZeroDivisionError") as caught:
        render_report(notebook, {"authority": "y"}, out)
    assert out.read_text() == "the last good page"
    partial = tmp_path / "report.failed.ipynb"
    assert str(partial) in str(caught.value) and "before" in partial.read_text()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["made_up.ipynb", "report.failed.ipynb", "report.html"]


def test_a_notebook_that_draws_nothing_is_no_report(tmp_path):
    notebook = write_notebook(tmp_path, "print('no figure')")
    with pytest.raises(RenderError, match="drew no figure"):
        render_report(notebook, {}, tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_committed_notebook_is_bare(name):
    """Outputs are never committed, no function is defined in a notebook, and one cell holds the parameters."""
    notebook = json.loads(find_notebook(name).read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells)
    assert sum("parameters" in cell["metadata"].get("tags", []) for cell in cells) == 1
    assert not any(re.search(r"^\s*(def|class) |lambda", "".join(cell["source"]), re.MULTILINE) for cell in cells)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
