"""Rules that hold in the frameworks: what breaks one is a problem, never a silent change."""

from datetime import date

import pytest

from ofsted_trends.reading.dates import Visit
from ofsted_trends.reading.findings import Findings, Sentence
from ofsted_trends.reading.identity import Identity
from ofsted_trends.reading.judgement import Judgement
from ofsted_trends.reading.validate import validate
from ofsted_trends.registers.frameworks import load_frameworks

FOUND = Findings([Sentence("finding", "", None, None, None, None, 1, "[1]", "Plans are clear.")])
GOOD = {"overall": "good", "leadership": "good", "help_and_protection": "good", "in_care": "good"}


def problems_of(framework, day, grades, event="inspection", found=FOUND, published=None):
    version = load_frameworks()[framework].version_on(day)
    identity = Identity(framework, version, event, visit=Visit(day, day, "as printed"), published=published)
    judgements = [Judgement(area, None, area, grade, 1, area, "made up") for area, grade in grades.items()]
    return validate(identity, judgements, found)


def reasons_of(*args, **kwargs):
    return [p.reason for p in problems_of(*args, **kwargs)]


SIF = {**GOOD, "adoption": "good", "care_leavers": "good", "safeguarding_board": "good"}
IN_2015, IN_2019, IN_2024, IN_2026 = date(2015, 5, 5), date(2019, 5, 7), date(2024, 5, 7), date(2026, 5, 12)


@pytest.mark.parametrize(
    ("changes", "broken"),
    [
        ({}, False),
        ({"overall": "inadequate", "in_care": "inadequate"}, False),
        ({"in_care": "inadequate"}, True),
        ({"leadership": "inadequate"}, True),
        ({"overall": "inadequate"}, True),
        ({"adoption": "inadequate"}, False),
        ({"care_leavers": "inadequate"}, False),
        ({"safeguarding_board": "inadequate"}, False),
    ],
)
def test_before_2018_overall_is_inadequate_exactly_where_a_key_judgement_is(changes, broken):
    assert reasons_of("sif", IN_2015, SIF | changes) == (["rule_broken"] if broken else [])


@pytest.mark.parametrize(
    ("changes", "broken"),
    [
        ({}, False),
        ({"in_care": "inadequate"}, True),
        ({"care_leavers": "inadequate"}, True),
        ({"help_and_protection": "inadequate"}, True),
        ({"leadership": "inadequate"}, False),
        ({"overall": "inadequate"}, False),
    ],
)
def test_since_2018_leaders_do_not_limit_the_whole(changes, broken):
    grades = GOOD | {"care_leavers": "good"} | changes
    assert reasons_of("ilacs", IN_2024, grades) == (["rule_broken"] if broken else [])


def test_an_overall_grade_after_april_2026_was_misread():
    four = {"leadership": "good", "help_and_protection": "good", "in_care": "good", "care_leavers": "good"}
    assert reasons_of("ilacs", IN_2026, four) == []
    assert reasons_of("ilacs", IN_2026, four | {"overall": "good"}) == ["rule_broken"]


def test_a_row_that_the_framework_prints_and_that_was_not_read_is_named():
    problem = problems_of("ilacs", IN_2019, {k: v for k, v in GOOD.items() if k != "in_care"})[0]
    assert problem.reason == "grade_missing"
    assert "The experiences and progress of children in care and care leavers" in problem.detail
    assert reasons_of("ilacs", IN_2019, GOOD) == []
    assert reasons_of("ilacs", IN_2024, GOOD) == ["grade_missing"]


def test_visits_have_no_rows_to_miss():
    assert reasons_of("ilacs", IN_2024, {}, event="focused_visit") == []


@pytest.mark.parametrize(
    ("framework", "day", "published", "reason"),
    [
        ("ilacs", date(2017, 5, 5), None, "outside_framework"),
        ("sif", date(2019, 5, 5), None, "outside_framework"),
        ("ilacs", IN_2024, date(2026, 1, 1), "dates_apart"),
        ("ilacs", IN_2024, date(2024, 1, 1), "dates_apart"),
    ],
)
def test_dates_that_cannot_be(framework, day, published, reason):
    assert reason in reasons_of(framework, day, GOOD, event="focused_visit", published=published)


def test_a_document_without_a_finding_is_probably_not_whole():
    assert reasons_of("ilacs", IN_2024, {}, event="focused_visit", found=Findings()) == ["no_findings"]
