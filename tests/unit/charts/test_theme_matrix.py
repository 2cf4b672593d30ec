import json
import runpy
from pathlib import Path

import pytest

from ofsted_trends.charts.theme_layout import CELL, KINDS, find_rows, find_visits
from ofsted_trends.charts.theme_matrix import chart_theme_matrix
from ofsted_trends.measures.theme_history import HEADLINE, measure_theme_history

cells = runpy.run_path(str(Path(__file__).with_name("layers.py")))["cells"]
DOCUMENTS = """
    document_id | event         | visit      | themes_in_scope
    i2014       | inspection    | 2014-01-30 | case_recording supervision fathers education
    v2018       | focused_visit | 2018-04-24 | case_recording supervision fathers
    v2019       | focused_visit | 2019-04-24 |
"""
OBSERVATIONS = """
    document_id | kind    | theme          | stance
    i2014       | finding | case_recording | concern
    i2014       | finding | case_recording | strength
    v2018       | finding | case_recording | mixed
    v2018       | finding | supervision    | neutral
    v2019       | finding | education      | concern
"""


@pytest.fixture
def history(draw_tables):
    tables = draw_tables(DOCUMENTS, OBSERVATIONS)
    return measure_theme_history(tables.observations, tables.documents, "Sheffield")


def words(chart):
    found = []
    for rows in chart.to_dict()["datasets"].values():
        if not isinstance(rows, str):
            found += [row["text"] for row in rows if "text" in row]
    return found


def test_there_is_one_cell_a_visit_and_theme_with_its_numbers(history):
    drawn = cells(chart_theme_matrix(history, HEADLINE))
    assert len(drawn) == history.height == 90
    first = {row["v"]: row for row in drawn if row["t"] == 0}
    assert [[first[v][name] for name in CELL[2:]] for v in (0, 1, 2)] == [
        [1, 1, KINDS.index("said")],
        [1, 1, KINDS.index("said")],
        [0, 0, KINDS.index("scope_unknown")],
    ]
    supervision = [row["k"] for row in drawn if row["t"] == 1]
    assert [KINDS[k] for k in supervision] == ["nothing_said", "neutral", "scope_unknown"]


def test_every_status_has_a_shape_of_its_own(history):
    layers = chart_theme_matrix(history, HEADLINE).to_dict()["layer"][-1]["layer"]
    shapes = [(layer["mark"].get("shape", layer["mark"]["type"]), layer["mark"].get("filled")) for layer in layers]
    assert len(set(shapes)) == len(shapes) == len(KINDS) - 1


def test_the_headline_themes_come_first_and_then_the_register(history):
    assert find_rows(history, HEADLINE)[:4] == [*HEADLINE, "management_oversight"]


def test_a_phone_has_the_headline_themes_and_those_that_were_raised(history):
    assert find_rows(history, HEADLINE, raised_only=True) == [*HEADLINE, "education"]
    assert len(cells(chart_theme_matrix(history, HEADLINE, narrow=True))) == 4 * 3


def test_the_key_explains_what_is_drawn_and_nothing_else(history):
    told = words(chart_theme_matrix(history, HEADLINE))
    assert {"Concern", "Strength", "Neither", "Looked at, nothing said", "Not looked at", "Cannot be told"} <= {
        word for word in told if isinstance(word, str)
    }
    only = history.filter(history["document_id"] == "i2014")
    assert "Cannot be told" not in [w for w in words(chart_theme_matrix(only, HEADLINE)) if isinstance(w, str)]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("count", [0, 1, 10, 15])
def test_none_one_and_fifteen_visits_are_drawn_within_the_page(draw_tables, count, narrow):
    visits = "\n".join(f"v{n} | monitoring_visit | {2016 + n // 4}-{1 + 3 * (n % 4):02}-10" for n in range(count))
    tables = draw_tables(f"document_id | event | visit\n{visits}")
    history = measure_theme_history(tables.observations, tables.documents, "Sheffield")
    chart = chart_theme_matrix(history, HEADLINE, narrow=narrow).to_dict()
    assert chart["width"] <= (344 if narrow else 656)
    assert len(find_visits(history)) == count
    assert ("No inspection or visit in this period" in json.dumps(chart)) == (count == 0)


def test_slender_columns_have_a_letter_and_two_digits_of_the_year(draw_tables):
    visits = "\n".join(f"v{n} | monitoring_visit | {2010 + n}-03-10" for n in range(15))
    tables = draw_tables(f"document_id | event | visit\n{visits}")
    history = measure_theme_history(tables.observations, tables.documents, "Sheffield")
    heads = [word for word in words(chart_theme_matrix(history, HEADLINE, narrow=True)) if isinstance(word, list)]
    assert heads[0] == ["M", "Mar", "’10"]
