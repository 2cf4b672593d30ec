"""The report in Chromium with the network off."""

import runpy
from pathlib import Path

import pytest

from ofsted_trends.frame import write_tables
from ofsted_trends.reports import render_report

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = Path("/usr/bin/chromium")
FUNCTIONAL = Path(__file__).parents[1] / "functional"
SAMPLE = runpy.run_path(str(FUNCTIONAL / "test_report_timeline.py"))
CODEBOOK = runpy.run_path(str(FUNCTIONAL / "test_report_codebook.py"))
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [1280, 390]
PAGES = ["authority_timeline", "codebook", "theme_over_time"]
#: Pages with the number of their figures.
FIGURES = {"authority_timeline": 2, "codebook": 2, "theme_over_time": 6}


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}; install it with: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    samples = {
        "authority_timeline": (SAMPLE, {"authority": "Sheffield"}),
        "codebook": (CODEBOOK, {"theme": "supervision"}),
    }
    made = {}
    for name, (sample, chosen) in samples.items():
        write_tables(sample["DRAWN"]["draw_tables"](sample["DOCUMENTS"], sample["OBSERVATIONS"]), folder / name)
        given = chosen | {"corpus": str(folder / name)}
        for interactive in (True, False):
            out = folder / f"{name}-{interactive}.html"
            made[name, interactive] = render_report(name, given, out, interactive=interactive)
    for interactive in (True, False):
        out = folder / f"theme_over_time-{interactive}.html"
        chosen = {"themes": "case_recording, supervision"}
        made["theme_over_time", interactive] = render_report("theme_over_time", chosen, out, interactive=interactive)
    return made


@pytest.fixture
def visit(browser, reports):
    """Opens a page offline; gives it with everything that it asked for or complained of."""
    contexts = []

    def open_page(interactive=True, width=1280, scripts=True, name="authority_timeline"):
        context = browser.new_context(
            offline=True, viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        contexts.append(context)
        page, noise = context.new_page(), []
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else noise.append(r.url))
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.goto(reports[name, interactive].as_uri())
        if interactive and scripts:
            drawn = f"document.querySelectorAll('[data-drawn=\"yes\"]').length === {FIGURES[name]}"
            page.wait_for_function(drawn, timeout=10_000)
        return page, noise

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_charts_are_drawn_without_a_network_or_a_complaint(visit, name, width):
    page, noise = visit(name=name, width=width)
    states = page.eval_on_selector_all("[data-drawn]", "all => all.map(e => e.dataset.drawn)")
    assert states == ["yes"] * FIGURES[name]
    assert page.locator(".chart:visible svg .mark-symbol path").count() >= 2
    assert noise == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("interactive", [True, False])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_can_be_read_without_scripts(visit, name, interactive, width):
    page, noise = visit(name=name, interactive=interactive, width=width, scripts=False)
    assert page.locator(".chart:visible svg").count() == FIGURES[name]
    for number in range(FIGURES[name]):
        page.locator("summary", has_text="Data table").nth(number).click()
        assert page.locator("figure table").nth(number).is_visible()
    assert noise == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("interactive", [True, False])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_meets_wcag_2_2_aa(visit, name, interactive, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page, _ = visit(name=name, interactive=interactive, width=width)
    page.eval_on_selector_all("details", "all => all.forEach(e => e.open = true)")
    found = axe.Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []


@pytest.mark.parametrize("width", [*WIDTHS, 320])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_itself_never_scrolls_sideways(visit, name, width):
    page, _ = visit(name=name, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_everything_that_can_be_used_is_reached_with_the_keyboard(visit, name):
    page, _ = visit(name=name)
    page.eval_on_selector_all("details", "all => all.forEach(e => e.open = true)")
    usable = page.evaluate(
        "[...document.querySelectorAll('a[href], summary, input, button, select, [tabindex=\"0\"]')]"
        ".filter(e => e.offsetParent || e.className == 'skip').map((e, n) => (e.dataset.stop = n, n))"
    )
    reached = []
    for _ in range(len(usable) + FIGURES[name] + 5):  # a chart adds one: the way to the row of its mark
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.dataset.stop"))
    assert {str(n) for n in usable} <= set(reached)
    assert reached[0] == "0", "the first stop is the link that skips to the content"


def test_the_evidence_can_be_filtered(visit):
    page, _ = visit()
    page.get_by_label("Find words in the evidence").fill("fathers")
    assert page.locator(".evidence tbody tr:has(td):visible").count() == 1
    assert page.locator(".evidence tbody th:visible").all_inner_texts() == ["Findings"]
    assert page.locator(".filter p").inner_text() == "1 of 5 rows have these words"
    page.get_by_label("Find words in the evidence").fill("")
    assert page.locator(".evidence details[open]").count() == 0


def test_marks_agree_with_the_table(visit):
    page, _ = visit()
    rows = page.locator("#figure-1 tbody tr").count()
    assert page.locator("#figure-1 .chart:visible svg .mark-symbol path").count() == rows + 2  # two visits


def test_the_matrix_has_a_mark_for_every_cell_of_its_table(visit):
    page, _ = visit()
    cells = page.locator("#figure-2 tbody td").all_text_contents()
    unknown = cells.count("cannot be told")
    themes = page.locator("#figure-2 tbody tr").count()
    assert (themes, len(cells)) == (31, 31 * 6)  # the register's and one of the frame; a name and five visits
    assert unknown + cells.count("1 neutral") == 31 * 5
    marks = page.locator("#figure-2 .chart:visible svg .mark-text text").all_text_contents()
    assert marks.count("?") == unknown + 1  # one in the key


def test_paper_shows_the_charts_and_no_controls(visit):
    page, _ = visit()
    page.emulate_media(media="print")
    assert page.locator(".chart:visible svg").count() == 2
    assert not page.locator(".filter").is_visible() and not page.locator(".contents").is_visible()
