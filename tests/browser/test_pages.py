"""The report in Chromium with the network off."""

import runpy
from pathlib import Path

import pytest

from ofsted_trends.charts.names import GRADES
from ofsted_trends.charts.style import GRADE_COLOURS
from ofsted_trends.frame import write_tables
from ofsted_trends.measures import count_transitions, load_tables, measure_standings, measure_transitions
from ofsted_trends.reports import render_report

pytestmark = pytest.mark.browser
FUNCTIONAL = Path(__file__).parents[1] / "functional"
SAMPLE = runpy.run_path(str(FUNCTIONAL / "test_report_timeline.py"))
CODEBOOK = runpy.run_path(str(FUNCTIONAL / "test_report_codebook.py"))
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [1280, 390]
LEDGER = runpy.run_path(str(FUNCTIONAL / "test_report_improvement_ledger.py"))
QUALITY = runpy.run_path(str(FUNCTIONAL / "test_report_data_quality.py"))
#: Pages with the number of their figures.
FIGURES = {
    "authority_timeline": 3,
    "codebook": 2,
    "compare_authorities": 5,
    "data_quality": 7,
    "improvement_ledger": 2,
    "national_picture": 5,
    "theme_over_time": 6,
}
PAGES = sorted(FIGURES)
#: Pages made from the bundled facts.
BUNDLED = {
    "compare_authorities": {"authority": "Sheffield", "area": "in_care"},
    "national_picture": {},
    "theme_over_time": {"themes": "case_recording, supervision"},
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    samples = {
        "authority_timeline": (SAMPLE, {"authority": "Sheffield"}),
        "codebook": (CODEBOOK, {"theme": "supervision"}),
        "data_quality": (QUALITY, {"themes": "supervision, fathers"}),
        "improvement_ledger": (LEDGER, {}),
    }
    made = {}
    for name, (sample, chosen) in samples.items():
        problems = [sample["PROBLEMS"]] if "PROBLEMS" in sample else []
        write_tables(
            sample["DRAWN"]["draw_tables"](sample["DOCUMENTS"], sample["OBSERVATIONS"], *problems), folder / name
        )
        given = chosen | {"corpus": str(folder / name)}
        for interactive in (True, False):
            out = folder / f"{name}-{interactive}.html"
            made[name, interactive] = render_report(name, given, out, interactive=interactive)
    for name, chosen in BUNDLED.items():
        for interactive in (True, False):
            out = folder / f"{name}-{interactive}.html"
            made[name, interactive] = render_report(name, chosen, out, interactive=interactive)
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
    assert page.locator(".filter p").inner_text() == "1 of 7 rows match"
    page.get_by_role("button", name="Show everything").click()
    assert page.locator(".evidence details[open]").count() == 0 and page.locator(".filter p").inner_text() == ""


def test_the_evidence_can_be_chosen_by_theme_stance_year_and_document_with_the_keyboard(visit):
    page, _ = visit()
    form = page.get_by_role("search", name="Filter the evidence")
    assert form.locator("label").all_inner_texts() == [
        "Find words in the evidence",
        "Theme",
        "Stance",
        "Year",
        "Document",
    ]
    form.get_by_label("Theme").focus()
    page.keyboard.type("Neg")
    rows = page.locator(".evidence tbody tr:has(td):visible")
    assert rows.count() == 1 and "Neglect" in rows.inner_text()
    form.get_by_label("Stance").select_option("Concern, also mixed")
    assert page.locator(".filter p").inner_text() == "0 of 7 rows match"
    form.get_by_label("Stance").select_option("Neutral")
    form.get_by_label("Year").select_option("2018")
    assert page.locator(".filter p").inner_text() == "1 of 7 rows match"
    form.get_by_label("Year").select_option("2019")
    assert rows.count() == 0


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
    assert unknown + sum(cells.count(f"1 {stance}") for stance in ("neutral", "concern", "strength")) == 31 * 5
    marks = page.locator("#figure-2 .chart:visible svg .mark-text text").all_text_contents()
    assert marks.count("?") == unknown + 1  # one in the key


def test_the_ledger_has_a_mark_for_every_cell_of_its_table(visit):
    page, _ = visit()
    cells = page.locator("#figure-3 tbody tr").evaluate_all("all => all.map(r => [...r.cells].map(c => c.textContent))")
    visit = "Focused visit, 25 April 2018"
    assert cells == [
        [visit, "1. No theme coded", "Cannot be told"],
        [visit, "2. Supervision of practitioners", "Reported improved (high)"],
    ]
    chart = page.locator("#figure-3 .chart:visible svg")
    assert chart.locator(".mark-symbol path").count() == 2 + 1 + 2  # asked, improved, and the key's
    assert chart.locator(".mark-text text").all_text_contents().count("?") == 2  # one in the key


def test_the_ledger_of_england_can_be_filtered_and_its_rows_are_those_of_the_frame(visit):
    page, _ = visit(name="improvement_ledger")
    form = page.get_by_role("search", name="Filter the ledger")
    assert form.locator("label").all_inner_texts() == ["Find words in the ledger", "Authority", "Theme", "Outcome"]
    rows = page.locator("[data-filter] tbody tr:has(td):visible")
    assert rows.count() == 4
    form.get_by_label("Outcome").select_option("Reported improved")
    assert rows.count() == 1 and "Improve the frequency" in rows.inner_text()
    assert form.locator("p").inner_text() == "1 of 4 rows match"
    form.get_by_role("button", name="Show everything").press("Enter")
    assert rows.count() == 4


def test_the_bars_of_years_have_a_part_for_every_number_of_their_table(visit):
    page, _ = visit(name="improvement_ledger")
    cells = page.locator("#figure-2 tbody tr").evaluate_all("all => all.map(r => [...r.cells].map(c => c.textContent))")
    assert cells == [
        ["1", "3", "0", "0", "3"],
        ["2", "3", "0", "2", "1"],
        ["3", "3", "0", "2", "1"],
        ["5", "0", "0", "0", "0"],
        ["8", "0", "0", "0", "0"],
    ]
    bars = page.locator("#figure-2 .chart:visible svg .mark-rect path").count()
    assert bars == 3 + sum(int(n) > 0 for row in cells for n in row[2:])  # the key has three


def test_the_coverage_has_the_numbers_of_its_table(visit):
    page, _ = visit(name="data_quality")
    cells = page.locator("#figure-1 tbody tr").evaluate_all("all => all.map(r => [...r.cells].map(c => c.textContent))")
    assert len(cells) == 9 and sum(int(row[-1]) for row in cells) == 3
    drawn = page.locator("#figure-1 .chart:visible svg .mark-text text").all_text_contents()
    told = [number for row in cells for number in row[1:-1]]
    assert drawn.count("–") == told.count("0") and drawn.count("1") == told.count("1")


def test_the_authorities_can_be_filtered_by_region_and_words(visit):
    page, _ = visit(name="data_quality")
    form = page.get_by_role("search", name="Filter the authorities")
    form.get_by_label("Region").select_option("South East")
    form.get_by_label("Find words in the authorities").fill("longest gap")
    assert form.locator("p").inner_text() == "0 of 157 rows match"
    form.get_by_label("Region").select_option("Yorkshire and the Humber")
    assert page.locator("[data-filter] tbody tr:visible").all_inner_texts()[0].startswith("Leeds")


def test_a_range_has_a_mark_an_interval_and_a_bar_for_every_year_of_its_table(visit):
    page, _ = visit(name="data_quality")
    rows = page.locator("#figure-4 tbody tr").evaluate_all("all => all.map(r => [...r.cells].map(c => c.textContent))")
    years = [row for row in rows if row[0] == "Concern"]
    chart = page.locator("#figure-4 .chart:visible svg")
    assert chart.locator(".mark-symbol path").count() == len(years) + 2  # the key has two: all years are small
    assert chart.locator(".mark-rule line").count() >= 2 * len(years)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_map_has_a_tile_for_every_line_of_its_table_and_of_the_frame(visit, width):
    page, _ = visit(name="national_picture", width=width)
    tables = load_tables("")
    frame = measure_standings(tables.observations, tables.documents)
    lines = page.locator("#figure-1 tbody tr").evaluate_all(
        "all => all.map(row => [row.cells[0].textContent, row.cells[2].textContent])"
    )
    told = [GRADES[row["grade"]] if row["grade"] else "No document at hand" for row in frame.iter_rows(named=True)]
    assert lines == [list(pair) for pair in zip(frame["authority"], told, strict=True)]
    tiles = page.evaluate(
        "[...document.querySelectorAll('#figure-1 .chart svg .mark-rect path')]"
        ".filter(e => e.closest('.chart').offsetParent && e.__data__ && e.__data__.datum.Authority)"
        ".map(e => [e.__data__.datum.Authority, e.getAttribute('fill')])"
    )
    colours = {row["authority"]: GRADE_COLOURS.get(row["grade"], "#F2F2F2") for row in frame.iter_rows(named=True)}
    assert dict(tiles) == colours and len(tiles) == frame.height


def test_a_tile_is_reached_with_the_keyboard_and_leads_to_its_line(visit):
    page, noise = visit(name="national_picture")
    page.locator("#figure-1 .chart:visible").focus()
    page.keyboard.press("End")
    reading = page.locator("#figure-1 .reading")
    authority = reading.inner_text().split("Authority: ")[1].split(";")[0]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.cells[0].textContent") == authority
    assert noise == []


def test_the_arrow_keys_work_after_a_click_beside_the_marks(visit):
    page, noise = visit(name="national_picture")
    page.locator("#figure-2 .chart:visible").click(position={"x": 3, "y": 3})
    page.keyboard.press("ArrowRight")
    assert "Region: " in page.locator("#figure-2 .reading").inner_text()
    assert noise == []


def test_the_cells_of_the_matrices_are_those_of_the_frame(visit):
    page, _ = visit(name="national_picture")
    tables = load_tables("")
    pairs = measure_transitions(tables.observations, tables.documents)
    frame = count_transitions(pairs)
    lines = page.locator("#figure-4 tbody tr").evaluate_all(
        "all => all.map(row => [...row.cells].map(c => c.textContent))"
    )
    assert [int(line[1]) for line in lines[: frame.height]] == frame["count"].to_list()
    assert len(lines) == 16 * (1 + pairs.select("from_framework", "to_framework").n_unique())
    cells = page.evaluate(
        "[...document.querySelectorAll('#figure-4 .chart.wide svg .mark-rect path')]"
        ".filter(e => e.__data__ && e.__data__.datum.Pairs).map(e => e.__data__.datum.row)"
    )
    assert cells == [line[0] for line in lines], "a cell a line, in order"


def test_every_grade_of_the_small_multiples_is_a_mark_and_a_line(visit):
    page, _ = visit(name="compare_authorities")
    lines = page.locator("#figure-1 tbody tr").evaluate_all(
        "all => all.map(row => row.cells[0].textContent + ': ' + row.cells[2].textContent)"
    )
    marks = page.evaluate(
        "[...document.querySelectorAll('#figure-1 .chart.wide svg .mark-symbol path')]"
        ".filter(e => e.__data__ && e.__data__.datum.Authority)"
        ".map(e => e.__data__.datum.Authority + ': ' + e.__data__.datum.Grade)"
    )
    assert sorted(marks) == sorted(lines) and len(lines) > 20


def test_paper_shows_the_charts_and_no_controls(visit):
    page, _ = visit()
    page.emulate_media(media="print")
    assert page.locator(".chart:visible svg").count() == 3
    assert not page.locator(".filter").is_visible() and not page.locator(".contents").is_visible()
