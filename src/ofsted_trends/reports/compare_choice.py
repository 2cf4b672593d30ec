"""Whom a reader wants an authority compared with, and which of many are drawn one by one."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import polars as pl

from ofsted_trends.errors import InputError, UnknownNameError
from ofsted_trends.measures.choices import choose_authorities, list_regions
from ofsted_trends.registers.authorities import load_authorities, normalise_name
from ofsted_trends.reports.trend_words import name_place

#: So many authorities are drawn one by one, the chosen one among them; more are counted together.
MOST = 12
KINDS = ("region", "type")


def read_others(text: str) -> str | list[str]:
    """Returns whom to compare with: `region` or `type` (the authority's own), or names of authorities.

    Args:
        text: `region`, `type`, a region's name for all of its authorities, or authorities with commas between
            (semicolons where a name has a comma); empty for `region`.

    Raises:
        UnknownNameError: names are not known; the message names every one with its nearest.
        InputError: there is no name in the list.

    >>> read_others(""), read_others("Type"), read_others("leeds, Hull")
    ('region', 'type', ['Leeds', 'Kingston upon Hull'])
    """
    wanted = normalise_name(text) or "region"
    if wanted in KINDS:
        return wanted
    regions = {normalise_name(region): region for region in list_regions()}
    if wanted in regions:
        return [a.name for a in load_authorities() if a.region == regions[wanted] and a.end is None]
    parts = [part.strip(" ,") for part in text.split(";" if ";" in text else ",") if part.strip(" ,")]
    if not parts:
        raise InputError(f"{text!r} names no authority; write region, type, or names with commas between")
    try:
        return _read_whole(text) or choose_authorities(parts)
    except UnknownNameError as error:
        near = difflib.get_close_matches(wanted, [*KINDS, *regions], 1)
        meant = f"; did you mean {regions.get(near[0], near[0])}?" if near else ""
        raise UnknownNameError(f"{error}; or write region, type, or the name of a region{meant}") from None


def _read_whole(text: str) -> list[str]:
    """Returns the one authority whose own name has a comma."""
    try:
        return choose_authorities([text]) if "," in text else []
    except UnknownNameError:
        return []


def settle_others(text: str) -> str:
    """Returns the choice in canonical form, for a parameter's check before the notebook runs."""
    others = read_others(text)
    return others if isinstance(others, str) else "; ".join(others)


def list_compared(peers: pl.DataFrame) -> list[str]:
    """Returns the names of a comparison: the chosen authority, then the others by name.

    Args:
        peers: as `measure_peers` gives it.
    """
    return list(peers["authority"].unique(maintain_order=True))


def choose_shown(peers: pl.DataFrame, area: str, most: int = MOST) -> list[str]:
    """Returns which authorities are drawn one by one: the chosen one, then those with most grades, by name.

    Args:
        peers: as `measure_peers` gives it.
        area: key of the area whose grades count.
        most: how many.
    """
    own, *others = list_compared(peers)
    graded = peers.filter((pl.col("aspect") == "grade") & (pl.col("key") == area))
    numbers: dict[str, int] = dict(graded.select("authority", "n").iter_rows())
    first = sorted(others, key=lambda name: (-numbers.get(name, 0), name))[: most - 1]
    return [own, *sorted(first)]


def find_differing(contrast: pl.DataFrame, most: int) -> pl.DataFrame:
    """Returns what differs most surely: the rows whose difference is largest for the width of its interval.

    The size of a difference alone would bring forward the themes with the fewest documents. A difference as wide as the
    part of its interval that lies towards 0 is just clear.

    Args:
        contrast: as `measure_contrast` gives it.
        most: how many.
    """
    difference = pl.col("difference")
    towards = pl.when(difference > 0).then(difference - pl.col("low")).otherwise(pl.col("high") - difference)
    told = contrast.filter(difference.is_not_null())
    return told.sort("clear", difference.abs() / towards, descending=True, maintain_order=True).head(most)


def name_group(others: str | Sequence[str], authority: str) -> str:
    """Returns what the others are, after their number.

    >>> name_group("region", "Leeds"), name_group(["Kent"], "Leeds")
    ('other authorities of Yorkshire and the Humber', 'chosen authorities')
    """
    own = next(a for a in load_authorities() if a.name == authority)
    if others == "region":
        return f"other authorities of {name_place(own.region)}"
    return f"other authorities of its type ({own.type.lower()})" if others == "type" else "chosen authorities"
