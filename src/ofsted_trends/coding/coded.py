"""The coded sentences that weights are trained on, with the text that the corpus has of them. For training only."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl

from ofsted_trends.coding.corpus import read_sentences
from ofsted_trends.coding.corrections import fingerprint
from ofsted_trends.errors import InputError

#: How much a sentence counts: what was coded by reading for the project agrees with the gold at F1 0.91 on themes.
GOLD_WEIGHT, PROJECT_WEIGHT = 2.5, 0.5


def read_corpus(path: Path) -> pl.DataFrame:
    """Returns the sentences of a corpus, see `read_sentences`, with their `fingerprint`."""
    frame = read_sentences(path)
    return frame.with_columns(pl.Series("fingerprint", [fingerprint(t) for t in frame["text"]]))


def read_coded(gold: Path, truth: Path | None, corpus: pl.DataFrame) -> list[dict[str, Any]]:
    """Returns the coded sentences as `make_sample` takes them; those of the truth file where the corpus has their text.

    Args:
        gold: JSON lines of `id`, `section`, `prev`, `text`, `next`, `finding`, `themes`, `direction`.
        truth: CSV of `document`, `fingerprint`, `finding`, `themes` (`key:stance;key:stance`), `direction`, `coder`.
        corpus: see `read_corpus`.

    Raises:
        InputError: a file cannot be read.
    """
    at: dict[str, dict[str, Any]] = {}
    for row in corpus.iter_rows(named=True):
        kept = at.get(row["fingerprint"])
        if kept is None or (not kept["prev"] and row["prev"]):
            at[row["fingerprint"]] = row
    out = []
    try:
        for line in gold.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found = at.get(fingerprint(row["text"]))
            out.append({**row, "document": found["document"] if found else f"gold {row['id']}", "weight": GOLD_WEIGHT})
        if truth is not None:
            with truth.open(encoding="utf-8", newline="") as handle:
                for coded in csv.DictReader(handle):
                    found = at.get(coded["fingerprint"])
                    if found is not None:
                        out.append(
                            {**found, **parse_codes(coded), "id": coded["fingerprint"], "weight": PROJECT_WEIGHT}
                        )
    except (OSError, KeyError, ValueError) as error:
        raise InputError(f"{gold}, {truth}: cannot be read as coded sentences ({error!r})") from error
    return out


def parse_codes(row: dict[str, str]) -> dict[str, Any]:
    """Returns the codes of a row of the truth file.

    >>> parse_codes({"finding": "true", "themes": "health:mixed", "direction": "none"})
    {'finding': True, 'themes': {'health': 'mixed'}, 'direction': 'none'}
    """
    pairs = [part.partition(":") for part in row["themes"].split(";") if part]
    return {
        "finding": row["finding"] == "true",
        "themes": {key: stance for key, _, stance in pairs},
        "direction": row["direction"],
    }
