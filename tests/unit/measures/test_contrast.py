import polars as pl
import pytest

from ofsted_trends.errors import UnknownNameError
from ofsted_trends.measures import measure_contrast, measure_prevalence

OWN = "\n".join(f"s{n} | Sheffield | 2019-01-1{n} | fathers supervision" for n in range(4))
OTHERS = "\n".join(f"l{n} | Leeds | 2019-02-{n + 10} | fathers" for n in range(12))
DOCUMENTS = f"""
    document_id | authority | visit | themes_in_scope
    {OWN}
    {OTHERS}
    k0 | Kent | 2020-01-10 | fathers
"""
SAID = "\n".join(f"s{n} | finding | fathers | concern" for n in range(4))
OBSERVATIONS = f"""
    document_id | kind    | theme       | stance
    {SAID}
    l0          | finding | fathers     | concern
    l1          | finding | fathers     | strength
    s0          | finding | supervision | strength
    k0          | finding | fathers     | concern
"""


@pytest.fixture
def tables(draw_tables):
    return draw_tables(DOCUMENTS, OBSERVATIONS)


def contrast_of(tables, others=("Leeds",), themes=("fathers", "supervision"), **period):
    return measure_contrast(tables.observations, tables.documents, "Sheffield City Council", others, themes, **period)


def row_of(told, theme, side):
    return told.row(by_predicate=(pl.col("theme") == theme) & (pl.col("side") == side), named=True)


def test_both_sides_are_counted_apart_and_the_authority_is_not_among_the_others(tables):
    row = row_of(contrast_of(tables, ["Leeds", "Sheffield"]), "fathers", "concern")
    assert (row["own_hits"], row["own_n"], row["other_hits"], row["other_n"]) == (4, 4, 1, 12)
    assert row["difference"] == pytest.approx(1 - 1 / 12)
    # Newcombe: Wilson of 4 of 4 is 0.5101 to 1, of 1 of 12 is 0.0149 to 0.3539
    assert (row["low"], row["high"]) == (pytest.approx(0.3562, abs=1e-3), pytest.approx(0.9851, abs=1e-3))
    assert row["clear"] and row["small"]


def test_a_difference_whose_interval_holds_nothing_is_not_clear(tables):
    row = row_of(contrast_of(tables), "fathers", "strength")
    assert (row["own_hits"], row["other_hits"]) == (0, 1)
    assert row["low"] < 0 < row["high"] and not row["clear"]


def test_one_document_against_many_is_never_clear(tables):
    row = row_of(contrast_of(tables, start="2019-01-13"), "fathers", "concern")
    assert (row["own_hits"], row["own_n"], row["other_hits"], row["other_n"]) == (1, 1, 1, 12)
    assert row["low"] > 0 and not row["clear"], "the interval alone would call it clear"


def test_a_theme_that_one_side_did_not_look_at_has_no_difference(tables):
    row = row_of(contrast_of(tables), "supervision", "strength")
    assert (row["own_hits"], row["own_n"], row["other_n"], row["other_share"]) == (1, 4, 0, None)
    assert (row["difference"], row["low"], row["clear"]) == (None, None, False)


def test_the_shares_are_those_of_the_prevalence(tables):
    told = contrast_of(tables, ["Leeds", "Kent"])
    prevalence = measure_prevalence(tables.observations, tables.documents, "fathers", None, ["Leeds", "Kent"]).row(
        0, named=True
    )
    row = row_of(told, "fathers", "concern")
    assert [row[f"other_{part}"] for part in ("hits", "n", "share", "low", "high")] == [
        prevalence[name] for name in ("n_concern", "n_in_scope", "share_concern", "low_concern", "high_concern")
    ]


def test_themes_come_as_asked_each_with_both_sides(tables):
    told = contrast_of(tables, themes=["supervision", "fathers"])
    assert told.select("theme", "side").rows() == [
        ("supervision", "concern"), ("supervision", "strength"), ("fathers", "concern"), ("fathers", "strength"),
    ]  # fmt: skip
    assert contrast_of(tables, themes=None)["theme"].n_unique() == 30


def test_no_document_and_nobody_else_are_rows_of_nothing(tables):
    for told in (contrast_of(tables, []), contrast_of(tables, start="2001", end="2002")):
        assert told.height == 4 and told["other_n"].sum() == 0 and told["difference"].null_count() == 4


def test_pandas_and_polars_give_the_same(tables):
    given = measure_contrast(
        tables.observations.to_pandas(), tables.documents.to_pandas(), "Sheffield", ["Leeds"], ["fathers"]
    )
    assert given.equals(contrast_of(tables, themes=["fathers"]))


def test_unknown_names_are_refused_with_the_nearest(tables):
    with pytest.raises(UnknownNameError, match=r"'Ledes' .*Leeds"):
        contrast_of(tables, ["Ledes"])
    with pytest.raises(UnknownNameError, match=r"'fater' \(nearest: fathers"):
        contrast_of(tables, themes=["fater"])
