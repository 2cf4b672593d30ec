"""The charts of data quality: numbers by year, and shares with the range in which they lie if counted otherwise."""

import polars as pl
import pytest

from ofsted_trends.charts.count_matrix import chart_counts
from ofsted_trends.charts.share_ranges import RANGE, chart_share_ranges

NAMES = {"South East": "South East", "London": "London"}
SHORT = {"South East": "SE", "London": "L"}
COUNTS = pl.DataFrame(
    {"region": ["London", "London", "South East", "South East"], "year": [2018, 2019] * 2, "n_documents": [0, 12, 3, 1]}
)
RANGES = pl.DataFrame(
    {
        "year": [2018, 2019], "n_in_scope": [40, 4], "share": [0.5, 0.25], "low": [0.4, 0.1], "high": [0.6, 0.6],
        "lowest": [0.45, None], "highest": [0.7, None], "small": [False, True],
    }
)  # fmt: skip


def texts(chart):
    return [row["text"] for rows in chart.to_dict()["datasets"].values() for row in rows if "text" in row]


def layers(chart, kind):
    spec = chart.to_dict()
    found = [
        layer for layer in spec["layer"] if layer["mark"]["type"] == kind and "tooltip" in layer.get("encoding", {})
    ]
    return [(layer["mark"], spec["datasets"][layer["data"]["name"]]) for layer in found]


@pytest.mark.parametrize("narrow", [False, True])
def test_every_cell_has_its_number_and_nothing_is_a_dash_on_white(narrow):
    chart = chart_counts(COUNTS, "region", NAMES, SHORT, narrow=narrow)
    ((_, cells),) = layers(chart, "rect")
    told = {(cell["Row"], cell["On site"]): (cell["text"], cell["shade"]) for cell in cells}
    assert told["London", 2018] == ("–", "white") and told["London", 2019] == ("12", "#092135")
    assert len(told) == 4 and {"–", "12", "3", "1"} <= set(texts(chart))
    assert ("SE" in texts(chart)) == narrow
    assert chart.to_dict()["width"] <= (344 if narrow else 902)


def test_no_document_is_said():
    assert texts(chart_counts(COUNTS.clear(), "region", NAMES, SHORT)) == ["No document in this period"]
    assert texts(chart_share_ranges(RANGES.clear(), "concern", "Corrected")) == ["No document in this period"]


@pytest.mark.parametrize("narrow", [False, True])
def test_every_year_has_a_mark_and_a_bar_only_where_there_is_a_range(narrow):
    chart = chart_share_ranges(RANGES, "concern", "Corrected", narrow=narrow)
    points = [(mark["fill"], row["Share"]) for mark, rows in layers(chart, "point") for row in rows]
    assert points == [("#F46A25", "50% of 40"), ("white", "25% of 4")]
    ((bar, rows),) = layers(chart, "rule")
    assert bar["color"] == RANGE and [row["Range"] for row in rows] == ["45% to 70%"]
    assert {"2018", "2019", "Corrected", "Fewer than 10 documents"} <= set(texts(chart))
