"""The site in Chromium with the network off: its index, the page of changes, the page of a failure."""

import runpy
from pathlib import Path

import pytest
from made_up.sites import DOCUMENTS, OBSERVATIONS, Workplace

from ofsted_trends.reports.site import build_site

pytestmark = pytest.mark.browser
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [1280, 390, 320]
PAGES = ["index.html", "changes.html", "authorities/york.failed.html"]
draw_tables = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "measures" / "drawn.py"))["draw_tables"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of three authorities; the report of one fails."""
    place = Workplace(tmp_path_factory.mktemp("site"))
    place.write(draw_tables(DOCUMENTS, OBSERVATIONS), 'if authority.startswith("York"):\n    1 / 0')
    build = build_site(place.site, **place.options())
    assert [result.job.label for result in build.failures] == ["York"]
    return place.site


@pytest.fixture
def visit(browser, site):
    """Opens a page of the site offline; gives it with everything that it asked for or complained of."""
    contexts = []

    def open_page(name="index.html", width=1280, scripts=True):
        context = browser.new_context(
            offline=True, viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        contexts.append(context)
        page, noise = context.new_page(), []
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else noise.append(r.url))
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.goto((site / name).as_uri())
        return page, noise

    yield open_page
    for context in contexts:
        context.close()


def names(page):
    return page.locator("#list tbody tr:visible th > a:first-child, #list tbody tr:visible th").evaluate_all(
        "all => all.filter(e => e.tagName === 'TH').map(e => (e.querySelector('a:not(.failure)') || e.firstChild).textContent.trim())"
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_quiet_meet_wcag_2_2_aa_and_do_not_scroll_sideways(visit, name, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page, noise = visit(name, width)
    page.eval_on_selector_all("details", "all => all.forEach(e => e.open = true)")
    found = axe.Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert noise == []


def test_an_authority_is_found_by_any_printed_form_of_its_name_or_by_its_region(visit):
    page, _ = visit()
    field, told = page.get_by_label("Find an authority or a region"), page.locator("#told")
    field.fill("city of york")
    assert names(page) == ["York"] and told.inner_text() == "1 of 3 authorities"
    field.fill("hull")
    assert names(page) == [] and told.inner_text() == "0 of 3 authorities, and 1 without a document at hand"
    assert page.locator("#missing li:visible").all_inner_texts() == ["Kingston upon Hull"]
    field.fill("yorkshire and the humber")
    assert names(page) == ["Leeds", "Sheffield", "York"]
    field.fill("zzz")
    assert told.inner_text() == "No authority or region has this name"
    field.fill("")
    assert len(names(page)) == 3 and told.inner_text() == ""


def test_columns_sort_both_ways_and_what_is_missing_comes_last(visit):
    page, _ = visit()
    latest = page.get_by_role("button", name="Latest visit")
    latest.click()
    assert names(page) == ["Sheffield", "Leeds", "York"]
    latest.click()
    assert names(page) == ["York", "Leeds", "Sheffield"]
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    for _ in range(2):
        page.get_by_role("button", name="Overall").click()
        assert names(page)[0] == "Sheffield", "the only one with a grade"


def test_a_phone_has_a_list_to_sort_by(visit):
    page, _ = visit(width=390)
    page.get_by_label("Sort by").select_option("Latest visit, latest first")
    assert names(page) == ["Sheffield", "Leeds", "York"]
    assert (
        page.locator("#list td:visible").first.evaluate("e => getComputedStyle(e, '::before').content") == '"Overall"'
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_links_lead_to_pages_and_back_without_a_network(visit, site, scripts):
    page, noise = visit(scripts=scripts)
    for link, heading in (("Sheffield", None), ("Everything", None), ("What changed on", "What changed on")):
        page.get_by_role("link", name=link, exact=link != "What changed on").first.click()
        assert heading is None or page.locator("h1").inner_text().startswith(heading)
        page.get_by_role("link", name="All authorities and pages").click()
        assert page.url == (site / "index.html").as_uri()
    assert noise == []


def test_every_link_within_the_site_leads_to_a_file(visit, site):
    page, _ = visit()
    links = page.locator("a[href]").evaluate_all("all => all.map(e => e.getAttribute('href'))")
    inside = [link for link in links if not link.startswith(("#", "https://"))]
    assert len(inside) > 10 and [link for link in inside if not (site / link).is_file()] == []
    assert {"feed.xml", "changes.html", "downloads/judgements.xlsx", "authorities/sheffield.html"} <= set(inside)


def test_a_failed_report_is_linked_and_says_what_failed(visit):
    page, _ = visit()
    page.get_by_role("link", name="The report of York failed").click()
    assert page.locator("h1").inner_text() == "York: this report could not be made"
    assert "ZeroDivisionError" in page.locator("pre").inner_text()
    assert page.get_by_role("link", name="The notebook as far as it ran").get_attribute("href") == "york.failed.ipynb"


def test_without_scripts_the_index_shows_everything(visit):
    page, noise = visit(scripts=False)
    assert names_without_script(page) == ["Leeds", "Sheffield", "York"]
    assert page.locator("#find").inner_text() == "" and noise == []


def names_without_script(page):
    return [words.split("\n")[0] for words in page.locator("#list tbody th").all_inner_texts()]


@pytest.mark.parametrize("width", [1280, 390])
def test_everything_that_can_be_used_is_reached_with_the_keyboard(visit, width):
    page, _ = visit(width=width)
    usable = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')]"
        ".filter(e => e.className === 'skip' || (e.offsetParent && !e.closest('thead') === true) || (e.closest('thead') "
        "&& innerWidth > 800)).map((e, n) => (e.dataset.stop = n, n))"
    )
    reached = []
    for _ in range(len(usable) + 12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.dataset.stop"))
    assert {str(n) for n in usable} <= set(reached)
    assert reached[0] == "0", "the first stop is the link that skips to the content"
    page.get_by_label("Find an authority or a region").focus()
    page.keyboard.type("leeds")
    assert names(page) == ["Leeds"]


def test_paper_shows_the_table_and_no_controls(visit):
    page, _ = visit()
    page.emulate_media(media="print")
    assert page.locator("#list tbody tr:visible").count() == 3 and not page.locator("#find").is_visible()
