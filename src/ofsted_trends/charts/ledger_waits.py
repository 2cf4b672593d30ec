"""The chart of how many items were reported improved within so many years, with what is not known yet."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from ofsted_trends.charts.layout import LETTER
from ofsted_trends.charts.pixels import join_layers, place_rows
from ofsted_trends.charts.style import INK, QUIET

#: Column of the measure, its words, fill and colour of the number in it. Open is white in a broken line.
PARTS = {
    "n_improved": ("Reported improved", "#12436D", "white"),
    "n_looked": ("Looked at again, not reported improved", "#BFC7CF", INK),
    "n_open": ("Not looked at again yet: not known", "white", INK),
}
_BAR = 30


def chart_waits(waits: pl.DataFrame, *, narrow: bool = False) -> alt.LayerChart:
    """Returns bars of 100% for each number of years, each part with its share.

    Args:
        waits: as `measure_waits` gives it; years without any item are left out.
        narrow: whether to draw for a phone (about 344 pixels) or for a page (about 900 pixels).
    """
    rows = waits.filter(pl.col("n_items") > 0).to_dicts()
    gutter, width, row = (0, 344, 58) if narrow else (150, 660, 42)
    top = 22 * len(PARTS) + 10 if narrow else 34
    height = top + row * len(rows) if rows else 40
    layers: list[alt.Chart] = _draw_key(gutter, narrow)
    bars: dict[str, list[dict[str, Any]]] = {part: [] for part in PARTS}
    shares: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    counts: list[dict[str, Any]] = []
    for number, entry in enumerate(rows):
        y, x = top + row * number + (22 if narrow else 4), 0.0
        years = "1 year" if entry["years"] == 1 else f"{entry['years']} years"
        words = f"Within {years}" + (f" (n = {entry['n_items']:,})" if narrow else "")
        names.append({"x": -gutter, "y": y - 11 if narrow else y + _BAR / 2, "text": words})
        counts.append({"x": width + 90, "y": y + _BAR / 2, "text": f"n = {entry['n_items']:,}"})
        for part, (label, _, ink) in PARTS.items():
            share = entry[part] / entry["n_items"]
            end = round(x + share * width, 1)
            told = f"{label}: {share:.0%} ({entry[part]:,} of {entry['n_items']:,})"
            if entry[part]:
                bars[part].append({"x": x, "x2": end, "y": y, "y2": y + _BAR, "Within": years, "Items": told})
            if end - x >= 5 * 14 * LETTER:
                shares.append({"x": (x + end) / 2, "y": y + _BAR / 2, "text": f"{share:.0%}", "ink": ink})
            x = end
    tips = [alt.Tooltip(f"{name}:N") for name in ("Within", "Items")]
    for part, (_, fill, _) in PARTS.items():
        if bars[part]:
            drawn = place_rows(bars[part]).mark_rect(**_style(part, fill))
            layers.append(drawn.encode(x2="x2:Q", y2="y2:Q", tooltip=tips))
    for ink in ("white", INK):
        inked = [share for share in shares if share["ink"] == ink]
        layers += _text(inked, color=ink) if inked else []
    layers += _text(names, align="left") if rows else []
    layers += _text(counts, align="right", color=QUIET) if rows and not narrow else []
    if not rows:
        layers = _text([{"x": -gutter, "y": 16, "text": "No item is old enough in this period"}], align="left")
    full = width if narrow else width + 92
    return join_layers(layers, full, height)


def _draw_key(gutter: int, narrow: bool) -> list[alt.Chart]:
    layers: list[alt.Chart] = []
    x, y = -gutter + 2.0, 10.0
    for part, (label, fill, _) in PARTS.items():
        box = [{"x": x, "x2": x + 16, "y": y - 8, "y2": y + 8}]
        layers.append(place_rows(box).mark_rect(**_style(part, fill)).encode(x2="x2:Q", y2="y2:Q"))
        layers += _text([{"x": x + 24, "y": y, "text": label}], align="left")
        if narrow:
            y += 22
        else:
            x += 52 + len(label) * 14 * LETTER
    return layers


def _style(part: str, fill: str) -> dict[str, Any]:
    return {"fill": fill, "stroke": INK, "strokeWidth": 1, "strokeDash": [4, 3] if part == "n_open" else [1, 0]}


def _text(rows: list[dict[str, Any]], **style: Any) -> list[alt.Chart]:
    plain: dict[str, Any] = {"baseline": "middle", "fontSize": 14, "color": INK}
    return [place_rows(rows).mark_text(**(plain | style)).encode(text="text:N")]
