"""Inspections since 2018: three areas and overall, four areas since 2023, no overall grade since April 2026."""

import pytest


def test_three_areas_and_overall_with_wrapped_grades(read_drawn, same_rows, reasons):
    record = read_drawn("ilacs_2019")
    assert record["document"]["framework_version"] == "ilacs-2018"
    same_rows(
        record["grades"],
        """
        area                | grade                | page | label
        leadership          | good                 | 1    | The impact of leaders on social work practice with children and families
        help_and_protection | requires_improvement | 1    | The experiences and progress of children who need help and protection
        in_care             | outstanding          | 1    | The experiences and progress of children in care and care leavers
        overall             | good                 | 1    | Overall effectiveness
        """,
    )
    assert reasons(record) == []


def test_findings_stand_in_the_area_of_their_section(read_drawn, same_rows):
    record = read_drawn("ilacs_2019")
    same_rows(
        [s for s in record["sentences"] if s["page"] > 1],
        """
        kind        | item | page | paragraph | text
        improvement | 1    | 2    | [2]       | The quality of plans, so that parents know what has to change and by when.
        improvement | 2    | 2    | [3]       | The timeliness of return home interviews.
        finding     |      | 2    | 1         | Thresholds are understood.
        finding     |      | 2    | 1         | Most referrals are acted on within a day, but records do not always show why.
        finding     |      | 2    | 2         | Children live in homes that meet their needs.
        finding     |      | 2    | 2         | Brothers and sisters are kept together.
        finding     |      | 2    | 3         | Leaders use performance information well.
        """,
    )
    assert [s["area"] for s in record["sentences"] if s["page"] == 2 and s["kind"] == "finding"] == [
        "help_and_protection", "help_and_protection", "in_care", "in_care", "leadership",
    ]  # fmt: skip


def test_the_summary_on_the_cover_is_read_with_its_broken_word(read_drawn):
    texts = [s["text"] for s in read_drawn("ilacs_2019")["sentences"] if s["page"] == 1]
    assert texts == [
        "Services for children in Northbridge are good, and better than at the last inspection in 2016, when the "
        "overall effectiveness was judged to require improvement.",
        "Leaders are am-bitious, and they know their services well.",
        "Social workers are proud to work here.",
    ]


def test_four_areas_since_2023(read_drawn, same_rows, reasons):
    record = read_drawn("ilacs_2024")
    assert record["document"]["framework_version"] == "ilacs-2023"
    same_rows(
        record["grades"],
        """
        area                | grade
        leadership          | inadequate
        help_and_protection | inadequate
        in_care             | requires_improvement
        care_leavers        | good
        overall             | inadequate
        """,
    )
    assert reasons(record) == []


def test_no_overall_grade_since_april_2026_whatever_the_text_recalls(read_drawn, same_rows, reasons):
    record = read_drawn("ilacs_2026")
    assert record["document"]["framework_version"] == "ilacs-2026"
    same_rows(
        record["grades"],
        """
        area                | grade
        leadership          | outstanding
        help_and_protection | good
        in_care             | good
        care_leavers        | good
        """,
    )
    assert reasons(record) == []


def test_a_heading_that_contradicts_the_table_leaves_no_grade(read_drawn, reasons):
    record = read_drawn("ilacs_2024", {"care leavers: good": "care leavers: inadequate"})
    assert "care_leavers" not in {g["area"] for g in record["grades"]}
    assert reasons(record) == ["contradiction", "grade_missing"]


def test_an_unlimited_overall_grade_is_said(read_drawn, reasons):
    record = read_drawn("ilacs_2024", {"Overall effectiveness | Inadequate": "Overall effectiveness | Good"})
    assert reasons(record) == ["rule_broken"]


def test_no_end_matter_is_a_finding(read_drawn):
    assert max(s["page"] for s in read_drawn("ilacs_2019")["sentences"]) == 2


@pytest.mark.parametrize("name", ["ilacs_2019", "ilacs_2026"])
def test_the_summary_and_the_items_belong_to_no_row_of_the_table(read_drawn, name):
    record = read_drawn(name)
    early = [s for s in record["sentences"] if s["page"] == 1 or s["kind"] == "improvement"]
    assert {s["area"] for s in early} <= {None, "overall"}
    assert {s["section"] for s in early} <= {"", "What needs to improve"}


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("3 June 2019 to 14 June 2019", "2019-06-03", "2019-06-14"),
        ("3–14 June 2019", "2019-06-03", "2019-06-14"),
        ("3 ─ 14 June 2019", "2019-06-03", "2019-06-14"),
        ("03/06/2019 to 14/06/2019", "2019-06-03", "2019-06-14"),
        ("14 June 2019", "2019-06-14", "2019-06-14"),
        ("3 to 7 June 2019 and 17 to 21 June 2019", "2019-06-03", "2019-06-21"),
        ("30 December 2018 to 11 January 2019", "2018-12-30", "2019-01-11"),
    ],
)
def test_dates_on_site_in_every_printed_form(read_drawn, printed, start, end):
    document = read_drawn("ilacs_2019", {"3 June 2019 to 14 June 2019": printed})["document"]
    assert (document["visit_start"], document["visit_end"]) == (start, end)
