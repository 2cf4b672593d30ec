"""Prints how many sentences a second are coded on one core: `python tests/benchmarks/bench_coding.py [SENTENCES.txt]`.

Without a file (one sentence a line) it codes made-up ones. Run it alone: other work on the machine slows it.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

for name in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
if hasattr(os, "sched_setaffinity"):  # threads of Python's own are held to one core, too
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

SUBJECTS = [
    "Supervision",
    "Case recording",
    "Management oversight",
    "The quality of plans",
    "Work with fathers",
    "Strategy meetings",
]
VERBS = [
    "is regular and helps workers to reflect",
    "has improved since the last visit",
    "remains too variable",
    "does not yet make a difference",
]
ENDS = [
    "for most children in care",
    "although caseloads are high in some teams",
    "and partners share information promptly",
    "in the cases seen",
]


def make_sentences(number: int) -> list[str]:
    """Returns made-up sentences, all of them different."""
    draw = random.Random(1)
    return [
        f"{draw.choice(SUBJECTS)} {draw.choice(VERBS)} {draw.choice(ENDS)}, case {n} of the sample."
        for n in range(number)
    ]


def main() -> None:
    """Codes, and prints what it took."""
    import polars as pl

    from ofsted_trends.coding import code_sentences

    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if len(sys.argv) > 1 else make_sentences(100_000)
    sentences = pl.DataFrame(
        {
            "id": [str(n) for n in range(len(lines))],
            "section": "Main findings",
            "prev": ["", *lines[:-1]],
            "text": lines,
            "next": [*lines[1:], ""],
        }
    )
    for label, part in (
        ("first call, 1 sentence", sentences[:1]),
        ("300 sentences", sentences[:300]),
        (f"{len(lines)} sentences", sentences),
    ):
        start = time.perf_counter()
        code_sentences(part)
        took = time.perf_counter() - start
        print(f"{label}: {took * 1000:.0f} ms, {len(part) / took:,.0f} sentences/s")


if __name__ == "__main__":
    main()
