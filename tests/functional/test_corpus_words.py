"""No word of the corpus is lost or glued between the printed lines and the sentences."""

from __future__ import annotations

import pytest
from made_up.counting import check_passages_hold_all_words, check_sentences_hold_all_words

from ofsted_trends.documents import open_document
from ofsted_trends.documents.furniture import MARGIN, SMALL, body_size, split_furniture
from ofsted_trends.errors import UnreadableDocumentError

pytestmark = pytest.mark.corpus
PARTS = 16


@pytest.fixture(params=range(PARTS))
def documents(request, shared):
    """One part of the corpus; a document that cannot be opened is another test's matter."""

    def opened():
        for path in sorted((shared / "corpus").rglob("*.pdf"))[request.param :: PARTS]:
            try:
                yield open_document(path)
            except UnreadableDocumentError:
                continue

    return opened


def test_words(documents):
    failed: list[str] = []
    for document in documents():
        for check in (check_passages_hold_all_words, check_sentences_hold_all_words, check_furniture_is_furniture):
            try:
                check(document)
            except AssertionError as error:
                failed.append(f"{document.source}: {error}")
    assert failed == []


def check_furniture_is_furniture(document):
    """What is neither body nor footnote stands in a page's margin, or is smaller than the text."""
    lines = list(document.lines)
    body, notes = split_furniture(lines)
    kept = {id(line) for line in (*body, *notes)}
    size = body_size(lines)
    for line in lines:
        if id(line) not in kept:
            margin = line.y < MARGIN or line.y > line.page_height - MARGIN
            assert margin or line.size <= size * SMALL, f"page {line.page}: {line.text!r} is left out"
