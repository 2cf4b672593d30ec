"""The bundled facts: every row and column, and no sentence that somebody else wrote."""

import polars as pl
import pytest

from ofsted_trends.frame import read_tables
from ofsted_trends.ingestion.facts import strip_text, write_facts

INSPECTION = """### Inspection of Sheffield children's services

Inspection dates: 3 to 14 June 2019

| Judgement | Grade

| Overall effectiveness | Good
"""


@pytest.fixture
def tables(letter, ingested, tmp_path):
    letter("in/one.pdf")
    report = {
        "### Focused visit to Sheffield City Council children's services": INSPECTION,
        "### Overview": "### Overview\n\nIt is so.\n\n### A heading that only this report has",
    }
    letter("in/two.pdf", edits=report)
    (tmp_path / "in" / "bad.pdf").write_bytes(b"")
    return ingested()


def test_every_row_stays_and_no_sentence(tables):
    facts = strip_text(tables)
    assert facts.observations.height == tables.observations.height
    assert facts.observations["text"].null_count() == facts.observations.height
    assert facts.documents["scope"].null_count() == facts.documents.height
    assert not facts.has_text
    kept = [c for c in tables.observations.columns if c not in ("text", "label")]
    assert facts.observations.select(kept).equals(tables.observations.select(kept))


def test_grade_labels_and_standard_headings_stay_other_headings_go(tables):
    labels = set(strip_text(tables).observations["label"].drop_nulls())
    assert "Overall effectiveness" in labels
    assert "What needs to improve in this area of social work practice" in labels
    assert "A heading that only this report has" not in labels
    assert "A heading that only this report has" in set(tables.observations["label"])


def test_nothing_written_holds_a_sentence(tables, tmp_path):
    write_facts(tables, tmp_path / "facts")
    sentences = tables.observations.filter(pl.col("kind").cast(pl.String) != "grade")["text"].to_list()
    for file in (tmp_path / "facts").iterdir():
        body = file.read_bytes()
        if file.suffix == ".parquet":
            body = pl.read_parquet(file).select(pl.col(pl.String)).write_csv().encode()
        assert not [s for s in sentences if s.encode() in body], file.name


def test_the_facts_are_tables_judgements_and_a_card(tables, tmp_path):
    write_facts(tables, tmp_path / "facts")
    assert sorted(p.name for p in (tmp_path / "facts").iterdir()) == [
        "README.md", "documents.parquet", "judgements.csv", "matches.parquet", "observations.parquet",
        "problems.parquet",
    ]  # fmt: skip
    judgements = pl.read_csv(tmp_path / "facts" / "judgements.csv")
    assert judgements.select("authority", "area", "grade").rows() == [("Sheffield", "overall", "good")]
    card = (tmp_path / "facts" / "README.md").read_text(encoding="utf-8")
    for said in ("2 visits of 1 authorities", "focused visit", "Sheffield", "empty", "Licence"):
        assert said in card
    assert read_tables(tmp_path / "facts").documents.height == 2


def test_the_same_documents_give_the_same_facts(tables, tmp_path):
    write_facts(tables, tmp_path / "a"), write_facts(tables, tmp_path / "b")
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()
