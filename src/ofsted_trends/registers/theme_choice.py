"""Finds themes by key or label, with the nearest names where there is none."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from ofsted_trends.errors import UnknownNameError
from ofsted_trends.registers.themes import Theme, load_themes

#: What stands for every theme of the register.
ALL = "all"
#: What stands for the definition of an analyst's theme: tables keep the key alone.
OWN = "A theme of your own; what it is about stands in the file of themes that the documents were read with."


def find_themes(name: str, spoken_of: Iterable[str] = ()) -> tuple[Theme, ...]:
    """Returns the theme with this key or label, or every theme for `all`; capitals and spaces do not matter.

    Args:
        name: such as `case_recording`, `Case recording` or `all`.
        spoken_of: keys that the frame holds; those that the register does not have are an analyst's own, known by
            nothing but their key.

    Raises:
        UnknownNameError: there is no such theme; the message gives the nearest names.

    >>> [theme.key for theme in find_themes("Front door and thresholds")]
    ['thresholds']
    """
    register = load_themes()
    strange = sorted(set(spoken_of) - {theme.key for theme in register})
    themes = register + tuple(_own_theme(key) for key in strange)
    wanted = _plain(name)
    if wanted == ALL:
        return themes
    for theme in themes:
        if wanted in (_plain(theme.key), _plain(theme.label)):
            return (theme,)
    names = {form: theme.key for theme in themes for form in (_plain(theme.key), _plain(theme.label))}
    close = [names[form] for form in difflib.get_close_matches(wanted, names, 5, cutoff=0.5)]
    near = list(dict.fromkeys(close))[:3] or [theme.key for theme in themes]
    label = "nearest" if close else "known"
    raise UnknownNameError(f"there is no theme {name!r}; {label}: {', '.join(near)}; `{ALL}` is every theme")


def _own_theme(key: str) -> Theme:
    """Returns what is known of an analyst's theme by its key alone."""
    return Theme(key, key.replace("_", " ").capitalize(), (), (), definition=OWN)


def settle_theme(name: str, spoken_of: Iterable[str] = ()) -> str:
    """Returns the key of the theme with this key or label, or `all`.

    Args:
        name: as for `find_themes`.
        spoken_of: as for `find_themes`.

    Raises:
        UnknownNameError: there is no such theme; the message gives the nearest names.
    """
    found = find_themes(name, spoken_of)
    return found[0].key if len(found) == 1 else ALL


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").lower().split())
