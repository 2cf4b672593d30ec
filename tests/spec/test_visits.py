"""Letters after focused visits and monitoring visits."""

import pytest


def test_a_focused_visit_s_letter_says_who_when_and_what_was_looked_at(read_drawn, reasons):
    record = read_drawn("focused_visit_2019")
    document = record["document"]
    assert (document["framework"], document["event"]) == ("ilacs", "focused_visit")
    assert (document["visit_start"], document["visit_end"]) == ("2019-01-29", "2019-02-01")
    assert document["published"] == "2019-03-14"
    assert document["inspectors"] == ["Dilys Oakenfold", "Ansel Birchwood"]
    assert document["scope"] == "Inspectors looked at the local authority's arrangements for the front door service."
    assert record["grades"] == []
    assert reasons(record) == []


def test_items_are_numbered_through_pages_sub_bullets_and_prose(read_drawn, same_rows):
    same_rows(
        [s for s in read_drawn("focused_visit_2019")["sentences"] if s["item"]],
        """
        kind            | item | page | text
        improvement     | 1    | 2    | The quality of risk assessments, including the use of history and of what fathers say.
        improvement     | 2    | 2    | The timeliness of strategy meetings, so that children are protected while enquiries go on.
        improvement     | 2    | 2    | This includes:
        improvement     | 2    | 2    | meetings out of hours
        improvement     | 2    | 2    | meetings about babies
        improvement     | 3    | 2    | The oversight of cases that are closed, which is not yet rigorous.
        priority_action | 1    | 3    | Children who are left in situations of unassessed risk.
        """,
    )


def test_a_footnote_and_a_page_number_do_not_fall_into_a_sentence(read_drawn, same_rows):
    findings = [s for s in read_drawn("focused_visit_2019")["sentences"] if s["kind"] == "finding"]
    same_rows(
        findings,
        """
        section   | page | text
        Overview  | 1    | Since the last inspection, when services were judged inadequate, leaders have made steady progress.
        Overview  | 1    | The front door is now well-organised and calls are answered quickly.
        Overview  | 1    | Most children are seen in time, although some wait too long.
        What needs to improve in this area of social work practice | 2 | The following areas for improvement were identified during this visit.
        What needs to improve in this area of social work practice | 3 | This list reflects what inspectors saw on two days.
        Areas for priority action | 3 | The local authority needs to take swift and decisive action to address:
        Findings  | 3    | Contacts are screened on the day on which they arrive.
        Findings  | 3    | Thresholds are understood.
        Findings  | 3    | Records of supervision, i.e. The notes that managers keep, are too brief.
        """,
    )


@pytest.mark.parametrize("bullet", ["\uf06e", "\uf0b7", "•", "◼", "▪"])
def test_every_bullet_s_glyph_opens_an_item(read_drawn, bullet):
    sentences = read_drawn("focused_visit_2019", bullet=bullet)["sentences"]
    assert {(s["kind"], s["item"]) for s in sentences if s["item"]} == {
        ("improvement", 1), ("improvement", 2), ("improvement", 3), ("priority_action", 1),
    }  # fmt: skip


@pytest.mark.parametrize("layout", [{"header": "Focused visit report"}, {"footer": "Page {page} of 3"}, {"footer": ""}])
def test_running_lines_change_nothing_that_is_read(read_drawn, layout):
    plain, dressed = read_drawn("focused_visit_2019"), read_drawn("focused_visit_2019", **layout)
    assert dressed["sentences"] == plain["sentences"]
    assert {**dressed["document"], "sha256": ""} == {**plain["document"], "sha256": ""}


def test_a_visit_of_one_day_and_one_without_a_year(read_drawn):
    dates = "29 and 30 January, and 1 February 2019"
    one = read_drawn("focused_visit_2019", {dates: "29 January 2019"})["document"]
    assert (one["visit_start"], one["visit_end"]) == ("2019-01-29", "2019-01-29")
    yearless = read_drawn("focused_visit_2019", {dates: "29 and 30 January"})["document"]
    assert (yearless["visit_start"], yearless["visit_end"]) == ("2019-01-29", "2019-01-30")


def test_nothing_to_do_at_once_is_no_item(read_drawn):
    record = read_drawn(
        "focused_visit_2019",
        {
            "The local authority needs to take swift and decisive action to address:": "There were no areas for priority action.",
            "* Children who are left in situations of unassessed risk.": "",
        },
    )
    assert [s for s in record["sentences"] if s["kind"] == "priority_action"] == []


def test_the_authority_is_null_with_a_problem_unless_the_index_names_it(read_drawn):
    unknown = read_drawn("focused_visit_2019")
    assert unknown["document"]["authority"] is None
    problem = next(p for p in unknown["problems"] if p["reason"] == "unknown_authority")
    assert "Northbridge" in problem["detail"]
    assert "index.csv, column authority" in problem["detail"]
    told = read_drawn("focused_visit_2019", index={"authority": "Sheffield City Council"})
    assert (told["document"]["authority"], told["document"]["region"]) == ("Sheffield", "Yorkshire and the Humber")
    assert "unknown_authority" not in [p["reason"] for p in told["problems"]]


def test_a_monitoring_visit_s_letter(read_drawn, same_rows, reasons):
    record = read_drawn("monitoring_visit_2018")
    document = record["document"]
    assert (document["framework"], document["event"]) == ("monitoring", "monitoring_visit")
    assert (document["visit_start"], document["visit_end"]) == ("2017-10-18", "2017-10-19")
    assert document["scope"].startswith("During the course of this visit, inspectors reviewed")
    assert reasons(record) == []
    same_rows(
        record["sentences"],
        """
        kind    | section                             | text
        finding | Overview                            | Progress since the last visit has been too slow.
        finding | Overview                            | Children Services are provided by a trust, which has recruited a stable team.
        finding | Findings and evaluation of progress | Social workers visit children often, and they know them well.
        finding | Findings and evaluation of progress | Management oversight has improved, but it is not consistent.
        """,
    )


def test_a_letter_to_a_trust_is_about_its_authority(read_drawn):
    addressed = {
        "Northbridge Children First": "Together for Children",
        "Monitoring visit of Northbridge children's services": "Monitoring visit of Together for Children",
        "monitoring visit to Northbridge children's": "monitoring visit to Together for Children, its",
    }
    document = read_drawn("monitoring_visit_2018", addressed)["document"]
    assert (document["authority"], document["provider"]) == ("Sunderland", "Together for Children")
