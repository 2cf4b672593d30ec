import runpy
from pathlib import Path

import pytest

from ofsted_trends.charts.theme_contrast import chart_theme_contrast
from ofsted_trends.measures import measure_contrast

DRAWN = runpy.run_path(str(Path(__file__).with_name("layers.py")))
layers, rows, texts = DRAWN["layers"], DRAWN["rows"], DRAWN["texts"]


@pytest.fixture
def contrast(draw_tables):
    many = "\n".join(f"l{n} | Leeds | 2019-02-{n + 10} | fathers" for n in range(12))
    documents = f"document_id | authority | visit | themes_in_scope\n s0 | Sheffield | 2019-01-10 | fathers\n{many}"
    said = "\n".join(f"l{n} | finding | fathers | concern" for n in range(3))
    tables = draw_tables(documents, f"document_id | kind | theme | stance\n s0 | finding | fathers | concern\n{said}")
    return measure_contrast(tables.observations, tables.documents, "Sheffield", ["Leeds"], ["fathers", "health"])


@pytest.mark.parametrize("narrow", [False, True])
def test_both_shares_stand_at_their_place_with_numbers(contrast, narrow):
    chart = chart_theme_contrast(contrast[:1], "Sheffield", narrow=narrow)
    marks = {row["Share"]: (mark, row) for mark, found in layers(chart, "point") for row in found if "Share" in row}
    assert set(marks) == {"100% (1 of 1, few)", "25% (3 of 12)"}
    (own, own_row), (other, other_row) = marks["100% (1 of 1, few)"], marks["25% (3 of 12)"]
    assert own["shape"] != other["shape"] and own["fill"] == "white" != other["fill"]
    ticks = {row["text"]: row["x"] for row in rows(chart, "text", "text") if str(row["text"]).endswith("%")}
    assert (own_row["x"], other_row["x"]) == (pytest.approx(ticks["100%"]), pytest.approx(ticks["25%"]))
    assert {"1 of 1, few", "3 of 12", "Fathers"} <= set(texts(chart))


def test_a_theme_that_differs_clearly_is_bold(contrast):
    clear = contrast.with_columns(clear=contrast["side"] == "concern")
    chart = chart_theme_contrast(clear, "Sheffield")
    weights = {
        row["text"][0]: mark["fontWeight"]
        for mark, found in layers(chart, "text")
        for row in found
        if "fontWeight" in mark
    }
    assert weights == {"Fathers: a concern": "bold", "Fathers: a strength": "normal"}


def test_rows_of_both_sides_say_which(contrast):
    found = texts(chart_theme_contrast(contrast, "Sheffield"))
    assert {"Fathers: a concern", "Fathers: a strength"} <= set(found)
    assert not any(text.startswith("Health") for text in found), "nobody looked at it"


def test_nothing_in_scope_says_so(contrast):
    assert texts(chart_theme_contrast(contrast[2:], "Sheffield")) == ["No document in scope in this period"]
