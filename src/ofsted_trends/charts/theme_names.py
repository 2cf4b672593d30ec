"""The words in which a page says what a visit said about a theme, and the marks that stand for it."""

from __future__ import annotations

#: How a visit is told to have treated a theme, after a colon.
STATUSES = {
    "concern": "concern",
    "strength": "strength",
    "mixed": "both concern and strength",
    "neutral": "spoken of without judging",
    "nothing_said": "looked at this area of work; nothing said",
    "not_in_scope": "not looked at",
    "scope_unknown": "cannot be told: the document does not say plainly what inspectors looked at",
}
STANCES = {"concern": "Concern", "mixed": "Concern and strength", "strength": "Strength", "neutral": "Neutral"}
DIRECTIONS = {"improving": "improving", "declining": "getting worse", "unchanged": "not changed"}

#: One word a kind of visit for the head of a column, and one letter where columns are slender.
SHORT_EVENTS = {
    "inspection": "Inspection",
    "reinspection": "Re-insp.",
    "board_review": "Board",
    "focused_visit": "Focused",
    "monitoring_visit": "Monitoring",
    "joint_inspection": "JTAI",
    "area_send": "SEND",
    "press_report": "Press",
}
LETTERS = {
    "inspection": "I", "reinspection": "R", "board_review": "B", "focused_visit": "F", "monitoring_visit": "M",
    "joint_inspection": "J", "area_send": "S", "press_report": "P",
}  # fmt: skip

#: Stance to colour and shape: two hues, and shapes that differ without them.
STANCE_COLOURS = {"concern": "#F46A25", "mixed": "#A285D1", "strength": "#12436D", "neutral": "#595959"}
STANCE_SHAPES = {"concern": "triangle-down", "mixed": "diamond", "strength": "circle", "neutral": "square"}
