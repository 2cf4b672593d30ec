"""What a caller may choose: a place, themes, groups. Wrong names are refused with the nearest known ones."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from functools import cache

import polars as pl

from ofsted_trends.errors import InputError, UnknownNameError
from ofsted_trends.registers.authorities import find_authority, load_authorities, normalise_name, suggest_authorities
from ofsted_trends.registers.themes import load_themes

ENGLAND = "England"

#: What documents can be grouped by: the group's name and the column it is made of.
GROUPS = {
    "year": pl.col("day").dt.year().cast(pl.Int32),
    "framework": pl.col("framework"),
    "framework_version": pl.col("framework_version"),
    "event": pl.col("event"),
    "region": pl.col("region"),
    "authority": pl.col("authority"),
}


@cache
def list_regions() -> tuple[str, ...]:
    """Returns England's regions in alphabetical order."""
    return tuple(sorted({a.region for a in load_authorities()}))


def choose_place(place: str | Sequence[str] | None) -> pl.Expr:
    """Returns the condition that a document belongs to a place.

    Args:
        place: empty or `England` for all; a region; an authority in any printed form; or a list of authorities.

    Raises:
        UnknownNameError: a name is no region and no authority; the message names every one with its nearest.

    >>> str(choose_place("South West"))
    '[(col("region")) == ("South West")]'
    """
    if isinstance(place, str):
        if normalise_name(place) in ("", "england"):
            return pl.lit(True)
        regions = {normalise_name(region): region for region in list_regions()}
        region = regions.get(normalise_name(place))
        return pl.col("region") == region if region else pl.col("authority").is_in(choose_authorities([place]))
    return pl.lit(True) if place is None else pl.col("authority").is_in(choose_authorities(place))


def choose_authorities(names: Iterable[str]) -> list[str]:
    """Returns canonical names of authorities, each once, in the order given.

    Raises:
        UnknownNameError: names are not known; the message names every one with its nearest.
    """
    found: list[str] = []
    failures: list[str] = []
    for name in names:
        try:
            found.append(find_authority(name).name)
        except UnknownNameError:
            failures.append(f"{name!r} (nearest: {', '.join([*_near_regions(name), *suggest_authorities(name, 3)])})")
    if failures:
        raise UnknownNameError(
            f"no authority or region is called {'; '.join(failures)}. `ofsted-trends authorities` lists all"
        )
    return list(dict.fromkeys(found))


def choose_themes(themes: str | Sequence[str] | None, spoken_of: Iterable[str]) -> list[str]:
    """Returns keys of themes: those asked for, in that order, or all in the order of the register.

    Args:
        themes: keys such as `case_recording`; empty for all.
        spoken_of: keys that the frame holds, an analyst's own themes among them.

    Raises:
        UnknownNameError: a key is in neither the register nor the frame; the message gives the nearest.
    """
    built_in = [theme.key for theme in load_themes()]
    known = [*built_in, *sorted(set(spoken_of) - set(built_in))]
    asked = [themes] if isinstance(themes, str) else list(themes or [])
    asked = [key for key in asked if key.strip()]
    failures = [
        f"{key!r} (nearest: {', '.join(difflib.get_close_matches(key, known, 3, 0.3)) or 'none'})"
        for key in asked
        if key not in known
    ]
    if failures:
        raise UnknownNameError(f"no theme is called {'; '.join(failures)}. `ofsted-trends themes` lists all")
    return list(dict.fromkeys(asked)) or known


def choose_groups(by: str | Sequence[str] | None, known: Iterable[str] = GROUPS) -> list[str]:
    """Returns what to group by, each once; an empty list for one group of everything.

    Raises:
        InputError: a group is not among the known ones.

    >>> choose_groups("year"), choose_groups(("region", "year")), choose_groups(None)
    (['year'], ['region', 'year'], [])
    """
    groups = [by] if isinstance(by, str) else list(by or [])
    groups = [group for group in groups if group.strip()]
    strange = [repr(group) for group in groups if group not in known]
    if strange:
        raise InputError(f"by: {', '.join(strange)} is nothing to group by; choose among {', '.join(known)}")
    return list(dict.fromkeys(groups))


def _near_regions(name: str) -> list[str]:
    return difflib.get_close_matches(name, list_regions(), 1, 0.8)
