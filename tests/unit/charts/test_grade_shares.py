import runpy
from pathlib import Path

import pytest

from ofsted_trends.charts.grade_rows import GradeRow, rows_by_area, rows_by_region, rows_by_year
from ofsted_trends.charts.grade_shares import BREAK, chart_grade_shares
from ofsted_trends.measures import count_peers, count_standings, measure_grades, measure_peers, measure_standings

DRAWN = runpy.run_path(str(Path(__file__).with_name("layers.py")))
layers, rows, texts = DRAWN["layers"], DRAWN["rows"], DRAWN["texts"]
MANY = "\n".join(
    f"m{n} | Leeds | ilacs | ilacs-2018 | 2019-0{n % 9 + 1}-{n + 10} | Yorkshire and the Humber" for n in range(12)
)
DOCUMENTS = f"""
    document_id | authority | framework | framework_version | visit      | region
    s2010       | Sheffield | slac      | slac-2009         | 2010-07-15 | Yorkshire and the Humber
    s2014       | Sheffield | sif       | sif-2013          | 2014-07-15 | Yorkshire and the Humber
    k2018       | Kent      | sif       | sif-2013          | 2018-01-15 | South East
    s2018       | Sheffield | ilacs     | ilacs-2018        | 2018-07-15 | Yorkshire and the Humber
    {MANY}
"""
GRADES = "\n".join(f"m{n} | {'good' if n < 8 else 'inadequate'} | " for n in range(12))
OBSERVATIONS = f"""
    document_id | grade                | strand
    s2010       | adequate             | safeguarding
    s2014       | requires_improvement |
    k2018       | good                 |
    s2018       | good                 |
    {GRADES}
"""


@pytest.fixture
def tables(draw_tables):
    given = OBSERVATIONS.replace("document_id |", "document_id | area |", 1)
    lines = [
        line.replace(" | ", " | overall | ", 1) if "|" in line and "document_id" not in line else line
        for line in given.splitlines()
    ]
    return draw_tables(DOCUMENTS, "\n".join(lines))


@pytest.fixture
def years(tables):
    return rows_by_year(measure_grades(tables.observations, tables.documents))


def test_a_row_is_a_framework_and_year_and_a_gap_says_so(years):
    assert [(row.name, row.short, row.n, row.small) for row in years] == [
        ("2010", "SLAC, from June 2009", 1, True),
        ("2011 to 2013", "SLAC, from June 2009", 0, False),
        ("2014", "SIF, from November 2013", 1, True),
        ("2015 to 2017", "SIF, from November 2013", 0, False),
        ("2018", "SIF, from November 2013", 1, True),
        ("2018", "ILACS, from January 2018", 1, True),
        ("2019", "ILACS, from January 2018", 12, False),
    ]


@pytest.mark.parametrize("narrow", [False, True])
def test_parts_add_up_to_their_bar_and_carry_letter_and_number(years, narrow):
    chart = chart_grade_shares(years, "Year", "n", narrow=narrow)
    parts = [row for row in rows(chart, "rect", "Grade") if row["Year"] == "2019"]
    assert [(part["Grade"], part["Count"]) for part in parts] == [
        ("Good", "8 of 12 (67%)"), ("Inadequate", "4 of 12 (33%)"),
    ]  # fmt: skip
    assert parts[0]["x2"] == parts[1]["x"]
    assert (parts[0]["x2"] - parts[0]["x"]) / (parts[1]["x2"] - parts[0]["x"]) == pytest.approx(8 / 12, abs=1e-3)
    assert {"G 8", "I 4", "None at hand"} <= set(texts(chart))
    assert len(rows(chart, "rect", "Grade")) == sum(bool(n) for row in years for n in row.counts.values())


@pytest.mark.parametrize("narrow", [False, True])
def test_few_are_pale_and_thin_and_not_hidden(years, narrow):
    chart = chart_grade_shares(years, "Year", "n", narrow=narrow)
    drawn = {
        part["Year"]: (mark["opacity"], part["y2"] - part["y"])
        for mark, found in layers(chart, "rect")
        for part in found
        if "Grade" in part
    }
    assert drawn["2019"][0] == 1 and drawn["2014"][0] < 0.5
    assert drawn["2014"][1] < drawn["2019"][1]
    assert narrow or "1, few" in texts(chart)


@pytest.mark.parametrize("narrow", [False, True])
def test_the_change_of_scale_is_a_line_with_words_between_the_rows(years, narrow):
    chart = chart_grade_shares(years, "Year", "n", narrow=narrow)
    line = next(row for mark, found in layers(chart, "rule") for row in found if mark.get("strokeWidth") == 2)
    parts = {part["Year"]: part["y"] for part in rows(chart, "rect", "Grade")}
    assert parts["2010"] < line["y"] < parts["2014"]
    assert BREAK in texts(chart)
    assert BREAK not in texts(chart_grade_shares(years[2:], "Year", "n", narrow=narrow))


def test_regions_say_of_how_many_their_bar_is(tables):
    latest = measure_standings(tables.observations, tables.documents)
    found = {row.name: row for row in rows_by_region(count_standings(latest))}
    assert len(found) == 9
    assert (found["Yorkshire and the Humber"].told, found["London"].told) == ("2 of 15", "0 of 33")
    assert found["South East"].counts["good"] == 1


def test_the_arrow_stands_above_the_chosen_authority_s_grade(tables):
    counted = count_peers(measure_peers(tables.observations, tables.documents, "Sheffield", ["Leeds", "Kent"]))
    chart = chart_grade_shares(rows_by_area(counted), "Area", "n")
    own = next(part for part in rows(chart, "rect", "Grade") if part["Grade"] == "Good")
    arrows = [row for mark, found in layers(chart, "point") for row in found if mark["shape"] == "triangle-down"]
    assert any(own["x"] < arrow["x"] < own["x2"] and arrow["y"] < own["y"] for arrow in arrows)


def test_a_long_name_has_room(draw_tables):
    name = "Bournemouth, Christchurch and Poole, and Dorset"
    for narrow in (False, True):
        chart = chart_grade_shares([GradeRow(name, {"good": 12}, told="12")], "Name", "n", narrow=narrow)
        bar, word = rows(chart, "rect", "Grade")[0], next(r for r in rows(chart, "text", "text") if r["text"] == name)
        assert word["y"] < bar["y"] if narrow else bar["x"] > 300


def test_nothing_says_so():
    assert texts(chart_grade_shares([], "Year", "n")) == ["No grade in this period"]
