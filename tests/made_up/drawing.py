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
    puts: list[Put] = []
    if footer:
        puts.append(Put(500, 30, footer.format(page=number), 9))
    if header:
        puts.append(Put(LEFT, 810, header, 9))
    y, row_top, hanging = TOP, 0.0, 0
    notes = [line[2:] for line in sheet.splitlines() if line.startswith("^ ")]
    lines = [line for line in sheet.splitlines() if not line.startswith("^ ")]
    for place, line in enumerate(lines):
        words, x, size, bold = line, LEFT, 12.0, False
        if not line.strip():
            y -= PITCH
            continue
        if line == "[":
            y -= 0.8  # the rule between the rows of a box
            continue
        if line[0] in "[{":
            x += 6 if line[0] == "[" else 12
            words = line[1:].strip() if line[1:2] == "#" or line[1:2] == " " else line[1:]
        for mark, (points, heavy) in _SIZES.items():
            if words.startswith(mark):
                words, size, bold = words[len(mark) :], points, heavy
        y -= max(0.0, size - 14)
        if words.startswith("* "):
            words, hanging = f"{bullet} {words[2:]}", 14
        elif words.startswith("o "):
            x, hanging = x + 28, 42
        elif re.match(r"\d+\. ", words):
            hanging = 18
        elif words.startswith("  "):
            words, x = words.strip(), x + hanging
        elif words.startswith("< "):
            words, x = words[2:], x + 6
            if not lines[place - 1].startswith("< "):
                row_top = y
        elif words.startswith("> "):
            words, x = words[2:], x + 160
            if lines[place - 1].startswith("< "):
                y = row_top
        if words.startswith("| "):
            left, _, right = words[2:].partition(" | ")
            puts.append(Put(x, round(y, 2), left, size, bold))
            if right:
                puts.append(Put(430, round(y, 2), right, size, bold))
        else:
            puts.append(Put(x, round(y, 2), words, size, bold))
        y -= max(size, 12) * 1.2
        if y < 70 + 12 * len(notes):
            raise ValueError(f"page {number} of the drawing is too long at {line!r}; draw a page break before it")
    puts += [Put(LEFT, 68 + 11 * (len(notes) - n - 1), note, 9) for n, note in enumerate(notes)]
    return puts
