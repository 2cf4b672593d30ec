"""Joint targeted area inspections and area SEND inspections."""

import pytest


def test_a_joint_inspection_s_list_goes_through_subheadings_and_pages(read_drawn, same_rows, reasons):
    record = read_drawn("jtai_2019")
    document = record["document"]
    assert (document["framework"], document["event"]) == ("jtai", "joint_inspection")
    assert (document["visit_start"], document["visit_end"]) == ("2019-09-23", "2019-09-27")
    assert reasons(record) == []
    same_rows(
        [s for s in record["sentences"] if s["item"]],
        """
        kind        | item | section             | page | text
        improvement | 1    | Help and protection | 2    | The promptness of health checks for children in care, which is not monitored.
        improvement | 2    | Help and protection | 2    | Feedback to those who refer a child.
        improvement | 3    | Leadership          | 2    | Joint audits of practice, and the use of what they teach.
        """,
    )


def test_a_case_study_interrupts_its_section_and_does_not_end_it(read_drawn, same_rows):
    same_rows(
        [s for s in read_drawn("jtai_2019")["sentences"] if s["kind"] == "finding" and s["page"] > 1],
        """
        section                                | text
        Key Strengths                          | Schools are trained well and refer children early.
        Case study: highly effective practice  | A child was seen at home by a nurse and a social worker on the day of the call.
        What is different now                  | The school now rings the nurse directly.
        Key Strengths                          | The police share information at once.
        """,
    )


def test_a_heading_inside_a_case_study_opens_no_list(read_drawn):
    record = read_drawn("jtai_2019", {"{### What is different now": "{### Areas for improvement"})
    assert len({s["item"] for s in record["sentences"] if s["item"]}) == 3


def test_an_area_send_report_says_its_outcome_and_numbers_the_rows_of_its_boxes(read_drawn, reasons):
    record = read_drawn("send_2024")
    document = record["document"]
    assert (document["framework"], document["event"]) == ("send", "area_send")
    assert document["framework_version"] == "send-2023"
    assert (document["visit_start"], document["visit_end"]) == ("2024-04-22", "2024-04-26")
    assert document["outcome"] == "systemic_failings"
    assert reasons(record) == []
    items = {(s["kind"], s["item"]) for s in record["sentences"] if s["item"]}
    assert sorted(items) == [("improvement", 1), ("improvement", 2), ("priority_action", 1), ("priority_action", 2)]


def test_rows_of_a_one_column_box_are_items(read_drawn, same_rows):
    same_rows(
        [s for s in read_drawn("send_2024")["sentences"] if s["kind"] == "improvement"],
        """
        item | page | text
        1    | 2    | Leaders across the partnership should improve the quality of plans so that they say what each child needs.
        2    | 2    | Leaders across the partnership should write plans with parents, and check that parents understand them.
        """,
    )


def test_the_responsible_bodies_are_no_part_of_the_actions(read_drawn, same_rows):
    same_rows(
        [s for s in read_drawn("send_2024")["sentences"] if s["kind"] == "priority_action"],
        """
        item | text
        1    | Leaders should agree who is responsible for each plan.
        2    | Leaders should cut the waiting times for autism assessments.
        """,
    )


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("There are widespread and/or systemic failings", "systemic_failings"),
        ("The arrangements typically lead to positive experiences and outcomes", "typically_positive"),
        ("The arrangements lead to inconsistent experiences and outcomes", "inconsistent"),
        ("The arrangements lead to experiences", "None"),
    ],
)
def test_the_outcome_s_sentence(read_drawn, said, outcome):
    record = read_drawn("send_2024", {"There are widespread and/or systemic failings": said})
    assert str(record["document"]["outcome"]) == outcome


def test_background_and_team_are_no_findings(read_drawn):
    texts = " ".join(s["text"] for s in read_drawn("send_2024")["sentences"])
    assert "jointly responsible" not in texts
    assert "Birchwood" not in texts
    assert "will be carried out" not in texts
