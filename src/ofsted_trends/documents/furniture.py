"""What stands on a page but is not its text: running headers and footers, page numbers, footnotes, postal blocks."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

from ofsted_trends.documents.document import Line

#: Points from a page's upper or lower edge within which running headers and footers stand.
MARGIN = 64.0
#: A line smaller than this share of the body's size, above or below all of the body, is no body text.
SMALL = 0.88

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\W*", re.IGNORECASE)


def body_size(lines: list[Line]) -> float:
    """Returns the font size, in points, in which most characters of the document are printed."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.size, 1)] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def split_furniture(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Returns (body, footnotes): the lines of the text, and the small print at the foot of pages.

    Running headers and footers, page numbers, footnote marks on a line of their own and postal blocks are in neither.

    Args:
        lines: every line of a document with layout, in the file's order.
    """
    size = body_size(lines)
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    running = _running_lines(pages)
    body: list[Line] = []
    notes: list[Line] = []
    for page in pages:
        full = [line for line in page if line.size > size * SMALL and not _is_running(line, running)]
        top = max((line.y for line in full), default=0.0)
        bottom = min((line.y for line in full), default=0.0)
        for line in page:
            if _is_running(line, running):
                continue
            small = line.size <= size * SMALL
            if small and full and line.y < bottom:
                notes.append(line)
            elif (small and full and line.y > top) or (small and _PAGE_NUMBER.fullmatch(line.text)):
                continue
            else:
                body.append(line)
    return body, notes


def _in_margin(line: Line) -> bool:
    return line.y < MARGIN or line.y > line.page_height - MARGIN


def _signature(line: Line) -> str:
    return _DIGITS.sub("#", line.text.lower()).strip()


def _running_lines(pages: list[list[Line]]) -> set[str]:
    """Returns the lines, digits aside, that stand in the margin of two pages or more."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_signature(line) for line in page if _in_margin(line)})
    return {signature for signature, count in seen.items() if count >= 2 and signature != "#"}


def _is_running(line: Line, running: set[str]) -> bool:
    if not _in_margin(line):
        return False
    return bool(_PAGE_NUMBER.fullmatch(line.text)) or _signature(line) in running
