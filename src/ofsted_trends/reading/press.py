"""A second telling: what a press report quotes of an inspection document."""

from __future__ import annotations

import re

from ofsted_trends.documents import Document, Shape

_OPEN = re.compile(r"'˜|‘|(?<![A-Za-z0-9])['\"“]")
_SPAN = re.compile(r"[‘“](?P<words>[^‘“”]+?)[’”](?![a-z])")
_SHORTEST = 3


def find_quotes(document: Document) -> list[tuple[int, str]]:
    """Returns (number of the passage, quoted words) for each quotation; a paragraph that opens one and does not close
    it is quoted to its end.

    Args:
        document: a press report.
    """
    found: list[tuple[int, str]] = []
    for number, passage in enumerate(document.passages):
        if passage.shape is Shape.HEADING:
            continue
        text = _OPEN.sub("‘", passage.text)
        text = re.sub(r"'(?=\W|$)", "’", text)
        spans = [m["words"].strip(" ,") for m in _SPAN.finditer(text)]
        opening = text.rfind("‘")
        if opening >= 0 and "’" not in re.sub(r"(?<=\w)’(?=\w)", "", text[opening:]):
            spans.append(text[opening + 1 :].strip())
        found += [(number, words) for words in spans if len(words.split()) >= _SHORTEST]
    return found
