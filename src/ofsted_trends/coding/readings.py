"""What distinct strings say by themselves: rules that hit, cues, and linear scores for themes and ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from ofsted_trends.coding.strings import Bools, Floats, Ints, Tokens, match_cues, match_themes, read_tokens, sum_rows
from ofsted_trends.coding.weights import WAYS, Weights
from ofsted_trends.registers.cues import Cue
from ofsted_trends.registers.themes import Theme

Longs = npt.NDArray[np.int64]
CHUNK = 30_000


@dataclass(frozen=True, slots=True)
class Readings:
    """What S distinct strings say, for K themes, Q cues and the N ways of `WAYS`.

    Attributes:
        hits: (S, K) whether a theme's rule hits; analysts' themes stand after the built-in ones.
        first: (S, K) the word of the first hit, -1 without one.
        cues: (S, Q) how often a cue hits.
        about: (S, K0) linear scores of the built-in themes.
        way: (S, N) linear scores.
        clause_row: (C,) which string a clause belongs to.
        clause_start: (C,) the word a clause starts with.
        clause_way: (C, 2) judged good and judged bad, by words alone.
        length: (S,) words.
    """

    hits: Bools
    first: Ints
    cues: Floats
    about: Floats
    way: Floats
    clause_row: Ints
    clause_start: Ints
    clause_way: Floats
    length: Ints


def read_strings(texts: pl.Series, themes: Sequence[Theme], cues: Sequence[Cue], weights: Weights) -> Readings:
    """Returns what plain strings say."""
    hits, first = match_themes(texts, themes)
    found = match_cues(texts, cues)
    tokens = read_tokens(texts, weights.words, weights.numbers)
    size = len(texts)
    norm = norms(tokens, weights.rarity, tokens.row, size)
    known = len(weights.themes)
    at, place = find_pairs(tokens, weights.pairs, len(weights.rarity))
    about = sum_words(tokens, weights, at, place) / norm
    about += hits[:, :known].astype(np.float32) @ weights.about_rules + weights.about_base
    way, clause_way = sum_ways(tokens, weights, norm, at, place)
    way += found @ weights.way_cues + weights.way_base
    clauses = len(tokens.clause_row)
    start = np.full(clauses, 10_000, dtype=np.int32)
    np.minimum.at(start, tokens.clause, tokens.place)
    clause_way = clause_way + weights.way_base[2:4]
    return Readings(hits, first, found, about, way, tokens.clause_row, start, clause_way, tokens.length)


def norms(tokens: Tokens, rarity: Floats, row: Ints, size: int) -> Floats:
    """Returns (size, 1) the length of each row's vector of word rarities, at least 1."""
    squares = np.bincount(row, weights=rarity[tokens.word] ** 2, minlength=size)
    return np.sqrt(np.maximum(squares, 1.0)).astype(np.float32)[:, None]


def pairs_of(tokens: Tokens, size: int) -> tuple[Ints, Longs]:
    """Returns where (T-1,) neighbouring words stand in one string (index of the first), and their pair numbers."""
    same = np.flatnonzero((tokens.row[1:] == tokens.row[:-1]) & (tokens.place[1:] - tokens.place[:-1] == 1))
    return same.astype(np.int32), tokens.word[same].astype(np.int64) * size + tokens.word[same + 1]


def find_pairs(tokens: Tokens, known: Longs, vocabulary: int) -> tuple[Ints, Ints]:
    """Returns the tokens that open a known pair, and the pair's place among the known."""
    if not len(known):
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    at, code = pairs_of(tokens, vocabulary)
    place = np.minimum(np.searchsorted(known, code), len(known) - 1)
    ok = known[place] == code
    return at[ok], place[ok].astype(np.int32)


def sum_words(tokens: Tokens, weights: Weights, at: Ints, place: Ints) -> Floats:
    """Returns (S, K) the sums of what words and pairs say for themes, without the norm."""
    out = np.zeros((len(tokens.length), len(weights.themes)), dtype=np.float32)
    for a in range(0, len(tokens.row), CHUNK):
        part = slice(a, a + CHUNK)
        _add(out, weights.about_words[tokens.word[part]], tokens.row[part])
    for a in range(0, len(at), CHUNK):
        part = slice(a, a + CHUNK)
        _add(out, weights.about_pairs[place[part]], tokens.row[at[part]])
    return out


def sum_ways(tokens: Tokens, weights: Weights, norm: Floats, at: Ints, place: Ints) -> tuple[Floats, Floats]:
    """Returns the ways of strings (S, N) and of clauses (C, 2), by words alone."""
    size, ways = len(tokens.length), len(WAYS)
    vocabulary = len(weights.rarity)
    clauses = len(tokens.clause_row)
    out = np.zeros((size, ways), dtype=np.float32)
    by_clause = np.zeros((clauses, 2), dtype=np.float32)
    for a in range(0, len(tokens.row), CHUNK):
        part = slice(a, a + CHUNK)
        each = weights.way_words[tokens.word[part] + vocabulary * tokens.negated[part]]
        pairs = slice(*np.searchsorted(at, [a, a + CHUNK]))
        each[at[pairs] - a] += weights.way_pairs[place[pairs]]
        _add(out, each, tokens.row[part])
        _add(by_clause, each[:, 2:4], tokens.clause[part])
    head = (
        np.flatnonzero(np.append(True, tokens.row[1:] != tokens.row[:-1]))
        if len(tokens.row)
        else np.zeros(0, dtype=int)
    )
    out[tokens.row[head]] += weights.way_first[tokens.word[head]]
    norm_clause = norms(tokens, weights.rarity, tokens.clause, clauses)
    return out / norm, by_clause / norm_clause


def _add(out: Floats, values: Floats, row: Ints) -> None:
    """Adds the sums of values by row to out; rows are in rising order."""
    if len(row):
        first, last = int(row[0]), int(row[-1])
        out[first : last + 1] += sum_rows(values, row - first, last - first + 1)
