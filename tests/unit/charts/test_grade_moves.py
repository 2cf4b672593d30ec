import runpy
from pathlib import Path

import polars as pl
import pytest

from ofsted_trends.charts.grade_moves import MatrixPanel, MoveRow, chart_matrices, chart_moves
from ofsted_trends.measures import count_changes, count_transitions, measure_transitions

DRAWN = runpy.run_path(str(Path(__file__).with_name("layers.py")))
layers, rows, texts = DRAWN["layers"], DRAWN["rows"], DRAWN["texts"]
NAMES = ["Leeds", "Kent", "York", "Essex", "Devon", "Surrey", "Norfolk", "Suffolk", "Bury", "Luton", "Derby", "Rutland"]


@pytest.fixture
def pairs(draw_tables):
    """Ten authorities from inadequate: 7 to good, 3 unchanged; two from outstanding to good."""
    documents = "document_id | authority | visit\n" + "\n".join(
        f"{n}a | {name} | 2018-02-10\n {n}b | {name} | 2021-02-10" for n, name in enumerate(NAMES)
    )
    grades = [("inadequate", "good")] * 7 + [("inadequate", "inadequate")] * 3 + [("outstanding", "good")] * 2
    observations = "document_id | area | grade\n" + "\n".join(
        f"{n}a | overall | {before}\n {n}b | overall | {after}" for n, (before, after) in enumerate(grades)
    )
    tables = draw_tables(documents, observations)
    return measure_transitions(tables.observations, tables.documents)


@pytest.mark.parametrize("narrow", [False, True])
def test_every_cell_of_the_frame_is_drawn_with_its_number_and_share(pairs, narrow):
    matrix = count_transitions(pairs)
    chart = chart_matrices([MatrixPanel("All pairs", matrix)], narrow=narrow)
    cells = {(row["From"], row["To"]): row for row in rows(chart, "rect", "Pairs")}
    assert len(cells) == matrix.height == 16
    assert cells["Inadequate", "Good"]["Pairs"] == "7 of 10 (70%)"
    assert cells["Inadequate", "Good"]["row"] == "All pairs: inadequate to good"
    assert {"7", "70%", "n 10", "n 2"} <= set(texts(chart))
    better, same = cells["Inadequate", "Good"], cells["Inadequate", "Inadequate"]
    assert better["x"] < same["x"] and better["y"] == same["y"]


def test_a_larger_share_is_darker_and_few_are_grey(pairs):
    chart = chart_matrices([MatrixPanel("All pairs", count_transitions(pairs))])
    shades = {(row["From"], row["To"]): row["colour"] for row in rows(chart, "rect", "Pairs")}
    assert _light(shades["Inadequate", "Good"]) < _light(shades["Inadequate", "Inadequate"])
    few = shades["Outstanding", "Good"]
    assert few[1:3] == few[3:5] == few[5:7]


def _light(colour):
    return sum(int(colour[n : n + 2], 16) for n in (1, 3, 5))


def test_panels_stand_beside_each_other_on_a_page_and_below_on_a_phone(pairs):
    panels = [MatrixPanel(name, count_transitions(pairs)) for name in ("First", "Second")]
    for narrow in (False, True):
        titles = {
            row["text"]: row
            for row in rows(chart_matrices(panels, narrow=narrow), "text", "text")
            if row["text"] in ("First", "Second")
        }
        assert (titles["First"]["y"] == titles["Second"]["y"]) is not narrow
        assert (titles["First"]["x"] == titles["Second"]["x"]) is narrow


@pytest.mark.parametrize("narrow", [False, True])
def test_bars_and_diamonds_stand_at_the_numbers_of_the_frame(pairs, narrow):
    row = count_changes(pairs, None).row(0, named=True)
    chart = chart_moves([MoveRow("All pairs", row)], narrow=narrow)
    diamond = next(drawn for drawn in rows(chart, "point", "Net"))
    bars = sorted(rows(chart, "rect", "Net"), key=lambda bar: bar["x"])
    worse, better = bars
    unit = (better["x2"] - better["x"]) / row["share_better"]
    assert (worse["x2"] - worse["x"]) / unit == pytest.approx(row["share_worse"])
    assert (diamond["x"] - better["x"]) / unit == pytest.approx(row["share_net"])
    assert worse["x2"] == better["x"], "both start from the middle"
    assert (diamond["Better"], diamond["Worse"], diamond["Unchanged"]) == (7, 2, 3)
    assert diamond["Net"].startswith("+42% (")


def test_few_pairs_are_pale_and_said_to_be_few(pairs):
    few = count_changes(pairs.filter(pl.col("from_grade") == "outstanding"), None).row(0, named=True)
    chart = chart_moves([MoveRow("A few", few, "Heading")])
    assert "2, few" in texts(chart) and "Heading" in texts(chart)
    assert all(mark["opacity"] < 1 for mark, found in layers(chart, "rect") if any("Net" in row for row in found))


def test_no_pair_says_so():
    words = ["No pair of comparable inspections in this period"]
    assert texts(chart_matrices([])) == words == texts(chart_moves([]))
