"""The register of reasons why something could not be read: in plain words, with what is lost and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ofsted_trends.errors import RegisterError
from ofsted_trends.registers.loading import read_csv_register

NAME = "problem_reasons.csv"
#: What a problem costs: the whole document, a part of what it says, nothing, or a line of an index.
WEIGHTS = ("document", "part", "none", "index")


@dataclass(frozen=True, slots=True)
class ProblemReason:
    """One reason.

    Attributes:
        reason: the word in the problems table.
        words: what happened, as a sentence.
        weight: what is lost, see `WEIGHTS`.
        remedy: what to do.
    """

    reason: str
    words: str
    weight: str
    remedy: str


@lru_cache(maxsize=1)
def load_problem_reasons() -> dict[str, ProblemReason]:
    """Returns the reasons by their word.

    Raises:
        RegisterError: a row lacks a part or is there twice; the message names all faults.
    """
    return parse_problem_reasons(read_csv_register(NAME))


def parse_problem_reasons(rows: Sequence[dict[str, str]]) -> dict[str, ProblemReason]:
    """Returns the rows, checked.

    Raises:
        RegisterError: see `load_problem_reasons`.
    """
    found: dict[str, ProblemReason] = {}
    faults = []
    for line, row in enumerate(rows, 2):
        entry = ProblemReason(row["reason"], row["words"], row["weight"], row["remedy"])
        if not all((entry.reason, entry.words, entry.remedy)):
            faults.append(f"{NAME}, line {line}: a part is empty; give reason, words and remedy")
        if entry.weight not in WEIGHTS:
            faults.append(f"{NAME}, line {line}: the weight {entry.weight!r} is none of {', '.join(WEIGHTS)}")
        if entry.reason in found:
            faults.append(f"{NAME}, line {line}: {entry.reason} is there twice; keep one row")
        found[entry.reason] = entry
    if faults:
        raise RegisterError("\n".join(faults))
    return found
