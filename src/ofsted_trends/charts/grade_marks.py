"""A grade as a letter on its colour: what tells grades apart where there is no room for words and shapes."""

from __future__ import annotations

from typing import Any

from ofsted_trends.charts.canvas import Canvas, measure_words
from ofsted_trends.charts.names import GRADES
from ofsted_trends.charts.style import BAND, GRADE_COLOURS, INK, QUIET

#: The letters of the field. Adequate and requires improvement share a colour and no letter.
LETTERS = {"outstanding": "O", "good": "G", "adequate": "A", "requires_improvement": "RI", "inadequate": "I"}
#: Colour of a letter on the grade's colour: 4.5:1 or more.
ON_GRADE = {grade: INK if LETTERS[grade] in ("G", "A", "RI") else "#FFFFFF" for grade in LETTERS}
NO_GRADE = "–"


def write_letters(canvas: Canvas, rows: list[dict[str, Any]], **style: Any) -> None:
    """Draws letters or words on grades: x, y, text, grade; each in the colour that can be read on its grade."""
    for colour in sorted({ON_GRADE[row["grade"]] for row in rows}):
        kept = [{k: row[k] for k in ("x", "y", "text")} for row in rows if ON_GRADE[row["grade"]] == colour]
        canvas.write(kept, **({"color": colour} | style))


def draw_key(canvas: Canvas, grades: list[str], x: float, y: float, *, down: bool = False, none: str = "") -> float:
    """Draws what letters and colours mean, as one row that breaks at the canvas's width, or as a column.

    Args:
        canvas: what to draw on.
        grades: those that are drawn.
        x: left edge of the key.
        y: middle of its first line.
        down: whether it is a column.
        none: words for a place without a grade; empty where there is none.

    Returns:
        The middle of the line below it.
    """
    entries: list[tuple[str | None, str]] = [(grade, GRADES[grade]) for grade in GRADES if grade in grades]
    entries += [(None, none)] if none else []
    left, size = x, canvas.font
    boxes: list[dict[str, Any]] = []
    letters: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for grade, text in entries:
        room = 34 + measure_words(text, size) + 14
        if not down and left > x and left + room > canvas.width:
            left, y = x, y + 26
        box = {"x": left, "x2": left + 26, "y": y - 10, "y2": y + 10}
        words.append({"x": left + 33, "y": y, "text": text})
        if grade:
            boxes.append(box | {"colour": GRADE_COLOURS[grade]})
            letters.append({"x": left + 13, "y": y, "text": LETTERS[grade], "grade": grade})
        else:
            canvas.fill([box], color=BAND, stroke=QUIET, strokeDash=[2, 2], strokeWidth=1)
            canvas.write([{"x": left + 13, "y": y, "text": NO_GRADE}], align="center", color=QUIET)
        left, y = (left, y + 26) if down else (left + room, y)
    canvas.fill(boxes)
    write_letters(canvas, letters, align="center", fontWeight="bold", fontSize=size)
    canvas.write(words, align="left")
    return y if down else y + 26
