"""What a reader can do on a page, with the network off: save, choose, and go from a mark to what it rests on."""

import io
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest
from made_up.workbook import read_sheets

from ofsted_trends.measures import load_tables, measure_prevalence, measure_rate
from ofsted_trends.measures.theme_history import measure_theme_history
from ofsted_trends.reports import render_report

pytestmark = pytest.mark.browser
WIDTHS = [1280, 390]
PAGES = {"theme_over_time": {}, "authority_timeline": {"authority": "Sheffield"}}
TABLES = load_tables("")


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    return {
        (name, interactive): render_report(name, given, folder / f"{name}-{interactive}.html", interactive=interactive)
        for name, given in PAGES.items()
        for interactive in (True, False)
    }


@pytest.fixture
def visit(browser, reports):
    """Opens a page of the bundled facts, offline; gives it with everything that it asked for or complained of."""
    contexts = []

    def open_page(name, interactive=True, width=1280, scripts=True):
        context = browser.new_context(
            offline=True, viewport={"width": width, "height": 900}, java_script_enabled=scripts, accept_downloads=True
        )
        contexts.append(context)
        page, noise = context.new_page(), []
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else noise.append(r.url))
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.goto(reports[name, interactive].as_uri())
        if interactive and scripts:
            page.wait_for_function(
                "[...document.querySelectorAll('.chart')].filter(e => e.offsetParent).every(e => e.dataset.drawn == 'yes')"
            )
        return page, noise

    yield open_page
    for context in contexts:
        context.close()


def save(page, words):
    """Presses Enter on the first control with these words; gives the name and the bytes of what is saved."""
    with page.expect_download() as download:
        page.locator("a, button", has_text=words).first.press("Enter")
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_chart_is_saved_as_a_picture_with_its_words(visit, width):
    page, noise = visit("theme_over_time", width=width)
    name, svg = save(page, "Save as SVG")
    assert name.endswith("-england-figure-1.svg")
    picture = ElementTree.fromstring(svg)
    headline = page.locator("#figure-1 .headline").inner_text()
    texts = [" ".join(element.itertext()) for element in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert headline in " ".join(texts) and any(text.startswith("Source: Ofsted") for text in texts)
    assert {"2024", "2025", "2026"} <= set(texts), "the chart itself is in it"
    name, png = save(page, "Save as PNG")
    assert name.endswith("-england-figure-1.png")
    assert struct.unpack(">8s8xII", png[:24]) == (
        b"\x89PNG\r\n\x1a\n",
        *(2 * int(picture.attrib[side]) for side in ("width", "height")),
    )
    assert len(png) > 20_000, "not an empty picture"
    assert noise == []


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("interactive", [True, False])
def test_the_saved_tables_are_those_of_the_frame(visit, interactive, scripts):
    page, noise = visit("theme_over_time", interactive=interactive, scripts=scripts)
    tables = load_tables("")
    frame = measure_prevalence(tables.observations, tables.documents, ["case_recording"])
    expected = frame.select("year", "n_in_scope", "n_concern", "n_strength").rows()
    name, words = save(page, "Download the data (CSV)")
    assert name.endswith("-england-figure-1.csv")
    saved = pl.read_csv(io.BytesIO(words)).select("Year", "In scope", "With a concern", "With a strength")
    assert saved.rows() == expected
    name, workbook = save(page, "Download all tables")
    assert name.endswith("-england.xlsx")
    rows = [row for row in read_sheets(workbook)["Table_1"] if isinstance(row[0], float)]
    head = next(row for row in read_sheets(workbook)["Table_1"] if row[0] == "Year")
    wanted = [head.index(column) for column in saved.columns]
    assert [(int(row[0]), *(row[n] for n in wanted[1:])) for row in rows] == expected
    assert noise == []


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def focus_marks(page, figure):
    """Comes to the marks of a chart with the keyboard alone, from the link to the contents."""
    page.locator(f"#{figure} .save button").first.focus()
    for _ in range(200):
        press(page, "Shift+Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "application":
            return
    raise AssertionError("the marks cannot be reached")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_arrow_keys_tell_every_mark_and_enter_goes_to_its_row(visit, width):
    page, noise = visit("theme_over_time", width=width)
    focus_marks(page, "figure-1")
    reading = page.locator("#figure-1 .reading p:visible")
    press(page, "Home")
    assert reading.inner_text().startswith("Year: 2009; Side: Concern; Value: 100%")
    press(page, "ArrowRight" if width == 1280 else "ArrowDown")
    assert "Side: " in reading.inner_text()
    press(page, "End")
    last = TABLES and measure_prevalence(TABLES.observations, TABLES.documents, ["case_recording"]).row(-1, named=True)
    assert f"({last['n_strength']} of {last['n_in_scope']})" in reading.inner_text()
    assert page.locator("#figure-1 .here:visible").count() == 1
    press(page, "Enter")
    row = page.evaluate("[...document.activeElement.cells].map(cell => cell.textContent)")
    assert row[:2] == [str(last["year"]), str(last["n_in_scope"])]
    assert noise == []


def test_enter_on_a_cell_of_the_matrix_goes_to_the_evidence_of_that_theme_and_visit(visit):
    page, noise = visit("authority_timeline")
    history = measure_theme_history(TABLES.observations, TABLES.documents, "Sheffield")
    focus_marks(page, "figure-2")
    press(page, "Home", "ArrowDown", "ArrowRight")
    told = page.locator("#figure-2 .reading p:visible").inner_text()
    press(page, "Enter")
    section = page.locator(".evidence details[open]")
    assert section.count() == 1
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    cell = history.filter(document_id=section.get_attribute("data-document")).filter(pl.col("theme") == "supervision")
    assert told.startswith("Theme: Supervision of practitioners")
    concerns, strengths = (int(n) for n in re.findall(r"(?:concern|strength): (\d+)", told))
    row = cell.row(0, named=True)
    assert (concerns, strengths) == (row["concern"] + row["mixed"], row["strength"] + row["mixed"])
    rows = section.locator("tbody tr:has(td):visible").all_inner_texts()
    assert rows and all("Supervision of practitioners" in row for row in rows)
    page.locator(".evidence a", has_text="Back to the chart").press("Enter")
    assert page.url.endswith("#figure-2")
    assert noise == []


def test_enter_on_a_mark_of_the_ledger_goes_to_the_evidence_of_the_later_visit(visit):
    page, noise = visit("authority_timeline")
    focus_marks(page, "figure-3")
    press(page, "End")
    told = page.locator("#figure-3 .reading p:visible").inner_text()
    press(page, "Enter")
    section = page.locator(".evidence details[open]")
    assert section.count() == 1
    visit_told = re.search(r"Visit: ([^;]+)", told)[1]
    assert section.locator("summary").inner_text().startswith(visit_told)
    assert noise == []


def test_a_click_on_a_mark_does_the_same(visit):
    page, _ = visit("authority_timeline")
    page.locator("#figure-1-chart .mark-symbol path").last.click()
    assert page.locator(".evidence details[open]").count() == 1


def test_a_theme_of_the_matrix_is_chosen_with_the_keyboard(visit):
    page, _ = visit("authority_timeline")
    page.locator("#figure-2").get_by_label("Theme", exact=True).focus()
    press(page, *"Planning")
    assert page.locator("#figure-2 tbody tr:not([hidden])").count() == 1
    page.get_by_text("Go to its evidence, visit by visit").press("Enter")
    form = page.get_by_role("search", name="Filter the evidence")
    assert form.get_by_label("Theme").input_value() == "Planning for the child"
    assert page.evaluate("document.activeElement.previousSibling.textContent") == "Theme"


def test_a_theme_and_years_are_chosen_and_added_up_as_the_frame_does(visit):
    page, noise = visit("theme_over_time")
    page.get_by_label("Theme", exact=True).select_option("Fathers")
    page.get_by_label("From", exact=True).select_option("2018")
    page.get_by_label("To", exact=True).select_option("2022")
    assert page.locator(".choose p").inner_text() == "Shown: Fathers, 2018 to 2022"
    assert page.locator("figure:visible").count() == page.locator("figure[data-theme=Fathers]").count() > 0
    chosen = (TABLES.observations, TABLES.documents, ["fathers"], None, None, "2018", "2022")
    share = measure_prevalence(*chosen).row(0, named=True)
    rate = measure_rate(*chosen).row(0, named=True)
    told = page.locator(".chosen:visible").all_inner_texts()
    assert (
        f"concern {share['share_concern']:.0%} ({share['n_concern']} of {share['n_in_scope']}, interval "
        f"{share['low_concern']:.0%} to {share['high_concern']:.0%})" in told[0]
    )
    assert f"{rate['rate_strength'] + rate['rate_mixed']:.2f} per 100 findings" in told[-1]
    rows = page.locator("figure:visible tbody tr:not([hidden]) td:first-child").all_text_contents()
    assert {row for row in rows if row.isdigit()} == {str(year) for year in range(2018, 2023)}
    assert noise == []


def test_years_are_drawn_with_the_pointer_across_a_chart(visit):
    page, _ = visit("theme_over_time")
    chart = page.locator("#figure-1-chart")
    chart.scroll_into_view_if_needed()
    years = chart.locator(".mark-text text", has_text=re.compile("^20(18|21)$"))
    ends = [years.nth(n).bounding_box() for n in range(2)]
    page.mouse.move(ends[0]["x"] + ends[0]["width"] / 2 - 12, ends[0]["y"] - 60)
    page.mouse.down()
    page.mouse.move(ends[1]["x"] + ends[1]["width"] / 2 + 12, ends[1]["y"] - 60)
    page.mouse.up()
    assert page.locator(".choose p").inner_text() == "Shown: all themes, 2018 to 2021"


def test_a_page_without_scripts_shows_no_control_that_does_nothing(visit):
    for interactive, scripts in ((False, True), (True, False)):
        page, _ = visit("theme_over_time", interactive=interactive, scripts=scripts)
        assert page.locator("button, select, input").count() == 0
        assert page.locator("figure:visible").count() == page.locator("figure").count()
