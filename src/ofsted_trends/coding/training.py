"""Fit the weights from sentences that people coded, and estimate how good they are on documents not seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any
from warnings import catch_warnings, simplefilter

import numpy as np
import numpy.typing as npt
import polars as pl

from ofsted_trends.coding.features import (
    Context,
    direction_features,
    find_candidates,
    sentence_features,
    stance_features,
    theme_features,
    with_theme,
)
from ofsted_trends.coding.network import Network, network_of, standardise
from ofsted_trends.coding.sentences import (
    ask_network,
    decide_sentences,
    decide_stances,
    read_context,
    theme_chances,
)
from ofsted_trends.coding.trees import Trees, trees_of
from ofsted_trends.coding.vectors import Vocabulary
from ofsted_trends.coding.weights import DIRECTIONS, STANCES, Weights
from ofsted_trends.coding.words import Targets, fit_words
from ofsted_trends.registers.themes import load_themes

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
INNER = 3
#: A theme is given above this chance: the best one for gold and project alike when documents are cross-validated.
LIMIT = 0.36
#: Log odds. Nearly all of the truth file was drawn from likely findings: training takes too much for one.
FINDING_LIMIT = 0.7
#: The networks: hidden units, and how often they see each sentence.
UNITS, PASSES = 256, 30
#: How much more each stance of `STANCES` counts: mixed and neutral ones are few, and else lost.
RARE = np.array([1.0, 1.0, 1.2, 1.5], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Sample:
    """Coded sentences.

    Attributes:
        frame: `id`, `section`, `prev`, `text`, `next`.
        document: (R,) which document a sentence is from.
        stances: (R, K) number in `STANCES`, -1 where the theme is not given.
        finding: (R,)
        direction: (R,) number in `DIRECTIONS`.
        weight: (R,) how much a row counts.
    """

    frame: pl.DataFrame
    document: npt.NDArray[np.str_]
    stances: npt.NDArray[np.int8]
    finding: npt.NDArray[np.bool_]
    direction: npt.NDArray[np.int8]
    weight: Floats

    def take(self, rows: Any) -> Sample:
        """Returns some of the rows."""
        return Sample(
            self.frame[rows.tolist()],
            self.document[rows],
            self.stances[rows],
            self.finding[rows],
            self.direction[rows],
            self.weight[rows],
        )


def make_sample(rows: Sequence[dict[str, Any]]) -> Sample:
    """Returns coded sentences as a Sample.

    Args:
        rows: each with `id`, `document`, `section`, `prev`, `text`, `next`, `finding`, `themes` (key to stance),
            `direction`, `weight`.
    """
    keys = [t.key for t in load_themes()]
    stances = np.full((len(rows), len(keys)), -1, dtype=np.int8)
    for n, row in enumerate(rows):
        for key, stance in row["themes"].items() if row["finding"] else ():
            stances[n, keys.index(key)] = STANCES.index(stance)
    columns = ("id", "section", "prev", "text", "next")
    return Sample(
        pl.DataFrame([{c: str(r.get(c) or "") for c in columns} for r in rows]),
        np.array([r["document"] for r in rows]),
        stances,
        np.array([r["finding"] for r in rows], dtype=bool),
        np.array([DIRECTIONS.index(r["direction"]) for r in rows], dtype=np.int8),
        np.array([r["weight"] for r in rows], dtype=np.float32),
    )


def split_documents(documents: npt.NDArray[np.str_], folds: int, seed: int = 1) -> Iterator[tuple[Ints, Ints]]:
    """Yields the rows outside and in each part; parts of like size by chance, a document never on both sides.

    Args:
        documents: (R,) which document a row is from.
        folds: how many parts.
        seed: draws the parts.
    """
    names, own = np.unique(documents, return_inverse=True)
    parts = (np.random.default_rng(seed).permutation(len(names)) % folds)[own]
    for fold in range(folds):
        yield np.flatnonzero(parts != fold).astype(np.int32), np.flatnonzero(parts == fold).astype(np.int32)


def targets_of(sample: Sample) -> Targets:
    """Returns what the linear tables are fitted to."""
    s = sample.stances
    good = ((s == 0) | (s == 2)).any(axis=1)
    bad = ((s == 1) | (s == 2)).any(axis=1)
    themed = np.asarray((s >= 0).any(axis=1))
    return Targets(
        (s >= 0).astype(np.int8),
        good.astype(np.int8),
        bad.astype(np.int8),
        themed & ~(good & bad),
        (s == STANCES.index("mixed")).any(axis=1).astype(np.int8),
        (themed & ~good & ~bad).astype(np.int8),
        themed,
        sample.finding.astype(np.int8),
        sample.direction,
        sample.weight,
    )


def fit_weights(sample: Sample, vocabulary: Vocabulary, version: str = "weights") -> Weights:
    """Returns weights fitted to a sample: tables on all of it, the rest on what tables say of other documents.

    Args:
        sample: coded sentences.
        vocabulary: the known words.
        version: names the weights in `method`.

    Source: Wolpert, Stacked generalization, 1992; Friedman, Greedy function approximation, 2001.
    """
    themes = load_themes()
    parts: list[tuple[Sample, Context, Weights]] = []
    whole = replace(fit_words(sample.frame["text"], targets_of(sample), vocabulary), version=version)
    whole = replace(whole, prior=_with_shares(whole.prior, sample))
    for rest, held in split_documents(sample.document, INNER, seed=0):
        if not len(rest) or not len(held):
            continue
        part, out = sample.take(rest), sample.take(held)
        words = replace(fit_words(part.frame["text"], targets_of(part), vocabulary), prior=whole.prior)
        parts.append((out, read_context(out.frame, themes, words), words))
    stance_network, stance_trees = _fit_stances(parts)
    return replace(
        whole,
        sentence_network=_fit_sentences(parts),
        theme_trees=_fit_themes(parts),
        stance_network=stance_network,
        stance_trees=stance_trees,
        direction_trees=_fit_directions(parts),
        limits=np.full(len(themes), LIMIT, dtype=np.float32),
        finding_limit=np.full(1, FINDING_LIMIT, dtype=np.float32),
    )


def _with_shares(prior: Floats, sample: Sample) -> Floats:
    """The prior with the share of each stance in each theme."""
    out = prior.copy()
    counts = np.stack([(sample.stances == s).sum(axis=0) for s in range(4)], axis=1)
    whole = counts.sum(axis=0) / max(1, counts.sum())
    out[:, 1:] = (counts + 10 * whole) / (counts.sum(axis=1, keepdims=True) + 10)
    return out


def _boost(x: Floats, y: Any, weight: Floats, rounds: int, rate: float, leaves: int = 8, least: int = 25) -> Any:
    """Boosted trees, fitted; deterministic."""
    model = import_module("sklearn.ensemble").HistGradientBoostingClassifier(
        max_iter=rounds,
        learning_rate=rate,
        max_leaf_nodes=leaves,
        min_samples_leaf=least,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=0,
    )
    return model.fit(x, y, sample_weight=weight)


def _fit_themes(parts: list[tuple[Sample, Context, Weights]]) -> Any:
    """Trees for the chance of a theme."""
    x, y, weight = [], [], []
    for sample, context, words in parts:
        row, theme = find_candidates(context, len(words.themes))
        x.append(theme_features(context, row, theme, words))
        y.append(sample.stances[row, theme] >= 0)
        weight.append(sample.weight[row])
    return trees_of(_boost(np.concatenate(x), np.concatenate(y).astype(int), np.concatenate(weight), 300, 0.1, 16))


def _fit_network(x: Floats, y: Any, weight: Floats, shrink: float) -> Network:
    """A network with an output per column of y (rows, N), 0 or 1; the same on one machine with as many threads."""
    shift = x.mean(axis=0, dtype=np.float64).astype(np.float32)
    spread = x.std(axis=0, dtype=np.float64).astype(np.float32) + np.float32(0.05)
    model = import_module("sklearn.neural_network").MLPClassifier(
        UNITS,
        alpha=shrink,
        batch_size=min(1024, len(x)),
        learning_rate_init=5e-4,
        max_iter=PASSES,
        n_iter_no_change=PASSES,
        random_state=0,
    )
    with catch_warnings():  # a fixed number of passes, so that it has not settled
        simplefilter("ignore", import_module("sklearn.exceptions").ConvergenceWarning)
        model.fit(standardise(x, shift, spread), y, sample_weight=weight)
    return network_of(model, shift, spread)


def _fit_sentences(parts: list[tuple[Sample, Context, Weights]]) -> Network:
    """A network for the chances of all themes and of a finding."""
    x, y, weight = [], [], []
    for sample, context, words in parts:
        x.append(sentence_features(context, np.arange(len(sample.finding), dtype=np.int32), words))
        y.append(np.concatenate([sample.stances >= 0, sample.finding[:, None]], axis=1))
        weight.append(sample.weight)
    return _fit_network(np.concatenate(x), np.concatenate(y).astype(int), np.concatenate(weight), 0.03)


def _fit_stances(parts: list[tuple[Sample, Context, Weights]]) -> tuple[Network, Trees]:
    """A network and trees for the stance of a given theme."""
    features, themes, stances, weights = [], [], [], []
    for sample, context, words in parts:
        row, theme = np.nonzero(sample.stances >= 0)
        features.append(stance_features(context, row.astype(np.int32), theme.astype(np.int32), words))
        themes.append(theme.astype(np.int32))
        stances.append(sample.stances[row, theme])
        weights.append(sample.weight[row] * RARE[sample.stances[row, theme]])
    x, y, weight = np.concatenate(features), np.concatenate(stances), np.concatenate(weights)
    asked: Ints = np.concatenate(themes)
    shares = np.bincount(asked, minlength=len(load_themes())) / len(asked)
    each = with_theme(x, asked, shares.astype(np.float32))
    network = _fit_network(each, (y[:, None] == np.arange(len(STANCES))).astype(int), weight, 0.1)
    return network, trees_of(_boost(x, y, weight, 200, 0.1))


def _fit_directions(parts: list[tuple[Sample, Context, Weights]]) -> Any:
    """Trees for the direction of a finding."""
    x, y, weight = [], [], []
    for sample, context, _ in parts:
        x.append(direction_features(context)[sample.finding])
        y.append(sample.direction[sample.finding])
        weight.append(sample.weight[sample.finding])
    return trees_of(_boost(np.concatenate(x), np.concatenate(y), np.concatenate(weight), 60, 0.08, 8, 8))


def predict_sample(sample: Sample, weights: Weights) -> tuple[Floats, Any, Any, Any]:
    """Returns for a sample: chances (R, K), stances (R, K) if given, finding (R,), direction (R,)."""
    context = read_context(sample.frame, load_themes(), weights)
    themes_by_network, finding_by_network = ask_network(context, weights)
    row, theme, chance = theme_chances(context, weights, themes_by_network)
    chances = np.zeros(sample.stances.shape, dtype=np.float32)
    chances[row, theme] = chance
    every = np.nonzero(np.ones_like(chances, dtype=bool))
    stance = decide_stances(context, every[0].astype(np.int32), every[1].astype(np.int32), weights).reshape(
        chances.shape
    )
    finding, direction = decide_sentences(context, weights, finding_by_network)
    return chances, stance, finding, direction
