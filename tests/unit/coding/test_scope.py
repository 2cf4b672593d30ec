from __future__ import annotations

import pytest

from ofsted_trends.coding import themes_in_scope
from ofsted_trends.registers.themes import load_themes

ALL = [t.key for t in load_themes()]


@pytest.mark.parametrize(
    ("event", "framework"),
    [("inspection", "sif"), ("inspection", "ilacs"), ("inspection", "slac"), ("reinspection", "sif")],
)
def test_full_inspections_look_at_everything(event: str, framework: str) -> None:
    assert themes_in_scope(None, event, framework) == (ALL, "kind")


def test_a_board_review_looks_at_the_board() -> None:
    themes, basis = themes_in_scope(None, "board_review", "sif")
    assert basis == "kind"
    assert themes is not None
    assert "partnership" in themes
    assert "placements" not in themes


def test_the_old_inspections_of_one_part_do_not_look_at_adoption() -> None:
    themes, basis = themes_in_scope(None, "inspection", "protection")
    assert basis == "kind"
    assert themes is not None
    assert "thresholds" in themes
    assert "permanence" not in themes


@pytest.mark.parametrize(
    ("statement", "covered", "left_out"),
    [
        ("Inspectors looked at the arrangements for the ‘front door’.", "thresholds", "care_leavers"),
        ("Inspectors looked at the local authority’s support for care leavers.", "care_leavers", "child_protection"),
        ("We looked at planning and achieving permanence.", "permanence", "early_help"),
        ("The visit looked at children in care, including those in unregistered homes.", "placements", "early_help"),
    ],
)
def test_the_statement_of_a_visit_says_what_was_looked_at(statement: str, covered: str, left_out: str) -> None:
    themes, basis = themes_in_scope(statement, "focused_visit", "ilacs")
    assert basis == "statement"
    assert themes is not None
    assert covered in themes
    assert left_out not in themes
    assert {"case_recording", "supervision", "management_oversight", "fathers"} <= set(themes)
    assert themes == [k for k in ALL if k in themes]


@pytest.mark.parametrize(
    "statement", [None, "", "The visit lasted two days.", "Inspectors looked at the impact of leaders."]
)
def test_what_cannot_be_told_is_unknown(statement: str | None) -> None:
    assert themes_in_scope(statement, "focused_visit", "ilacs") == (None, "unknown")


def test_a_press_report_is_unknown() -> None:
    assert themes_in_scope("They looked at the front door.", "press_report", "ilacs") == (None, "unknown")
