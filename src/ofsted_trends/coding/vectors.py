"""Word vectors from sentences that nobody coded: words that stand in like company are alike. For training only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from ofsted_trends.coding.strings import MARKS, NEGATORS, OPENERS, TOKEN, plain_text

Floats = npt.NDArray[np.float32]
WINDOW = 6


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The known words.

    Attributes:
        forms: every form as written.
        numbers: the word number of each form, -1 for marks.
        rarity: log of sentences over sentences with the word.
        vectors: (V, D) one vector of length 1 per word.
    """

    forms: tuple[str, ...]
    numbers: npt.NDArray[np.int32]
    rarity: Floats
    vectors: Floats


def stem_word(word: str) -> str:
    """Returns a word without its plural or possessive ending.

    >>> stem_word("children's"), stem_word("agencies"), stem_word("process")
    ('children', 'agency', 'process')
    """
    word = word.removesuffix("'s")
    if len(word) > 4:
        if word.endswith("ies"):
            return word[:-3] + "y"
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return word[:-1]
    return word


def learn_vocabulary(sentences: pl.Series, least: int = 8, dimensions: int = 200) -> Vocabulary:
    """Returns the words that stand in at least `least` sentences, and a vector for each.

    Args:
        sentences: distinct sentences, the more the better (the weights that ship were trained with 130,000).
        least: how many sentences a word must stand in.
        dimensions: columns of the vectors.

    Source: Levy and Goldberg, Neural word embedding as implicit matrix factorization, 2014 (shifted PMI and SVD).
    """
    sparse, decomposition = import_module("scipy.sparse"), import_module("sklearn.decomposition")
    lists = plain_text(sentences).str.extract_all(TOKEN)
    rows = [[stem_word(w) for w in words if w not in MARKS] for words in lists.to_list()]
    seen = Counter(w for words in rows for w in set(words))
    kept = sorted({w for w, n in seen.items() if n >= least} | {stem_word(w) for w in (*OPENERS, *NEGATORS)})
    number = {w: n for n, w in enumerate(kept)}
    rarity = np.array([min(7.0, np.log(len(rows) / max(1, seen[w]))) for w in kept], dtype=np.float32)
    raw = Counter(w for words in lists.to_list() for w in words if w not in MARKS)
    forms = sorted({w for w in raw if stem_word(w) in number} | set(OPENERS) | set(NEGATORS)) + list(MARKS)
    numbers = np.array([number[stem_word(f)] if f not in MARKS else -1 for f in forms], dtype=np.int32)
    near = _company(
        [np.array([number[w] for w in words if w in number], dtype=np.int64) for words in rows], len(kept), sparse
    )
    count = min(dimensions, len(kept) - 1)
    svd = decomposition.TruncatedSVD(count, random_state=0, n_iter=4)
    vectors = svd.fit_transform(near) / np.sqrt(np.maximum(svd.singular_values_, 1e-9))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return Vocabulary(tuple(forms), numbers, rarity, vectors.astype(np.float32))


def _company(rows: list[npt.NDArray[np.int64]], size: int, sparse: Any) -> Any:
    """The positive pointwise mutual information of words within `WINDOW`, as a sparse matrix."""
    left, right, weight = [], [], []
    for gap in range(1, WINDOW + 1):
        a = np.concatenate([r[:-gap] for r in rows if len(r) > gap] or [np.zeros(0, dtype=np.int64)])
        b = np.concatenate([r[gap:] for r in rows if len(r) > gap] or [np.zeros(0, dtype=np.int64)])
        left += [a, b]
        right += [b, a]
        weight += [np.full(2 * len(a), 1 / gap)]
    near = sparse.coo_matrix(
        (np.concatenate(weight), (np.concatenate(left), np.concatenate(right))), shape=(size, size)
    ).tocsr()
    total = near.sum()
    own = np.asarray(near.sum(axis=1)).ravel()
    other = own**0.75
    other = other / other.sum() * total
    near = near.tocoo()
    value = np.log(near.data * total / (own[near.row] * other[near.col]))
    kept = value > 0
    return sparse.coo_matrix((value[kept], (near.row[kept], near.col[kept])), shape=(size, size)).tocsr()
