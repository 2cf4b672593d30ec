"""What became of items in the end: settled, counted, waited for."""

from datetime import date

import polars as pl
import pytest

from ofsted_trends.errors import InputError
from ofsted_trends.measures.intervals import effective_size, wilson_interval
from ofsted_trends.measures.ledger import RESULT
from ofsted_trends.measures.outcomes import OUTCOMES, count_followups, count_outcomes, measure_waits, settle_outcomes

LEDGER = """
    authority | document_id | kind            | item | asked      | themes              | later_document_id | later_day  | later_event   | outcome           | confidence | board
    Leeds     | a           | priority_action | 1    | 2015-01-10 | supervision         | b                 | 2015-07-10 | focused_visit | reported_improved | high       |
    Leeds     | a           | priority_action | 1    | 2015-01-10 | supervision         | c                 | 2017-01-10 | inspection    | raised_again      | medium     |
    Leeds     | a           | priority_action | 1    | 2015-01-10 | supervision         | d                 | 2019-01-10 | inspection    | mentioned         | low        |
    Leeds     | a           | improvement     | 1    | 2015-01-10 | fathers supervision | b                 | 2015-07-10 | focused_visit | mentioned         | low        |
    Leeds     | a           | improvement     | 1    | 2015-01-10 | fathers supervision | c                 | 2017-01-10 | inspection    | not_mentioned     | high       |
    Leeds     | a           | improvement     | 2    | 2015-01-10 | fathers             | b                 | 2015-07-10 | focused_visit | out_of_scope      | medium     |
    Leeds     | a           | improvement     | 2    | 2015-01-10 | fathers             | c                 | 2017-01-10 | inspection    | scope_unknown     |            |
    Leeds     | a           | improvement     | 3    | 2015-01-10 | neglect             | c                 | 2017-01-10 | inspection    | reported_improved | high       | yes
    Leeds     | a           | improvement     | 4    | 2015-01-10 |                     | c                 | 2017-01-10 | inspection    | reported_improved | high       |
    Leeds     | a           | improvement     | 4    | 2015-01-10 |                     | e                 | 2017-01-10 | inspection    | raised_again      | high       |
    Kent      | k           | improvement     | 1    | 2018-01-10 | supervision         |                   |            |               |                   |            |
"""


@pytest.fixture
def ledger():
    lines = [[cell.strip() for cell in line.split("|")] for line in LEDGER.strip().splitlines()]
    head, *rows = lines
    told = [{c: v or None for c, v in zip(head, row, strict=True)} for row in rows]
    for row in told:
        row["themes"] = (row["themes"] or "").split()
        row["board"] = row["board"] == "yes"
        row["item"] = int(row["item"])
        for c in ("asked", "later_day"):
            row[c] = date.fromisoformat(row[c]) if row[c] else None
    return pl.DataFrame(told, schema=RESULT, strict=False)


@pytest.fixture
def outcomes(ledger):
    return settle_outcomes(ledger)


def test_the_last_document_that_asks_again_or_reports_it_better_settles_an_item(outcomes):
    told = outcomes.select("document_id", "kind", "item", "outcome", "later_document_id", "n_later", "n_looked")
    assert told.rows() == [
        ("a", "priority_action", 1, "raised_again", "c", 3, 3),
        ("a", "improvement", 1, "mentioned", "b", 2, 2),
        ("a", "improvement", 2, "scope_unknown", "c", 2, 0),
        ("a", "improvement", 3, "reported_improved", "c", 1, 1),
        ("a", "improvement", 4, "raised_again", "e", 2, 2),
        ("k", "improvement", 1, "not_followed", None, 0, 0),
    ]


def test_an_item_knows_when_it_was_first_looked_at_and_first_reported_improved(outcomes):
    first = outcomes.row(0, named=True)
    assert (first["first_looked"], first["first_improved"]) == (date(2015, 7, 10), date(2015, 7, 10))
    assert outcomes.row(1, named=True)["first_improved"] is None


def test_shares_are_of_items_that_were_looked_at_and_the_board_is_left_out(outcomes):
    whole = count_outcomes(outcomes).row(0, named=True)
    assert (whole["n_items"], whole["n_looked"], whole["n_authorities"]) == (5, 3, 2)
    assert [whole[f"n_{o}"] for o in OUTCOMES] == [2, 0, 1, 0, 0, 1, 1]
    assert whole["n_items"] == sum(whole[f"n_{o}"] for o in OUTCOMES)
    assert whole["share_raised_again"] == pytest.approx(2 / 3) and whole["low_raised_again"] is None
    assert whole["small"]


def test_an_item_about_two_themes_counts_in_both_and_one_without_in_null(outcomes):
    counted = count_outcomes(outcomes, "theme").select("theme", "n_items", "n_looked")
    assert counted.rows() == [("supervision", 3, 2), ("fathers", 2, 1), (None, 1, 1)]
    chosen = count_outcomes(outcomes, "theme", ["fathers"]).select("theme", "n_items")
    assert chosen.rows() == [("fathers", 2)]
    assert count_outcomes(outcomes, None, ["fathers", "supervision"])["n_items"].to_list() == [4]
    assert count_outcomes(outcomes, "year").select("year", "n_items").rows() == [(2015, 4), (2018, 1)]
    assert count_outcomes(outcomes, "authority")["authority"].to_list() == ["Kent", "Leeds"]


def test_intervals_rest_on_ten_authorities_and_on_how_alike_their_items_are():
    """Ten authorities with four items each, all four alike: ten cases, not forty."""
    rows = [
        {"document_id": f"d{n}", "kind": "improvement", "item": i, "authority": f"A{n}", "board": False, "themes": []}
        | {
            "outcome": "raised_again" if n < 3 else "mentioned",
            "asked": date(2015, 1, 1),
            "later_day": date(2016, 1, 1),
        }
        for n in range(10)
        for i in range(1, 5)
    ]
    empty = settle_outcomes(pl.DataFrame(schema=RESULT))
    outcomes = pl.concat([empty, pl.DataFrame(rows)], how="diagonal_relaxed")
    told = count_outcomes(outcomes).row(0, named=True)
    assert told["n_looked"] == 40
    low, high = wilson_interval(3 * 0.9, 9.0)  # 40 over the design effect 40 / 9
    assert (told["low_raised_again"], told["high_raised_again"]) == (pytest.approx(low), pytest.approx(high))


def test_the_effective_size_is_never_more_than_the_number_of_cases():
    assert effective_size([1, 1, 1, 1], [2, 2, 2, 2]) == 8
    assert effective_size([0, 0, 0], [5, 5, 5]) == 3
    assert effective_size([], []) is None


def test_what_nobody_looked_at_yet_is_open_and_younger_items_are_not_counted(outcomes):
    waits = measure_waits(outcomes, horizons=(1, 2, 4))
    assert waits.rows() == [(1, 5, 1, 1, 3), (2, 4, 2, 1, 1), (4, 4, 2, 1, 1)]
    assert measure_waits(outcomes, date(2018, 12, 31), (1,)).rows() == [(1, 4, 1, 1, 2)]
    assert measure_waits(outcomes, themes=["fathers"], horizons=(1,)).rows() == [(1, 2, 0, 1, 1)]


def test_follow_ups_count_every_later_document(ledger):
    assert count_followups(ledger, "later_event").select("later_event", "n_pairs", "n_raised_again").rows() == [
        ("inspection", 6, 2), ("focused_visit", 3, 0),
    ]  # fmt: skip
    whole = count_followups(ledger).row(0, named=True)
    assert whole["n_pairs"] == sum(whole[f"n_{o}"] for o in OUTCOMES[:-1]) == 9
    assert count_followups(ledger, "theme")["n_pairs"].to_list() == [5, 4, 2]


def test_nothing_gives_empty_frames_and_a_wrong_group_an_error(ledger, outcomes):
    none = settle_outcomes(ledger.clear())
    assert none.is_empty() and none.schema == outcomes.schema
    assert count_outcomes(none, "theme").is_empty() and count_outcomes(none).is_empty()
    assert measure_waits(none, horizons=(1,)).rows() == [(1, 0, 0, 0, 0)]
    assert count_followups(ledger.clear(), "theme").is_empty()
    for count, frame in ((count_outcomes, outcomes), (count_followups, ledger)):
        with pytest.raises(InputError, match="nothing to group"):
            count(frame, "colour")


def test_pandas_gives_the_same(ledger, outcomes):
    assert settle_outcomes(ledger.to_pandas()).equals(outcomes)
