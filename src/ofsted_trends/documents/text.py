"""Plain text and Markdown to lines and passages: what an analyst has who copied a document or converted it."""

from __future__ import annotations

import re
from collections import Counter

from ofsted_trends.documents.document import Line, Passage, Shape, number_passages
from ofsted_trends.documents.passages import BULLETS
from ofsted_trends.registers.sections import find_section

_BULLET = re.compile(rf"^(\s*)(?:[-*+{re.escape(BULLETS)}]|o(?=\s))\s+(?=\S)")
_NUMBER = re.compile(r"^\s*(\d{1,3})[.)]\s+(?=\S)")
_EMPTY_NUMBER = re.compile(r"^\s*(?:\d{1,3}[.)]?|[-*•])\s*$")
_MARKDOWN_HEADING = re.compile(r"^#{1,6}\s+")
_EMPHASIS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__")
_TABLE_ROW = re.compile(r"^\s*\|(.*)\|?\s*$")
_ENDED = re.compile(r"[.?!:;][’”'\")\]]*\d{0,2}$")
_LETTER_LINE = re.compile(
    r"^\s*(?:dear\b.{0,80}|yours (?:sincerely|faithfully)|\d{1,2} [A-Z][a-z]+ 20\d\d)\s*$", re.IGNORECASE
)
LONGEST_HEADING = 120
#: A line shorter than this share of the text's width, ending a sentence, ends its paragraph.
SHORT_LINE = 0.8


def parse_text(text: str) -> tuple[list[Line], list[Passage], int]:
    """Returns lines, passages and the number of pages of a plain text.

    Pages are counted where form feeds part them; otherwise lines and passages have no page. Blank lines part
    paragraphs, `-`, `*`, a bullet glyph or a number opens an item, `| a | b |` is a table's row, and a short line that
    stands alone without a full stop is a heading. In a text without blank lines, as PDF tools write, known headings,
    bullets, numbers and short last lines part it. A paragraph that breaks off and goes on in lower case after blank
    lines or a page break is joined.

    Args:
        text: the document, decoded.
    """
    sheets = text.split("\f")
    paged = len(sheets) > 1 and any(sheet.strip() for sheet in sheets[1:])
    running = _running_lines(sheets) if paged else set()
    lines: list[Line] = []
    passages: list[Passage] = []
    for page, sheet in enumerate(sheets, 1):
        number = page if paged else None
        rows = [row.rstrip() for row in sheet.splitlines()]
        lines.extend(Line(number, row) for row in rows if row.strip())
        for block in _blocks([row for row in rows if _signature(row) not in running]):
            _add_block(passages, block, number)
    number_passages(passages)
    return lines, passages, len(sheets) if paged else 1


def _signature(row: str) -> str:
    return re.sub(r"\d+", "#", row.strip().lower())


def _running_lines(sheets: list[str]) -> set[str]:
    """Returns the lines, digits aside, that stand among the first or last two of three pages or more."""
    seen: Counter[str] = Counter()
    for sheet in sheets:
        rows = [row for row in sheet.splitlines() if row.strip()]
        seen.update({_signature(row) for row in (*rows[:2], *rows[-2:])})
    return {signature for signature, count in seen.items() if count >= 3}


def _blocks(rows: list[str]) -> list[list[str]]:
    """Returns runs of lines: parted by blank lines, openings of items, headings and short last lines."""
    lengths = sorted(len(row) for row in rows if row.strip())
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    blocks: list[list[str]] = []
    fresh = True
    for row in rows:
        if not row.strip() or _EMPTY_NUMBER.match(row):
            fresh = fresh or not row.strip()
            continue
        above = blocks[-1][-1] if blocks and not fresh else ""
        opens = _BULLET.match(row) or _NUMBER.match(row) or _TABLE_ROW.match(row) or _MARKDOWN_HEADING.match(row)
        heading = _is_known_heading(row, above)
        if fresh or opens or heading or _LETTER_LINE.match(row) or _follows_last_line(row, above, width):
            blocks.append([row])
        else:
            blocks[-1].append(row)
        fresh = bool(_MARKDOWN_HEADING.match(row) or _TABLE_ROW.match(row) or _LETTER_LINE.match(row) or heading)
    return blocks


def _is_known_heading(row: str, above: str) -> bool:
    """Returns whether a line within a run is a heading by its words: it must follow the end of a sentence."""
    words = row.strip()
    if len(words) > LONGEST_HEADING or words[-1:] in ".,;" or not words[:1].isupper():
        return False
    return (not above or bool(_ENDED.search(above))) and find_section(words) is not None


def _follows_last_line(row: str, above: str, width: int) -> bool:
    ended = bool(_ENDED.search(above)) and len(above) < SHORT_LINE * width
    return ended and row.strip()[:1].isupper()


def _add_block(passages: list[Passage], block: list[str], page: int | None) -> None:
    first = block[0]
    text = " ".join(part.strip() for part in block)
    number: str | None = None
    if row := _TABLE_ROW.match(first):
        cells = [cell.strip() for cell in row[1].strip("|").split("|")]
        if not all(re.fullmatch(r":?-*:?", cell) for cell in cells):
            passages.append(_passage(Shape.PARAGRAPH, "\t".join(_plain(cell) for cell in cells), page))
        return
    if match := _MARKDOWN_HEADING.match(first):
        shape, text = Shape.HEADING, text[match.end() :]
    elif match := _BULLET.match(first):
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
    if last is not None and number is None and _goes_on(last, shape, text):
        last.text = f"{last.text} {text}"
        return
    passages.append(_passage(shape, text, page, number))


def _goes_on(last: Passage, shape: Shape, text: str) -> bool:
    """Returns whether a block carries on the passage before it: the rest of a heading, or of a broken sentence."""
    if shape not in (Shape.PARAGRAPH, Shape.HEADING) or not text[:1].islower() or "\t" in last.text:
        return False
    if last.shape is Shape.HEADING:
        return shape is Shape.PARAGRAPH and len(text) < 40 and text[-1:] not in ".,;"
    return not re.search(r"[.?!:;,][’”'\")\]]*$", last.text)


def _passage(shape: Shape, text: str, page: int | None, number: str | None = None) -> Passage:
    return Passage(shape, text, number, [(0, page)] if page else [])


def _stands_as_heading(row: str) -> bool:
    row = row.strip()
    return len(row) <= LONGEST_HEADING and not re.search(r"[.?!:;,][’”'\")\]]*$", row) and row[:1].isupper()


def _plain(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", _EMPHASIS.sub(lambda m: m[1] or m[2], text)).strip()
