"""Single inspections of 2013 to 2018: a list of grades on the cover, the overall grade in a sentence, the board's apart."""


def test_grades_come_from_the_cover_and_the_board_s_from_the_body(read_drawn, same_rows, reasons):
    record = read_drawn("sif_2015")
    same_rows(
        record["grades"],
        """
        area                | grade                | page | label
        help_and_protection | requires_improvement | 1    | 1. Children who need help and protection
        in_care             | good                 | 1    | 2. Children looked after and achieving permanence
        adoption            | outstanding          | 1    | 2.1 Adoption performance
        care_leavers        | good                 | 1    | 2.2 Experiences and progress of care leavers
        leadership          | requires_improvement | 1    | 3. Leadership, management and governance
        overall             | requires_improvement | 1    | Overall judgement
        safeguarding_board  | inadequate           | 3    | Local Safeguarding Children Board
        """,
    )
    assert reasons(record) == []


def test_two_periods_on_site_are_one_visit(read_drawn):
    document = read_drawn("sif_2015")["document"]
    assert (document["visit_start"], document["visit_end"]) == ("2014-11-19", "2015-01-30")
    assert document["visit_periods"] == "19 November – 11 December 2014 and 28 – 30 January 2015"
    assert document["published"] == "2015-03-20"


def test_the_team_is_read_with_names_of_every_form(read_drawn):
    document = read_drawn("sif_2015")["document"]
    assert document["lead_inspector"] == "Dilys Oakenfold"
    assert document["inspectors"] == ["Dilys Oakenfold", "Ansel Birchwood", "Mo O'Harrow", "Cy d'Arcole"]


def test_findings_are_the_reports_own_without_contents_background_and_method(read_drawn, same_rows):
    same_rows(
        read_drawn("sif_2015")["sentences"],
        """
        kind        | item | area                | page | paragraph | text
        finding     |      |                     | 2    | [5]       | Children's services in Northbridge require improvement.
        finding     |      |                     | 2    | [5]       | At the last inspection, in 2011, safeguarding was judged to be adequate.
        finding     |      |                     | 2    | [5]       | The new leaders have reduced caseloads, and social workers say that they can now do their best work.
        improvement | 1    |                     | 2    | 1         | Make sure that all assessments consider the history of the family and the child's own words.
        improvement | 2    |                     | 2    | 2         | Make sure that managers record why decisions are made.
        finding     |      | help_and_protection | 2    | 3         | Early help is well established.
        finding     |      | help_and_protection | 2    | 3         | However, the quality of plans is too variable.
        finding     |      | safeguarding_board  | 3    | 4         | The board does not know how well partners protect children.
        finding     |      | safeguarding_board  | 3    | 4         | It has met only twice.
        improvement | 3    | safeguarding_board  | 3    | 5         | Agree a plan with timescales.
        """,
    )


def board_of(record):
    return [g["grade"] for g in record["grades"] if g["area"] == "safeguarding_board"]


def test_the_board_s_grade_may_stand_on_the_cover(read_drawn):
    cover = "^ 1 Ofsted"
    said = "\nThe Local Safeguarding Children Board (LSCB) is good\n\n^ 1 Ofsted"
    record = read_drawn("sif_2015", {cover: said, "Children Board is inadequate": "Children Board"})
    assert board_of(record) == ["good"]


def test_the_board_s_grade_may_stand_in_a_sentence_only(read_drawn):
    record = read_drawn(
        "sif_2015",
        {
            "## The effectiveness of the Local Safeguarding Children Board is inadequate": "## Findings",
            "4. The board does not": "4. The Local Safeguarding Children Board (LSCB) requires improvement. It does not",
        },
    )
    assert board_of(record) == ["requires_improvement"]


def test_a_board_with_two_grades_has_none_and_a_problem(read_drawn, reasons):
    record = read_drawn(
        "sif_2015",
        {
            "## Recommendations for the LSCB": "## The Local Safeguarding Children Board requires improvement\n\n"
            "## Recommendations for the LSCB"
        },
    )
    assert board_of(record) == []
    assert reasons(record) == ["contradiction", "grade_missing"]


def test_a_reinspection_prints_no_board_and_no_row_that_was_not_judged(read_drawn, same_rows, reasons):
    record = read_drawn("sif_reinspection_2017")
    assert record["document"]["event"] == "reinspection"
    same_rows(
        record["grades"],
        """
        area                | grade                | page
        help_and_protection | inadequate           | 1
        in_care             | requires_improvement | 1
        adoption            | good                 | 1
        leadership          | inadequate           | 1
        overall             | inadequate           | 1
        """,
    )
    assert reasons(record) == ["not_judged", "grade_missing"]


def test_a_limiting_judgement_that_does_not_limit_is_said(read_drawn, reasons):
    record = read_drawn("sif_reinspection_2017", {"Northbridge are inadequate": "Northbridge require improvement"})
    assert "rule_broken" in reasons(record)
    assert [g["grade"] for g in record["grades"] if g["area"] == "overall"] == ["requires_improvement"]


def test_the_cover_tells_a_row_with_two_grades_apart_from_one(read_drawn, reasons):
    record = read_drawn(
        "sif_2015", {"2.1 Adoption performance | Outstanding": "2.1 Adoption performance | Good Inadequate"}
    )
    assert "adoption" not in {g["area"] for g in record["grades"]}
    assert reasons(record) == ["no_single_grade", "grade_missing"]


def test_text_below_the_cover_s_list_belongs_to_no_area(read_drawn):
    record = read_drawn("sif_reinspection_2017")
    assert {s["area"] for s in record["sentences"] if s["page"] == 1} == {None}
