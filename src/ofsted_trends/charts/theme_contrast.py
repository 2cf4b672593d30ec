"""The chart of shares of one authority's documents beside those of others, theme by theme."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from ofsted_trends.charts.canvas import PAGE, PHONE, Canvas, measure_words
from ofsted_trends.charts.layout import wrap
from ofsted_trends.charts.names import name_theme
from ofsted_trends.charts.style import CATEGORICAL, GRID, INK, QUIET
from ofsted_trends.measures.populations import SMALL

OWN, OTHERS = CATEGORICAL[0], CATEGORICAL[3]


def chart_theme_contrast(contrast: pl.DataFrame, authority: str, *, narrow: bool = False) -> alt.LayerChart:
    """Returns two shares a theme, each with its interval and numbers.

    The diamond is the authority, the circle the others together; a mark on fewer than 10 documents is hollow, and its
    number says `few`. A theme that differs clearly is bold.

    Args:
        contrast: rows of `measure_contrast`, in order from the top; a name says its side where there are several.
        authority: as the key calls it.
        narrow: whether to draw for a phone (about 344 pixels) or for a page (about 900 pixels).
    """
    canvas = Canvas(PHONE if narrow else PAGE, font=13 if narrow else 14)
    contrast = contrast.filter((pl.col("own_n") > 0) | (pl.col("other_n") > 0))
    rows = contrast.to_dicts()
    if not rows:
        return canvas.say_nothing("No document in scope in this period")
    names = (
        [name_row(row) for row in rows]
        if contrast["side"].n_unique() > 1
        else [name_theme(row["theme"]) for row in rows]
    )
    gutter = 0.0 if narrow else min(280.0, max(measure_words(name, canvas.font) for name in names) + 20)
    number = 96 if narrow else 120
    scale = canvas.width - gutter - number
    row, up = (70, 20) if narrow else (48, 0)
    top = _draw_key(canvas, authority, narrow)
    first = top + 42
    canvas.height = round(first + row * len(rows))
    at = [(part, gutter + scale * part) for part in (0, 0.25, 0.5, 0.75, 1)]
    canvas.rule([{"x": x, "x2": x, "y": first - 4, "y2": canvas.height} for _, x in at], color=GRID)
    canvas.rule(
        [{"x": 0, "x2": canvas.width, "y": first + n * row, "y2": first + n * row} for n in range(len(rows))],
        color=GRID,
    )
    ticks = [{"x": x, "y": first - 16, "text": f"{part:.0%}"} for part, x in at]
    canvas.write(ticks[:1], align="left", color=QUIET, fontSize=12)
    canvas.write(ticks[1:], align="center", color=QUIET, fontSize=12)
    canvas.write([{"x": canvas.width, "y": first - 16, "text": "Documents"}], align="right", color=QUIET, fontSize=12)
    letters = int((gutter or canvas.width) / (canvas.font * 0.5))
    down = 13 if narrow else row / 2
    titles = [
        {"x": 0, "y": first + n * row + down, "text": wrap(name, letters).split("\n")} for n, name in enumerate(names)
    ]
    for clear, weight in ((True, "bold"), (False, "normal")):
        kept = [title for title, told in zip(titles, rows, strict=True) if told["clear"] is clear]
        canvas.write(kept, align="left", fontWeight=weight)
    for side, shape, colour, off in (("own", "diamond", OWN, 15), ("other", "circle", OTHERS, 33)):
        _draw_side(canvas, rows, side, (shape, colour), (gutter, scale, first + up + off, row))
    return canvas.draw()


def name_row(row: dict[str, Any]) -> str:
    """Returns a theme with its side, as the first cell of its line in the data table.

    >>> name_row({"theme": "case_recording", "side": "concern"})
    'Case recording: a concern'
    """
    return f"{name_theme(row['theme'])}: a {row['side']}"


def _draw_key(canvas: Canvas, authority: str, narrow: bool) -> float:
    """Draws what the marks stand for; gives the middle of its last line."""
    entries = [("diamond", OWN, authority, True), ("circle", OTHERS, "The others together", True)]
    entries.append(("circle", QUIET, "Fewer than 10 documents: hollow", False))
    x, y = 8.0, 12.0
    for shape, colour, words, full in entries:
        room = 20 + measure_words(words, canvas.font) + 24
        if narrow and x > 8:
            x, y = 8.0, y + 22
        canvas.mark([{"x": x, "y": y}], shape, size=85, stroke=colour, fill=colour if full else "white", strokeWidth=2)
        canvas.write([{"x": x + 14, "y": y, "text": words}], align="left")
        x += room
    return y


def _draw_side(
    canvas: Canvas,
    rows: list[dict[str, Any]],
    side: str,
    style: tuple[str, str],
    sizes: tuple[float, float, float, int],
) -> None:
    """Draws the marks, intervals and numbers of one side."""
    shape, colour = style
    left, scale, first, row = sizes
    lines: list[dict[str, Any]] = []
    dots: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    numbers: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    for n, told in enumerate(rows):
        y, count = first + n * row, told[f"{side}_n"]
        few = count < SMALL
        words = f"{told[f'{side}_hits']} of {count}{', few' if few else ''}" if count else "none"
        numbers[few].append({"x": canvas.width, "y": y, "text": words})
        if not count:
            continue
        low, high, share = (told[f"{side}_{part}"] for part in ("low", "high", "share"))
        lines.append({"x": left + low * scale, "x2": left + high * scale, "y": y, "y2": y})
        tip = {
            "row": name_row(told),
            "Said": name_row(told),
            "Share": f"{share:.0%} ({words})",
            "Interval": f"{low:.0%} to {high:.0%}",
        }
        dots[few].append({"x": left + share * scale, "y": y} | tip)
    canvas.rule(lines, color=colour, strokeWidth=2)
    for few in (False, True):
        fill = "white" if few else colour
        canvas.mark(dots[few], shape, ["Said", "Share", "Interval"], size=95, stroke=colour, fill=fill, strokeWidth=2)
        canvas.write(numbers[few], align="right", color=QUIET if few else INK, fontSize=13)
