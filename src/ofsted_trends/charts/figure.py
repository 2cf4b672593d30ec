"""The figure: a chart with everything that a reader needs to trust it, in a form that survives without a
network.

No stock renderer of Altair draws after nbconvert, or in JupyterLab 4, without a network. A `Figure` therefore
gives its own MIME type, which carries the specification and a finished SVG for `ofsted_trends.reports`, and
plain HTML with the same SVG, which JupyterLab shows as it is.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from ofsted_trends.charts.drawing import draw
from ofsted_trends.charts.figure_html import FIGURE_MIME, figure_html
from ofsted_trends.charts.style import use_style
from ofsted_trends.charts.tables import table_data
from ofsted_trends.errors import InputError


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart that cannot be shown without its words and its data.

    Attributes:
        chart: the chart for a page or screen of ordinary width.
        headline: the message, computed from the data, or a neutral title.
        subtitle: measure, place, period and number.
        source: where the data are from.
        alt_text: what the chart shows, for a reader who does not see it.
        table: the data, with the headings that a reader sees.
        narrow: the same data drawn for a phone; without it the chart is scaled.
        note: how to read the chart, where marks do not explain themselves.
        data: the data to download, one value a cell; without it, the table.
        theme: key of the theme that the figure is about; a page lets its reader choose among such figures.
    """

    chart: alt.LayerChart | alt.Chart
    headline: str
    subtitle: str
    source: str
    alt_text: str
    table: pl.DataFrame
    narrow: alt.LayerChart | alt.Chart | None = None
    note: str = ""
    data: pl.DataFrame | None = None
    theme: str = ""

    def __post_init__(self) -> None:
        """Refuses a figure that lacks one of its parts.

        Raises:
            InputError: parts are empty; the message names all of them.
        """
        empty = [n for n in ("headline", "subtitle", "source", "alt_text") if not getattr(self, n).strip()]
        if not self.table.width:
            empty.append("table")
        if empty:
            raise InputError(f"a figure needs {', '.join(empty)}; give what is missing")

    def as_data(self) -> dict[str, Any]:
        """Returns the figure as plain data: words, table, Vega-Lite specification and SVG, each also `narrow`
        or None."""
        spec = self._spec(self.chart)
        narrow = None if self.narrow is None else self._spec(self.narrow)
        return {
            "headline": self.headline,
            "subtitle": self.subtitle,
            "source": self.source,
            "note": self.note,
            "alt_text": self.alt_text,
            "table": table_data(self.table),
            "data": None if self.data is None else table_data(self.data),
            "theme": self.theme,
            "spec": spec,
            "svg": draw(spec),
            "narrow_spec": narrow,
            "narrow_svg": None if narrow is None else draw(narrow),
        }

    def _spec(self, chart: alt.LayerChart | alt.Chart) -> dict[str, Any]:
        with use_style():
            spec: dict[str, Any] = chart.properties(description=self.alt_text).to_dict()
        return spec

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, Any]:
        """Returns what a notebook keeps of the figure."""
        data = self.as_data()
        return {
            FIGURE_MIME: data,
            "text/html": figure_html(data | {"narrow_svg": None}, "figure"),
            "text/plain": f"{self.headline}\n{self.subtitle}\n{self.alt_text}",
        }
