"""The charts of the ledger: a matrix of items and visits, shares with intervals, and bars of years."""

import json
import runpy
from pathlib import Path

import polars as pl
import pytest

from ofsted_trends.charts.ledger_matrix import MOST, MOST_NARROW, chart_ledger, find_followed, name_item
from ofsted_trends.charts.ledger_names import KEY
from ofsted_trends.charts.ledger_waits import chart_waits
from ofsted_trends.charts.share_rows import Series, chart_share_rows
from ofsted_trends.measures import measure_ledger
from ofsted_trends.measures.populations import select_primary

cells = runpy.run_path(str(Path(__file__).with_name("layers.py")))["cells"]
EVERYTHING = "supervision fathers health"
DOCUMENTS = f"""
    document_id | event         | visit      | scope_basis | themes_in_scope
    a           | inspection    | 2014-01-30 | kind        | {EVERYTHING}
    b           | focused_visit | 2018-04-24 | statement   | supervision
    c           | inspection    | 2019-04-24 | kind        | {EVERYTHING}
    d           | focused_visit | 2020-04-24 | unknown     |
"""
OBSERVATIONS = """
    document_id | observation_id | kind            | item | theme       | stance   | text
    a           | a1.1           | improvement     | 1    | supervision | concern  | The recording and frequency of supervision of frontline staff.
    a           | a2.1           | priority_action | 1    | fathers     | concern  | Involve absent fathers in assessments.
    a           | a3.1           | improvement     | 2    | health      | concern  | Timely health assessments.
    b           | b1.1           | finding         |      | supervision | concern  | The recording and frequency of supervision of frontline staff are poor.
    c           | c1.1           | finding         |      | supervision | strength | The recording and frequency of supervision of frontline staff are good.
    c           | c2.1           | finding         |      | fathers     | concern  | Dads are seldom seen.
    c           | c3.1           | improvement     | 1    | fathers     | concern  | Write to dads.
"""


@pytest.fixture
def drawn(draw_tables):
    tables = draw_tables(DOCUMENTS, OBSERVATIONS)
    return measure_ledger(tables.observations, tables.documents), select_primary(tables.documents)


def texts(chart):
    found = []
    for rows in chart.to_dict()["datasets"].values():
        if not isinstance(rows, str):
            found += [row["text"] for row in rows if "text" in row]
    return found


def test_every_item_with_a_later_visit_has_a_cell_for_each_and_one_for_its_asking(drawn):
    ledger, visits = drawn
    told = cells(chart_ledger(ledger, visits))
    kinds = list(KEY)
    rows = {}
    for cell in told:
        rows.setdefault(cell["t"], {})[cell["v"]] = kinds[cell["k"]]
    assert rows == {
        0: {2: "asked", 3: "scope_unknown"},
        1: {0: "asked", 1: "out_of_scope", 2: "mentioned", 3: "scope_unknown"},
        2: {0: "asked", 1: "raised_again", 2: "reported_improved", 3: "scope_unknown"},
        3: {0: "asked", 1: "out_of_scope", 2: "not_mentioned", 3: "scope_unknown"},
    }
    assert [cell["h"] for cell in told if kinds[cell["k"]] == "raised_again"] == [1], "worded alike: high confidence"


def test_every_outcome_has_a_shape_of_its_own_and_only_what_is_drawn_is_explained(drawn):
    ledger, visits = drawn
    layers = chart_ledger(ledger, visits).to_dict()["layer"][-1]["layer"]
    shapes = [(layer["mark"].get("shape", layer["mark"]["type"]), layer["mark"].get("filled")) for layer in layers]
    assert len(set(shapes)) == len(shapes) == len(KEY)
    early = ledger.filter(pl.col("later_document_id") == "b")
    assert "Cannot be told" in texts(chart_ledger(ledger, visits))
    assert "Cannot be told" not in texts(chart_ledger(early, visits))


def test_the_newest_lists_come_first_and_no_more_than_can_be_read(drawn):
    ledger, _ = drawn
    assert find_followed(ledger).select("document_id", "kind", "item").rows() == [
        ("c", "improvement", 1), ("a", "priority_action", 1), ("a", "improvement", 1), ("a", "improvement", 2),
    ]  # fmt: skip
    assert find_followed(ledger, 3)["document_id"].to_list() == ["c"], "whole lists, but of the newest as many as fit"
    long = pl.concat([ledger.filter(document_id="c").with_columns(item=pl.lit(n, pl.Int64)) for n in range(1, 60)])
    assert (find_followed(long).height, find_followed(long, MOST_NARROW).height) == (MOST, MOST_NARROW)


@pytest.mark.parametrize("narrow", [False, True])
def test_nothing_to_follow_is_said_and_everything_stays_within_the_page(drawn, narrow):
    ledger, visits = drawn
    assert "No list of improvements with a later visit" in json.dumps(
        chart_ledger(ledger.clear(), visits, narrow=narrow).to_dict()
    )
    assert chart_ledger(ledger, visits, narrow=narrow).to_dict()["width"] <= (344 if narrow else 656)


def test_a_name_is_number_and_themes_and_says_what_is_a_priority_and_the_boards():
    item = {"kind": "priority_action", "item": 3, "themes": [], "board": True}
    assert name_item(item) == "Priority 3. Board: No theme coded"


SERIES = [Series("a", "Share a", "#F46A25", "triangle-down"), Series("b", "Share b", "#12436D", "circle")]
SHARES = pl.DataFrame(
    {
        "name": ["Supervision", "A theme with a very long name that an analyst wrote"],
        "share_a": [0.25, 1.0], "low_a": [0.1, None], "high_a": [0.4, None],
        "share_b": [0.5, None], "low_b": [0.4, None], "high_b": [0.6, None],
        "n": [1200, 3], "small": [False, True],
    }
)  # fmt: skip


def marks(chart, kind):
    spec = chart.to_dict()
    layers = [
        layer for layer in spec["layer"] if layer["mark"]["type"] == kind and "tooltip" in layer.get("encoding", {})
    ]
    return [(layer["mark"], spec["datasets"][layer["data"]["name"]]) for layer in layers]


@pytest.mark.parametrize("narrow", [False, True])
def test_every_share_has_a_mark_at_its_place_hollow_where_it_rests_on_few(narrow):
    chart = chart_share_rows(SHARES, SERIES, {"n": ["Number"]}, narrow=narrow)
    told = [(mark["shape"], mark["fill"], row["Share"]) for mark, rows in marks(chart, "point") for row in rows]
    assert told == [
        ("triangle-down", "#F46A25", "Share a: 25%"), ("triangle-down", "white", "Share a: 100%"),
        ("circle", "#12436D", "Share b: 50%"),
    ]  # fmt: skip
    drawn = texts(chart)
    assert {"1,200", "3", "Number", "Fewer than 10"} <= set(drawn)
    assert chart.to_dict()["width"] <= (344 if narrow else 800)


def test_no_row_is_said():
    assert "Nothing to show in this period" in texts(chart_share_rows(SHARES.clear(), SERIES, {"n": ["Number"]}))


@pytest.mark.parametrize("narrow", [False, True])
def test_the_parts_of_a_bar_add_up_to_its_whole_and_open_has_a_broken_edge(narrow):
    waits = pl.DataFrame(
        {"years": [1, 8], "n_items": [10, 0], "n_improved": [2, 0], "n_looked": [3, 0], "n_open": [5, 0]}
    )
    chart = chart_waits(waits, narrow=narrow)
    parts = marks(chart, "rect")
    assert [rows[0]["Items"] for _, rows in parts] == [
        "Reported improved: 20% (2 of 10)", "Looked at again, not reported improved: 30% (3 of 10)",
        "Not looked at again yet: not known: 50% (5 of 10)",
    ]  # fmt: skip
    assert sum(rows[0]["x2"] - rows[0]["x"] for _, rows in parts) == pytest.approx(344 if narrow else 660)
    assert [mark["strokeDash"] for mark, _ in parts] == [[1, 0], [1, 0], [4, 3]]
    assert "Within 8 years" not in texts(chart)
    assert "No item is old enough in this period" in texts(chart_waits(waits.filter(pl.col("n_items") == 0)))
