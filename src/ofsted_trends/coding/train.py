"""Rebuild the weights that ship with the package: `python -m ofsted_trends.coding.train --help`. Needs scikit-learn.

The coded sentences are the gold sentences (with text) and `tests/truth/coded_sentences.csv` (without text: a
fingerprint, found again among the sentences of the corpus). The words and their vectors come from all sentences of the
corpus.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ofsted_trends.coding.agreement import write_agreement
from ofsted_trends.coding.coded import GOLD_WEIGHT, read_coded, read_corpus
from ofsted_trends.coding.training import (
    LIMIT,
    Sample,
    fit_weights,
    make_sample,
    predict_sample,
    split_documents,
)
from ofsted_trends.coding.vectors import Vocabulary, learn_vocabulary
from ofsted_trends.coding.weights import FILE, Weights, write_weights
from ofsted_trends.errors import InputError, OfstedTrendsError
from ofsted_trends.registers.themes import load_themes

VERSION = "weights-6"


def train_weights(
    gold: Path,
    corpus_file: Path,
    truth: Path | None,
    out: Path,
    folds: int = 0,
    agreement: Path | None = None,
) -> tuple[Weights, dict[str, dict[str, float]]]:
    """Trains, writes the weights to `out`, and returns them with figures, fitted and (with folds) cross-validated.

    The same files give the same weights on one machine with as many threads (elsewhere sums may differ a little).

    Args:
        gold: see `read_coded`.
        corpus_file: see `read_sentences`.
        truth: see `read_coded`; None to train on gold alone.
        out: a file ending in `.npz`.
        folds: over documents; 0 for none.
        agreement: folder for the registers of agreement on gold, cross-validated; needs folds.

    Raises:
        InputError: a file cannot be read.
    """
    if agreement and not folds:
        raise InputError("--agreement needs --folds: agreement is told of documents that the weights have not seen")
    corpus = read_corpus(corpus_file)
    sample = make_sample(read_coded(gold, truth, corpus))
    is_gold = sample.weight == GOLD_WEIGHT
    vocabulary = learn_vocabulary(corpus["text"].unique(maintain_order=True))
    figures: dict[str, dict[str, float]] = {}
    limit = LIMIT
    if folds:
        guess = cross_validate(sample, vocabulary, folds)
        limit = best_limit(sample, guess)
        figures["cross-validated, gold"] = measure(sample, guess, is_gold, limit)
        figures["cross-validated, project"] = measure(sample, guess, ~is_gold, limit)
        if agreement:
            chances, stances, finding, _ = (g[is_gold] for g in guess)
            source = f"cross-validated over documents ({folds} parts), {is_gold.sum()} gold sentences, {VERSION}"
            keys = tuple(t.key for t in load_themes())
            given = (chances > limit) & finding[:, None]
            write_agreement(agreement, keys, sample.stances[is_gold], given, stances, source)
    weights = fit_weights(sample, vocabulary, VERSION)
    weights = replace(weights, limits=np.full(len(weights.themes), limit, dtype=np.float32))
    write_weights(weights, out)
    gold_sample = sample.take(np.flatnonzero(is_gold))
    every = np.ones(len(gold_sample.finding), dtype=bool)
    figures["fitted, gold"] = measure(gold_sample, predict_sample(gold_sample, weights), every, limit)
    return weights, figures


def cross_validate(sample: Sample, vocabulary: Vocabulary, folds: int) -> tuple[Any, Any, Any, Any]:
    """Returns what `predict_sample` gives, each document predicted by weights that never saw it."""
    size, themes = sample.stances.shape
    out = (
        np.zeros((size, themes)),
        np.zeros((size, themes), dtype=int),
        np.zeros(size, dtype=bool),
        np.zeros(size, dtype=int),
    )
    for rest, held in split_documents(sample.document, folds):
        weights = fit_weights(sample.take(rest), vocabulary)
        for target, part in zip(out, predict_sample(sample.take(held), weights), strict=True):
            target[held] = part
    return out


def best_limit(sample: Sample, guess: tuple[Any, Any, Any, Any]) -> float:
    """Returns the chance above which giving a theme agrees best (F1) with coders of gold and project alike."""
    limits = [round(0.2 + 0.02 * n, 2) for n in range(20)]
    parts = [part for part in (sample.weight == GOLD_WEIGHT, sample.weight < GOLD_WEIGHT) if part.any()]
    return max(limits, key=lambda limit: sum(measure(sample, guess, part, limit)["theme_f1"] for part in parts))


def measure(
    sample: Sample, guess: tuple[Any, Any, Any, Any], rows: npt.NDArray[np.bool_], limit: float
) -> dict[str, float]:
    """Returns theme F1, stance, direction and finding accuracy over some rows, as the project's score counts them."""
    chances, stance, finding, direction = (g[rows] for g in guess)
    true = sample.stances[rows]
    want, got = true >= 0, (chances > limit) & finding[:, None]
    both = want & got
    return {
        "theme_f1": float(2 * both.sum() / max(1, want.sum() + got.sum())),
        "stance": float((stance == true)[both].mean()) if both.any() else 0.0,
        "direction": float((direction == sample.direction[rows]).mean()) if len(true) else 0.0,
        "finding": float((finding == sample.finding[rows]).mean()) if len(true) else 0.0,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the command line, trains and prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m ofsted_trends.coding.train", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="coded sentences with text, JSON lines")
    parser.add_argument(
        "--corpus",
        type=Path,
        required=True,
        help="all sentences: a folder of documents, JSON lines, or observations.parquet",
    )
    parser.add_argument("--truth", type=Path, help="coded sentences without text, CSV")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name(FILE), help="file of weights to write")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate over this many parts of the documents")
    parser.add_argument("--agreement", type=Path, help="folder for the registers of agreement; needs --folds")
    args = parser.parse_args(arguments)
    try:
        _, figures = train_weights(args.gold, args.corpus, args.truth, args.out, args.folds, args.agreement)
    except OfstedTrendsError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    for name, values in figures.items():
        print(f"{name}: " + ", ".join(f"{k} {v:.3f}" for k, v in values.items()))
    print(f"wrote {args.out} ({args.out.stat().st_size // 1024} KB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
