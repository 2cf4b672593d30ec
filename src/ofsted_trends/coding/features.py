"""What trees and networks look at: a sentence, its neighbours and its heading, per theme, stance and direction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ofsted_trends.coding.readings import Readings
from ofsted_trends.coding.strings import Bools, Floats, Ints
from ofsted_trends.coding.weights import WAYS, Weights

FINDING, IMPROVING, PERSISTING = (WAYS.index(w) for w in ("finding", "improving", "persisting"))


@dataclass(frozen=True, slots=True)
class Context:
    """Sentences as places in the readings of distinct strings.

    Attributes:
        readings: of distinct strings.
        text: (R,) which string is the sentence.
        prev: (R,) which string is the one before.
        next: (R,) which string is the one after.
        section_hits: (R, K) theme rules that hit the heading.
        section_cues: (R, Q) cues that hit the heading.
        headed: (R,) whether there is a heading.
        points_back: the column of the cue `points_back`.
        to_improve: the columns of the cues `to_improve`, `must` and `must_first`.
    """

    readings: Readings
    text: Ints
    prev: Ints
    next: Ints
    section_hits: Bools
    section_cues: Floats
    headed: Bools
    points_back: int
    to_improve: tuple[int, int, int]

    @property
    def cues(self) -> Floats:
        """(R, Q) cues of the sentence and of its heading."""
        return self.readings.cues[self.text] + self.section_cues


def find_candidates(context: Context, known: int) -> tuple[Ints, Ints]:
    """Returns the rows and themes that are worth a closer look: a rule hits nearby, or the words speak for it."""
    r = context.readings
    near = r.hits[context.text, :known] | (r.about[context.text] > -2.4)
    near |= (r.about[context.prev] > -0.5) | r.hits[context.prev, :known]
    row, theme = np.nonzero(near)
    return row.astype(np.int32), theme.astype(np.int32)


def theme_features(context: Context, row: Ints, theme: Ints, weights: Weights) -> Floats:
    """Returns (P, columns) what speaks for theme P in sentence P."""
    r = context.readings
    text, prev, following = context.text, context.prev, context.next
    known = len(weights.themes)
    back = r.cues[text, context.points_back]
    hits = r.hits[text, :known]
    number = hits.sum(axis=1).astype(np.float32)
    about = np.clip(r.about, -7, 7)
    best = about.max(axis=1)
    strong = (about > 0).sum(axis=1).astype(np.float32)
    length = np.maximum(r.length, 1).astype(np.float32)
    t, p, n = text[row], prev[row], following[row]
    first = r.first[t, theme].astype(np.float32)
    hit = hits[row, theme].astype(np.float32)
    hit_prev = r.hits[p, theme].astype(np.float32)
    firsts = r.first[t][:, :known]
    rank = ((firsts >= 0) & (firsts < first[:, None])).sum(axis=1)
    columns = [
        about[t, theme],
        about[p, theme],
        about[n, theme],
        about[p, theme] * back[row],
        hit,
        hit_prev,
        r.hits[n, theme],
        context.section_hits[row, theme],
        hit_prev * back[row],
        about[t, theme] - best[t],
        about[p, theme] - best[p],
        best[t],
        best[p],
        strong[t],
        strong[p],
        number[row],
        number[row] - hit,
        np.where(hit > 0, first / length[t], 2),
        np.where(hit > 0, rank, 9),
        length[t],
        context.headed[row],
        weights.prior[theme, 0],
        r.way[t, FINDING],
        r.way[p, FINDING],
    ]
    return np.column_stack([np.stack([np.asarray(c, dtype=np.float32) for c in columns], axis=1), context.cues[row]])


def sentence_features(context: Context, rows: Ints, weights: Weights) -> Floats:
    """Returns (rows, columns) what sentences and their neighbours say, all themes beside each other."""
    r = context.readings
    known = len(weights.themes)
    text, prev, following = context.text[rows], context.prev[rows], context.next[rows]
    parts = [
        np.clip(r.about[text], -8, 8),
        np.clip(r.about[prev], -8, 8),
        np.clip(r.about[following], -8, 8),
        r.hits[text, :known],
        r.hits[prev, :known],
        r.hits[following, :known],
        context.section_hits[rows, :known],
        r.cues[text],
        r.cues[prev],
        context.section_cues[rows],
        r.way[text],
        r.way[prev],
        r.way[following],
        r.length[text][:, None],
        context.headed[rows][:, None],
    ]
    return np.concatenate(parts, axis=1, dtype=np.float32)


def stance_features(context: Context, row: Ints, theme: Ints, weights: Weights) -> Floats:
    """Returns (P, columns) what shows how sentence P judges theme P; theme -1 is one that the weights do not know."""
    r = context.readings
    text = context.text[row]
    k = np.maximum(theme, 0)
    cues = context.cues[row]
    back = cues[:, [context.points_back]]
    headed, *must = (cues[:, q] for q in context.to_improve)
    way, before, after = r.way[text], r.way[context.prev[row]], r.way[context.next[row]]
    prior = np.where((theme >= 0)[:, None], weights.prior[k, 1:], weights.prior[:, 1:].mean(axis=0))
    hit = np.where(theme >= 0, r.hits[text, k], False)
    first = np.where(hit, r.first[text, k], -1)
    clause = clause_features(r, text, first.astype(np.int32))
    length = r.length[text].astype(np.float32)
    return np.column_stack(
        [
            way,
            way[:, 0] - way[:, 1],
            before[:, :2],
            before[:, 0] - before[:, 1],
            after[:, :2],
            clause,
            cues,
            back * r.cues[context.prev[row]],
            prior,
            hit,
            length,
            context.headed[row],
            headed * sum(must),
            headed + sum(must),
        ]
    ).astype(np.float32)


def with_theme(features: Floats, theme: Ints, shares: Floats) -> Floats:
    """Returns features (P, columns) and for each of K themes whether it is the one asked of.

    Args:
        features: (P, columns)
        theme: (P,) theme -1 is one that the weights do not know; it counts as a little of each.
        shares: (K,) how often each theme is the one asked of.
    """
    asked = np.where(theme[:, None] < 0, shares, theme[:, None] == np.arange(len(shares)))
    return np.concatenate([features, asked], axis=1, dtype=np.float32)


def clause_features(readings: Readings, text: Ints, first: Ints) -> Floats:
    """Returns (P, 15) how the clauses of string P are judged, and the clause that word `first` stands in (-1: any).

    Columns: own clause good, bad, difference; lowest, highest, first, last and spread of the difference over all
    clauses; highest good and bad; lowest and highest difference up to and after the own clause; clauses; place of the
    own.
    """
    rows = len(text)
    size = len(readings.length)
    number = np.bincount(readings.clause_row, minlength=size)
    begin = np.concatenate([[0], np.cumsum(number)])
    out = np.zeros((rows, 15), dtype=np.float32)
    n = number[text]
    some = np.flatnonzero(n > 0)
    if not len(some):
        return out
    n, start, at = n[some], begin[text[some]], first[some]
    owner = np.repeat(np.arange(len(some)), n)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(n) - n, n)
    clause = np.repeat(start, n) + offset
    way = readings.clause_way[clause]
    d = way[:, 0] - way[:, 1]
    heads = np.cumsum(n) - n
    before = (readings.clause_start[clause] <= at[owner]) & (readings.clause_start[clause] < 10_000)
    own = np.maximum(np.add.reduceat(before.astype(np.int64), heads) - 1, 0)
    lead = np.where(at < 0, 0, own)
    mine = np.where(at < 0, -1, own)[owner] == offset
    mine |= (at < 0)[owner]
    weight = mine / np.add.reduceat(mine.astype(np.float32), heads)[owner]
    good = np.add.reduceat(way[:, 0] * weight, heads)
    bad = np.add.reduceat(way[:, 1] * weight, heads)
    till = np.where(offset <= lead[owner], d, 0)
    after = np.where(offset > lead[owner], d, 0)
    low, high = np.minimum.reduceat(d, heads), np.maximum.reduceat(d, heads)
    out[some] = np.stack(
        [
            good,
            bad,
            good - bad,
            low,
            high,
            d[heads],
            d[heads + n - 1],
            high - low,
            np.maximum.reduceat(way[:, 0], heads),
            np.maximum.reduceat(way[:, 1], heads),
            np.minimum.reduceat(till, heads),
            np.minimum.reduceat(after, heads),
            np.maximum.reduceat(after, heads),
            n,
            lead,
        ],
        axis=1,
    )
    return out


def direction_features(context: Context) -> Floats:
    """Returns (R, columns) what shows the direction of a sentence."""
    r = context.readings
    way, before = r.way[context.text], r.way[context.prev]
    cues = context.cues
    quality = r.about[context.text]
    return np.column_stack(
        [
            way,
            way[:, 0] - way[:, 1],
            before[:, [0, 1, IMPROVING]],
            cues,
            r.length[context.text],
            context.headed,
            quality.max(axis=1),
        ]
    ).astype(np.float32)
