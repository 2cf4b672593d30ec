"""Grades as printed; where a document is not clear, no grade and a problem."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofsted_trends.documents import Document
from ofsted_trends.documents.text import parse_text
from ofsted_trends.reading.grades import grade_of
from ofsted_trends.reading.identity import identify
from ofsted_trends.reading.judgements import read_judgements

ROWS = {
    "leadership": "The impact of leaders on social work practice with children and families",
    "help_and_protection": "The experiences and progress of children who need help and protection",
    "in_care": "The experiences and progress of children in care",
    "care_leavers": "The experiences and progress of care leavers",
    "overall": "Overall effectiveness",
}
WORDS = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement to be good",
    "inadequate": "Inadequate",
}
COVER = (
    "Sheffield City Council",
    "Inspection of local authority children’s services",
    "Inspection dates: 4 to 15 March 2024",
)


def read(document):
    judgements, problems = read_judgements(document, identify(document))
    return {j.area: j.grade for j in judgements}, [p.reason for p in problems]


@given(st.fixed_dictionaries(dict.fromkeys(ROWS, st.sampled_from(list(WORDS)))))
def test_every_table_of_grades_is_read_back(grades):
    table = "\n".join(f"| {ROWS[area]} | {WORDS[grade]} |" for area, grade in grades.items())
    text = "\n\n".join(
        [*COVER, "| Judgement | Grade |\n| --- | --- |\n" + table, "Services for children are what they are."]
    )
    lines, passages, pages = parse_text(text)
    assert read(Document("x.txt", "text", "0", pages, tuple(lines), tuple(passages))) == (grades, [])


@pytest.mark.parametrize(
    "lines",
    [
        ["The experiences and progress of care leavers Requires improvement to be good"],
        ["The experiences and progress of care leavers Requires improvement", "to be good"],
        ["The experiences and progress of care", "leavers Requires improvement to be good"],
        ["The experiences and progress of care Requires improvement", "leavers to be good"],
        ["The experiences and progress of care leavers", "Requires", "improvement"],
        ["The experiences and progress of", "care leavers", "Requires improvement to be good"],
    ],
)
def test_a_wrapped_row_is_one_row(cover_of, lines):
    before = [f"{ROWS['in_care']} Good"]
    after = [f"{ROWS['overall']} Inadequate"]
    grades, problems = read(cover_of(*COVER, "Judgement Grade", *before, *lines, *after))
    assert grades == {"in_care": "good", "care_leavers": "requires_improvement", "overall": "inadequate"}
    assert problems == []


def test_one_row_with_two_grades_has_none(cover_of):
    rows = [f"{ROWS['in_care']} Good Inadequate", f"{ROWS['overall']} Good"]
    grades, problems = read(cover_of(*COVER, "Judgement Grade", *rows))
    assert (grades, problems) == ({"overall": "good"}, ["no_single_grade"])


def test_the_last_row_with_two_grades_has_none(cover_of):
    grades, problems = read(cover_of(*COVER, "Judgement Grade", f"{ROWS['overall']} Good Inadequate"))
    assert (grades, problems) == ({}, ["no_single_grade"])


def test_one_row_printed_twice_with_different_grades_has_none(cover_of):
    rows = [f"{ROWS['in_care']} Good", f"{ROWS['overall']} Good", f"{ROWS['in_care']} Inadequate"]
    grades, problems = read(cover_of(*COVER, "Judgement Grade", *rows))
    assert (grades, problems) == ({"overall": "good"}, ["contradiction"])


@pytest.mark.parametrize(
    "sentence",
    [
        "At the last inspection in 2019 the overall effectiveness was judged to be inadequate.",
        pytest.param("The experiences and progress of care leavers were inadequate in 2019."),
        "In 2019, services were judged good.",
    ],
)
def test_a_grade_in_running_text_is_history(cover_of, sentence):
    grades, problems = read(cover_of(*COVER, "Judgement Grade", f"{ROWS['in_care']} Good", sentence))
    assert (grades, problems) == ({"in_care": "good"}, [])


def test_a_letter_grades_nothing(document_of):
    letter = "Focused visit to Sheffield\n\nThe overall effectiveness was good in 2016.\n\nOverall effectiveness Good"
    assert read(document_of(letter)) == ({}, [])


SIF = (
    "Sheffield City Council",
    "Inspection of services for children in need of help and protection, children looked after and care leavers",
    "Inspection date: 3 March 2015 to 26 March 2015",
)


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("The overall judgement is that children’s services are inadequate", "inadequate"),
        ("The overall judgement is requires improvement", "requires_improvement"),
        ("Children’s services in Sheffield require improvement to be good", "requires_improvement"),
        ("Children’s services in Sheffield are good", "good"),
        ("The overall judgement is that children’s services are judged to be outstanding", "outstanding"),
        ("Children’s services in Sheffield are better than they were", None),
    ],
)
def test_the_overall_grade_in_a_sentence_of_the_cover(cover_of, sentence, grade):
    grades, _ = read(cover_of(*SIF, sentence, "1. Children who need help and protection Good"))
    assert grades.get("overall") == grade
    assert grades["help_and_protection"] == "good"


def test_a_report_without_its_table_says_so(document_of):
    text = (
        "Sheffield\n\nInspection of safeguarding and looked after children services\n\nInspection dates: 4 October 2010"
    )
    assert read(document_of(text)) == ({}, ["no_table"])


@pytest.mark.parametrize(
    ("words", "framework", "grade"),
    [
        ("Good", "ilacs", "good"),
        ("Requires improvement to be good", "ilacs", "requires_improvement"),
        ("Adequate", "ilacs", None),
        ("Adequate", "slac", "adequate"),
        ("Requires improvement", "slac", None),
        ("Inadequate", "slac", "inadequate"),
        ("Good or outstanding", "ilacs", None),
        ("", "ilacs", None),
    ],
)
def test_grade_words_belong_to_their_scale(words, framework, grade):
    assert grade_of(words, framework) == grade
