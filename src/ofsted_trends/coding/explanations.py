"""Why a sentence is coded as it is: which words and rules spoke, for what, and how loudly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from ofsted_trends.coding.features import IMPROVING, PERSISTING
from ofsted_trends.coding.readings import find_pairs
from ofsted_trends.coding.sentences import (
    ask_network,
    code_sentences,
    finding_scores,
    order_themes,
    read_context,
    theme_chances,
)
from ofsted_trends.coding.strings import plain_text, read_tokens
from ofsted_trends.coding.weights import WAYS, Weights, load_weights
from ofsted_trends.registers.cues import load_cues
from ofsted_trends.registers.themes import Theme, load_themes, plain

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Span:
    """Words that fired.

    Attributes:
        rule: which rule or cue.
        start: first character in the text (in the heading, for cues of the heading).
        end: the character after the last.
        words: the words as printed.
    """

    rule: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Reason:
    """What spoke for one decision.

    Attributes:
        decision: such as `case_recording: concern`, or `no case_recording`.
        chance: how sure the weights are that the theme is there, 0 to 1; None where a rule alone decides.
        spans: where rules hit.
        words: learned words and pairs with what they add (above 0 speaks for the decision's theme), loudest first.
    """

    decision: str
    chance: float | None
    spans: tuple[Span, ...]
    words: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a sentence is coded as it is.

    Attributes:
        text: the sentence.
        finding: whether it is a finding.
        direction: `improving`, `declining`, `unchanged` or `none`.
        method: the version of the weights.
        themes: a reason per theme that is given, and per theme whose rule hit and that is not.
        cues: the cues that hit, in the text or its heading.
        scores: log odds that it is judged good, judged bad, improving or persisting, by its words alone (trees and a
            network weigh them with neighbours and heading), and that it is a finding, which decides.
        finding_limit: it is a finding where `scores["finding"]` is above.
    """

    text: str
    finding: bool
    direction: str
    method: str
    themes: tuple[Reason, ...]
    cues: tuple[Span, ...]
    scores: dict[str, float]
    finding_limit: float

    def __str__(self) -> str:
        """Lines for a terminal."""
        lines = [
            self.text,
            "",
            f"finding: {'yes' if self.finding else 'no'}   direction: {self.direction}   by: {self.method}",
        ]
        words = ", ".join(f"{k.replace('_', ' ')} {v:+.1f}" for k, v in self.scores.items() if k != "finding")
        lines.append(f"a finding from {self.finding_limit:+.1f} on: {self.scores['finding']:+.1f}   words say: {words}")
        for reason in self.themes:
            sure = "" if reason.chance is None else f"  (chance {reason.chance:.2f})"
            lines.append(f"\n{reason.decision}{sure}")
            lines += [f"  rule  {s.start}-{s.end}  “{s.words}”" for s in reason.spans]
            if reason.words:
                lines.append("  words " + ", ".join(f"{w} {v:+.1f}" for w, v in reason.words))
        if self.cues:
            lines.append("\ncues")
            lines += [f"  {s.rule:16s} {s.start}-{s.end}  “{s.words}”" for s in self.cues]
        return "\n".join(lines)


def explain_sentence(
    text: str, section: str = "", prev: str = "", next: str = "", themes: Sequence[Theme] | None = None
) -> Explanation:
    """Returns why `code_sentences` codes a sentence as it does.

    Args:
        text: the sentence.
        section: the heading above.
        prev: the sentence before.
        next: the sentence after.
        themes: what `load_themes` gives; None for the built-in ones.

    >>> why = explain_sentence("Case recording is not always up to date.")
    >>> why.themes[0].decision, why.themes[0].spans[0].words
    ('case_recording: concern', 'recording')
    """
    weights = load_weights()
    ordered = order_themes(load_themes() if themes is None else themes, weights)
    frame = pl.DataFrame([{"id": "1", "section": section, "prev": prev, "text": text, "next": next}])
    coded = code_sentences(frame, ordered)
    context = read_context(frame, ordered, weights)
    themes_by_network, finding_by_network = ask_network(context, weights)
    _, theme, chance = theme_chances(context, weights, themes_by_network)
    chances = {weights.themes[k]: float(c) for k, c in zip(theme, chance, strict=True)}
    given = {t: s for t, s in coded.select("theme", "stance").iter_rows() if t is not None}
    said = about_words(text, weights)
    reasons = []
    for n, one in enumerate(ordered):
        spans = tuple(Span(f"theme {one.key}", a, b, text[a:b]) for a, b in one.hits(text))
        if one.key in given or spans:
            decision = f"{one.key}: {given[one.key]}" if one.key in given else f"no {one.key}"
            reasons.append(Reason(decision, chances.get(one.key), spans, said(n) if n < len(weights.themes) else ()))
    reasons.sort(key=lambda r: r.decision.startswith("no "))
    way = context.readings.way[context.text[0]]
    names = {
        "good": WAYS.index("good"),
        "bad": WAYS.index("bad"),
        "improving": IMPROVING,
        "persisting": PERSISTING,
    }
    scores = {name: float(way[n]) for name, n in names.items()}
    scores["finding"] = float(finding_scores(context, finding_by_network)[0])
    return Explanation(
        text, bool(coded["finding"][0]), str(coded["direction"][0]), weights.version, tuple(reasons),
        tuple(find_cues(text, section)),
        scores, float(weights.finding_limit[0]),
    )  # fmt: skip


def find_cues(text: str, section: str = "") -> list[Span]:
    """Returns where cues hit in a sentence and its heading, in the order of the register.

    >>> [(s.rule, s.words) for s in find_cues("Leaders must act.")]
    [('must', 'must')]
    """
    out = []
    for cue in load_cues():
        source = section if cue.where == "section" else text
        out += [
            Span(cue.key, *m.span(), source[slice(*m.span())])
            for m in re.finditer(cue.pattern, plain(source))
            if m.group()
        ]
    return out


def about_words(text: str, weights: Weights) -> Words:
    """Returns a way to ask what the known words and pairs of a sentence say for a theme."""
    tokens = read_tokens(plain_text(pl.Series([text])), weights.words, weights.numbers)
    at, place = find_pairs(tokens, weights.pairs, len(weights.rarity))
    norm = float(np.sqrt(max(1.0, float((weights.rarity[tokens.word] ** 2).sum()))))
    name = {int(number): form for form, number in reversed(list(zip(weights.forms, weights.numbers, strict=True)))}
    words = [name[int(w)] for w in tokens.word]
    return Words(words, [int(w) for w in tokens.word], [int(a) for a in at], [int(p) for p in place], norm, weights)


@dataclass(frozen=True, slots=True)
class Words:
    """The known words of one sentence, to be asked what they say for a theme."""

    words: list[str]
    numbers: list[int]
    at: list[int]
    place: list[int]
    norm: float
    weights: Weights

    def __call__(self, theme: int) -> tuple[tuple[str, float], ...]:
        """The loudest words and pairs for a theme, with what they add."""
        added: dict[str, float] = {}
        for word, number in zip(self.words, self.numbers, strict=True):
            added[word] = added.get(word, 0) + float(self.weights.about_words[number, theme]) / self.norm
        for at, place in zip(self.at, self.place, strict=True):
            pair = f"{self.words[at]} {self.words[at + 1]}"
            added[pair] = added.get(pair, 0) + float(self.weights.about_pairs[place, theme]) / self.norm
        loud = sorted(added.items(), key=lambda item: -abs(item[1]))[:SHOWN]
        return tuple((w, round(v, 2)) for w, v in loud if abs(v) >= 0.05)
