"""Lints the register of the tile map."""

import itertools
import re

import pytest

from ofsted_trends.errors import RegisterError
from ofsted_trends.registers.authorities import load_authorities
from ofsted_trends.registers.loading import read_csv_register
from ofsted_trends.registers.tile_map import check_tiles, load_tiles

TILES = {tile.authority: tile for tile in load_tiles()}
ROWS = read_csv_register("tile_map.csv")
REGIONS = sorted({tile.region for tile in TILES.values()})


def near(one, other, most=1):
    return max(abs(one.column - other.column), abs(one.row - other.row)) <= most


def test_every_authority_of_today_has_one_tile_and_no_two_share_a_place():
    assert sorted(TILES) == sorted(a.name for a in load_authorities() if a.end is None)
    assert len({(tile.column, tile.row) for tile in TILES.values()}) == len(load_tiles()) == 153


@pytest.mark.parametrize("region", REGIONS)
def test_a_region_hangs_together(region):
    left = [tile for tile in TILES.values() if tile.region == region]
    joined = [left.pop()]
    for tile in joined:
        joined += [other for other in left if near(tile, other)]
        left = [other for other in left if other not in joined]
    assert left == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northumberland", "Newcastle upon Tyne"), ("County Durham", "Sunderland"), ("Leeds", "Bradford"),
        ("Sheffield", "Rotherham"), ("Sheffield", "Derbyshire"), ("Manchester", "Salford"), ("Liverpool", "Knowsley"),
        ("Rochdale", "Calderdale"), ("Derby", "Derbyshire"), ("Nottingham", "Nottinghamshire"),
        ("Leicester", "Leicestershire"), ("York", "North Yorkshire"), ("Kingston upon Hull", "East Riding of Yorkshire"),
        ("Birmingham", "Solihull"), ("Stoke-on-Trent", "Staffordshire"), ("Peterborough", "Cambridgeshire"),
        ("Norfolk", "Suffolk"), ("Essex", "Thurrock"), ("Luton", "Central Bedfordshire"), ("Hertfordshire", "Enfield"),
        ("Buckinghamshire", "Hillingdon"), ("Kent", "Medway"), ("Kent", "Bromley"), ("Surrey", "Kingston upon Thames"),
        ("Brighton and Hove", "East Sussex"), ("Southampton", "Hampshire"), ("Bristol", "South Gloucestershire"),
        ("Devon", "Plymouth"), ("Cornwall", "Isles of Scilly"), ("Cumberland", "Westmorland and Furness"),
        ("City of London", "Tower Hamlets"), ("Camden", "Westminster"), ("Bexley", "Greenwich"),
    ],
)  # fmt: skip
def test_neighbours_are_neighbours(one, other):
    assert near(TILES[one], TILES[other])


@pytest.mark.parametrize(
    "westward", [("Hounslow", "City of London", "Bexley"), ("Hillingdon", "Camden", "Havering"),
                 ("Bristol", "Oxfordshire", "Essex"), ("Liverpool", "Manchester", "Sheffield")]
)  # fmt: skip
def test_west_is_left(westward):
    assert all(TILES[a].column < TILES[b].column for a, b in itertools.pairwise(westward))


@pytest.mark.parametrize(
    "southward",
    [("Northumberland", "Leeds", "Sheffield", "Birmingham", "Oxfordshire", "Hampshire", "Isle of Wight"),
     ("Enfield", "Islington", "City of London", "Croydon")],
)  # fmt: skip
def test_north_is_up(southward):
    assert all(TILES[a].row < TILES[b].row for a, b in itertools.pairwise(southward))


def test_london_is_one_block_of_seven_by_six():
    boroughs = [tile for tile in TILES.values() if tile.region == "London"]
    columns, rows = {tile.column for tile in boroughs}, {tile.row for tile in boroughs}
    assert (len(boroughs), len(columns), len(rows)) == (33, 7, 6)
    inside = {(tile.column, tile.row): tile for tile in TILES.values()}
    assert all(
        inside[column, row].region == "London"
        for row in rows
        for column in range(
            min(t.column for t in boroughs if t.row == row), max(t.column for t in boroughs if t.row == row) + 1
        )
    )


def test_labels_are_short_enough_for_a_tile():
    assert all(re.fullmatch(r"[A-Za-z&]{2,7}", tile.label) for tile in TILES.values())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"column": ROWS[1]["column"], "row": ROWS[1]["row"]}, r"place column \d+, row \d+ occurs twice"),
        ({"label": ROWS[1]["label"]}, f"label {ROWS[1]['label']} occurs twice"),
        ({"name": "Nowhere"}, f"line 2: {ROWS[0]['code']} is {ROWS[0]['name']}, not Nowhere"),
        ({"code": "E10000006"}, "E10000006 is no authority of today"),
        ({"column": "-1"}, "not both numbers"),
        ({"code": ROWS[1]["code"], "name": ROWS[1]["name"]}, f"{ROWS[0]['name']} .* has no tile.*code .* occurs twice"),
    ],
)
def test_a_broken_register_is_refused_with_the_place(change, message):
    with pytest.raises(RegisterError, match=message):
        check_tiles([ROWS[0] | change, *ROWS[1:]], load_authorities())
