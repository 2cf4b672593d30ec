from __future__ import annotations

import pytest

from ofsted_trends.documents import Document, Line
from ofsted_trends.documents.text import parse_text


@pytest.fixture
def document_of():
    """A text document made of printed words."""

    def make(text: str, source: str = "document.txt") -> Document:
        lines, passages, pages = parse_text(text)
        return Document(source, "text", "0" * 64, pages, tuple(lines), tuple(passages))

    return make


@pytest.fixture
def cover_of():
    """A PDF document made of the lines of its cover."""

    def make(*lines: str, source: str = "document.pdf") -> Document:
        printed = tuple(Line(1, text, 72, 700 - 14 * n, 700 - 14 * n, 12, False, 842) for n, text in enumerate(lines))
        return Document(source, "pdf", "0" * 64, 1, printed, ())

    return make
