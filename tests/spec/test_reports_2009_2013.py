"""Reports of 2009 to 2013: grades in a record at the end, checked against those below the headings."""

import pytest


def test_the_2010_report_gives_the_grades_of_both_end_tables(read_drawn, same_rows):
    same_rows(
        read_drawn("slac_2010")["grades"],
        """
        strand       | area                     | grade       | page | label
        safeguarding | overall                  | adequate    | 4    | Overall effectiveness
        safeguarding | capacity_for_improvement | good        | 4    | Capacity for improvement
        safeguarding | children_are_safe        | good        | 4    | Children and young people are safe: effectiveness
        safeguarding | children_feel_safe       | good        | 4    | Children and young people feel safe: effectiveness of services in helping to ensure that they feel safe
        safeguarding | quality_of_provision     | adequate    | 4    | Quality of provision
        safeguarding | service_responsiveness   | good        | 4    | Service responsiveness including complaints
        safeguarding | value_for_money          | inadequate  | 4    | Value for money
        looked_after | overall                  | good        | 4    | Overall effectiveness
        looked_after | capacity_for_improvement | outstanding | 4    | Capacity for improvement
        looked_after | staying_safe             | good        | 4    | Staying safe
        looked_after | economic_wellbeing       | good        | 4    | Economic well-being
        looked_after | quality_of_provision     | adequate    | 4    | Quality of provision
        """,
    )


def test_a_row_that_contradicts_its_section_is_left_out_and_said(read_drawn, reasons):
    record = read_drawn("slac_2010")
    assert "contradiction" in reasons(record)
    detail = next(p for p in record["problems"] if p["reason"] == "contradiction")
    assert detail["page"] == 3
    assert "Being healthy" in detail["detail"]
    assert "adequate in the record, good in its section" in detail["detail"]
    agreed = read_drawn("slac_2010", {"Being healthy Grade 2 (good)": "Being healthy Grade 3 (adequate)"})
    assert ("looked_after", "being_healthy", "adequate") in [
        (g["strand"], g["area"], g["grade"]) for g in agreed["grades"]
    ]
    assert "contradiction" not in reasons(agreed)


def test_the_2010_report_says_who_when_and_by_whom(read_drawn):
    document = read_drawn("slac_2010")["document"]
    assert (document["framework"], document["event"]) == ("slac", "inspection")
    assert (document["visit_start"], document["visit_end"]) == ("2010-10-04", "2010-10-15")
    assert document["published"] == "2010-11-16"
    assert document["lead_inspector"] == "Dilys Oakenfold"


def test_judgements_in_the_text_are_findings_with_a_grade(read_drawn, same_rows):
    said = [s for s in read_drawn("slac_2010")["sentences"] if s["grade"] and s["page"] < 4]
    same_rows(
        said,
        """
        kind    | strand       | area                     | grade      | paragraph | text
        finding | safeguarding | overall                  | adequate   | [7]       | Overall effectiveness Grade 3 (adequate)
        finding | safeguarding | overall                  | adequate   | 3         | The overall effectiveness of safeguarding services is adequate.
        finding | safeguarding | capacity_for_improvement | good       | [9]       | Capacity for improvement Grade 2 (good)
        finding | safeguarding | capacity_for_improvement | good       | 4         | The capacity for improvement is good.
        finding | safeguarding | outcomes                 | inadequate | 6         | Case recording is inadequate.
        finding | safeguarding | quality_of_provision     | adequate   | [4]       | Quality of provision Grade 3 (adequate)
        finding | looked_after | overall                  | good       | [7]       | Overall effectiveness Grade 2 (good)
        finding | looked_after | overall                  | good       | 8         | The overall effectiveness of services for looked after children is good.
        finding | looked_after | being_healthy            | good       | [9]       | Being healthy Grade 2 (good)
        finding | looked_after | staying_safe             | good       | [11]      | Staying safe Grade 2 (good)
        """,
    )


def test_items_of_the_2010_report_are_its_bullets_not_its_deadlines(read_drawn, same_rows):
    items = [s for s in read_drawn("slac_2010")["sentences"] if s["item"]]
    same_rows(
        items,
        """
        kind        | item | page | text
        improvement | 1    | 2    | ensure that all child protection visits are recorded within two days of the visit.
        improvement | 2    | 2    | improve the quality of supervision so that it is recorded and used to challenge drift
        improvement | 3    | 2    | train all managers in the use of chronologies.
        """,
    )


@pytest.mark.parametrize("name", ["slac_2010", "lac_2013"])
def test_rows_of_the_record_are_no_findings(read_drawn, name):
    record = read_drawn(name)
    assert [s["text"] for s in record["sentences"] if s["page"] == record["document"]["pages"]] == []


def test_an_abbreviation_ends_no_sentence(read_drawn):
    texts = [s["text"] for s in read_drawn("slac_2010")["sentences"]]
    assert "Too many records are late, e.g. Visits made in the summer were written up in the autumn." in texts


def test_the_2013_report_on_looked_after_children(read_drawn, same_rows, reasons):
    record = read_drawn("lac_2013")
    document = record["document"]
    assert (document["framework"], document["visit_start"], document["visit_end"]) == (
        "lac",
        "2013-06-17",
        "2013-06-26",
    )
    assert reasons(record) == []
    same_rows(
        record["grades"],
        """
        strand       | area                     | grade    | scale
        looked_after | overall                  | adequate | 2009-2013
        looked_after | capacity_for_improvement | good     | 2009-2013
        looked_after | outcomes                 | adequate | 2009-2013
        looked_after | quality_of_provision     | adequate | 2009-2013
        looked_after | leadership               | good     | 2009-2013
        """,
    )
    same_rows(
        [s for s in record["sentences"] if s["kind"] == "improvement"],
        """
        item | text
        1    | make sure that every child has an up-to-date plan which they have helped to write
        2    | reduce the number of moves that children experience.
        """,
    )
