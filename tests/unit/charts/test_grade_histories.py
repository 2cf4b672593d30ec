import runpy
from pathlib import Path

import polars as pl
import pytest

from ofsted_trends.charts.grade_histories import History, chart_histories
from ofsted_trends.charts.grade_table import chart_grade_table
from ofsted_trends.charts.style import GRADE_SHAPES
from ofsted_trends.measures import measure_peers

DRAWN = runpy.run_path(str(Path(__file__).with_name("layers.py")))
layers, rows, texts = DRAWN["layers"], DRAWN["rows"], DRAWN["texts"]
BCP = "Bournemouth, Christchurch and Poole"


@pytest.fixture
def histories(measures):
    timeline, visits, _ = measures()
    lane = timeline.filter(pl.col("lane") == "overall")
    days = visits["day"].drop_nulls().to_list()
    return [History("Sheffield", lane, days, own=True), History(BCP, lane.clear(), []), History("Leeds", lane[-1:], [])]


@pytest.mark.parametrize("narrow", [False, True])
def test_each_grade_is_one_mark_of_its_shape_in_its_authority_s_panel(histories, narrow):
    chart = chart_histories(histories, (2010, 2025), narrow=narrow)
    drawn = {}
    for mark, found in layers(chart, "point"):
        for row in found:
            if "Authority" in row:
                drawn.setdefault((row["Authority"], row["Grade"]), []).append((mark["shape"], row["x"], row["y"]))
    assert sum(map(len, drawn.values())) == histories[0].grades.height + 1
    assert drawn["Sheffield", "Adequate"][0][0] == GRADE_SHAPES["adequate"]
    first, last = drawn["Sheffield", "Good"][0], drawn["Sheffield", "Inadequate"][0]
    assert first[1] < last[1] and first[2] < last[2], "later is right, worse is lower"
    assert drawn["Leeds", "Inadequate"][0][1:] != last[1:]


@pytest.mark.parametrize("narrow", [False, True])
def test_an_authority_without_a_grade_keeps_its_panel_and_says_so(histories, narrow):
    found = texts(chart_histories(histories, (2010, 2025), narrow=narrow))
    assert BCP in found and "No grade at hand" in found


def test_no_line_crosses_the_change_of_scale(histories):
    chart = chart_histories(histories, (2010, 2025))
    joined = [row for mark, found in layers(chart, "rule") for row in found if mark.get("strokeWidth") == 2]
    comparable = histories[0].grades["link"].is_in(["same", "near", "loose"]).sum()
    assert len(joined) == comparable < histories[0].grades.height - 1


def test_all_panels_have_the_same_years(histories):
    chart = chart_histories(histories, (2010, 2025))
    years = [text for text in texts(chart) if text.isdigit()]
    assert len(years) == 3 * len(set(years))


def test_words_of_long_names_stay_within_their_panel(histories):
    chart = chart_histories(histories, (2010, 2025), narrow=True)
    title = next(
        row["text"]
        for row in rows(chart, "text", "text")
        if isinstance(row["text"], list) and "".join(row["text"]).startswith("Bourn")
    )
    assert len(title) > 1 and max(map(len, title)) <= 24


def test_one_year_and_nobody_are_drawn_too(histories):
    assert "Leeds" in texts(chart_histories(histories[2:], (2023, 2024), narrow=True))
    assert texts(chart_histories([], (2018, 2019))) == ["No authority to show"]


@pytest.fixture
def peers(draw_tables):
    documents = """
        document_id | authority | framework | framework_version | visit
        s2010       | Sheffield | slac      | slac-2009         | 2010-10-04 to 2010-10-15
        s2023       | Sheffield | ilacs     | ilacs-2023        | 2022-12-12 to 2023-01-13
        l2019       | Leeds     | ilacs     | ilacs-2018        | 2019-07-15 to 2019-07-26
    """
    observations = """
        document_id | area    | grade       | strand
        s2010       | overall | adequate    | safeguarding
        s2023       | overall | good        |
        s2023       | in_care | outstanding |
        l2019       | overall | inadequate  |
    """
    tables = draw_tables(documents, observations)
    return measure_peers(tables.observations, tables.documents, "Sheffield", ["Leeds", "York"])


@pytest.mark.parametrize("narrow", [False, True])
def test_the_latest_grades_stand_in_a_row_an_authority(peers, narrow):
    names = ["Sheffield", "Leeds", "York"]
    chart = chart_grade_table(peers, names, narrow=narrow)
    cells = {(row["Authority"], row["Area"]): row for row in rows(chart, "rect", "Grade")}
    assert {key: cell["Grade"] for key, cell in cells.items()} == {
        ("Sheffield", "Overall effectiveness"): "Good, 13 January 2023",
        ("Sheffield", "Children in care"): "Outstanding, 13 January 2023",
        ("Leeds", "Overall effectiveness"): "Inadequate, 26 July 2019",
    }
    assert cells["Sheffield", "Overall effectiveness"]["y"] < cells["Leeds", "Overall effectiveness"]["y"]
    found = texts(chart)
    # York has none of two areas, Leeds none of one; one more in the key
    assert found.count("–") == 4 and {"2023", "2019", "York"} <= set(found)


def test_no_grade_at_all_says_so(peers):
    nothing = peers.filter(pl.col("authority") == "York")
    assert texts(chart_grade_table(nothing, ["York"])) == ["No grade at hand in this period"]
