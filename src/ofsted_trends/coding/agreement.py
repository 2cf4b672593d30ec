"""How well the coding agrees with people, as the registers `agreement.csv` and `stance_agreement.csv` hold it."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ofsted_trends.coding.weights import STANCES


def write_agreement(
    folder: Path,
    themes: tuple[str, ...],
    people: npt.NDArray[np.int8],
    given: npt.NDArray[np.bool_],
    stances: npt.NDArray[np.int_],
    source: str,
) -> None:
    """Writes `agreement.csv`, one row per theme, and `stance_agreement.csv`, one row per stance that people give.

    Args:
        folder: where both files go.
        themes: (K,) keys.
        people: (R, K) number in `STANCES` that people give, -1 where they do not give the theme.
        given: (R, K) whether the coding gives the theme, by weights that have not seen the document.
        stances: (R, K) number in `STANCES` that the coding would give.
        source: how it was measured.
    """
    wanted = people >= 0
    both = wanted & given
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "agreement.csv").open("w", encoding="utf-8", newline="") as handle:
        rows = csv.writer(handle, lineterminator="\n")
        rows.writerow(["theme", "precision", "recall", "f1", "n", "source"])
        for k, theme in enumerate(themes):
            hit, told, said = (int(a[:, k].sum()) for a in (both, given, wanted))
            figures = [hit / max(1, told), hit / max(1, said), 2 * hit / max(1, told + said)]
            rows.writerow([theme, *(round(f, 3) if said else "" for f in figures), said if said else "", source])
    with (folder / "stance_agreement.csv").open("w", encoding="utf-8", newline="") as handle:
        rows = csv.writer(handle, lineterminator="\n")
        rows.writerow(["people", *STANCES])
        for n, stance in enumerate(STANCES):
            own = both & (people == n)
            rows.writerow([stance, *(int((own & (stances == m)).sum()) for m in range(len(STANCES)))])
