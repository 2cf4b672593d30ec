"""What teachers coded, in a folder: read by the training of the weights. For training only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ofsted_trends.coding.coded import parse_themes
from ofsted_trends.errors import InputError

CODES, FOLDS = "taught.parquet", "folds.csv"
#: The number of the teacher that saw all coded sentences.
WHOLE = -1
#: How much a sentence counts: the teacher agrees with the gold at F1 0.83 on themes, on documents not seen.
TAUGHT_WEIGHT = 0.3
_CODES = pl.Schema(
    {"fold": pl.Int8, "fingerprint": pl.String, "finding": pl.Boolean, "themes": pl.String, "direction": pl.String}
)
_FOLDS = pl.Schema({"document": pl.String, "fold": pl.Int8})


@dataclass(frozen=True, slots=True)
class Taught:
    """What teachers coded.

    Attributes:
        codes: one row per teacher and sentence: `fold` (the part of the documents that the teacher did not see;
            `WHOLE` for none), `fingerprint`, `finding`, `themes` (`key:stance;key:stance`), `direction`.
        folds: the part of each coded document; empty without cross-validation.
    """

    codes: pl.DataFrame
    folds: dict[str, int]

    def rows(self, fold: int, corpus: pl.DataFrame, coded: pl.Series | None = None) -> list[dict[str, Any]]:
        """Returns what the teacher of a fold coded, as `make_sample` takes it; those sentences that the corpus has.

        Args:
            fold: number of the part that is held back, or `WHOLE`.
            corpus: see `read_corpus`.
            coded: texts that people have coded since; they are left out.
        """
        said = self.codes.filter(pl.col("fold") == fold).drop("fold")
        text = corpus.unique("fingerprint", keep="first", maintain_order=True)
        if coded is not None:
            text = text.filter(~pl.col("text").is_in(coded.implode()))
        found = said.join(text, on="fingerprint", how="inner", maintain_order="left")
        return [
            {**row, "themes": parse_themes(row["themes"]), "id": row["fingerprint"], "weight": TAUGHT_WEIGHT}
            for row in found.iter_rows(named=True)
        ]


def write_taught(taught: Taught, folder: Path) -> None:
    """Writes what teachers coded to a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    taught.codes.cast(_CODES).write_parquet(folder / CODES, compression_level=15)
    folds = {"document": list(taught.folds), "fold": list(taught.folds.values())}
    pl.DataFrame(folds, schema=_FOLDS).write_csv(folder / FOLDS)


def read_taught(folder: Path) -> Taught:
    """Returns what `write_taught` wrote.

    Raises:
        InputError: a file is missing or is not what teachers coded.
    """
    try:
        codes = pl.read_parquet(folder / CODES).select(pl.col(name).cast(kind) for name, kind in _CODES.items())
        folds = pl.read_csv(folder / FOLDS, schema=_FOLDS)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(
            f"{folder}: not a folder that teachers coded ({error}); make it with "
            "`python -m ofsted_trends.coding.teach --out FOLDER`"
        ) from error
    return Taught(codes, dict(folds.iter_rows()))
