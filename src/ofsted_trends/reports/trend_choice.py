"""What a reader may ask of the page of themes over time: themes and a place, read from text."""

from __future__ import annotations

from collections.abc import Iterable

from ofsted_trends.errors import InputError, UnknownNameError
from ofsted_trends.measures.choices import ENGLAND, choose_authorities, choose_place, choose_themes, list_regions
from ofsted_trends.measures.theme_history import HEADLINE
from ofsted_trends.registers.authorities import find_authority, normalise_name
from ofsted_trends.registers.theme_choice import settle_theme

#: More themes than this make a page that nobody reads; the codebook has an overview of all.
MOST = 5


def read_themes(text: str, spoken_of: Iterable[str] = ()) -> list[str]:
    """Returns the keys of themes that a list names, each once, in its order; of an empty list the headline themes.

    Args:
        text: keys or labels with commas between, such as `case_recording, Fathers`.
        spoken_of: further keys that the frame holds.

    Raises:
        UnknownNameError: themes are not known; the message names every one with its nearest.
        InputError: there are more than `MOST`.
    """
    asked = [part.strip() for part in text.split(",") if part.strip()]
    keys = choose_themes([_settle(part) for part in asked] or HEADLINE, spoken_of)
    if len(keys) > MOST:
        raise InputError(f"{len(keys)} themes are too many for one page; give up to {MOST}, or render the codebook")
    return keys


def _settle(name: str) -> str:
    try:
        return settle_theme(name)
    except UnknownNameError:
        return name.lower().replace(" ", "_")


def read_place(text: str) -> str | list[str]:
    """Returns the place that a text names: `England`, a region, an authority, or a list of authorities.

    Args:
        text: empty for England; authorities with commas or semicolons between (semicolons where a name has a
            comma).

    Raises:
        UnknownNameError: names are not known; the message names every one with its nearest.

    >>> read_place(""), read_place("south west"), read_place("leeds, Kent")
    ('England', 'South West', ['Leeds', 'Kent'])
    """
    parts = [part.strip() for part in text.split(";" if ";" in text else ",")]
    try:
        choose_place(text)
    except UnknownNameError:
        if len(parts) < 2:
            raise
        return choose_authorities(part for part in parts if part)
    if normalise_name(text) in ("", "england"):
        return ENGLAND
    regions = {normalise_name(region): region for region in list_regions()}
    return regions.get(normalise_name(text)) or find_authority(text).name


def settle_themes(text: str, spoken_of: Iterable[str] = ()) -> str:
    """Returns the keys with commas between, for a parameter's check before the notebook runs."""
    return ", ".join(read_themes(text, spoken_of))


def settle_place(text: str) -> str:
    """Returns the place in canonical form, for a parameter's check before the notebook runs."""
    place = read_place(text)
    return place if isinstance(place, str) else "; ".join(place)
