from datetime import date

import polars as pl
import pytest

from ofsted_trends.errors import InputError, UnknownNameError
from ofsted_trends.measures.grades import measure_grades
from ofsted_trends.measures.transitions import count_changes, count_transitions, measure_transitions

DOCUMENTS = """
    document_id | authority | region        | framework | framework_version | event        | visit      | primary | published
    s2010       | Sheffield | Yorkshire     | slac      | slac-2009         | inspection   | 2010-10-04 |         |
    s2014       | Sheffield | Yorkshire     | sif       | sif-2013          | inspection   | 2014-01-10 |         |
    s2019       | Sheffield | Yorkshire     | ilacs     | ilacs-2018        | inspection   | 2019-01-10 |         |
    s2023       | Sheffield | Yorkshire     | ilacs     | ilacs-2023        | inspection   | 2023-09-11 |         |
    copy        | Sheffield | Yorkshire     | ilacs     | ilacs-2018        | inspection   | 2020-09-11 | no      |
    visit       | Sheffield | Yorkshire     | ilacs     | ilacs-2018        | focused_visit | 2021-09-11 |         |
    l2014       | Leeds     | Yorkshire     | sif       | sif-2013          | inspection   | 2015-01-10 |         |
    l2017       | Leeds     | Yorkshire     | sif       | sif-2013          | reinspection | 2017-01-10 |         |
    k2019       | Kent      | South East    | ilacs     | ilacs-2018        | inspection   | 2019-05-10 |         |
    undated     | Kent      | South East    | ilacs     | ilacs-2018        | inspection   |            |         |
    nobody      |           |               | ilacs     | ilacs-2018        | inspection   | 2022-05-10 |         |
"""
OBSERVATIONS = """
    document_id | kind    | strand       | area    | grade
    s2010       |         | safeguarding | overall | adequate
    s2014       |         |              | overall | requires_improvement
    s2014       |         |              | in_care | good
    s2019       |         |              | overall | good
    s2019       |         |              | in_care | good
    s2023       |         |              | overall | outstanding
    s2023       |         |              | in_care | outstanding
    copy        |         |              | overall | inadequate
    visit       | finding |              | overall | inadequate
    l2014       |         |              | overall | inadequate
    l2014       |         |              | overall |
    l2017       |         |              | overall | inadequate
    k2019       |         |              | overall | good
    undated     |         |              | overall | inadequate
"""


@pytest.fixture
def tables(draw_tables):
    return draw_tables(DOCUMENTS.replace("Yorkshire ", "Yorkshire and the Humber "), OBSERVATIONS)


@pytest.fixture
def pairs(tables):
    return measure_transitions(tables.observations, tables.documents)


def seen(pairs):
    return [tuple(row) for row in pairs.select("from_document_id", "to_document_id", "link", "change").rows()]


def test_a_pair_is_two_consecutive_comparable_inspections_of_one_authority(pairs):
    """2010 and 2014 stand on different scales; a copy, a visit and an undated one make no pair."""
    assert seen(pairs) == [
        ("l2014", "l2017", "same", "unchanged"),
        ("s2014", "s2019", "near", "better"),
        ("s2019", "s2023", "same", "better"),
    ]


def test_a_pair_knows_its_days_grades_and_years(pairs):
    row = pairs.row(1, named=True)
    told = {c: row[c] for c in ("authority", "region", "year", "from_day", "to_day", "years", "from_grade", "to_grade")}
    assert told == {
        "authority": "Sheffield", "region": "Yorkshire and the Humber", "year": 2019, "from_day": date(2014, 1, 10),
        "to_day": date(2019, 1, 10), "years": 5.0, "from_grade": "requires_improvement", "to_grade": "good",
    }  # fmt: skip


def test_loose_pairs_come_only_when_asked_for_and_never_across_2013(tables):
    """Care leavers were taken out of the judgement of children in care in January 2023."""
    strict = measure_transitions(tables.observations, tables.documents, "in_care")
    loose = measure_transitions(tables.observations, tables.documents, "in_care", loose=True)
    assert seen(strict) == [("s2014", "s2019", "near", "unchanged")]
    assert seen(loose) == [("s2014", "s2019", "near", "unchanged"), ("s2019", "s2023", "loose", "better")]
    assert ("s2010", "s2014") not in loose.select("from_document_id", "to_document_id").rows()


def test_the_period_is_of_the_later_inspection(tables):
    told = measure_transitions(tables.observations, tables.documents, start="2019", end="2019")
    assert seen(told) == [("s2014", "s2019", "near", "better")]


def test_a_place_is_a_region_an_authority_or_a_list(tables):
    def authorities(place):
        return set(measure_transitions(tables.observations, tables.documents, place=place)["authority"])

    assert authorities("yorkshire and the humber") == {"Sheffield", "Leeds"}
    assert authorities("Leeds City Council") == {"Leeds"}
    assert authorities(["Leeds", "Kent"]) == {"Leeds"}
    assert authorities("England") == authorities(None) == authorities("") == {"Sheffield", "Leeds"}


def test_unknown_names_are_refused_with_the_nearest(tables):
    with pytest.raises(UnknownNameError, match=r"'Shefield' .*Sheffield"):
        measure_transitions(tables.observations, tables.documents, place=["Shefield", "Kent"])
    with pytest.raises(UnknownNameError, match=r"'overal'"):
        measure_transitions(tables.observations, tables.documents, "overal")


def test_the_matrix_has_every_cell_and_its_totals(pairs):
    matrix = count_transitions(pairs)
    assert matrix.height == 16 and matrix["count"].sum() == 3 and set(matrix["n"]) == {3}
    told = matrix.filter(pl.col("count") > 0).select(
        "from_grade", "to_grade", "change", "count", "n_from", "n_to", "share"
    )
    assert told.rows() == [
        ("good", "outstanding", "better", 1, 1, 1, 1.0),
        ("requires_improvement", "good", "better", 1, 1, 1, 1.0),
        ("inadequate", "inadequate", "unchanged", 1, 1, 1, 1.0),
    ]
    never = matrix.row(
        by_predicate=(pl.col("from_grade") == "outstanding") & (pl.col("to_grade") == "good"), named=True
    )
    assert (never["count"], never["n_from"], never["share"]) == (0, 0, None)


def test_changes_by_year_have_intervals_and_say_when_n_is_small(pairs):
    told = count_changes(pairs)
    assert told.select("year", "n", "better", "unchanged", "worse", "small").rows() == [
        (2017, 1, 0, 1, 0, True),
        (2019, 1, 1, 0, 0, True),
        (2023, 1, 1, 0, 0, True),
    ]
    whole = count_changes(pairs, by=None).row(0, named=True)
    assert (whole["n"], whole["better"]) == (3, 2)
    # Wilson, 2 of 3: (2/3 + z²/6 ± z·sqrt(2/27 + z²/36)) / (1 + z²/3), z = 1.96
    assert whole["share_better"] == pytest.approx(2 / 3)
    assert (whole["low_better"], whole["high_better"]) == (
        pytest.approx(0.2077, abs=1e-4),
        pytest.approx(0.9385, abs=1e-4),
    )


def test_the_net_move_is_better_less_worse_with_its_interval(pairs):
    """By hand for 2 better, 0 worse of 3: (3 - 1) / 5 ± 1.96 sqrt((4/5 - (2/5)²) / 5)."""
    whole = count_changes(pairs, by=None).row(0, named=True)
    assert whole["share_net"] == pytest.approx(2 / 3)
    assert (whole["low_net"], whole["high_net"]) == (pytest.approx(-0.3012, abs=1e-4), 1.0)


def test_pairs_are_grouped_by_both_frameworks_in_their_order(pairs):
    told = count_changes(pairs, ("from_framework", "framework"))
    assert told.select("from_framework", "framework", "n", "better").rows() == [
        ("sif", "sif", 1, 0),
        ("sif", "ilacs", 1, 1),
        ("ilacs", "ilacs", 1, 1),
    ]


def test_pairs_cannot_be_grouped_by_what_they_do_not_have(pairs):
    with pytest.raises(InputError, match=r"'weather' is nothing to group by; choose among year"):
        count_transitions(pairs, by="weather")


def test_nothing_gives_empty_frames_of_the_same_columns(tables, pairs, draw_tables):
    for given in (
        measure_transitions(tables.observations.clear(), tables.documents.clear()),
        measure_transitions(tables.observations.clear().to_pandas(), tables.documents.clear().to_pandas()),
        measure_transitions(tables.observations, tables.documents, place="Kent"),
    ):
        assert given.is_empty() and given.schema == pairs.schema
        assert count_transitions(given).is_empty() and count_changes(given).is_empty()
    assert count_changes(pairs.clear(), by=None)["share_better"].to_list() == [None]


def test_pandas_and_polars_give_the_same_and_are_left_as_they_are(tables, pairs):
    pandas = tables.observations.to_pandas()
    before = pandas.copy(deep=True)
    assert measure_transitions(pandas, tables.documents.to_pandas()).equals(pairs)
    assert pandas.equals(before)
    assert count_transitions(pairs.to_pandas()).equals(count_transitions(pairs))


def test_grades_are_counted_by_framework_and_year_with_zeros(tables):
    told = measure_grades(tables.observations, tables.documents)
    assert told.filter(pl.col("count") > 0).select(
        "framework_version", "year", "scale", "grade", "count", "n"
    ).rows() == [
        ("slac-2009", 2010, "2009-2013", "adequate", 1, 1),
        ("sif-2013", 2014, "2013-", "requires_improvement", 1, 1),
        ("sif-2013", 2015, "2013-", "inadequate", 1, 1),
        ("sif-2013", 2017, "2013-", "inadequate", 1, 1),
        ("ilacs-2018", 2019, "2013-", "good", 2, 2),
        ("ilacs-2018", None, "2013-", "inadequate", 1, 1),
        ("ilacs-2023", 2023, "2013-", "outstanding", 1, 1),
    ]
    assert told.height == 7 * 4


def test_the_two_scales_are_never_added_up(tables):
    told = measure_grades(tables.observations, tables.documents, by=None)
    assert told.select("scale", "grade", "count", "n").rows() == [
        ("2009-2013", "outstanding", 0, 1), ("2009-2013", "good", 0, 1), ("2009-2013", "adequate", 1, 1),
        ("2009-2013", "inadequate", 0, 1),
        ("2013-", "outstanding", 1, 7), ("2013-", "good", 2, 7), ("2013-", "requires_improvement", 1, 7),
        ("2013-", "inadequate", 3, 7),
    ]  # fmt: skip
    assert told["share"].to_list()[4:] == [1 / 7, 2 / 7, 1 / 7, 3 / 7]


def test_the_latest_grade_of_each_authority_counts_once(tables):
    told = measure_grades(tables.observations, tables.documents, by=None, which="latest")
    assert told.filter(pl.col("count") > 0).select("grade", "count", "n", "small").rows() == [
        ("outstanding", 1, 3, True), ("good", 1, 3, True), ("inadequate", 1, 3, True),
    ]  # fmt: skip


def test_an_authority_that_has_ended_has_no_latest_grade(draw_tables):
    """Northamptonshire ended on 31 March 2021."""
    documents = """
        document_id | authority        | visit
        n2019       | Northamptonshire | 2019-06-10
        k2022       | Kent             | 2022-06-10
    """
    tables = draw_tables(
        documents, "document_id | area | grade\n n2019 | overall | inadequate\n k2022 | overall | good"
    )
    latest = measure_grades(tables.observations, tables.documents, by="authority", which="latest")
    assert set(latest["authority"]) == {"Kent"}
    then = measure_grades(tables.observations, tables.documents, by="authority", which="latest", end="2020")
    assert set(then["authority"]) == {"Northamptonshire"}


def test_an_unknown_word_for_which_is_refused(tables):
    with pytest.raises(InputError, match=r"'newest' is no known word; write all or latest"):
        measure_grades(tables.observations, tables.documents, which="newest")


def test_grades_of_nothing_are_an_empty_frame(tables):
    told = measure_grades(tables.observations.clear(), tables.documents.clear(), by=("region", "year"))
    assert told.is_empty() and told.columns == [
        "region", "year", "scale", "grade", "grade_rank", "count", "n", "share", "small",
    ]  # fmt: skip
