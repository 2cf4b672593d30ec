"""Printed lines to passages: headings, paragraphs and bulleted items, joined over lines and pages."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from ofsted_trends.documents.document import Line, Passage, Shape, number_passages
from ofsted_trends.documents.furniture import body_size

#: Glyphs that open a first-level item, as the corpus prints them (several are private-use codes of symbol fonts).
BULLETS = "\uf06e\u25fc\uf0b7\u2022\u25aa\u25a0\u25cf\u25e6\u27a2\uf0d8\uf0fc\u2756\u25ba\u25fe"
#: Glyphs that open a second-level item.
SUB_BULLETS = "\uf0be\uf0a7\u2015\u2500\u0336\uf02d\u25cb\u2013\u2014-"

_BULLET = re.compile(rf"^([{re.escape(BULLETS + SUB_BULLETS)}])\s*")
_LETTER_BULLET = re.compile(r"^o\s+(?=[A-Za-z])")
_NUMBER = re.compile(r"^(\d{1,3})([.)]?)\s+(?=[A-Z‘“'\"(])")
_ENDED = re.compile(r"[.?!:;][’”'\")\]]*\d{0,2}$")
_NOTE_MARK = re.compile(r"(?<=[a-z’”)][.,;:])\d{1,2}(?=\s|$)")
#: A heading longer than this is a bold paragraph.
LONGEST_HEADING = 220


def parse_passages(lines: list[Line]) -> list[Passage]:
    """Returns the passages of a document with layout.

    A passage starts at a bullet, a printed paragraph number, a change between heading and text, and a gap wider than
    the document's line pitch; a paragraph that a page break cuts goes on over it.

    Args:
        lines: the body's lines in order, without headers, footers and footnotes.
    """
    size = body_size(lines)
    builder = _Builder(size, _line_pitch(lines, size))
    for line in lines:
        builder.add(line)
    return builder.finish()


def _line_pitch(lines: list[Line], size: float) -> float:
    """Returns the most frequent distance, in points, between the baselines of neighbouring lines.

    A distance over 1.8 times the size of the body parts paragraphs; it would win in a short letter of single lines.
    """
    gaps: Counter[float] = Counter()
    for above, below in itertools.pairwise(lines):
        if above.page == below.page and 4 < above.y - below.y < 1.8 * size:
            gaps[round((above.y - below.y) * 2) / 2] += 1
    return gaps.most_common(1)[0][0] if gaps else 1.2 * size


class _Builder:
    """Joins lines into passages."""

    def __init__(self, size: float, pitch: float) -> None:
        self.size = size
        self.pitch = pitch
        self.passages: list[Passage] = []
        self.last: Line | None = None
        self.last_number = 0
        self.margin = 0.0
        self.boxed = False
        #: distance in points between the last two lines of the passage
        self.step = pitch

    def add(self, line: Line) -> None:
        text = line.text
        gap = self._gap(line)
        heading = self._looks_like_heading(line)
        bullet = self._bullet(line, gap)
        number = None if (bullet or heading) else self._paragraph_number(line, gap)
        if bullet:
            glyph = bullet[0].strip()
            second = glyph in SUB_BULLETS or glyph == "o" or self._is_nested(line)
            self._start(Shape.SUB_BULLET if second else Shape.BULLET, line, text[bullet.end() :])
        elif number:
            self._start(Shape.PARAGRAPH, line, text[number.end() :], number[1])
            self.last_number = int(number[1])
        elif heading:
            if self._heading_goes_on(line, gap):
                self._append(line, text)
            else:
                self._start(Shape.HEADING, line, text)
        elif self._goes_on(line, gap):
            self._append(line, text)
        else:
            self._start(Shape.PARAGRAPH, line, text)
        self.last = line

    def finish(self) -> list[Passage]:
        done: list[Passage] = []
        for passage in self.passages:
            text = _NOTE_MARK.sub("", passage.text)
            if not text:
                continue
            if text != passage.text:
                _remove_note_marks(passage)
            if passage.shape is Shape.HEADING and len(passage.text) > LONGEST_HEADING:
                passage.shape = Shape.PARAGRAPH
            done.append(passage)
        number_passages(done)
        return done

    def _gap(self, line: Line) -> float | None:
        """Returns the distance to the line above in line pitches; None after a page break."""
        if self.last is None or self.last.page != line.page:
            return None
        return (self.last.y_last - line.y) / self.pitch

    def _looks_like_heading(self, line: Line) -> bool:
        if not any(c.isalpha() for c in line.text):
            return False
        return line.size > self.size + 0.9 or (line.bold and line.size > self.size - 0.9)

    def _heading_goes_on(self, line: Line, gap: float | None) -> bool:
        current = self.passages[-1] if self.passages else None
        return (
            current is not None
            and current.shape is Shape.HEADING
            and abs(current.size - line.size) < 0.6
            and (current.bold == line.bold or line.text[:1].islower())
            and gap is not None
            and 0 < gap < 1.25 * max(line.size / self.size, 1.0)
            and not _ENDED.search(current.text)
        )

    def _bullet(self, line: Line, gap: float | None) -> re.Match[str] | None:
        """Returns the glyph that opens an item; a dash may stand in running text, and `o` is a glyph only indented."""
        match = _BULLET.match(line.text)
        if match and (match[1] not in "-–—―" or self._dash_opens_item(line, gap)):
            return match
        indented = self.last is not None and line.x > self.margin + 8
        return _LETTER_BULLET.match(line.text) if indented else None

    def _paragraph_number(self, line: Line, gap: float | None) -> re.Match[str] | None:
        match = _NUMBER.match(line.text)
        if not match:
            return None
        value = int(match[1])
        follows = value == self.last_number + 1 or value == 1
        opens = gap is None or gap > 1.2 or gap <= 0
        if match[2] == "." and (follows or opens):
            return match
        return match if follows and opens and value > 0 else None

    def _dash_opens_item(self, line: Line, gap: float | None) -> bool:
        current = self.passages[-1] if self.passages else None
        if current is None:
            return True
        return bool(_ENDED.search(current.text)) or gap is None or gap > 1.2 or current.shape is Shape.SUB_BULLET

    def _is_nested(self, line: Line) -> bool:
        parent = next((p for p in reversed(self.passages) if p.shape is not Shape.SUB_BULLET), None)
        return parent is not None and parent.shape is Shape.BULLET and line.x > parent.x + 9

    def _goes_on(self, line: Line, gap: float | None) -> bool:
        current = self.passages[-1] if self.passages else None
        if current is None or current.shape is Shape.HEADING:
            return False
        if not current.text:
            return True
        if gap is not None:
            if line.x < current.x - 3 or self._next_row(line, gap):
                return False
            return 0 <= gap < 1.3 or (gap < 1.7 and not _ENDED.search(current.text) and line.text[:1].islower())
        if not _ENDED.search(current.text):
            return True
        hanging = self.last is not None and self.last.x > current.x + 5
        return hanging and self.last is not None and abs(line.x - self.last.x) < 3

    def _next_row(self, line: Line, gap: float) -> bool:
        """Returns whether a line opens the next row of a box: the rule between rows adds half a point to the pitch.

        Source: area SEND reports (2023 to 2025), whose boxes have one row an area and no other mark between rows.
        """
        current = self.passages[-1]
        return (
            self.boxed
            and current.shape is Shape.PARAGRAPH
            and gap * self.pitch > self.step + 0.3
            and bool(_ENDED.search(current.text))
            and line.text[:1].isupper()
        )

    def _start(self, shape: Shape, line: Line, text: str, number: str | None = None) -> None:
        above = self.passages[-1] if self.passages else None
        if above is not None and above.shape is Shape.HEADING:
            self.boxed = 2 < line.x - above.x < 15 or (self.boxed and abs(line.x - above.x) < 1)
        self.step = self.pitch
        passage = Passage(shape, text.strip(), number, size=line.size, bold=line.bold, x=line.x)
        if line.page is not None:
            passage.starts.append((0, line.page))
        self.passages.append(passage)
        if shape is Shape.PARAGRAPH and (self.margin == 0 or line.x < self.margin):
            self.margin = line.x

    def _append(self, line: Line, text: str) -> None:
        current = self.passages[-1]
        if self.last is not None and self.last.page == line.page:
            self.step = self.last.y_last - line.y
        broken_word = current.text.endswith("-") and text[:1].islower() and not current.text.endswith(" -")
        joined = current.text + ("" if broken_word or not current.text else " ")
        if line.page is not None and current.starts and current.starts[-1][1] != line.page:
            current.starts.append((len(joined), line.page))
        current.text = joined + text


def _remove_note_marks(passage: Passage) -> None:
    """Removes footnote marks and moves the page offsets along."""
    removed = [match.span() for match in _NOTE_MARK.finditer(passage.text)]
    passage.starts = [(at - sum(e - s for s, e in removed if s < at), page) for at, page in passage.starts]
    passage.text = _NOTE_MARK.sub("", passage.text)
