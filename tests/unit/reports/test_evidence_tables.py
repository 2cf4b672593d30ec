import polars as pl

from ofsted_trends.charts.tables import TABLES_MIME
from ofsted_trends.measures import measure_evidence
from ofsted_trends.reports.evidence_blocks import Evidence
from ofsted_trends.reports.evidence_tables import list_evidence

DOCUMENTS = """
    document_id | visit      | event         | source_url
    a           | 2019-04-24 | focused_visit | https://example.org/a
"""
OBSERVATIONS = """
    document_id | kind        | theme       | stance  | item | page | paragraph | text
    a           | finding     | supervision | concern |      | 2    | 7         | =Supervision is late.
    a           | improvement |             |         | 1    | 3    |           | Supervise.
"""


def draw(draw_tables, observations):
    tables = draw_tables(DOCUMENTS, observations)
    return measure_evidence(tables.observations, tables.documents, "Sheffield")


def test_every_statement_has_a_row_with_its_place_and_words(draw_tables):
    table = list_evidence(draw(draw_tables, OBSERVATIONS))
    place = ("Focused visit, 24 April 2019", "https://example.org/a")
    assert table.select("Document", "Where it is").unique().rows() == [place]
    assert table.select("Kind", "Theme", "Stance", "Item", "Page", "Paragraph", "Words").rows() == [
        ("Finding", "Supervision of practitioners", "Concern", "", "2", "7", "=Supervision is late."),
        ("Area for improvement", "", "", "1", "3", "", "Supervise."),
    ]


def test_without_words_there_is_no_column_of_them(draw_tables):
    wordless = draw(draw_tables, "document_id | kind | theme\n a | finding | fathers")
    assert "Words" not in list_evidence(wordless).columns
    bundle = Evidence(wordless)._repr_mimebundle_()
    assert bundle[TABLES_MIME][0]["detail"] and len(bundle[TABLES_MIME][0]["table"]["rows"]) == 1
    assert list_evidence(wordless.head(0)).is_empty() and isinstance(list_evidence(wordless), pl.DataFrame)
