"""What the words told of the ledger, kept without words."""

from dataclasses import replace

import polars as pl
import pytest

from ofsted_trends.frame import read_bundled_facts, read_tables, write_tables
from ofsted_trends.measures import measure_ledger
from ofsted_trends.measures.matches import measure_matches

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
    return draw_tables(DOCUMENTS, OBSERVATIONS)


@pytest.fixture
def ledger(tables):
    return measure_ledger(tables.observations, tables.documents)


def test_only_what_is_worded_alike_is_kept(ledger):
    kept = measure_matches(ledger).select("document_id", "item", "later_document_id", "outcome", "confidence")
    assert kept.rows() == [
        ("d15", 1, "d17", "raised_again", "high"),
        ("d15", 1, "d19", "reported_improved", "high"),
        ("d17", 1, "d19", "reported_improved", "high"),
    ]


def test_facts_with_matches_tell_the_same_ledger_as_the_words(tables, ledger):
    facts = tables.observations.with_columns(text=pl.lit(None, pl.String))
    told = measure_ledger(facts, tables.documents, matches=measure_matches(ledger))
    assert told.select(SAME).equals(ledger.select(SAME))
    alone = measure_ledger(facts, tables.documents)
    assert set(alone["outcome"]) == {"mentioned", "out_of_scope"}


def test_a_place_and_a_period_limit_matches_too(tables, ledger):
    facts = tables.observations.with_columns(text=pl.lit(None, pl.String))
    told = measure_ledger(facts, tables.documents, "Sheffield", end="2017", matches=measure_matches(ledger))
    assert told.select("item", "later_document_id", "outcome").rows() == [
        (1, "d17", "raised_again"),
        (2, "d17", "out_of_scope"),
        (1, None, None),
    ]


def test_tables_are_written_with_their_matches_and_read_again(tables, ledger, tmp_path):
    write_tables(replace(tables, matches=measure_matches(ledger)), tmp_path)
    again = read_tables(tmp_path).matches
    assert again is not None and again.height == 3
    write_tables(tables, tmp_path)
    assert read_tables(tmp_path).matches is None, "matches of other rows do not stay behind"


def test_the_bundled_matches_are_about_the_bundled_rows():
    """Made by `facts` together; other rows would need other matches."""
    tables = read_bundled_facts()
    assert tables.matches is not None
    ledger = measure_ledger(tables.observations, tables.documents, matches=tables.matches)
    assert (
        measure_matches(ledger)
        .sort(pl.all())
        .equals(
            tables.matches.with_columns(
                pl.col("kind", "outcome", "confidence").cast(pl.String), pl.col("item").cast(pl.Int64)
            ).sort(pl.all())
        )
    )
