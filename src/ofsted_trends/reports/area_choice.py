"""Which area of judgement a reader asks for, read from text."""

from __future__ import annotations

import difflib

from ofsted_trends.charts.names import LANES
from ofsted_trends.errors import UnknownNameError
from ofsted_trends.measures.lanes import list_lanes


def settle_area(text: str) -> str:
    """Returns the key of an area that is judged over time, from its key or its name; `overall` of an empty text.

    Raises:
        UnknownNameError: there is no such area; the message gives the nearest, or all.

    >>> settle_area("Children in care"), settle_area("in_care"), settle_area("")
    ('in_care', 'in_care', 'overall')
    """
    wanted = _plain(text) or "overall"
    forms = {_plain(form): lane for lane in list_lanes() for form in (lane, LANES[lane])}
    if wanted in forms:
        return forms[wanted]
    near = list(dict.fromkeys(forms[form] for form in difflib.get_close_matches(wanted, forms, 3, 0.5)))
    known = f"nearest: {', '.join(near)}" if near else f"known: {', '.join(list_lanes())}"
    raise UnknownNameError(f"there is no area {text!r} that is judged over time; {known}")


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").lower().split())
