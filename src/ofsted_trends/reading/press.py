"""A second telling: what a press report quotes of an inspection document."""

from __future__ import annotations

import re

from ofsted_trends.documents import Document, Shape

#: An opening mark, also as a broken character or a straight one before a word.
_OPEN = re.compile(r"'˜|[‘“]|(?<![A-Za-z0-9.,!?])['\"](?=\w)")
_CLOSE = re.compile(r"[’”'\"](?=\W|$)")
_SPAN = re.compile(r"‘(?P<words>[^‘]+?)(?:\0|$)")
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
        # one sign for every opening and one for every closing mark; the rest of an open quotation runs to the end
        text = _CLOSE.sub("\0", _OPEN.sub("‘", passage.text))
        spans = [m["words"].strip(" ,") for m in _SPAN.finditer(text)]
        found += [(number, words) for words in spans if len(words.split()) >= _SHORTEST]
    return found
