"""The register of stances: how people and the coding agree on them, where both give the theme.

Cross-validated: each document coded by weights that have not seen it. The README shows the same table.
"""

from __future__ import annotations

from functools import lru_cache

from ofsted_trends.errors import RegisterError
from ofsted_trends.registers.loading import read_csv_register

NAME = "stance_agreement.csv"
STANCES = ("strength", "concern", "mixed", "neutral")


@lru_cache(maxsize=1)
def load_stance_agreement() -> dict[tuple[str, str], int]:
    """Returns the number of sentences by stance that people give and stance that the coding gives.

    Raises:
        RegisterError: a row or column is missing, or a cell is no whole number.
    """
    rows = {row["people"]: row for row in read_csv_register(NAME)}
    try:
        return {(people, coded): int(rows[people][coded]) for people in STANCES for coded in STANCES}
    except (KeyError, ValueError) as error:
        raise RegisterError(f"{NAME}: {error}; give a whole number for every pair of {', '.join(STANCES)}") from error


def count_side(side: str) -> tuple[int, int, int]:
    """Returns how the coding finds one side: sentences with it by both, by the coding, and by people.

    A mixed sentence says both sides.

    Args:
        side: `concern` or `strength`.

    >>> count_side("concern")
    (305, 319, 326)
    """
    table = load_stance_agreement()
    holds = (side, "mixed")
    both = sum(n for (people, coded), n in table.items() if people in holds and coded in holds)
    coded_so = sum(n for (_, coded), n in table.items() if coded in holds)
    said_so = sum(n for (people, _), n in table.items() if people in holds)
    return both, coded_so, said_so
