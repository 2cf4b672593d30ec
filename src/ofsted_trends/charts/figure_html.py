"""A figure's data as static HTML. Kept apart from the figure, so that a page can be made without importing
Altair."""

from __future__ import annotations

from typing import Any

from ofsted_trends.charts.downloads import link_csv
from ofsted_trends.charts.markup import escape, label_svg
from ofsted_trends.charts.names import name_theme
from ofsted_trends.charts.tables import table_html

FIGURE_MIME = "application/vnd.ofsted-trends.figure.v1+json"

#: What Altair writes, vl-convert draws, and a page carries; tests/unit/charts/test_start.py holds all three
#: together.
VEGALITE_VERSION = "6.4"


def figure_html(data: dict[str, Any], figure_id: str, name: str = "") -> str:
    """Returns a figure's data as static HTML that needs no script.

    Args:
        data: what `Figure.as_data` gives.
        figure_id: unique on the page; letters, digits and hyphens.
        name: of the files that a reader saves, without ending; the id where there is none.
    """
    headline, alt_text = escape(data["headline"]), data["alt_text"]
    drawings = [("wide", data["svg"], figure_id), ("narrow", data["narrow_svg"], f"{figure_id}-narrow")]
    charts = "".join(
        f'<div class="chart {width if data["narrow_svg"] else "any"}" id="{place}-chart">'
        f"{label_svg(svg, alt_text, place)}</div>"
        for width, svg, place in drawings
        if svg
    )
    note = f'<p class="note">{escape(data["note"])}</p>' if data["note"] else ""
    name = name or figure_id
    theme = f' data-theme="{escape(name_theme(data["theme"]))}"' if data.get("theme") else ""
    return (
        f'<figure id="{figure_id}"{theme} data-name="{name}" aria-labelledby="{figure_id}-headline">'
        f'<p class="headline" id="{figure_id}-headline">{headline}</p>'
        f'<p class="subtitle">{escape(data["subtitle"])}</p>'
        f"{charts}{note}<figcaption>Source: {escape(data['source'])}</figcaption>"
        f"<details><summary>Data table: {headline}</summary>"
        f"{table_html(data['table'], data['subtitle'], 'Data table: ' + data['headline'])}</details>"
        f'<p class="save">{link_csv(data.get("data") or data["table"], name)}</p></figure>'
    )
