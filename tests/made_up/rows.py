"""Rows drawn as text: one line a row, columns parted by `|`, the first line names them."""

from __future__ import annotations

from typing import Any


def rows_of(drawing: str) -> list[dict[str, str]]:
    """Returns the drawn rows; an empty cell is an empty text."""
    lines = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
    head, *rows = lines
    return [dict(zip(head, row, strict=True)) for row in rows]


def rows_as_drawn(rows: list[dict[str, Any]], drawing: str) -> list[dict[str, str]]:
    """Returns rows with the columns of a drawing, as texts; a text that is drawn with `…` is cut there too."""
    drawn = rows_of(drawing)
    columns = list(drawn[0]) if drawn else [cell.strip() for cell in drawing.strip().split("|")]
    shown: list[dict[str, str]] = []
    for number, row in enumerate(rows):
        cells = {c: "" if row[c] is None else str(row[c]) for c in columns}
        wanted = drawn[number] if number < len(drawn) else {}
        for column, words in wanted.items():
            if words.endswith("…") and len(words) > 1:
                cells[column] = cells[column][: len(words) - 1].rstrip() + "…"
        shown.append(cells)
    return shown
