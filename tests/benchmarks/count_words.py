"""Counts anew how common the words of reports are, for registers/common_words.csv.

Run: `python tests/benchmarks/count_words.py TABLES_FOLDER > src/ofsted_trends/registers/common_words.csv` after writing
it elsewhere first; which stems are grammar or asking is kept from the register as it stands.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from pathlib import Path

import polars as pl

from ofsted_trends.following.wording import find_stem
from ofsted_trends.frame import read_tables
from ofsted_trends.registers.loading import read_csv_register

#: Stems in a smaller share of sentences are left out: they all weigh the same.
LEAST = 0.001


def main() -> None:
    """Prints the register: stem, share of the sentences that hold it, kind."""
    said = read_tables(Path(sys.argv[1])).observations.filter(
        (pl.col("kind") != "grade") & pl.col("text").is_not_null()
    )
    sentence = pl.col("observation_id").str.split(".").list.first()
    told = said.select("document_id", "text", sentence=sentence, finding=pl.col("kind") == "finding")
    held: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    total: Counter[bool] = Counter()
    for _, text, _, finding in told.unique(["document_id", "sentence"]).rows():
        total[finding] += 1
        held[finding].update({find_stem(word) for word in re.findall(r"[a-z]{3,}", text.lower())})
    kinds = {row["stem"]: row["kind"] for row in read_csv_register("common_words.csv") if row["kind"] != "matter"}
    shares = {
        stem: max(held[finding][stem] / max(total[finding], 1) for finding in held)
        for stem in {*held[True], *held[False], *kinds}
    }
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["stem", "share", "kind"])
    for stem, share in sorted(shares.items()):
        if share >= LEAST or stem in kinds:
            out.writerow([stem, f"{max(share, 0.0001):.4f}", kinds.get(stem, "matter")])


if __name__ == "__main__":
    main()
