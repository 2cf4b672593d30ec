"""Where the items of a list begin: bullets, numbered paragraphs, or in joint reports plain paragraphs and rows."""

from __future__ import annotations

import re

from ofsted_trends.documents import Shape
from ofsted_trends.reading.sections import Placed

#: Frameworks whose lists may be printed as numbered or plain paragraphs.
_PARAGRAPH_ITEMS = {"sif", "slac", "lac", "protection", "jar", "unannounced"}
_PLAIN_ITEMS = {"jtai", "send"}
_LEAD_IN = re.compile(
    r":$|^(?:in order to|the (?:local )?(?:area )?(?:partnership|council|local authority).{0,60}should)\b.{0,200}:?$",
    re.IGNORECASE,
)
#: Characters of the longest cell that names responsible bodies.
LONGEST_BODY = 140


def find_openings(section: list[Placed], framework: str) -> set[int]:
    """Returns the ids of the passages with which an item begins.

    Args:
        section: the passages of one list.
        framework: of the document.
    """
    bullets = [e for e in section if e.passage.shape is Shape.BULLET] or _unparented(section)
    numbered = [e for e in section if e.passage.number]
    # the boxes of area SEND reports hold paragraphs, which may have bullets of their own
    boxed = section[0].passage.shape is Shape.PARAGRAPH
    if numbered and framework in _PARAGRAPH_ITEMS and not (bullets and _leads_in(numbered)):
        return {id(e) for e in numbered}
    if bullets and not section[0].paragraphs_are_items and not (boxed and framework == "send"):
        return {id(e) for e in bullets}
    if section[0].paragraphs_are_items:
        return _boxed_rows(section)
    if framework in _PLAIN_ITEMS:
        return {id(e) for e in section if _may_open(e, framework)}
    return set()


def _unparented(section: list[Placed]) -> list[Placed]:
    """Second-level glyphs without a first level above them are the items, as in the reports of 2013."""
    return [e for e in section if e.passage.shape is Shape.SUB_BULLET]


def _may_open(entry: Placed, framework: str) -> bool:
    """A row of a box may end in a colon before its bullets; a paragraph that does only introduces a list."""
    plain = entry.passage.shape is Shape.PARAGRAPH
    return plain and (framework == "send" or not entry.passage.text.endswith(":"))


def _leads_in(numbered: list[Placed]) -> bool:
    """Returns whether the numbered paragraphs only introduce the bullets, as in reports of 2010."""
    return all(_LEAD_IN.search(e.passage.text) for e in numbered)


def _boxed_rows(section: list[Placed]) -> set[int]:
    """Returns the right-hand cells that open a row: those that follow a cell on the left (the responsible bodies)."""
    edge = min((e.passage.x for e in section), default=0.0)
    opens: set[int] = set()
    after_left = False
    for entry in section:
        if entry.passage.x < edge + 40:
            # a longer cell shares its line with the one to its right
            after_left = len(entry.passage.text) <= LONGEST_BODY
            if not after_left:
                opens.add(id(entry))
        elif after_left and entry.passage.shape is Shape.PARAGRAPH:
            opens.add(id(entry))
            after_left = False
    return opens or {id(e) for e in section if e.passage.shape is Shape.PARAGRAPH}


def find_responsible_bodies(section: list[Placed], opens: set[int]) -> set[int]:
    """Returns the left-hand cells of a box with two columns: names of bodies, no sentences."""
    if not section[0].paragraphs_are_items:
        return set()
    edge = min(e.passage.x for e in section)
    inner = max(e.passage.x for e in section)
    return {id(e) for e in section if e.passage.x < edge + 40 < inner and id(e) not in opens}
