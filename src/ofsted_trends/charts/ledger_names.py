"""The words in which a page says what became of an item, and the marks that stand for it."""

from __future__ import annotations

from typing import Any

from ofsted_trends.charts.style import INK, QUIET
from ofsted_trends.charts.theme_layout import MatrixLayout
from ofsted_trends.charts.theme_names import STANCE_COLOURS, STANCE_SHAPES

#: Outcome to its words, in the order of a key.
OUTCOMES = {
    "raised_again": "Raised again",
    "reported_improved": "Reported improved",
    "mentioned": "Only its theme",
    "not_mentioned": "Looked at, nothing said",
    "out_of_scope": "Not looked at",
    "scope_unknown": "Cannot be told",
    "not_followed": "No later visit at hand",
}
#: The outcomes that rest on a sentence worded like the item.
WORDED = ["raised_again", "reported_improved"]
#: What stands in the column of the visit that asked.
ASKED = "asked"
KEY = {ASKED: "Asked"} | {key: words for key, words in OUTCOMES.items() if key != "not_followed"}
CONFIDENCE = {"high": "high confidence", "medium": "medium confidence", "low": "by theme alone"}


def style_marks(layout: MatrixLayout) -> dict[str, dict[str, Any]]:
    """Returns how each kind of mark is drawn: the shapes and colours of concern, strength and silence everywhere."""
    small = 34 if layout.gutter else 26
    return {
        "raised_again": {"shape": STANCE_SHAPES["concern"], "color": STANCE_COLOURS["concern"], "filled": True},
        "reported_improved": {"shape": STANCE_SHAPES["strength"], "color": STANCE_COLOURS["strength"], "filled": True},
        "mentioned": {"shape": "square", "color": STANCE_COLOURS["neutral"], "filled": True, "size": small},
        "not_mentioned": {"shape": "circle", "color": QUIET, "filled": False, "size": small, "strokeWidth": 1.5},
        "out_of_scope": {"shape": "stroke", "color": "#767676", "filled": False, "size": small, "strokeWidth": 1.5},
        "scope_unknown": {"text": "?", "fontSize": layout.font, "color": QUIET, "baseline": "middle", "size": 0},
        ASKED: {"shape": "diamond", "color": INK, "filled": False, "size": 2 * small, "strokeWidth": 1.5},
    }
