"""A Vega-Lite specification becomes a drawing, here or in the process that asked for the report.

Vega needs a third of a second to start and a tenth for a chart, so a process that makes many reports draws the
charts of all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import vl_convert

from ofsted_trends.charts.figure_html import VEGALITE_VERSION

Drawer = Callable[[dict[str, Any]], str]


def draw_here(spec: dict[str, Any]) -> str:
    """Returns the specification as SVG; nothing is fetched."""
    return str(vl_convert.vegalite_to_svg(spec, vl_version=VEGALITE_VERSION, allowed_base_urls=[]))


_drawer: list[Drawer] = [draw_here]


def draw(spec: dict[str, Any]) -> str:
    """Returns the specification as SVG, by the drawer of this process."""
    return _drawer[0](spec)


def use_drawer(drawer: Drawer) -> None:
    """Makes `draw` ask another drawer from now on in this process."""
    _drawer[0] = drawer
