import pytest

from ofsted_trends.charts.layout import SCALE_BREAK, year_of
from ofsted_trends.charts.style import GRADE_COLOURS, GRADE_SHAPES
from ofsted_trends.charts.timelines import chart_timeline, find_span


def layers(chart, kind):
    spec = chart.to_dict()
    found = [layer for layer in spec["layer"] if layer["mark"]["type"] == kind]
    return [layer | {"rows": spec["datasets"][layer["data"]["name"]]} for layer in found]


def rows(layer):
    return layer["rows"]


@pytest.mark.parametrize("narrow", [False, True])
def test_there_is_one_mark_a_grade_and_one_a_visit(measures, narrow):
    timeline, visits, frameworks = measures()
    grades, diamonds = layers(chart_timeline(timeline, visits, frameworks, narrow=narrow), "point")
    assert len(rows(grades)) == timeline["lane"].is_not_null().sum() == 8
    assert len(rows(diamonds)) == visits.height == 3


def test_a_grade_is_told_by_height_shape_and_word_and_not_by_colour_alone(measures):
    chart = chart_timeline(*measures())
    marks = layers(chart, "point")[0]
    assert marks["encoding"]["shape"]["field"] == marks["encoding"]["stroke"]["field"] == "grade"
    words = {row["text"] for layer in layers(chart, "text") for row in rows(layer) if isinstance(row["text"], str)}
    assert {"Adequate", "Requires improvement", "Good", "Outstanding", "Inadequate"} <= words
    assert len(set(GRADE_SHAPES.values())) == 5
    assert len(set(GRADE_COLOURS.values())) <= 4


def test_every_word_stands_once_on_a_light_edge_and_once_in_ink(measures):
    texts = [layer for layer in layers(chart_timeline(*measures()), "text") if layer["mark"]["dx"] in (10, -10)]
    assert [len(rows(layer)) for layer in texts[::2]] == [len(rows(layer)) for layer in texts[1::2]]


def test_a_line_marks_the_change_of_scale_and_says_so(measures):
    chart = chart_timeline(*measures())
    at = [row for layer in layers(chart, "rule") for row in rows(layer) if row["x"] == year_of(SCALE_BREAK)]
    notes = [row["text"] for layer in layers(chart, "text") for row in rows(layer) if row["x"] == year_of(SCALE_BREAK)]
    assert len(at) == 1
    assert ["Grades before and after this line are on different scales"] in notes


def test_no_line_joins_grades_across_the_change_of_scale(measures):
    joined = [row for layer in layers(chart_timeline(*measures()), "rule") for row in rows(layer) if "link" in row]
    assert len(joined) == 4
    assert all(row["x"] > year_of(SCALE_BREAK) for row in joined)
    assert [row["link"] for row in joined] == ["comparable", "comparable", "comparable", "loose"]


def test_there_is_no_break_where_all_grades_are_on_one_scale(measures, draw_tables):
    tables = draw_tables("document_id | visit\n a | 2019-02-01", "document_id | area | grade\n a | overall | good")
    chart = chart_timeline(*measures(tables))
    assert not [row for layer in layers(chart, "rule") for row in rows(layer) if row["x"] == year_of(SCALE_BREAK)]


def test_second_hand_is_hollow(measures):
    diamonds = layers(chart_timeline(*measures()), "point")[1]
    assert [row["second_hand"] for row in rows(diamonds)] == [False, False, True]
    assert diamonds["encoding"]["fill"]["condition"]["value"] == "white"


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("count", [0, 1, 15])
def test_none_one_and_fifteen_visits_are_drawn(measures, draw_tables, count, narrow):
    visits = "\n".join(f"v{n} | monitoring_visit | {2016 + n // 4}-{1 + 3 * (n % 4):02}-10" for n in range(count))
    chart = chart_timeline(*measures(draw_tables(f"document_id | event | visit\n{visits}")), narrow=narrow)
    points = layers(chart, "point")
    assert sum(len(rows(layer)) for layer in points) == count
    nothing = "No inspection or visit in this period"
    said = [row["text"] for layer in layers(chart, "text") for row in rows(layer)]
    assert (nothing in said) == (count == 0)


def test_the_span_holds_every_year_that_is_drawn(measures):
    assert find_span(*measures()) == (2010, 2025)
