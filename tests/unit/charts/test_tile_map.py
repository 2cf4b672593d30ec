import runpy
from pathlib import Path

import polars as pl
import pytest

from ofsted_trends.charts.grade_marks import LETTERS, ON_GRADE
from ofsted_trends.charts.style import GRADE_COLOURS
from ofsted_trends.charts.tile_map import chart_tile_map
from ofsted_trends.measures import measure_standings
from ofsted_trends.registers.tile_map import load_tiles

DRAWN = runpy.run_path(str(Path(__file__).with_name("layers.py")))
layers, rows, texts = DRAWN["layers"], DRAWN["rows"], DRAWN["texts"]
DOCUMENTS = """
    document_id | authority | framework | framework_version | visit
    s           | Sheffield | ilacs     | ilacs-2018        | 2019-07-15
    s2          | Sheffield | ilacs     | ilacs-2026        | 2026-05-11
    l           | Leeds     | slac      | slac-2009         | 2010-05-11
"""
OBSERVATIONS = """
    document_id | area       | grade    | strand
    s           | overall    | good     |
    s2          | leadership | good     |
    l           | overall    | adequate | safeguarding
"""


@pytest.fixture
def latest(draw_tables):
    tables = draw_tables(DOCUMENTS, OBSERVATIONS)
    return measure_standings(tables.observations, tables.documents)


@pytest.mark.parametrize("narrow", [False, True])
def test_every_authority_has_one_tile_where_the_register_puts_it(latest, narrow):
    tiles = {row["Authority"]: row for row in rows(chart_tile_map(latest, narrow=narrow), "rect", "Authority")}
    assert sorted(tiles) == sorted(tile.authority for tile in load_tiles())
    sizes = {(round(t["x2"] - t["x"], 1), round(t["y2"] - t["y"], 1)) for t in tiles.values()}
    assert len(sizes) == 1, "an equal area each"
    assert tiles["Leeds"]["y"] < tiles["Sheffield"]["y"] < tiles["Kent"]["y"]
    assert tiles["Bristol"]["x"] < tiles["Essex"]["x"]


@pytest.mark.parametrize("narrow", [False, True])
def test_a_grade_is_a_letter_on_its_colour_and_no_grade_a_dash(latest, narrow):
    chart = chart_tile_map(latest, narrow=narrow)
    tiles = {row["Authority"]: row for row in rows(chart, "rect", "Authority")}
    assert tiles["Sheffield"]["colour"] == GRADE_COLOURS["good"]
    assert tiles["Leeds"]["colour"] == GRADE_COLOURS["adequate"]
    assert tiles["Kent"]["colour"] not in GRADE_COLOURS.values()
    found = texts(chart)
    # one more each in the key
    assert (found.count("G"), found.count("A"), found.count("–")) == (2, 2, 152)
    assert "No grade at hand" in found and "Requires improvement" not in found


def test_the_words_beside_the_pointer_have_the_day_and_what_came_later(latest):
    tiles = {row["Authority"]: row for row in rows(chart_tile_map(latest), "rect", "Authority")}
    assert tiles["Sheffield"]["Grade"] == (
        "good, inspection of 15 July 2019; inspected again on 11 May 2026 without this grade"
    )
    assert tiles["Kent"]["Grade"] == "no document at hand"
    assert tiles["Sheffield"]["row"] == "Sheffield", "the mark knows its line in the table"


def test_regions_are_named_and_fenced_off(latest):
    chart = chart_tile_map(latest)
    assert set(latest["region"]) <= set(texts(chart))
    fences = [row for mark, drawn in layers(chart, "rule") for row in drawn]
    tiles = {
        tile.authority: row
        for tile in load_tiles()
        for row in rows(chart, "rect", "Authority")
        if row["Authority"] == tile.authority
    }
    # Sheffield and Derbyshire are of two regions, Sheffield and Barnsley of one
    assert any(
        f["y"] == f["y2"] == tiles["Derbyshire"]["y"]
        and f["x"] <= tiles["Sheffield"]["x"]
        and f["x2"] >= tiles["Sheffield"]["x2"]
        for f in fences
    )
    assert not any(
        f["y"] == f["y2"] == tiles["Sheffield"]["y"]
        and f["x"] <= tiles["Sheffield"]["x"]
        and f["x2"] >= tiles["Sheffield"]["x2"]
        for f in fences
    )


def test_letters_can_be_read_on_their_colours():
    """WCAG 2.2, 1.4.3: 4.5:1."""
    for grade in LETTERS:
        light, dark = sorted((_luminance(GRADE_COLOURS[grade]), _luminance(ON_GRADE[grade])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, grade


def _luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_nothing_at_hand_is_a_map_of_dashes(latest):
    nothing = latest.with_columns(pl.lit("no_document").alias("status"), pl.lit(None, pl.String).alias("grade"))
    assert texts(chart_tile_map(nothing)).count("–") == 154
