"""How alike two statements are worded: the stems that they share, rare ones weighing more than common ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ofsted_trends.registers.authorities import load_authorities
from ofsted_trends.registers.loading import read_csv_register

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]

_ENDING = re.compile(r"(?<=[a-z]{3})(?:iness|ations?|ings?|ments?|ances?|ions?|ory|ers?|ed|ly|ies|es|s|e|y)$")
#: A stem in no more than this share of sentences weighs as much as any rarer one: a name is no matter.
RARE = 0.004
#: Words of asking (ensure, quality, consistent, children) weigh little: most improvements share them.
ASKING = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """The stems of numbered texts, those without a meaning of their own left out.

    Attributes:
        text: number of the text, ascending; one entry per text and stem.
        stem: number of the stem.
        weight: of the stem, the square of a number of single precision: so sums below 128 are exact in any order,
            and two texts are as alike whatever they are compared beside.
        matter: whether the stem names a matter, and is not a word of asking.
        length: of each text's vector, in which the root of the weight stands; 0 where a text has no stems.
    """

    text: Whole
    stem: Whole
    weight: NDArray[np.float64]
    matter: NDArray[np.bool_]
    length: Floats


@lru_cache(maxsize=100_000)
def find_stem(word: str) -> str:
    """Returns roughly what the forms of a word have in common, seven letters at most.

    >>> [find_stem(word) for word in ("plans", "planning", "recorded", "records", "supervisory", "supervision")]
    ['plan', 'plan', 'record', 'record', 'supervi', 'supervi']
    """
    stem = _ENDING.sub("", word)
    stem = _ENDING.sub("", stem) if len(stem) > 6 else stem
    return (stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem)[:7]


@cache
def load_weights() -> dict[str, tuple[float, bool]]:
    """Returns the weight of each common stem, and whether it names a matter; other stems are rare and do.

    The weight is the natural logarithm of one over the share of sentences that hold the stem (of findings or of
    improvements, whichever is the larger), 0 for words of grammar and for names of authorities that are no common
    words, `ASKING` for words of asking.

    Raises:
        RegisterError: the register is not well formed.

    Source: registers/common_words.csv, counted by tests/benchmarks/count_words.py in 129,627 sentences of 575
        documents; inverse document frequency after K. Spärck Jones (1972), Journal of Documentation 28 (1).
    """
    fixed = {"function": 0.0, "asking": ASKING}
    names = {find_stem(word) for a in load_authorities() for word in re.findall(r"[a-z]{3,}", a.name.lower())}
    return dict.fromkeys(names, (0.0, False)) | {
        row["stem"]: (fixed.get(row["kind"], -log(max(float(row["share"]), RARE))), row["kind"] == "matter")
        for row in read_csv_register("common_words.csv")
    }


def find_words(texts: pl.Series) -> Words:
    """Returns the stems of each text.

    Args:
        texts: statements; null where the words are not at hand.
    """
    said = texts.str.to_lowercase().str.extract_all(r"[a-z]{3,}").alias("word")
    told = pl.DataFrame({"text": pl.int_range(len(texts), eager=True), "word": said}).explode("word").drop_nulls()
    words = told["word"].unique(maintain_order=True).to_list()
    known, rare = load_weights(), (-log(RARE), True)
    weights = {stem: known.get(stem, rare) for stem in map(find_stem, words)}
    meant = [stem for stem, (weight, _) in weights.items() if weight > 0]
    numbers = {stem: number for number, stem in enumerate(meant)}
    table = pl.DataFrame(
        {"word": words, "stem": [numbers.get(find_stem(word)) for word in words]},
        schema={"word": pl.String, "stem": pl.Int64},
    ).drop_nulls()
    size = max(len(meant), 1)
    entries = told.join(table, on="word").select(pl.col("text") * size + pl.col("stem")).to_series()
    text, stem = np.divmod(entries.unique().sort().to_numpy(), size)
    weight = np.array([weights[name][0] for name in meant], np.float32)[stem]
    matter = np.array([weights[name][1] for name in meant], np.bool_)[stem]
    length = np.sqrt(np.bincount(text, weight, minlength=len(texts))).astype(np.float32)
    return Words(text, stem, np.sqrt(weight).astype(np.float64) ** 2, matter, length)


def compare_wording(words: Words, asked: Whole, low: int, high: int) -> tuple[Floats, Floats]:
    """Returns how alike some texts and the texts of a block are worded.

    Args:
        words: the stems of all texts.
        asked: numbers of the texts to compare with, all in the block.
        low, high: the block: first text, and one after the last.

    Returns:
        Two arrays of len(asked) by (high - low): the cosine of the weighted stems (0 to 1), and the number of
        shared stems that name a matter.

    Source: cosine of weighted word vectors, G. Salton and M. McGill (1983), Introduction to Modern Information
        Retrieval.
    """
    first, last = np.searchsorted(words.text, [low, high])
    text, stem = words.text[first:last] - low, words.stem[first:last]
    rows, width = asked - low, high - low
    starts = np.searchsorted(text, np.arange(width + 1))
    counts = np.diff(starts)[rows]
    own = _list_runs(starts[rows], counts)
    by_stem = np.argsort(stem, kind="stable")
    left, right = (np.searchsorted(stem[by_stem], stem[own], side) for side in ("left", "right"))
    holders = right - left
    cell = np.repeat(np.repeat(np.arange(len(rows)) * width, counts), holders)
    cell += text[by_stem][_list_runs(left, holders)]
    weight, matter = (np.repeat(values[first:last][own], holders) for values in (words.weight, words.matter))
    overlap, shared = (
        np.bincount(cells, weights, len(rows) * width).reshape(len(rows), width)
        for cells, weights in ((cell, weight), (cell[matter], None))
    )
    length = np.maximum(words.length[low:high], 1e-6).astype(np.float64)
    return (overlap / length[rows, None] / length).astype(np.float32), shared.astype(np.float32)


def _list_runs(starts: Whole, counts: Whole) -> Whole:
    """Returns the numbers of runs, one run after the other.

    >>> _list_runs(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    return np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
