"""Sections, items and scope, where the made-up documents of `spec` do not show them."""

import pytest

from ofsted_trends.reading.findings import read_findings
from ofsted_trends.reading.identity import identify

LETTER = "Focused visit to Sheffield City Council\n\nThis letter summarises the findings of a visit on 24 April 2018."


@pytest.fixture
def findings_of(document_of):
    def read(text):
        document = document_of(text)
        return read_findings(document, identify(document))

    return read


def items_of(findings, kind="improvement"):
    return [(s.item, s.text) for s in findings.sentences if s.kind == kind]


def test_a_list_is_numbered_on_through_its_parts(findings_of):
    found = findings_of(
        f"{LETTER}\n\n## What needs to improve\n\n- Plans.\n- Visits.\n\n## Findings\n\nStaff are kind."
        "\n\n## Areas for improvement\n\n- Records."
    )
    assert items_of(found) == [(1, "Plans."), (2, "Visits."), (3, "Records.")]


def test_an_item_of_two_sentences_is_one_item(findings_of):
    found = findings_of(f"{LETTER}\n\n## What needs to improve\n\n- Plans are late. They are also vague.\n- Visits.")
    assert items_of(found) == [(1, "Plans are late."), (1, "They are also vague."), (2, "Visits.")]


def test_prose_in_a_list_is_a_finding(findings_of):
    found = findings_of(
        f"{LETTER}\n\n## What needs to improve\n\nThe council should act on these.\n\n- Plans.\n\nThis is known."
    )
    assert items_of(found) == [(1, "Plans.")]
    assert [s.text for s in found.sentences if s.kind == "finding"] == [
        "The council should act on these.",
        "This is known.",
    ]


@pytest.mark.parametrize(
    "words",
    ["There were no areas for priority action identified.", "None.", "No areas for priority action were found."],
)
def test_nothing_to_do_is_no_item(findings_of, words):
    found = findings_of(f"{LETTER}\n\n## Areas for priority action\n\n- {words}\n\n## Findings\n\nStaff are kind.")
    assert items_of(found, "priority_action") == []


@pytest.mark.parametrize(
    ("said", "scope"),
    [
        ("Inspectors looked at the front door.", True),
        ("The visit focused on care leavers.", True),
        ("Inspectors evaluated the quality of help for children in need.", True),
        ("Inspectors considered a range of evidence, including case discussions.", False),
        ("Inspectors met social workers.", False),
    ],
)
def test_the_sentence_that_says_what_was_looked_at(findings_of, said, scope):
    found = findings_of(f"{LETTER}\n\n{said}\n\n## Overview\n\nStaff are kind.")
    assert found.scope == (said if scope else None)
    assert [s.text for s in found.sentences] == ["Staff are kind."]


def test_neighbours_are_those_of_the_same_section(findings_of):
    found = findings_of(f"{LETTER}\n\n## Overview\n\nOne is here. Two is here.\n\n## Findings\n\nThree is here.")
    assert [(s.previous, s.text, s.following) for s in found.sentences] == [
        ("", "One is here.", "Two is here."),
        ("One is here.", "Two is here.", ""),
        ("", "Three is here.", ""),
    ]


def test_a_letter_s_end_is_no_finding(findings_of):
    end = "Yours sincerely\n\nAnn Lee\n\nHer Majesty’s Inspector\n\nA copy goes to the minister."
    found = findings_of(f"{LETTER}\n\n## Findings\n\nStaff are kind.\n\n{end}")
    assert [s.text for s in found.sentences] == ["Staff are kind."]


REPORT = (
    "Sheffield\n\nInspection of safeguarding and looked after children services\n\nInspection dates: 4 October 2010\n\n"
)


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("Case recording is inadequate.", "inadequate"),
        ("Partnership working is outstanding.", "outstanding"),
        ("The capacity for improvement is good.", "good"),
        ("Nearly all work is good.", None),
        ("Case recording was inadequate.", None),
        ("Case recording is inadequate in some teams.", None),
        ("Case recording requires improvement.", None),
    ],
)
def test_a_judgement_in_a_sentence_of_2010_carries_its_grade(findings_of, sentence, grade):
    found = findings_of(f"{REPORT}## Safeguarding services\n\n{sentence}")
    assert [s.grade for s in found.sentences] == [grade]


def test_since_2013_a_sentence_grades_nothing(findings_of):
    found = findings_of(f"{LETTER}\n\n## Findings\n\nCase recording is inadequate.")
    assert [s.grade for s in found.sentences] == [None]
