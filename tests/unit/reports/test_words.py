import pytest

from ofsted_trends.measures import measure_improvements, measure_timeline, measure_visits
from ofsted_trends.reports.reader_tables import say_scope, table_timeline, table_visits
from ofsted_trends.reports.words import (
    SCALE_SENTENCE,
    say_headline,
    say_lede,
    say_note,
    say_summary,
    say_timeline,
)

DOCUMENTS = """
    document_id | framework | framework_version | event         | visit                    | primary | areas_in_scope
    i2010       | slac      | slac-2009         | inspection    | 2010-10-04 to 2010-10-15 |         |
    i2014       | sif       | sif-2013          | inspection    | 2013-11-19 to 2014-01-30 |         |
    i2019       | ilacs     | ilacs-2018        | inspection    | 2019-07-15 to 2019-07-26 |         |
    v2021       | ilacs     | ilacs-2018        | focused_visit | 2021-11-09 to 2021-11-10 |         | care_leavers
    v2022       | ilacs     | ilacs-2018        | focused_visit | 2022-11-09 to 2022-11-10 |         |
    press       | none      | none              | press_report  | 2018-12-07               | no      |
"""
OBSERVATIONS = """
    document_id | kind            | strand       | area                | grade                | item
    i2010       |                 | safeguarding | overall             | adequate             |
    i2014       |                 |              | overall             | requires_improvement |
    i2014       |                 |              | in_care             | requires_improvement |
    i2014       |                 |              | help_and_protection | good                 |
    i2014       |                 |              | safeguarding_board  | inadequate           |
    i2019       |                 |              | overall             | good                 |
    i2019       |                 |              | in_care             | good                 |
    i2019       |                 |              | help_and_protection | good                 |
    v2022       | improvement     |              |                     |                      | 1
    v2022       | improvement     |              |                     |                      | 2
    v2022       | priority_action |              |                     |                      | 1
"""


@pytest.fixture
def measured(draw_tables):
    def measure(documents=DOCUMENTS, observations=OBSERVATIONS):
        tables = draw_tables(documents, observations)
        choice = (tables.observations, tables.documents, "Sheffield")
        return measure_timeline(*choice), measure_visits(*choice), measure_improvements(*choice)

    return measure


def test_the_summary_is_computed_from_the_data(measured):
    assert say_summary("Sheffield", *measured()) == [
        "At the latest graded inspection at hand, in July 2019, Sheffield was judged good overall. "
        "Its areas were judged good for help and protection, and children in care.",
        "Since the judgement before, overall effectiveness got better (from requires improvement to good); "
        "children in care got better (from requires improvement to good); "
        "help and protection kept the same grade.",
        "Inspectors made 2 focused visits since that inspection; such visits give findings but no grades.",
        "1 more visit is known only from a press report.",
        "The latest list of what must improve, from the focused visit in November 2022, "
        "has 2 areas for improvement and 1 area for priority action.",
    ]


def test_the_safeguarding_board_is_not_the_council(measured):
    assert "board" not in " ".join(say_summary("Sheffield", *measured()))


def test_an_inspection_without_an_overall_grade_says_why(measured):
    documents = "document_id | framework_version | visit\n a | ilacs-2026 | 2026-05-11 to 2026-05-15"
    told = say_summary("Leeds", *measured(documents, "document_id | area | grade\n a | leadership | good"))
    assert told[0].startswith("The latest graded inspection at hand, in May 2026, gave Leeds no overall grade, because")


def test_an_authority_without_documents_is_told_so(measured):
    told = measured("document_id", "document_id")
    assert say_summary("Leeds", *told) == ["No inspection or visit of Leeds is at hand for this period."]
    assert say_lede("Leeds", told[0], told[1]).endswith("in Leeds.")
    assert say_headline("Leeds", told[0]) == "Judgements and visits in Leeds"
    assert say_note(told[0], told[1]) == ""
    assert "No grades in this period" in say_timeline(told[0], told[1])


def test_one_month_is_said_once_and_a_plural_name_owns_without_an_s(measured):
    documents = "document_id | framework_version | visit\n a | ilacs-2018 | 2019-06-10 to 2019-06-21"
    timeline, visits, _ = measured(documents, "document_id | area | grade\n a | overall | good\n a | leadership | good")
    assert say_lede("Tower Hamlets", timeline, visits).endswith("1 inspection or visit in June 2019.")
    assert say_headline("Tower Hamlets", timeline) == "Tower Hamlets’ overall effectiveness: good in 2019"


def test_the_headline_leaves_out_the_old_scale_and_joins_like_grades(measured):
    timeline, _, _ = measured()
    assert say_headline("Sheffield", timeline) == (
        "Sheffield’s overall effectiveness: requires improvement in 2014 and good in 2019"
    )


def test_the_note_explains_only_what_is_drawn(measured):
    timeline, visits, _ = measured()
    assert SCALE_SENTENCE in say_note(timeline, visits)
    assert "dotted" not in say_note(timeline, visits)


def test_the_table_of_the_chart_has_every_grade_of_the_frame(measured):
    timeline, visits, _ = measured()
    table = table_timeline(timeline)
    assert table.height == timeline.height
    assert table.row(0) == (
        "Overall effectiveness",
        "4 to 15 October 2010",
        "Adequate",
        "Safeguarding services: Overall effectiveness",
        "First at hand",
    )
    assert table.row(1)[4] == "Not comparable: the scale changed in 2013"
    assert table_visits(visits).height == visits.height


def test_not_looked_at_is_never_said_to_be_absent(measured):
    _, visits, _ = measured()
    told = {row["document_id"]: say_scope(row) for row in visits.to_dicts()}
    assert told["v2021"] == "Care leavers"
    assert told["v2022"] == "Not stated in the data at hand"
