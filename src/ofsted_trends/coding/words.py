"""Fit the linear tables: what words, pairs, rules and cues say for themes and ways. For training only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from ofsted_trends.coding.logistic import fit_logistic
from ofsted_trends.coding.network import Network
from ofsted_trends.coding.readings import find_pairs, norms, pairs_of
from ofsted_trends.coding.strings import Tokens, match_cues, match_themes, plain_text, read_tokens
from ofsted_trends.coding.trees import LEAVES, Trees
from ofsted_trends.coding.vectors import Vocabulary
from ofsted_trends.coding.weights import WAYS, Weights, pack_table
from ofsted_trends.registers.cues import load_cues
from ofsted_trends.registers.themes import load_themes

Floats = npt.NDArray[np.float32]
#: How much each block of features counts before the fit.
RULE, OWN_RULE, WORD, VECTOR, CUE, FIRST = 1.0, 4.0, 2.2, 2.0, 1.0, 0.5
LEAST_PAIR = 5


@dataclass(frozen=True, slots=True)
class Targets:
    """What people coded, a row per sentence.

    Attributes:
        themes: (R, K) 1 where the theme is given.
        good: (R,) 1 where a theme is judged good (strength or mixed).
        bad: (R,) 1 where a theme is judged bad (concern or mixed).
        judged: (R,) whether good and bad may be learned from the row.
        mixed: (R,) 1 where a theme is judged mixed.
        neutral: (R,) 1 where no theme is judged.
        themed: (R,) whether any theme is given.
        finding: (R,)
        direction: (R,) number in `DIRECTIONS`.
        weight: (R,) how much the row counts.
    """

    themes: npt.NDArray[np.int8]
    good: npt.NDArray[np.int8]
    bad: npt.NDArray[np.int8]
    judged: npt.NDArray[np.bool_]
    mixed: npt.NDArray[np.int8]
    neutral: npt.NDArray[np.int8]
    themed: npt.NDArray[np.bool_]
    finding: npt.NDArray[np.int8]
    direction: npt.NDArray[np.int8]
    weight: Floats


def fit_words(texts: pl.Series, targets: Targets, vocabulary: Vocabulary) -> Weights:
    """Returns weights with their tables fitted and neither trees nor networks yet.

    Args:
        texts: (R,) sentences.
        targets: what people coded.
        vocabulary: the known words.
    """
    sparse = import_module("scipy.sparse")
    themes, cues = load_themes(), load_cues()
    plain = plain_text(texts)
    tokens = read_tokens(plain, pl.Enum(list(vocabulary.forms)), vocabulary.numbers)
    size, v = len(texts), len(vocabulary.rarity)
    norm = norms(tokens, vocabulary.rarity, tokens.row, size)
    rules = match_themes(plain, themes)[0].astype(np.float32)
    found = match_cues(plain, cues)
    pairs = _common_pairs(tokens, v)
    rarity = vocabulary.rarity
    words = _counts(sparse, tokens.row, tokens.word, rarity[tokens.word], (size, v), norm)
    at, place = find_pairs(tokens, pairs, v)
    worth = (
        np.minimum(rarity[tokens.word[at]] + rarity[tokens.word[at + 1]], 8)
        if len(at)
        else np.zeros(0, dtype=np.float32)
    )
    couples = _counts(sparse, tokens.row[at], place, worth, (size, len(pairs)), norm)
    meaning = (words @ vocabulary.vectors * VECTOR).astype(np.float32)
    pair_worth = np.minimum(rarity[pairs // v] + rarity[pairs % v], 8)
    k = len(themes)
    shared = sparse.hstack([sparse.csr_matrix(rules), words * WORD, couples * WORD]).tocsr()
    own = np.ones((shared.shape[1], k), dtype=np.float32)
    own[:k] = RULE + (OWN_RULE - RULE) * np.eye(k, dtype=np.float32)
    each = np.broadcast_to(targets.weight[:, None], targets.themes.shape)
    about, about_base = fit_logistic(shared, meaning, targets.themes, each, own)
    about_rules = about[:k]
    about_words, about_pairs = _fold(about[k:], v, len(pairs), rarity, pair_worth, vocabulary.vectors)
    weights = Weights(
        version="untrained",
        themes=tuple(t.key for t in themes),
        cues=tuple(c.key for c in cues),
        forms=vocabulary.forms,
        numbers=vocabulary.numbers,
        rarity=rarity,
        about_words=_packed(about_words),
        about_pairs=_packed(about_pairs),
        pairs=pairs,
        about_rules=about_rules,
        about_base=about_base,
        way_words=np.zeros((2 * v, len(WAYS)), dtype=np.float32),
        way_pairs=np.zeros((len(pairs), len(WAYS)), dtype=np.float32),
        way_first=np.zeros((v, len(WAYS)), dtype=np.float32),
        way_cues=np.zeros((len(cues), len(WAYS)), dtype=np.float32),
        way_base=np.zeros(len(WAYS), dtype=np.float32),
        prior=_prior(targets),
        sentence_network=_no_network(),
        theme_trees=_no_trees(1),
        stance_network=_no_network(),
        stance_trees=_no_trees(4),
        direction_trees=_no_trees(4),
        limits=np.full(k, 0.4, dtype=np.float32),
        finding_limit=np.zeros(1, dtype=np.float32),
    )
    head = np.flatnonzero(np.append(True, tokens.row[1:] != tokens.row[:-1]))
    firsts = _counts(sparse, tokens.row[head], tokens.word[head], np.ones(len(head), dtype=np.float32), (size, v), norm)
    signed = _counts(sparse, tokens.row, tokens.word + v * tokens.negated, rarity[tokens.word], (size, 2 * v), norm)
    parts = [signed * WORD, couples * WORD, firsts * (FIRST * 8)]
    by_words = sparse.hstack(parts).tocsr()
    with_cues = sparse.hstack([*parts, sparse.csr_matrix(found * CUE)]).tocsr()
    goals = {
        "good": (targets.good, targets.judged),
        "bad": (targets.bad, targets.judged),
        "mixed": (targets.mixed, targets.themed),
        "neutral": (targets.neutral, targets.themed),
        "finding": (targets.finding, np.ones(size, dtype=bool)),
        "improving": ((targets.direction == 1).astype(np.int8), targets.finding > 0),
        "persisting": ((targets.direction >= 2).astype(np.int8), targets.finding > 0),
        "good_words": (targets.good, targets.judged),
        "bad_words": (targets.bad, targets.judged),
    }
    way_pairs = np.zeros((len(pairs), len(WAYS)), dtype=np.float32)
    for x, names in (
        (with_cues, [n for n in goals if not n.endswith("_words")]),
        (by_words, ["good_words", "bad_words"]),
    ):
        y = np.stack([goals[n][0] for n in names], axis=1)
        weight = np.stack([goals[n][1] * targets.weight for n in names], axis=1).astype(np.float32)
        table, base = fit_logistic(x, meaning, y, weight)
        one, two, first, cue, far = np.split(table, np.cumsum([2 * v, len(pairs), v, x.shape[1] - 3 * v - len(pairs)]))
        at_way = [WAYS.index(n) for n in names]
        vector = vocabulary.vectors @ far * VECTOR * rarity[:, None]
        weights.way_words[:, at_way] = one * WORD * np.tile(rarity, 2)[:, None] + np.tile(vector, (2, 1))
        way_pairs[:, at_way] = two * WORD * pair_worth[:, None]
        weights.way_first[:, at_way] = first * FIRST * 8
        weights.way_base[at_way] = base
        if len(cue):
            weights.way_cues[:, at_way] = cue * CUE
    return replace(
        weights,
        way_words=_packed(weights.way_words),
        way_pairs=_packed(way_pairs),
        way_first=_packed(weights.way_first),
    )


def _common_pairs(tokens: Tokens, size: int) -> npt.NDArray[np.int64]:
    """The pairs of words that stand in at least `LEAST_PAIR` sentences."""
    at, code = pairs_of(tokens, size)
    once = np.unique(np.stack([tokens.row[at].astype(np.int64), code]), axis=1)[1]
    known, times = np.unique(once, return_counts=True)
    return known[times >= LEAST_PAIR]


def _counts(sparse: Any, row: Any, column: Any, value: Any, shape: tuple[int, int], norm: Floats) -> Any:
    """A sparse matrix of summed values, each row divided by its norm."""
    matrix = sparse.coo_matrix((value, (row, column)), shape=shape).tocsr()
    return sparse.diags(1 / norm[:, 0]) @ matrix


def _fold(
    table: Floats, v: int, pairs: int, rarity: Floats, pair_worth: Floats, vectors: Floats
) -> tuple[Floats, Floats]:
    """Coefficients of words, pairs and vectors as what each word and pair adds."""
    own, two, far = np.split(table, [v, v + pairs])
    return (own * WORD + vectors @ far * VECTOR) * rarity[:, None], two * WORD * pair_worth[:, None]


def _packed(table: Floats) -> Floats:
    """The table as it will be read back from 8-bit numbers, so that the trees see what they will see."""
    if table.size <= 20_000:
        return table
    small, scale = pack_table(table)
    return small.astype(np.float32) * scale


def _prior(targets: Targets) -> Floats:
    """(K, 5) log odds of each theme; the stance shares are filled in later."""
    share = (targets.themes.sum(axis=0) + 1) / (len(targets.themes) + 2)
    out = np.full((targets.themes.shape[1], 5), 0.25, dtype=np.float32)
    out[:, 0] = np.log(share / (1 - share))
    return out


def _no_trees(outputs: int) -> Trees:
    """An ensemble without trees."""
    empty = np.zeros(0, dtype=np.int16)
    return Trees(
        empty,
        empty,
        np.zeros(0, dtype=np.float32),
        np.zeros(0, dtype=np.uint16),
        np.zeros((0, LEAVES), dtype=np.float32),
        empty,
        np.zeros(outputs, dtype=np.float32),
    )


def _no_network() -> Network:
    """A network that is not fitted yet."""
    none, table = np.zeros(0, dtype=np.float32), np.zeros((0, 0), dtype=np.float32)
    return Network(none, none, table, none, table, none)
