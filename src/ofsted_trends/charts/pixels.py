"""Drawings whose places are reckoned in pixels, from the upper left corner: rows to marks, layers to a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt


def place_rows(rows: Iterable[dict[str, Any]]) -> alt.Chart:
    """Returns a chart of rows, to be drawn as marks: x and y are pixels."""
    return alt.Chart(alt.InlineData(values=list(rows)))


def join_layers(layers: Sequence[alt.Chart | alt.LayerChart], width: float, height: float) -> alt.LayerChart:
    """Returns layers as one chart of so many pixels; the first lies lowest, and all share the axes."""
    down = {"domain": [0, height], "reverse": True, "nice": False, "zero": False}
    across = {"domain": [0, width], "nice": False, "zero": False}
    axes = alt.SharedEncoding(
        x={"field": "x", "type": "quantitative", "scale": across, "axis": None},
        y={"field": "y", "type": "quantitative", "scale": down, "axis": None},
    )
    return alt.LayerChart(layer=list(layers), width=width, height=height, encoding=axes)
