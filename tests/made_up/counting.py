"""Counts words: what is printed, what is a passage, what is a sentence."""

from __future__ import annotations

import re

from ofsted_trends.documents import Document, Shape
from ofsted_trends.documents.furniture import split_furniture
from ofsted_trends.reading.findings import read_findings
from ofsted_trends.reading.identity import identify
from ofsted_trends.reading.sections import place_passages
from ofsted_trends.registers.sections import find_section

_WORD = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


def check_sentences_hold_all_words(document: Document) -> None:
    """Every word of the body is in a sentence, in a part that is left out, or in a heading."""
    identity = identify(document)
    findings = read_findings(document, identity)
    placed = [p.passage for p in place_passages(document, identity.framework)]
    kept = {id(p) for p in placed}
    headings = [p for p in document.passages if id(p) not in kept]
    assert [p.text for p in headings if p.shape is not Shape.HEADING and find_section(p.text) is None] == []
    read = sum(len(s.text.split()) for s in findings.sentences)
    body = sum(len(p.text.split()) for p in placed)
    assert read + findings.left_out_words == body
    assert body + sum(len(p.text.split()) for p in headings) == document.words
    passages = " ".join(words_of(" ".join(p.text for p in placed)))
    lost = [s.text for s in findings.sentences if " ".join(words_of(s.text)) not in passages]
    assert lost == []


def check_passages_hold_all_words(document: Document) -> None:
    """The passages' words are the printed lines' words in their order; only the letter o, used as a bullet, may go."""
    body, _ = split_furniture(list(document.lines))
    printed = [word for line in body for word in words_of(line.text)]
    joined = [word for passage in document.passages for word in words_of(passage.text)]
    place = 0
    for number, word in enumerate(printed):
        if place < len(joined) and joined[place] == word:
            place += 1
        else:
            around = " ".join(printed[max(0, number - 5) : number + 6])
            assert word == "o", f"{document.source}: {word!r} is lost or glued in “{around}”"
    assert joined[place:] == []
