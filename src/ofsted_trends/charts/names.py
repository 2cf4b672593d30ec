"""The words in which a page names grades, areas, events and frameworks. Grades are the printed words."""

from __future__ import annotations

from ofsted_trends.registers.themes import load_themes

GRADES = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement",
    "adequate": "Adequate",
    "inadequate": "Inadequate",
}
LANES = {
    "overall": "Overall effectiveness",
    "leadership": "Leadership",
    "help_and_protection": "Help and protection",
    "in_care": "Children in care",
    "care_leavers": "Care leavers",
    "adoption": "Adoption",
    "safeguarding_board": "Safeguarding board (not the council)",
}
AREAS = LANES | {
    "safeguarding_board": "Safeguarding board",
    "capacity_for_improvement": "Capacity for improvement",
    "outcomes": "Outcomes",
    "quality_of_provision": "Quality of provision",
    "practice_quality": "Quality of practice",
    "children_are_safe": "Children are safe",
    "children_feel_safe": "Children feel safe",
    "service_responsiveness": "Service responsiveness",
    "assessment_and_direct_work": "Assessment and direct work",
    "case_planning_and_recording": "Case planning, review and recording",
    "ambition_and_prioritisation": "Ambition and prioritisation",
    "evaluation": "Evaluation and workforce development",
    "user_engagement": "User engagement",
    "partnerships": "Partnerships",
    "equality_and_diversity": "Equality and diversity",
    "value_for_money": "Value for money",
    "being_healthy": "Being healthy",
    "staying_safe": "Staying safe",
    "enjoying_and_achieving": "Enjoying and achieving",
    "positive_contribution": "Making a positive contribution",
    "economic_wellbeing": "Economic well-being",
}
STRANDS = {"safeguarding": "Safeguarding services", "looked_after": "Services for looked after children"}
EVENTS = {
    "inspection": "Inspection",
    "reinspection": "Re-inspection",
    "board_review": "Review of the safeguarding board",
    "focused_visit": "Focused visit",
    "monitoring_visit": "Monitoring visit",
    "joint_inspection": "Joint targeted area inspection",
    "area_send": "Area SEND inspection",
    "press_report": "Press report",
}
KINDS = {
    "grade": "Grade",
    "finding": "Finding",
    "improvement": "Area for improvement",
    "priority_action": "Area for priority action",
}
LINKS = {
    "same": "Same judgement",
    "near": "Nearly the same judgement",
    "loose": "Loosely comparable",
    "none": "Not comparable",
    "break": "Not comparable: the scale changed in 2013",
}
CHANGES = {"better": "Better", "worse": "Worse", "unchanged": "Unchanged"}


def name_event(event: str) -> str:
    """Returns a kind of inspection or visit as it stands within a sentence.

    >>> name_event("area_send")
    'area SEND inspection'
    """
    return EVENTS[event].lower().replace("send", "SEND")


def name_theme(key: str) -> str:
    """Returns the theme's label in the register; the key as words where the theme is an analyst's own.

    >>> name_theme("thresholds"), name_theme("absent_fathers")
    ('Front door and thresholds', 'Absent fathers')
    """
    labels = {theme.key: theme.label for theme in load_themes()}
    return labels.get(key) or key.replace("_", " ").capitalize()
