"""Passages to sentences, none lost and none glued."""

from __future__ import annotations

import re

_BREAK = re.compile(r"(?<=[.!?])([’”'\")\]]*)\s+(?=[‘“'\"(\[]?[A-Z0-9£])")
_LAST_WORD = re.compile(r"[‘“'\"(\[]*(\S*)$")
#: Never the end of a sentence.
_TITLES = {
    "e.g",
    "i.e",
    "vs",
    "viz",
    "cf",
    "dr",
    "mr",
    "mrs",
    "ms",
    "mx",
    "prof",
    "rev",
    "hon",
    "st",
    "dept",
    "approx",
}
#: The end of a sentence unless a number follows.
_BEFORE_NUMBERS = {"no", "nos", "para", "paras", "p", "pp", "fig", "vol", "s", "ss", "art", "ch"}


def split_sentences(text: str) -> list[tuple[int, str]]:
    """Returns (offset, sentence) for each sentence of a passage; joined by spaces they are the passage again.

    >>> [s for _, s in split_sentences("Plans are late, e.g. Pathway plans. One said: ‘It helps.’ Visits are regular.")]
    ['Plans are late, e.g. Pathway plans.', 'One said: ‘It helps.’', 'Visits are regular.']
    """
    found: list[tuple[int, str]] = []
    start = 0
    for match in _BREAK.finditer(text):
        if not match[1] and _is_abbreviation(text[start : match.start()], text[match.end() :]):
            continue
        end = match.start() + len(match[1])
        found.append((start, text[start:end]))
        start = match.end()
    if start < len(text):
        found.append((start, text[start:].rstrip()))
    return [(at, sentence) for at, sentence in found if sentence]


def _is_abbreviation(before: str, after: str) -> bool:
    if not before.endswith("."):
        return False
    match = _LAST_WORD.search(before[:-1])
    word = match[1] if match else ""
    if len(word) == 1 and word.isupper():
        return True
    return word.lower() in _TITLES or (word.lower() in _BEFORE_NUMBERS and after[:1].isdigit())
