"""Printed grade words of a framework's scale."""

from __future__ import annotations

import re
from functools import cache

from ofsted_trends.registers.frameworks import load_frameworks, load_grades

_TO_BE_GOOD = re.compile(r"\bto\s+be\s+good\b", re.IGNORECASE)


@cache
def grade_pattern(framework: str) -> str:
    """Returns a pattern of every printed grade word of a framework's scale."""
    scale = load_frameworks()[framework].scale
    return "(?:" + "|".join(g.pattern.pattern for g in load_grades().values() if scale in g.scales) + ")"


def grade_of(words: str, framework: str) -> str | None:
    """Returns the one grade that printed words name; None where they name none or several.

    >>> grade_of("Requires improvement to be good", "ilacs")
    'requires_improvement'
    >>> grade_of("Good, formerly inadequate", "ilacs") is None
    True
    """
    scale = load_frameworks()[framework].scale
    found: list[str] = []
    for grade in load_grades().values():
        if scale in grade.scales and grade.pattern.search(words):
            found.append(grade.key)
            words = grade.pattern.sub(" ", words)
            if grade.key == "requires_improvement":
                words = _TO_BE_GOOD.sub(" ", words)
    return found[0] if len(found) == 1 else None
