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
        weight: of the stem, by the root that makes a shared stem count its weight once.
        matter: whether the stem names a matter, and is not a word of asking.
        length: of each text's vector; 0 where a text has no stems.
        stems: how many stems there are.
    """

    text: Whole
    stem: Whole
    weight: Floats
    matter: NDArray[np.bool_]
    length: Floats
    stems: int


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
    stems = [find_stem(word) for word in words]
    numbers = {stem: number for number, stem in enumerate(dict.fromkeys(stems))}
    known, rare = load_weights(), (-log(RARE), True)
    weights = [known.get(stem, rare) for stem in stems]
    table = pl.DataFrame(
        {
            "word": words,
            "stem": [numbers[stem] for stem in stems],
            "weight": [weight for weight, _ in weights],
            "matter": [matter for _, matter in weights],
        },
        schema={"word": pl.String, "stem": pl.Int64, "weight": pl.Float32, "matter": pl.Boolean},
    ).filter(pl.col("weight") > 0)
    told = (
        told.join(table, on="word")
        .select("text", "stem", "weight", "matter")
        .unique(["text", "stem"])
        .sort("text", "stem")
    )
    text, weight = told["text"].to_numpy(), told["weight"].to_numpy()
    length = np.sqrt(np.bincount(text, weight, minlength=len(texts))).astype(np.float32)
    return Words(
        text, told["stem"].to_numpy(), np.sqrt(weight), told["matter"].to_numpy(), length, len(numbers)
    )  # fmt: skip


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
    matter, weight = words.matter[first:last], words.weight[first:last]
    own = np.isin(text, asked - low)
    column = np.full(words.stems, -1)
    vocabulary = np.unique(stem[own])
    column[vocabulary] = np.arange(len(vocabulary))
    at = column[stem]
    held = at >= 0
    vectors = np.zeros((high - low, len(vocabulary)), np.float32)
    vectors[text[held], at[held]] = weight[held]
    vectors /= np.maximum(words.length[low:high], 1e-6)[:, None]
    matters = np.zeros_like(vectors)
    matters[text[held & matter], at[held & matter]] = 1
    rows = asked - low
    return vectors[rows] @ vectors.T, matters[rows] @ matters.T
