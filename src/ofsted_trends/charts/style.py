"""One style for every chart: the colours, shapes and type of the UK government's Analysis Function.

Source: Analysis Function, "Data visualisation: colours in charts" and "charts" (no more than four hues, 3:1
against the page for marks, labels in near-black, text beside the mark before a legend, gridlines across the
value axis only).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import altair as alt

INK = "#0b0c0c"
QUIET = "#505a5f"  # secondary text, 7:1 on white
GRID = "#D6D6D6"
BAND = "#F2F2F2"
VISIT = "#3D3D3D"
FONT = "Arial, Helvetica, sans-serif"
CATEGORICAL = ["#12436D", "#28A197", "#801650", "#F46A25"]
SEQUENTIAL = ["#ADD1F1", "#6BACE6", "#2073BC", "#12436D", "#092135"]

#: Grade to colour and shape. `adequate` has the colour of the third rank and a shape of its own: it is
#: another grade.
GRADE_COLOURS = {
    "outstanding": "#12436D",
    "good": "#28A197",
    "adequate": "#F46A25",
    "requires_improvement": "#F46A25",
    "inadequate": "#801650",
}
GRADE_SHAPES = {
    "outstanding": "triangle-up",
    "good": "circle",
    "adequate": "cross",
    "requires_improvement": "square",
    "inadequate": "triangle-down",
}
THEME = "ofsted_trends"


def _theme() -> alt.theme.ThemeConfig:
    axis: alt.theme.AxisConfigKwds = {
        "labelFontSize": 14, "titleFontSize": 14, "titleFontWeight": "normal", "labelColor": INK,
        "titleColor": INK, "gridColor": GRID, "domainColor": "#595959", "tickColor": "#595959",
    }  # fmt: skip
    return {
        "config": {
            "font": FONT,
            "background": "white",
            "range": {"category": CATEGORICAL, "ramp": SEQUENTIAL, "heatmap": SEQUENTIAL},
            "axis": axis,
            "axisX": {"grid": False},
            "view": {"stroke": None},
            "legend": {"labelFontSize": 14, "titleFontSize": 14},
            "header": {"labelFontSize": 14, "titleFontSize": 14},
            "text": {"fontSize": 14, "color": INK},
        }
    }


def register_style() -> None:
    """Registers the style as Altair's theme `ofsted_trends` and enables it for this process."""
    alt.theme.register(THEME, enable=True)(_theme)


@contextmanager
def use_style() -> Iterator[None]:
    """Gives a context in which charts turn into specifications in the project's style; before and after,
    nothing changes."""
    alt.theme.register(THEME, enable=False)(_theme)
    with alt.theme.enable(THEME):
        yield
