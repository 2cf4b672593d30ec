"""Plain text and Markdown to lines and passages: what an analyst has who copied a document or converted it."""

from __future__ import annotations

import re

from ofsted_trends.documents.document import Line, Passage, Shape

_BULLET = re.compile(r"^(\s*)(?:[-*+•▪■◼●◦\uf0b7\uf06e]|o(?=\s))\s+(?=\S)")
_NUMBER = re.compile(r"^\s*(\d{1,3})[.)]\s+(?=\S)")
_EMPTY_NUMBER = re.compile(r"^\s*(?:\d{1,3}[.)]|[-*•])\s*$")
_MARKDOWN_HEADING = re.compile(r"^#{1,6}\s+")
_EMPHASIS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__")
_TABLE_ROW = re.compile(r"^\s*\|(.*)\|?\s*$")
_ENDED = re.compile(r"[.?!:;,][’”'\")\]]*$")
LONGEST_HEADING = 120


def parse_text(text: str) -> tuple[list[Line], list[Passage], int]:
    """Returns lines, passages and the number of pages of a plain text.

    Pages are counted where form feeds part them; otherwise lines and passages have no page. Blank lines part
    paragraphs, `-`, `*`, a bullet glyph or a number opens an item, `| a | b |` is a table's row, and a short line that
    stands alone without a full stop is a heading. A paragraph that breaks off and goes on in lower case after blank
    lines (a page break of the original) is joined.

    Args:
        text: the document, decoded.
    """
    sheets = text.split("\f")
    paged = len(sheets) > 1 and any(sheet.strip() for sheet in sheets[1:])
    lines: list[Line] = []
    passages: list[Passage] = []
    for page, sheet in enumerate(sheets, 1):
        number = page if paged else None
        for block in _blocks(sheet):
            lines.extend(Line(number, row) for row in block)
            _add_block(passages, block, number)
    _number_passages(passages)
    return lines, passages, len(sheets) if paged else 1


def _blocks(sheet: str) -> list[list[str]]:
    """Returns runs of lines between blank lines; each opening of an item or a table row starts a run of its own."""
    blocks: list[list[str]] = []
    fresh = True
    for raw in sheet.splitlines():
        row = raw.rstrip()
        if not row.strip() or _EMPTY_NUMBER.match(row):
            fresh = True
            continue
        if fresh or _BULLET.match(row) or _NUMBER.match(row) or _TABLE_ROW.match(row) or _MARKDOWN_HEADING.match(row):
            blocks.append([row])
        else:
            blocks[-1].append(row)
        fresh = bool(_MARKDOWN_HEADING.match(row) or _TABLE_ROW.match(row))
    return blocks


def _add_block(passages: list[Passage], block: list[str], page: int | None) -> None:
    first = block[0]
    text = " ".join(part.strip() for part in block)
    number: str | None = None
    if row := _TABLE_ROW.match(first):
        cells = [cell.strip() for cell in row[1].strip("|").split("|")]
        if all(re.fullmatch(r":?-*:?", cell) for cell in cells):
            return
        shape, text = Shape.PARAGRAPH, "\t".join(_plain(cell) for cell in cells)
        passages.append(_passage(shape, text, page))
        return
    if match := _MARKDOWN_HEADING.match(first):
        shape, text = Shape.HEADING, text[match.end() :]
    elif match := _BULLET.match(text if first == text else first):
        shape = Shape.SUB_BULLET if len(match[1].expandtabs()) >= 2 else Shape.BULLET
        text = _BULLET.sub("", text, count=1)
    elif match := _NUMBER.match(first):
        shape, number, text = Shape.PARAGRAPH, match[1], _NUMBER.sub("", text, count=1)
    elif len(block) == 1 and _stands_as_heading(first):
        shape = Shape.HEADING
    else:
        shape = Shape.PARAGRAPH
    text = _plain(text)
    last = passages[-1] if passages else None
    if (
        shape in (Shape.PARAGRAPH, Shape.HEADING)
        and number is None
        and last is not None
        and last.shape is not Shape.HEADING
        and "\t" not in last.text
        and not _ENDED.search(last.text)
        and text[:1].islower()
    ):
        last.text = f"{last.text} {text}"
        return
    passages.append(_passage(shape, text, page, number))


def _passage(shape: Shape, text: str, page: int | None, number: str | None = None) -> Passage:
    return Passage(shape, text, number, [(0, page)] if page else [])


def _stands_as_heading(row: str) -> bool:
    row = row.strip()
    return len(row) <= LONGEST_HEADING and not _ENDED.search(row) and row[:1].isupper()


def _plain(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", _EMPHASIS.sub(lambda m: m[1] or m[2], text)).strip()


def _number_passages(passages: list[Passage]) -> None:
    page, ordinal = None, 0
    for passage in passages:
        first = passage.page_at(0)
        page, ordinal = (page, ordinal + 1) if first == page else (first, 1)
        passage.ordinal = ordinal
