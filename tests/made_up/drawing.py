"""A drawing of a document, one printed line a line, to a PDF with the layout of the real ones.

# words            26 points, as the authority's name on a cover
## words           14 points bold: a heading
### words          12 points bold: a heading of a letter
* words            an item, behind a bullet of a symbol font; its other lines start with two spaces
o words            an item of the second level
12. words          a numbered paragraph; its other lines start with two spaces
| words | words    two columns on one line
< words            left cell of a box's row
> words            right cell of the row; it begins level with the left cell
[ words            in a one-column box; [## its heading; a lone [ parts two rows
{ words            in a shaded inset, a little to the right; {### its heading
~ words            9 points, as in a letterhead
^ words            9 points at the foot of the page: a footnote
===                a page break
(empty)            a gap, which ends a paragraph
"""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

from made_up.pdf import Put, write_pdf

LEFT, TOP, PITCH = 72, 720, 14.4
_SIZES = {"# ": (26.0, False), "## ": (14.0, True), "### ": (12.0, True), "~ ": (9.0, False)}


def draw_pdf(drawing: str, *, bullet: str = "\uf06e", header: str = "", footer: str = "{page}") -> bytes:
    """Returns the drawn document as a PDF; header and footer come first in each page's text, as in the real ones."""
    sheets = re.split(r"^===$\n?", dedent(drawing).strip("\n"), flags=re.MULTILINE)
    return write_pdf([_draw_sheet(sheet, number, bullet, header, footer) for number, sheet in enumerate(sheets, 1)])


def draw_pdf_file(path: Path, drawing: str, **layout: str) -> Path:
    """Writes the drawn document and returns where it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(draw_pdf(drawing, **layout))
    return path


def _draw_sheet(sheet: str, number: int, bullet: str, header: str, footer: str) -> list[Put]:
    running = [Put(500, 30, footer.format(page=number), 9)] if footer else []
    running += [Put(LEFT, 810, header, 9)] if header else []
    notes = [line[2:] for line in sheet.splitlines() if line.startswith("^ ")]
    pen = _Pen(bullet)
    for line in sheet.splitlines():
        if not line.startswith("^ "):
            pen.draw(line)
    if pen.y < 55 + 12 * len(notes):
        raise ValueError(f"page {number} of the drawing is too long; draw a page break")
    feet = [Put(LEFT, 68 + 11 * (len(notes) - n - 1), note, 9) for n, note in enumerate(notes)]
    return running + pen.puts + feet


class _Pen:
    """Draws line after line down a page."""

    def __init__(self, bullet: str) -> None:
        self.bullet = bullet
        self.puts: list[Put] = []
        self.y = float(TOP)
        self.hanging = 0
        self.last = ""
        self.row_top = 0.0

    def draw(self, line: str) -> None:
        if not line.strip():
            self.y -= PITCH
        elif line == "[":
            self.y -= 0.8  # the rule between the rows of a box
        else:
            self._put(line)
        self.last = line[:1]

    def _put(self, line: str) -> None:
        inset = {"[": 6, "{": 12}.get(line[0], 0)
        words = line[1:].strip() if inset else line
        size, bold = 12.0, False
        for mark, style in _SIZES.items():
            if words.startswith(mark):
                words, (size, bold) = words[len(mark) :], style
        words, x = self._place(words)
        self.y -= max(0.0, size - 14)
        left, _, right = words[2:].partition(" | ") if words.startswith("| ") else (words, "", "")
        self.puts.append(Put(x + inset, round(self.y, 2), left, size, bold))
        if right:
            self.puts.append(Put(430, round(self.y, 2), right, size, bold))
        self.y -= max(size, 12) * 1.2

    def _place(self, words: str) -> tuple[str, float]:
        """Returns what is printed of a line, and how far from the left."""
        mark, rest = words[:2], words[2:]
        if mark == "* ":
            self.hanging = 14
            return f"{self.bullet} {rest}", LEFT
        if mark == "o ":
            self.hanging = 42
            return words, LEFT + 28
        if mark == "  ":
            return rest, LEFT + self.hanging
        if mark == "< ":
            self.row_top = self.row_top if self.last == "<" else self.y
            return rest, LEFT + 6
        if mark == "> ":
            self.y = self.row_top if self.last == "<" else self.y
            return rest, LEFT + 160
        if re.match(r"\d+\. ", words):
            self.hanging = 18
        return words, LEFT
