"""What stands below a heading, and which sentences are boilerplate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ofsted_trends.errors import RegisterError
from ofsted_trends.registers.loading import read_toml_register

ROLES = ("findings", "improvement", "priority_action", "scope", "background", "about", "closing")

_AFFIXES = re.compile(r"^(?:section\s+)?\d+(?:\.\d+)*[.:)]?\s+(?=\D)|[\s:?.…]*\d{0,2}[\s:?.…]*$")


@dataclass(frozen=True, slots=True)
class Section:
    """What the text below a heading is.

    Attributes:
        role: one of `ROLES`.
        area, strand: what findings below it belong to; None where the heading does not say.
        reset: whether the heading ends the area of the heading before.
        paragraphs_are_items: whether paragraphs count as items where there are no bullets.
    """

    role: str
    area: str | None
    strand: str | None
    reset: bool
    paragraphs_are_items: bool


@cache
def _load_sections() -> tuple[tuple[re.Pattern[str], Section], ...]:
    found = []
    for number, entry in enumerate(read_toml_register("sections.toml")["section"], 1):
        if entry["role"] not in ROLES:
            raise RegisterError(
                f"sections.toml, section {number}: role {entry['role']!r} is none of {', '.join(ROLES)}"
            )
        try:
            pattern = re.compile(entry["pattern"], re.IGNORECASE)
        except re.error as error:
            raise RegisterError(f"sections.toml, section {number}: {error}") from error
        section = Section(
            entry["role"],
            entry.get("area"),
            entry.get("strand"),
            entry.get("reset", False),
            entry.get("items") == "paragraphs",
        )
        found.append((pattern, section))
    return tuple(found)


@cache
def find_section(heading: str) -> Section | None:
    """Returns what stands below a heading, or None where the register does not know it.

    >>> find_section("What needs to improve in this area of social work practice?").role
    'improvement'
    """
    words = " ".join(_AFFIXES.sub("", heading.replace("‘", "’")).split())
    for pattern, section in _load_sections():
        if pattern.fullmatch(words) or pattern.fullmatch(heading.strip()):
            return section
    return None


@cache
def _boilerplate_pattern() -> re.Pattern[str]:
    parts = read_toml_register("boilerplate.toml")["opening"]
    return re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE)


def is_boilerplate(sentence: str) -> bool:
    """Returns whether a sentence tells how it was inspected, or what follows, and no finding."""
    return bool(_boilerplate_pattern().match(sentence))


def without_own_addresses(lines: list[str]) -> list[str]:
    """Returns lines without Ofsted's own postal blocks, whose towns are authorities too.

    >>> without_own_addresses(["Piccadilly Gate", "Store Street", "Manchester", "Bury Council"])
    ['Bury Council']
    """
    kept: list[str] = []
    nearby = " ".join(lines).lower()
    for line in lines:
        words = line.strip().lower()
        if any(re.search(street, words) for street, _ in _own_addresses()):
            continue
        if any(re.fullmatch(town, words) and re.search(street, nearby) for street, town in _own_addresses()):
            continue
        kept.append(line)
    return kept


@cache
def _own_addresses() -> tuple[tuple[str, str], ...]:
    return tuple((a["street"], a["town"]) for a in read_toml_register("boilerplate.toml")["own_address"])
