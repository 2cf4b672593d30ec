"""The register of matches that were read: how often a later sentence worded like an item is about the same matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ofsted_trends.errors import RegisterError
from ofsted_trends.registers.loading import read_csv_register

NAME = "match_agreement.csv"


@dataclass(frozen=True, slots=True)
class MatchAgreement:
    """How often matches of one kind were found right by reading.

    Attributes:
        outcome: `reported_improved` or `raised_again`.
        confidence: `high` or `medium`.
        n: matches that were read.
        same_matter: of these, how many later sentences are about the matter of the item and say that outcome of it.
        source: how they were drawn and read.
    """

    outcome: str
    confidence: str
    n: int
    same_matter: int
    source: str


@lru_cache(maxsize=1)
def load_match_agreement() -> tuple[MatchAgreement, ...]:
    """Returns the rows of the register.

    Raises:
        RegisterError: a row is no number of matches; the message names all faults.
    """
    return parse_match_agreement(read_csv_register(NAME))


def parse_match_agreement(rows: Sequence[dict[str, str]]) -> tuple[MatchAgreement, ...]:
    """Returns the rows, checked.

    Raises:
        RegisterError: see `load_match_agreement`.
    """
    found, faults = [], []
    for line, row in enumerate(rows, 2):
        try:
            n, right = int(row["n"]), int(row["same_matter"])
        except (KeyError, ValueError) as error:
            faults.append(f"{NAME}, line {line}: {error}; give whole numbers n and same_matter")
            continue
        if not 0 <= right <= n:
            faults.append(f"{NAME}, line {line}: {right} of {n} is not a share; same_matter is between 0 and n")
        found.append(MatchAgreement(row["outcome"], row["confidence"], n, right, row["source"]))
    if faults:
        raise RegisterError("\n".join(faults))
    return tuple(found)


def count_read(confidence: str) -> tuple[int, int]:
    """Returns how many matches of a confidence were read, and how many of them are about the same matter.

    >>> count_read("high")
    (45, 36)
    """
    rows = [row for row in load_match_agreement() if row.confidence == confidence]
    return sum(row.n for row in rows), sum(row.same_matter for row in rows)
