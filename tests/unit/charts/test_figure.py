import json
import re

import altair as alt
import polars as pl
import pytest

from ofsted_trends.charts.figure import Figure
from ofsted_trends.charts.figure_html import FIGURE_MIME, figure_html
from ofsted_trends.charts.timelines import chart_timeline
from ofsted_trends.errors import InputError

PARTS = {
    "headline": "A headline",
    "subtitle": "Grades, Sheffield, 2010 to 2024",
    "source": "Ofsted",
    "alt_text": "Two points.",
    "table": pl.DataFrame({"Area": ["Overall"], "Number": [1200.5]}),
}


@pytest.fixture
def chart(measures):
    return chart_timeline(*measures())


@pytest.mark.parametrize("part", ["headline", "subtitle", "source", "alt_text", "table"])
def test_a_figure_without_one_of_its_parts_is_refused(chart, part):
    empty = pl.DataFrame() if part == "table" else " "
    with pytest.raises(InputError, match=part):
        Figure(chart=chart, **(PARTS | {part: empty}))


def test_a_figure_carries_specification_drawing_words_and_data(chart):
    bundle = Figure(chart=chart, **PARTS)._repr_mimebundle_()
    data = bundle[FIGURE_MIME]
    assert data["spec"]["description"] == "Two points."
    assert data["svg"].startswith("<svg")
    assert data["table"] == {"columns": ["Area", "Number"], "numeric": [False, True], "rows": [["Overall", 1200.5]]}
    assert json.loads(json.dumps(data)) == data
    assert "<script" not in bundle["text/html"] and "1,200.5" in bundle["text/html"]
    assert bundle["text/plain"].endswith("Two points.")


def test_the_same_figure_gives_the_same_bytes(measures):
    first, second = (Figure(chart=chart_timeline(*measures()), **PARTS).as_data() for _ in range(2))
    assert json.dumps(first) == json.dumps(second)


def test_a_picture_is_one_labelled_picture_with_ids_of_its_own(chart):
    page = figure_html(Figure(chart=chart, narrow=chart, **PARTS).as_data(), "figure-1")
    assert page.count('role="img"') == page.count('aria-label="Two points."') == 2
    assert "aria-roledescription" not in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids)) and all(name.startswith("figure-1") for name in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


def test_words_are_escaped(chart):
    parts = PARTS | {"headline": "<script>alert(1)</script>", "alt_text": '"><b>', "note": "<i>"}
    parts["table"] = pl.DataFrame({"<u>": ["<img src=x>"]})
    page = figure_html(Figure(chart=chart, **parts).as_data(), "figure-1")
    assert not re.search(r"<(script|b|i|u|img)\b", page)


def test_a_figure_leaves_the_style_of_other_charts_alone(chart):
    before = alt.theme.active
    spec = Figure(chart=chart, **PARTS).as_data()["spec"]
    assert alt.theme.active == before
    assert spec["config"]["font"].startswith("Arial")
    assert "Arial" not in json.dumps(alt.Chart().mark_point().to_dict())
