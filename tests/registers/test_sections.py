"""The register of headings, by examples of what must and must not open a section, and of boilerplate."""

import re

import pytest

from ofsted_trends.frame import AREAS, STRANDS
from ofsted_trends.registers.loading import read_toml_register
from ofsted_trends.registers.sections import ROLES, find_section, is_boilerplate

HEADINGS = [
    # heading, role, area, strand
    ("What needs to improve in this area of social work practice", "improvement", None, None),
    ("What needs to improve?", "improvement", None, None),
    ("Areas for improvement", "improvement", None, None),
    ("Recommendations", "improvement", None, None),
    ("What does the local authority need to improve?", "improvement", None, None),
    ("What does the LSCB need to improve?", "improvement", "safeguarding_board", None),
    ("Recommendations for the LSCB", "improvement", "safeguarding_board", None),
    ("Areas for priority action", "priority_action", None, None),
    ("Area for Priority Action", "priority_action", None, None),
    ("Priority and immediate action", "priority_action", None, None),
    ("Responsible body Areas for priority action", "priority_action", None, None),
    ("Key findings", "findings", None, None),
    ("Overview", "findings", None, None),
    ("Findings and evaluation of progress", "findings", None, None),
    ("The experiences and progress of care leavers: good", "findings", "care_leavers", None),
    ("The experiences and progress of children in care: outstanding", "findings", "in_care", None),
    ("The experiences and progress of children who need help and protection", "findings", "help_and_protection", None),
    ("The impact of leaders on social work practice with children and families", "findings", "leadership", None),
    ("Leadership, management and governance", "findings", "leadership", None),
    ("The Local Safeguarding Children Board (LSCB)", "findings", "safeguarding_board", None),
    ("The graded judgement for adoption performance", "findings", "adoption", None),
    ("The inspection outcomes: safeguarding services", "findings", None, "safeguarding"),
    ("Services for looked after children", "findings", None, "looked_after"),
    ("Quality of provision", "findings", "quality_of_provision", None),
    ("Case study: a good start", "findings", None, None),
    ("Areas covered by the visit", "scope", None, None),
    ("Scope of the visit", "scope", None, None),
    ("Information about this local authority area", "background", None, None),
    ("Children living in this area", "background", None, None),
    ("Contents", "about", None, None),
    ("About this inspection", "about", None, None),
    ("What the inspection judgements mean", "about", None, None),
    ("Record of main findings: Northbridge", "about", None, None),
    ("Next steps", "closing", None, None),
]


@pytest.mark.parametrize(("heading", "role", "area", "strand"), HEADINGS)
def test_a_heading_says_what_stands_below_it(heading, role, area, strand):
    section = find_section(heading)
    assert section is not None
    assert (section.role, section.area, section.strand) == (role, area, strand)


@pytest.mark.parametrize(("heading", "role", "area", "strand"), HEADINGS)
def test_case_numbers_and_punctuation_do_not_matter(heading, role, area, strand):
    for form in (heading.upper(), f"3. {heading}", f"{heading.rstrip('?')}:", heading.replace("’", "'")):
        section = find_section(form)
        assert section is not None, form
        assert (section.role, section.area, section.strand) == (role, area, strand), form


@pytest.mark.parametrize(
    "words",
    [
        "What needs to improve is the recording of visits",
        "The areas for improvement were shared with leaders",
        "Findings were shared",
        "Recommendations made in 2015 were met",
        "Priority actions taken by leaders have helped children",
        "Children leave care with support",
        "Overviews of cases are kept",
        "Next steps are clear to parents",
        "The context of children's lives is understood",
        "Inspectors met leaders",
        "",
    ],
)
def test_running_text_opens_no_section(words):
    assert find_section(words) is None


def test_every_entry_names_a_known_role_area_and_strand_and_can_be_met():
    met = [h for h, *_ in HEADINGS]
    for entry in read_toml_register("sections.toml")["section"]:
        assert entry["role"] in ROLES
        assert entry.get("area") in (*AREAS, None)
        assert entry.get("strand") in (*STRANDS, None)
        assert set(entry) <= {"role", "area", "strand", "reset", "items", "pattern"}
        assert re.compile(entry["pattern"])
    assert {find_section(h).role for h in met} == set(ROLES)


@pytest.mark.parametrize(
    "sentence",
    [
        "This letter summarises the findings of a focused visit.",
        "Inspectors spoke to social workers and managers.",
        "The inspectors were Ann Lee and Bo O’Hara.",
        "Ofsted will take the findings from this focused visit into account when planning the next inspection.",
        "The visit was carried out in line with the framework.",
        "I am copying this letter to the Department for Education.",
        "His Majesty’s Inspectors for this visit were Ann Lee and Bo O’Hara.",
        "Dear Ann",
    ],
)
def test_sentences_about_the_visit_are_boilerplate(sentence):
    assert is_boilerplate(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Inspectors found that plans are out of date.",
        "Inspectors saw children who had been left at risk for too long.",
        "The visits that social workers make are purposeful.",
        "Leaders and managers know their services well.",
        "The inspection of 2016 found weaknesses that remain.",
        "Letters to parents are clear.",
    ],
)
def test_sentences_that_report_are_not(sentence):
    assert not is_boilerplate(sentence)
