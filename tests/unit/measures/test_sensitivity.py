"""How far shares could be wrong: by errors of the coding, and by who was inspected."""

import numpy as np
import polars as pl
import pytest

from ofsted_trends.errors import InputError
from ofsted_trends.frame import read_bundled_facts
from ofsted_trends.measures import measure_prevalence
from ofsted_trends.measures.coding_sensitivity import draw_rates, measure_coding_sensitivity
from ofsted_trends.measures.selection_sensitivity import measure_matched_panel, measure_selection_sensitivity
from ofsted_trends.registers.agreement import Agreement
from ofsted_trends.registers.stance_agreement import count_side

DOCUMENTS = """
    document_id | authority | region                   | event         | visit      | scope_basis | themes_in_scope
    a           | Leeds     | Yorkshire and the Humber | inspection    | 2018-03-01 | kind        | supervision
    b           | Leeds     | Yorkshire and the Humber | focused_visit | 2018-06-01 | statement   | supervision
    c           | Kent      | South East               | inspection    | 2018-09-01 | kind        | supervision
    d           | Leeds     | Yorkshire and the Humber | inspection    | 2020-03-01 | kind        | supervision
    e           | Kent      | South East               | focused_visit | 2020-09-01 | statement   | supervision
    other       | Kent      | South East               | focused_visit | 2020-09-02 | statement   | fathers
    unknown     | Kent      | South East               | focused_visit | 2020-09-03 | unknown     |
"""
OBSERVATIONS = """
    document_id | observation_id | kind    | theme       | stance
    a           | a.1            | finding | supervision | concern
    a           | a2.1           | finding | supervision | mixed
    b           | b.1            | finding | supervision | strength
    c           | c.1            | finding | supervision | concern
    d           | d.1            | finding | supervision | strength
    e           | e.1            | finding |             |
    unknown     | u.1            | finding | supervision | concern
"""
NEVER_WRONG = Agreement("supervision", 1.0, 1.0, 1.0, 1_000_000, "made up")


@pytest.fixture
def source(draw_tables):
    tables = draw_tables(DOCUMENTS, OBSERVATIONS)
    return tables.observations, tables.documents, ["supervision"]


def concerns(frame, *columns):
    return frame.filter(pl.col("side") == "concern").select("year", *columns).rows()


def test_shares_and_numbers_are_those_of_the_prevalence(source):
    told = concerns(measure_coding_sensitivity(*source), "n_in_scope", "n_side", "share")
    assert told == [(2018, 3, 2, pytest.approx(2 / 3)), (2020, 2, 0, 0.0)]
    facts = read_bundled_facts()
    given = (facts.observations, facts.documents, ["case_recording", "fathers"])
    counted = measure_prevalence(*given).filter(pl.col("n_in_scope") > 0)
    for frame in (measure_coding_sensitivity(*given, draws=2), measure_selection_sensitivity(*given)):
        for side in ("concern", "strength"):
            rows = frame.filter(pl.col("side") == side)
            assert rows["n_in_scope"].to_list() == counted["n_in_scope"].to_list()
            assert rows["n_side"].to_list() == counted[f"n_{side}"].to_list()


def test_the_range_holds_what_false_and_missed_sentences_make_of_a_share(source):
    """Two coded sentences can both be wrong, one more easily; where nothing is coded something may be missed."""
    rows = {
        row["year"]: row for row in measure_coding_sensitivity(*source).filter(pl.col("side") == "concern").to_dicts()
    }
    assert 0.5 < rows[2018]["corrected_low"] < rows[2018]["corrected"] < rows[2018]["corrected_high"] < 0.75
    assert rows[2020]["corrected_low"] == 0 < rows[2020]["corrected_high"] < 0.2
    assert rows[2018]["small"]


def test_a_coding_that_is_never_wrong_leaves_shares_as_they_are(source, monkeypatch):
    monkeypatch.setattr(
        "ofsted_trends.measures.coding_sensitivity.load_agreement", lambda: {"supervision": NEVER_WRONG}
    )
    monkeypatch.setattr("ofsted_trends.measures.coding_sensitivity.count_side", lambda side: (10**6, 10**6, 10**6))
    told = concerns(measure_coding_sensitivity(*source), "corrected_low", "corrected", "corrected_high")
    assert told == [(2018, *[pytest.approx(2 / 3, abs=1e-4)] * 3), (2020, *[pytest.approx(0, abs=1e-4)] * 3)]


def test_the_same_seed_gives_the_same_range_and_another_another(source):
    first = measure_coding_sensitivity(*source, draws=50)
    assert first.equals(measure_coding_sensitivity(*source, draws=50))
    assert not first.equals(measure_coding_sensitivity(*source, draws=50, seed=2))
    with pytest.raises(InputError, match="0 draws"):
        measure_coding_sensitivity(*source, draws=0)


def test_rates_are_drawn_around_what_was_measured():
    hits, told, said = count_side("concern")
    rates = draw_rates(Agreement("x", 0.5, 1.0, 0.667, 100, "made up"), "concern", 4000, np.random.default_rng(1))
    assert rates.precision.mean() == pytest.approx(0.5 * hits / told, abs=0.01)
    assert rates.recall.mean() == pytest.approx(hits / said, abs=0.02)


def test_other_ways_to_count_are_those_said(source):
    """2018: Leeds one of two, Kent one of one; 26 authorities more in one region than the other change the regions' mean."""
    row = measure_selection_sensitivity(*source).filter(side="concern", year=2018).row(0, named=True)
    assert row["authorities"] == pytest.approx((1 / 2 + 1) / 2)
    assert row["inspections"] == 1.0 and row["n_inspections"] == 2
    assert 1 / 2 < row["regions"] < 1
    assert (row["left_out_low"], row["left_out_high"]) == (0.5, 1.0)
    assert (row["lowest"], row["highest"]) == (0.5, 1.0)


def test_one_region_cannot_be_left_out(source):
    row = measure_selection_sensitivity(*source, place="Kent").filter(side="concern", year=2018).row(0, named=True)
    assert row["left_out_low"] is None and row["lowest"] == row["highest"] == 1.0


def test_the_same_authorities_are_compared_between_the_halves(source):
    row = measure_matched_panel(*source).filter(side="concern").row(0, named=True)
    assert str(row["parted"]) == "2018-09-01"
    assert (row["n_first"], row["n_second"], row["n_authorities"]) == (2, 3, 1)
    assert (row["matched_first"], row["matched_second"], row["change"]) == (0.5, 0.0, -0.5)
    assert row["change_low"] is None, "one authority tells nothing of how much they differ"


def test_the_panel_of_the_facts_has_an_interval_around_its_change():
    facts = read_bundled_facts()
    row = measure_matched_panel(facts.observations, facts.documents, ["supervision"]).row(0, named=True)
    assert row["n_authorities"] > 80 and row["change_low"] < row["change"] < row["change_high"]
    assert row["change"] == pytest.approx(row["matched_second"] - row["matched_first"])


def test_nothing_at_hand_gives_empty_frames_and_pandas_the_same(source):
    observations, documents, keys = source
    for measure in (measure_coding_sensitivity, measure_selection_sensitivity):
        assert measure(observations.clear(), documents.clear(), keys).is_empty()
        assert measure(observations.to_pandas(), documents.to_pandas(), keys).equals(measure(*source))
    empty = measure_matched_panel(observations.clear(), documents.clear(), keys)
    assert empty["n_authorities"].to_list() == [0, 0] and empty["change"].to_list() == [None, None]
