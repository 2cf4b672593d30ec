"""Let a teacher code sentences that nobody coded: `python -m ofsted_trends.coding.teach --help`. For training only.

The weights are then trained on what people and the teacher coded, see `ofsted_trends.coding.train --taught`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from ofsted_trends.coding.coded import read_coded, read_corpus
from ofsted_trends.coding.taught import WHOLE, Taught, write_taught
from ofsted_trends.coding.teacher import Codes, fit_teacher
from ofsted_trends.coding.training import make_sample, number_folds, split_documents
from ofsted_trends.coding.weights import DIRECTIONS, STANCES
from ofsted_trends.errors import OfstedTrendsError
from ofsted_trends.registers.themes import load_themes

#: Shorter ones are headings and remains of tables.
LEAST_WORDS = 5


def teach(gold: Path, corpus_file: Path, truth: Path, out: Path, folds: int, sentences: int) -> Taught:
    """Fits teachers, lets them code, writes what they coded to a folder, and returns it.

    One teacher sees all coded sentences; with folds, one more a fold, which sees no coded sentence of the fold's
    documents and codes none of theirs, so that the figures of cross-validation stay honest.

    Args:
        gold, corpus_file, truth: see `read_coded`.
        out: a folder, made where it is missing.
        folds: over documents; 0 for none.
        sentences: how many sentences each teacher codes at most, drawn by chance.

    Raises:
        InputError: a file cannot be read, or what the teacher needs is not installed.
    """
    corpus = read_corpus(corpus_file)
    rows = read_coded(gold, truth, corpus)
    sample = make_sample(rows)
    fold_of = number_folds(sample.document, folds) if folds else {}
    parts = [(fold, sample.take(rest)) for fold, rest, _ in split_documents(sample.document, fold_of)]
    uncoded = _find_uncoded(corpus, {str(row["text"]) for row in rows})
    tables = []
    for fold, told in [*parts, (WHOLE, sample)]:
        held = pl.Series([document for document, part in fold_of.items() if part == fold], dtype=pl.String)
        seen = uncoded.filter(~pl.col("document").is_in(held.implode()))
        seen = seen.sample(min(sentences, len(seen)), seed=5)
        print("teacher of all" if fold == WHOLE else f"teacher {fold + 1} of {folds}", file=sys.stderr)
        tables.append(list_codes(seen["fingerprint"], fit_teacher(told).code(seen), fold))
    taught = Taught(pl.concat(tables), fold_of)
    write_taught(taught, out)
    return taught


def list_codes(fingerprints: pl.Series, codes: Codes, fold: int) -> pl.DataFrame:
    """Returns what a teacher coded as rows of `Taught.codes`."""
    keys = [theme.key for theme in load_themes()]
    finding = codes.finding > 0.5
    row, theme = np.nonzero(codes.given())
    themes: list[list[str]] = [[] for _ in range(len(fingerprints))]
    for r, k in zip(row, theme, strict=True):
        themes[r].append(f"{keys[k]}:{STANCES[codes.stances[r, k]]}")
    return pl.DataFrame(
        {
            "fold": pl.Series([fold] * len(fingerprints), dtype=pl.Int8),
            "fingerprint": fingerprints,
            "finding": finding,
            "themes": [";".join(t) for t in themes],
            "direction": pl.Series(DIRECTIONS).gather(np.where(finding, codes.direction, DIRECTIONS.index("none"))),
        }
    )


def _find_uncoded(corpus: pl.DataFrame, coded: set[str]) -> pl.DataFrame:
    """The distinct sentences of the corpus that nobody coded."""
    words = pl.col("text").str.count_matches(r"\w+")
    return corpus.unique("fingerprint", keep="first", maintain_order=True).filter(
        words >= LEAST_WORDS, ~pl.col("text").is_in(list(coded))
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the command line and lets teachers code."""
    parser = argparse.ArgumentParser(prog="python -m ofsted_trends.coding.teach", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="coded sentences with text, JSON lines")
    parser.add_argument("--corpus", type=Path, required=True, help="all sentences, as for train")
    parser.add_argument("--truth", type=Path, required=True, help="coded sentences without text, CSV")
    parser.add_argument("--out", type=Path, required=True, help="folder for what the teachers coded")
    parser.add_argument("--folds", type=int, default=0, help="a further teacher for each of this many parts")
    parser.add_argument("--sentences", type=int, default=70_000, help="how many each teacher codes (%(default)s)")
    args = parser.parse_args(arguments)
    try:
        taught = teach(args.gold, args.corpus, args.truth, args.out, args.folds, args.sentences)
    except OfstedTrendsError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"wrote {args.out}: {len(taught.codes)} sentences of {taught.codes['fold'].n_unique()} teachers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
