"""Rules that hold in the frameworks; a breach is a problem to look at, never a silent change."""

from __future__ import annotations

from datetime import date

from ofsted_trends.reading.findings import Findings
from ofsted_trends.reading.identity import Identity
from ofsted_trends.reading.judgement import Judgement
from ofsted_trends.reading.problem import Problem
from ofsted_trends.registers.frameworks import INSPECTIONS, load_frameworks, load_judgement_areas

#: Days between the end of fieldwork and publication outside which a date was probably misread.
LATEST_PUBLICATION = 400


def validate(identity: Identity, judgements: list[Judgement], findings: Findings) -> list[Problem]:
    """Returns every breach of the rules of a document's framework.

    Args:
        identity: who, what and when.
        judgements: the grades that were read.
        findings: what the document says.

    Source: the single inspection framework's rule that one inadequate key judgement makes the whole inadequate, and
    its converse, hold in 167 of 167 published reports; under ILACS an inadequate judgement on protection, care or care
    leavers made the whole inadequate in 33 of 33, one on leaders did not; since April 2026 there is no overall grade.
    """
    problems = [*_check_dates(identity), *_check_rows(identity, judgements)]
    grades = {j.area: j.grade for j in judgements if j.strand is None}
    if identity.framework == "sif" and identity.event != "board_review":
        problems += _check_limiting(grades, ("help_and_protection", "in_care", "leadership"), both_ways=True)
    elif identity.framework == "ilacs":
        problems += _check_limiting(grades, ("help_and_protection", "in_care", "care_leavers"), both_ways=False)
        if "overall" in grades and identity.visit and identity.visit.start >= date(2026, 4, 1):
            problems.append(_breach("an overall grade was read, but inspections since April 2026 print none"))
    if not findings.sentences:
        problems.append(
            Problem(
                "findings",
                "no_findings",
                "no sentence was read as a finding; check that the file is the whole document",
            )
        )
    return problems


def _check_limiting(grades: dict[str, str], areas: tuple[str, ...], *, both_ways: bool) -> list[Problem]:
    if "overall" not in grades:
        return []
    limiting = [a for a in areas if grades.get(a) == "inadequate"]
    if limiting and grades["overall"] != "inadequate":
        return [_breach(f"overall is {grades['overall']} although {', '.join(limiting)} is inadequate")]
    complete = all(a in grades for a in areas)
    if both_ways and complete and not limiting and grades["overall"] == "inadequate":
        return [_breach(f"overall is inadequate although none of {', '.join(areas)} is")]
    return []


def _check_rows(identity: Identity, judgements: list[Judgement]) -> list[Problem]:
    """Every row that the framework prints should have been read."""
    if identity.event not in INSPECTIONS or not load_frameworks()[identity.framework].graded:
        return []
    day = identity.visit.start if identity.visit else identity.published
    read = {(j.strand, j.area) for j in judgements}
    expected = {
        (a.strand, a.area): a.label
        for a in load_judgement_areas(identity.framework)
        if day is None or ((a.start or date.min) <= day <= (a.end or date.max))
    }
    if identity.framework == "sif":
        expected[None, "overall"] = "Overall judgement"
        if identity.event == "inspection":
            expected[None, "safeguarding_board"] = "Local Safeguarding Children Board"
    if identity.framework_version == "ilacs-2018":
        expected.pop((None, "care_leavers"), None)
    if identity.framework == "slac":  # printed as a heading of the table, without a grade, in many reports
        expected = {k: v for k, v in expected.items() if k[1] not in ("quality_of_provision", "leadership")}
    missing = [label for key, label in expected.items() if key not in read]
    if not missing:
        return []
    return [
        Problem(
            "validate",
            "grade_missing",
            f"no grade was read for: {'; '.join(missing)}. See the document; nothing was guessed",
        )
    ]


def _check_dates(identity: Identity) -> list[Problem]:
    problems: list[Problem] = []
    visit, published = identity.visit, identity.published
    if visit and published and not -3 <= (published - visit.end).days <= LATEST_PUBLICATION:
        problems.append(
            Problem(
                "validate",
                "dates_apart",
                f"on site to {visit.end.isoformat()} (printed “{visit.printed}”), published {published.isoformat()}: "
                "check both in the document",
            )
        )
    framework = load_frameworks()[identity.framework]
    if visit and not framework.start <= visit.start <= (framework.end or date.max):
        problems.append(
            Problem(
                "validate",
                "outside_framework",
                f"on site from {visit.start.isoformat()}, but {framework.label} ran from {framework.start.isoformat()} "
                f"to {framework.end.isoformat() if framework.end else 'now'}",
            )
        )
    return problems


def _breach(detail: str) -> Problem:
    return Problem("validate", "rule_broken", f"{detail}; check the grades against the document")
