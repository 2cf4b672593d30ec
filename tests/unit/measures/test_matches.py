"""What became of items, kept beside the tidy frame: with it the ledger is the same, and is told sooner."""

from dataclasses import replace

import polars as pl
import pytest

from ofsted_trends.following.matches import find_matches, keep_worded
from ofsted_trends.frame import read_bundled_facts, read_tables, write_tables
from ofsted_trends.measures import measure_ledger

DOCUMENTS = """
    document_id | event         | visit      | scope_basis | themes_in_scope
    d15         | inspection    | 2015-01-10 | kind        | supervision fathers
    d17         | focused_visit | 2017-01-10 | statement   | supervision
    d19         | inspection    | 2019-01-10 | kind        | supervision fathers
"""
OBSERVATIONS = """
    observation_id | document_id | kind        | item | theme       | stance   | direction | page | text
    a1.1           | d15         | improvement | 1    | supervision | concern  |           | 2    | Improve the frequency and recording of supervision of frontline staff.
    a2.1           | d15         | improvement | 2    | fathers     | concern  |           | 2    | Involve absent fathers in assessments.
    b1.1           | d17         | improvement | 1    | supervision | concern  |           | 3    | The recording and frequency of supervision by frontline managers.
    e1.1           | d19         | finding     |      | supervision | strength | improving | 5    | The recording of supervision of frontline staff has improved.
    e2.1           | d19         | finding     |      | fathers     | concern  |           | 6    | Workers seldom write to dads.
"""
SAME = ["document_id", "item", "later_document_id", "outcome", "confidence", "evidence_observation_id", "match_theme"]


@pytest.fixture
def tables(draw_tables):
    drawn = draw_tables(DOCUMENTS, OBSERVATIONS)
    return replace(drawn, matches=find_matches(drawn.observations, drawn.documents))


@pytest.fixture
def ledger(tables):
    return measure_ledger(tables.observations, tables.documents)


def follow(tables, *choice, **period):
    return measure_ledger(tables.observations, tables.documents, *choice, matches=tables.matches, **period)


def misread(tables):
    """The same tables, with matches that say what no comparison would."""
    return replace(tables, matches=tables.matches.with_columns(outcome=pl.lit("mentioned")))


def test_every_item_and_later_document_is_kept(tables):
    kept = tables.matches.select("document_id", "item", "later_document_id", "outcome", "confidence")
    assert kept.rows() == [
        ("d15", 1, "d17", "raised_again", "high"),
        ("d15", 1, "d19", "reported_improved", "high"),
        ("d15", 2, "d17", None, None),
        ("d15", 2, "d19", "mentioned", "low"),
        ("d17", 1, "d19", "reported_improved", "high"),
    ]


@pytest.mark.parametrize("period", [{}, {"start": "2016"}, {"end": "2017"}], ids=str)
def test_the_ledger_is_the_same_with_matches_and_without(tables, period):
    assert follow(tables, **period).equals(measure_ledger(tables.observations, tables.documents, **period))
    pandas = [table.to_pandas() for table in (tables.observations, tables.documents, tables.matches)]
    assert measure_ledger(*pandas[:2], matches=pandas[2], **period).equals(follow(tables, **period))


def test_matches_that_fit_are_not_looked_for_again(tables):
    assert "raised_again" not in set(follow(misread(tables))["outcome"])


@pytest.mark.parametrize(
    "change",
    [
        pl.col("text").str.replace("has improved", "is not improving"),
        pl.col("stance").cast(pl.String).replace("strength", "mixed"),
        pl.col("theme").replace("supervision", "case_recording"),
        pl.col("text").sort_by(pl.col("page"), descending=True),
    ],
    ids=["words", "stance", "theme", "order"],
)
def test_matches_of_rows_that_changed_are_not_used(tables, change):
    changed = replace(misread(tables), observations=tables.observations.with_columns(change))
    assert follow(changed).equals(measure_ledger(changed.observations, tables.documents))


def test_documents_that_are_new_or_gone_leave_nothing_behind(tables):
    for left in (["d15", "d19"], ["d17", "d19"], ["d15"]):
        here = pl.col("document_id").is_in(left)
        told, documents = tables.observations.filter(here), tables.documents.filter(here)
        ledger = measure_ledger(told, documents)
        assert measure_ledger(told, documents, matches=tables.matches).equals(ledger)
        fewer = find_matches(told, documents)
        assert follow(replace(tables, matches=fewer)).equals(measure_ledger(tables.observations, tables.documents))


def test_matches_that_other_rules_found_are_not_used(tables):
    """Rules of matching are part of the hash: with others it is another number."""
    other = misread(tables).matches.with_columns(pl.col("rows_hash") + 1)
    assert follow(replace(tables, matches=other)).equals(measure_ledger(tables.observations, tables.documents))


def test_only_what_changed_is_found_again(tables):
    found = find_matches(tables.observations, tables.documents, misread(tables).matches)
    assert set(found["outcome"].drop_nulls()) == {"mentioned"}, "nothing changed: as it was kept"
    changed = tables.observations.with_columns(pl.col("text").str.replace("has improved", "is better"))
    assert find_matches(changed, tables.documents, misread(tables).matches).equals(
        find_matches(changed, tables.documents)
    )


def test_facts_with_matches_tell_the_same_ledger_as_the_words(tables, ledger):
    facts = tables.observations.with_columns(text=pl.lit(None, pl.String))
    told = measure_ledger(facts, tables.documents, matches=keep_worded(tables.matches))
    assert told.select(SAME).equals(ledger.select(SAME))
    alone = measure_ledger(facts, tables.documents)
    assert set(alone["outcome"]) == {"mentioned", "out_of_scope"}


def test_a_place_and_a_period_limit_matches_of_facts_too(tables):
    facts = tables.observations.with_columns(text=pl.lit(None, pl.String))
    told = measure_ledger(facts, tables.documents, "Sheffield", end="2017", matches=keep_worded(tables.matches))
    assert told.select("item", "later_document_id", "outcome").rows() == [
        (1, "d17", "raised_again"),
        (2, "d17", "out_of_scope"),
        (1, None, None),
    ]


def test_tables_are_written_with_their_matches_and_read_again(tables, tmp_path):
    write_tables(tables, tmp_path)
    again = read_tables(tmp_path)
    assert follow(again).equals(follow(tables)) and again.matches.equals(tables.matches)
    write_tables(replace(tables, matches=None), tmp_path)
    assert read_tables(tmp_path).matches is None, "matches of other rows do not stay behind"


def test_tables_of_an_earlier_version_are_read(tables, ledger, tmp_path):
    write_tables(tables, tmp_path)
    (tmp_path / "matches.parquet").unlink()
    assert follow(read_tables(tmp_path)).equals(ledger)
    keep_worded(tables.matches).drop("theme_outcome", "rows_hash").write_parquet(tmp_path / "matches.parquet")
    facts = tables.observations.with_columns(text=pl.lit(None, pl.String))
    told = follow(replace(read_tables(tmp_path), observations=facts))
    assert told.select(SAME).equals(ledger.select(SAME))


def test_the_bundled_matches_are_about_the_bundled_rows():
    """Made by `facts` together; other rows would need other matches."""
    tables = read_bundled_facts()
    assert tables.matches is not None
    kept = ["document_id", "kind", "item", "later_document_id", "outcome", "evidence_observation_id", "confidence"]
    told = follow(tables).filter(pl.col("similarity").is_not_null()).select(kept)
    matches = tables.matches.select(kept).cast({pl.Enum: pl.String, pl.Int16: pl.Int64})
    assert told.sort(kept).equals(matches.sort(kept))
