"""The register of agreement: how well the coding of each theme agrees with people, as figures measured elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ofsted_trends.errors import RegisterError
from ofsted_trends.registers.loading import read_csv_register
from ofsted_trends.registers.themes import load_themes

NAME = "agreement.csv"
_SHARES = ("precision", "recall", "f1")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well the coding of one theme agrees with people.

    Attributes:
        theme: key of the theme.
        precision: share of the sentences coded with the theme that people coded so too, 0 to 1; None where not
            yet measured.
        recall: share of the sentences that people coded with the theme that the coding found, 0 to 1.
        f1: harmonic mean of the two.
        n: sentences that people coded with the theme.
        source: how it was measured, such as cross-validation over documents of which gold.
    """

    theme: str
    precision: float | None
    recall: float | None
    f1: float | None
    n: int | None
    source: str

    @property
    def measured(self) -> bool:
        """Returns whether there are figures."""
        return self.f1 is not None


@lru_cache(maxsize=1)
def load_agreement() -> dict[str, Agreement]:
    """Returns the agreement by key of the theme.

    Raises:
        RegisterError: a theme is unknown, missing or there twice, or a figure is none; the message names all faults.
    """
    return parse_agreement(read_csv_register(NAME))


def parse_agreement(rows: Sequence[dict[str, str]]) -> dict[str, Agreement]:
    """Returns the rows of the register, checked; a row without figures is a theme not yet measured.

    Raises:
        RegisterError: see `load_agreement`.
    """
    faults: list[str] = []
    found: dict[str, Agreement] = {}
    known = [theme.key for theme in load_themes()]
    for line, row in enumerate(rows, 2):
        key = row.get("theme", "")
        where = f"{NAME}, line {line} ({key or 'without theme'})"
        if key not in known:
            faults.append(f"{where}: there is no such theme in the register of themes")
        if key in found:
            faults.append(f"{where}: the theme is there twice; keep one row")
        try:
            shares = {name: _share(row[name], name) for name in _SHARES}
            n = int(row["n"]) if row["n"] else None
        except (KeyError, ValueError) as error:
            faults.append(f"{where}: {error}; give shares from 0 to 1 and a whole number n, or leave all empty")
            continue
        values = [*shares.values(), n]
        if None in values and any(value is not None for value in values):
            faults.append(f"{where}: some figures are missing; give precision, recall, f1 and n, or leave all empty")
        elif n is not None and not row.get("source"):
            faults.append(f"{where}: the source is missing; say how the figures were measured")
        found[key] = Agreement(key, n=n, source=row.get("source", ""), **shares)
    faults += [
        f"{NAME}: the theme {key} is missing; add a row, empty if not yet measured" for key in known if key not in found
    ]
    if faults:
        raise RegisterError("\n".join(faults))
    return found


def _share(text: str, name: str) -> float | None:
    if not text:
        return None
    value = float(text)
    if not 0 <= value <= 1:
        raise ValueError(f"{name} is {text}")
    return value
