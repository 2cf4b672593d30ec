import pytest

from ofsted_trends.measures import measure_evidence, measure_improvements

DOCUMENTS = """
    document_id | event         | visit      | primary | same_visit_as | source_url            | authority_url
    letter      | focused_visit | 2018-04-24 |         |               | https://ofsted.test/1 | https://ofsted.test/a
    copy        | focused_visit | 2018-04-24 | no      | letter        |                       |
    later       | focused_visit | 2019-04-24 |         |               |                       | https://ofsted.test/a
"""
OBSERVATIONS = """
    document_id | kind            | item | theme          | stance  | page | paragraph | text
    letter      | improvement     | 2    | supervision    | concern | 2    |           | Second item.
    letter      | improvement     | 1    | case_recording | concern | 2    |           | First item.
    letter      | improvement     | 1    | absent_fathers | concern | 2    |           | First item.
    letter      | improvement     | 1    |                |         | 3    |           | It goes on.
    letter      | priority_action | 1    |                |         | 1    |           | At once.
    letter      | finding         |      |                |         | 1    | 3         | A finding.
    copy        | improvement     | 1    |                |         | 2    |           | First item.
    later       | improvement     | 1    |                |         | 2    |           |
"""


@pytest.fixture
def tables(draw_tables):
    return draw_tables(DOCUMENTS, OBSERVATIONS)


def test_all_rows_of_one_item_are_one_row(tables):
    items = measure_improvements(tables.observations, tables.documents, "Sheffield")
    assert items.select("document_id", "kind", "item", "themes", "text", "page").rows() == [
        ("letter", "priority_action", 1, [], "At once.", 1),
        ("letter", "improvement", 1, ["absent_fathers", "case_recording"], "First item. It goes on.", 2),
        ("letter", "improvement", 2, ["supervision"], "Second item.", 2),
        ("later", "improvement", 1, [], None, 2),
    ]


def test_a_link_goes_to_the_document_or_else_to_the_authority(tables):
    items = measure_improvements(tables.observations, tables.documents, "Sheffield")
    assert set(items.select("document_id", "link", "link_to").rows()) == {
        ("letter", "https://ofsted.test/1", "document"),
        ("later", "https://ofsted.test/a", "authority"),
    }


def test_evidence_has_one_row_per_observation_and_none_of_second_tellings(tables):
    evidence = measure_evidence(tables.observations, tables.documents, "Sheffield")
    assert evidence.height == 7
    assert evidence["document_id"].unique(maintain_order=True).to_list() == ["letter", "later"]
    assert evidence["page"].to_list()[:2] == [1, 1]
    row = evidence.to_dicts()[1]
    assert (row["kind"], row["page"], row["paragraph"], row["text"]) == ("finding", 1, "3", "A finding.")
