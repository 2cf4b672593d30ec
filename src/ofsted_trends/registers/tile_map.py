"""Where each authority of today stands on the equal-area map: one tile each, so that none is hidden by its size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ofsted_trends.errors import RegisterError
from ofsted_trends.registers.authorities import Authority, load_authorities
from ofsted_trends.registers.loading import read_csv_register


@dataclass(frozen=True, slots=True)
class Tile:
    """One authority's place.

    Attributes:
        authority: canonical name.
        code: current GSS code.
        region: of the authority.
        column: from the west, 0 for the first.
        row: from the north, 0 for the first.
        label: a short name that fits a tile, unique.
    """

    authority: str
    code: str
    region: str
    column: int
    row: int
    label: str


@cache
def load_tiles() -> tuple[Tile, ...]:
    """Returns the tile of every authority of today, from the north and from the west.

    Raises:
        RegisterError: an authority has no tile or two, a tile is for none of today's authorities, its name is not the
            register's, a place is no number, or two share a place or a label.

    Source: drawn for this project from England's geography; what counts is that neighbours stay near each other,
        that London keeps its order around the Thames, and that regions hang together.
    """
    return check_tiles(read_csv_register("tile_map.csv"), load_authorities())


def check_tiles(rows: list[dict[str, str]], authorities: tuple[Authority, ...]) -> tuple[Tile, ...]:
    """Returns the tiles of a register's rows.

    Args:
        rows: code, name, column, row, label.
        authorities: the register of authorities; those that ended need no tile.

    Raises:
        RegisterError: as in `load_tiles`; the message names every fault.
    """
    today = {a.code: a for a in authorities if a.end is None}
    faults = [f"{today[code].name} ({code}) has no tile" for code in today if code not in {r["code"] for r in rows}]
    tiles: list[Tile] = []
    for number, row in enumerate(rows, 2):
        authority = today.get(row["code"])
        if authority is None:
            faults.append(f"line {number}: {row['code']} is no authority of today")
        elif authority.name != row["name"]:
            faults.append(f"line {number}: {row['code']} is {authority.name}, not {row['name']}")
        elif not (row["column"].isdigit() and row["row"].isdigit()):
            faults.append(f"line {number}: column and row of {row['name']} are not both numbers from 0")
        else:
            place = (int(row["column"]), int(row["row"]))
            tiles.append(Tile(authority.name, authority.code, authority.region, *place, row["label"]))
    for what, values in (
        ("code", [t.code for t in tiles]),
        ("place", [f"column {t.column}, row {t.row}" for t in tiles]),
        ("label", [t.label for t in tiles]),
    ):
        twice = sorted({value for value in values if values.count(value) > 1})
        faults += [f"{what} {value} occurs twice" for value in twice]
    if faults:
        raise RegisterError(f"tile_map.csv: {'; '.join(faults)}")
    return tuple(sorted(tiles, key=lambda tile: (tile.row, tile.column)))
