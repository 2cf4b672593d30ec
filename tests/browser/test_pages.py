"""The report in Chromium with the network off."""

import runpy
from pathlib import Path

import pytest

from ofsted_trends.frame import write_tables
from ofsted_trends.reports import render_report

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = Path("/usr/bin/chromium")
SAMPLE = runpy.run_path(str(Path(__file__).parents[1] / "functional" / "test_report_timeline.py"))
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [1280, 390]


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
    tables = SAMPLE["DRAWN"]["draw_tables"](SAMPLE["DOCUMENTS"], SAMPLE["OBSERVATIONS"])
    write_tables(tables, folder / "tables")
    given = {"authority": "Sheffield", "corpus": str(folder / "tables")}
    return {
        interactive: render_report("authority_timeline", given, folder / f"{interactive}.html", interactive=interactive)
        for interactive in (True, False)
    }


@pytest.fixture
def visit(browser, reports):
    """Opens a page offline; gives it with everything that it asked for or complained of."""
    contexts = []

    def open_page(interactive=True, width=1280, scripts=True):
        context = browser.new_context(
            offline=True, viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        contexts.append(context)
        page, noise = context.new_page(), []
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else noise.append(r.url))
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.goto(reports[interactive].as_uri())
        if interactive and scripts:
            page.wait_for_selector('[data-drawn="yes"]', timeout=10_000)
        return page, noise

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_charts_are_drawn_without_a_network_or_a_complaint(visit, width):
    page, noise = visit(width=width)
    states = page.eval_on_selector_all("[data-drawn]", "all => all.map(e => e.dataset.drawn)")
    assert states == ["yes"]
    assert page.locator(".chart:visible svg .mark-symbol path").count() >= 5
    assert noise == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("interactive", [True, False])
def test_the_page_can_be_read_without_scripts(visit, interactive, width):
    page, noise = visit(interactive=interactive, width=width, scripts=False)
    assert page.locator(".chart:visible svg").count() == 1
    page.locator("summary", has_text="Data table").click()
    assert page.locator("figure table").is_visible()
    assert noise == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("interactive", [True, False])
def test_the_page_meets_wcag_2_2_aa(visit, interactive, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page, _ = visit(interactive=interactive, width=width)
    page.eval_on_selector_all("details", "all => all.forEach(e => e.open = true)")
    found = axe.Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []


@pytest.mark.parametrize("width", [*WIDTHS, 320])
def test_the_page_itself_never_scrolls_sideways(visit, width):
    page, _ = visit(width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_that_can_be_used_is_reached_with_the_keyboard(visit):
    page, _ = visit()
    page.eval_on_selector_all("details", "all => all.forEach(e => e.open = true)")
    usable = page.evaluate(
        "[...document.querySelectorAll('a[href], summary, input, [tabindex=\"0\"]')]"
        ".filter(e => e.offsetParent || e.className == 'skip').map((e, n) => (e.dataset.stop = n, n))"
    )
    reached = []
    for _ in range(len(usable) + 5):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.dataset.stop"))
    assert {str(n) for n in usable} <= set(reached)
    assert reached[0] == "0", "the first stop is the link that skips to the content"


def test_the_evidence_can_be_filtered(visit):
    page, _ = visit()
    page.get_by_label("Find words in the evidence").fill("fathers")
    assert page.locator(".evidence tbody tr:visible").count() == 1
    assert page.get_by_role("status").inner_text() == "1 of 5 rows have these words"
    page.get_by_label("Find words in the evidence").fill("")
    assert page.locator(".evidence details[open]").count() == 0


def test_marks_agree_with_the_table(visit):
    page, _ = visit()
    rows = page.locator("figure tbody tr").count()
    assert page.locator(".chart:visible svg .mark-symbol path").count() == rows + 2  # two visits


def test_paper_shows_the_chart_and_no_controls(visit):
    page, _ = visit()
    page.emulate_media(media="print")
    assert page.locator(".chart:visible svg").count() == 1
    assert not page.locator(".filter").is_visible() and not page.locator(".contents").is_visible()
