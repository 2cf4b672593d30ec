"""Finds themes by key or label, with the nearest names where there is none."""

from __future__ import annotations

import difflib

from ofsted_trends.errors import UnknownNameError
from ofsted_trends.registers.themes import Theme, load_themes

#: What stands for every theme of the register.
ALL = "all"


def find_themes(name: str) -> tuple[Theme, ...]:
    """Returns the theme with this key or label, or every theme for `all`; capitals and spaces do not matter.

    Args:
        name: such as `case_recording`, `Case recording` or `all`.

    Raises:
        UnknownNameError: there is no such theme; the message gives the nearest names.

    >>> [theme.key for theme in find_themes("Front door and thresholds")]
    ['thresholds']
    """
    themes = load_themes()
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


def settle_theme(name: str) -> str:
    """Returns the key of the theme with this key or label, or `all`.

    Raises:
        UnknownNameError: there is no such theme; the message gives the nearest names.
    """
    found = find_themes(name)
    return found[0].key if len(found) == 1 else ALL


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").lower().split())
