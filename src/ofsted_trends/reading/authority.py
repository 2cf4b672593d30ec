"""Which authority a document is about, and which provider runs its services."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

from ofsted_trends.documents import Document, Shape
from ofsted_trends.reading.problem import Problem
from ofsted_trends.registers.authorities import (
    Authority,
    authority_by_urn,
    find_authorities,
    find_authority,
    find_providers,
    suggest_authorities,
)
from ofsted_trends.registers.sections import without_own_addresses

_TITLE_WORDS = re.compile(r"\b(?:visit|inspection|review|reinspection|partnership)\b", re.IGNORECASE)


def find_inspected_authority(
    document: Document, front: list[str], title: str | None, day: date | None
) -> tuple[Authority | None, Problem | None]:
    """Returns the authority, or a problem where none can be settled; never a guess.

    The title settles it, else the cover's first lines, the salutation, the opening sentences, and the name of the
    file, in this order. A letter to a trust is about the authority that the trust serves.

    Args:
        document: the document, read.
        front: the printed lines of its first pages.
        title: its title.
        day: the first day on site, or the publication: of two authorities of one name the one that existed counts.
    """
    front = without_own_addresses(front)
    titles = [title or ""]
    headings = [p.text for p in document.passages[:25] if p.shape is Shape.HEADING and (p.page_at(0) or 1) <= 2]
    titles += without_own_addresses(headings)
    salutations = [line for line in front[:60] if line.lower().startswith("dear")]
    openings = [p.text for p in document.passages[:25] if _TITLE_WORDS.search(p.text)][:3]
    for texts in (titles, front[:6], salutations, openings, [_path_words(document.source)]):
        named = next((found for text in texts if (found := find_authorities(text))), [])
        if named:
            return _in_force(named, day), None
        served = [p.authorities for text in texts for p in find_providers(text)]
        if served and len(served[0]) == 1:
            return find_authority(served[0][0]), None
    words = title or (front[0] if front else "")
    nearest = ", ".join(suggest_authorities(words, 3))
    detail = (
        f"no authority of the register is named in “{words[:80]}”; nearest: {nearest}. "
        "Name it in index.csv, column authority"
    )
    return None, Problem("identify", "unknown_authority", detail, 1)


def find_indexed_authority(urn: str | None, name: str | None) -> Authority | None:
    """Returns the authority that a folder's index names by number or name."""
    if urn and urn in authority_by_urn():
        return authority_by_urn()[urn]
    return find_authority(name) if name else None


def find_provider_of(authority: Authority | None, front: list[str], day: date | None) -> str | None:
    """Returns the trust or company named on the first pages that ran the authority's services on that day."""
    for provider in find_providers(" ".join(front[:60])):
        serves = authority is not None and authority.name in provider.authorities
        if serves and (day is None or provider.start <= day <= (provider.end or date.max)):
            return provider.name
    return None


def _in_force(named: list[Authority], day: date | None) -> Authority:
    existed = [a for a in named if day is None or (a.start or date.min) <= day <= (a.end or date.max)]
    return (existed or named)[0]


def _path_words(source: str) -> str:
    path = PurePosixPath(source)
    return re.sub(r"[_\d]+", " ", f"{path.parent.name} {path.stem}")
