import polars as pl
import pytest

from ofsted_trends.errors import FrameError, InputError, UnknownNameError
from ofsted_trends.measures.prevalence import measure_prevalence, measure_rate
from ofsted_trends.measures.theme_history import measure_theme_history
from ofsted_trends.measures.turns import measure_turns
from ofsted_trends.registers.themes import load_themes

EVERYTHING = " ".join(theme.key for theme in load_themes())
DOCUMENTS = f"""
    document_id | authority | region     | event         | visit      | primary | same_visit_as | themes_in_scope
    a           | Sheffield | North East | inspection    | 2019-01-10 |         |               | {EVERYTHING}
    b           | Sheffield | North East | focused_visit | 2019-06-10 |         |               | supervision
    c           | Leeds     | North East | focused_visit | 2019-07-10 |         |               | supervision
    d           | Leeds     | North East | joint_inspection | 2019-08-10 |      |               |
    e           | Kent      | South East | focused_visit | 2020-08-10 |         |               | supervision fathers
    f           | Kent      | South East | joint_inspection | 2019-09-10 |      |               |
    undated     | Kent      | South East | focused_visit |            |         |               | supervision
    copy        | Kent      | South East | focused_visit | 2020-08-10 | no      | e             | supervision
    board       | Kent      | South East | board_review  | 2020-09-10 |         |               | supervision
"""
OBSERVATIONS = """
    observation_id | document_id | kind        | area               | theme       | stance   | item | page
    a1.x           | a           | finding     |                    | supervision | concern  |      | 1
    a1.y           | a           | finding     |                    | fathers     | strength |      | 1
    a2.x           | a           | finding     |                    | supervision | strength |      | 1
    a3.x           | a           | finding     |                    |             |          |      | 2
    a4.x           | a           | finding     | safeguarding_board | fathers     | concern  |      | 2
    a5             | a           | grade       | overall            |             |          |      | 1
    b1.x           | b           | improvement |                    | fathers     | concern  | 1    | 1
    b2.x           | b           | finding     |                    | supervision | neutral  |      | 1
    b3.x           | b           | finding     |                    | supervision |          |      | 1
    c1.x           | c           | finding     |                    | supervision | mixed    |      | 1
    d1.x           | d           | finding     |                    | supervision | concern  |      | 1
    e1.x           | e           | finding     |                    | supervision | strength |      | 1
    u1.x           | undated     | finding     |                    | supervision | concern  |      | 1
    z1.x           | copy        | finding     |                    | fathers     | concern  |      | 1
    y1.x           | board       | finding     |                    | fathers     | concern  |      | 1
"""
COUNTS = ["n_documents", "n_in_scope", "n_scope_unknown", "n_concern", "n_strength", "n_both", "n_neutral", "n_said",
          "n_nothing", "n_beyond_scope", "n_unknown_said"]  # fmt: skip


@pytest.fixture
def tables(draw_tables):
    return draw_tables(DOCUMENTS, OBSERVATIONS)


def counts(tables, theme, **asked):
    told = measure_prevalence(tables.observations, tables.documents, theme, **asked)
    return told.select(*[c for c in told.columns if c in ("year", "event", "region")], *COUNTS).rows()


def test_every_document_is_counted_in_one_place(tables):
    """Supervision in 2019: a both, b neutral only, c mixed (so both), d and f of unknown scope, f silent."""
    assert counts(tables, "supervision") == [
        (2019, 5, 3, 2, 2, 2, 2, 1, 3, 0, 0, 1),
        (2020, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0),
    ]


def test_who_said_it_beyond_its_scope_counts_above_and_below_the_line(tables):
    """Fathers in 2019: a strength, b concern beyond its scope; c did not look. In 2020 e looked and said nothing."""
    assert counts(tables, "fathers") == [
        (2019, 5, 2, 2, 1, 1, 0, 0, 2, 0, 1, 0),
        (2020, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0),
    ]


def test_shares_have_wilson_intervals(tables):
    row = measure_prevalence(tables.observations, tables.documents, "supervision").row(0, named=True)
    # 2 of 3, z = 1.96; 3 of 3: 3 / (3 + z²)
    assert row["share_concern"] == pytest.approx(2 / 3)
    assert (row["low_concern"], row["high_concern"]) == (
        pytest.approx(0.2077, abs=1e-4),
        pytest.approx(0.9385, abs=1e-4),
    )
    assert (row["share_said"], row["high_said"]) == (1.0, 1.0)
    assert row["low_said"] == pytest.approx(3 / (3 + 1.959964**2), abs=1e-6)
    assert row["small"] is True


def test_a_share_of_ten_documents_is_not_small(draw_tables):
    lines = "\n".join(f"d{n} | 2019-01-{n + 10} | supervision" for n in range(10))
    tables = draw_tables(f"document_id | visit | themes_in_scope\n{lines}")
    row = measure_prevalence(tables.observations, tables.documents, "supervision").row(0, named=True)
    assert (row["n_in_scope"], row["n_nothing"], row["share_concern"], row["small"]) == (10, 10, 0.0, False)


def test_groups_combine_and_keep_those_where_nobody_looked(tables):
    told = counts(tables, "fathers", by=("region", "event"))
    assert [(row[0], row[1], row[3]) for row in told] == [
        ("North East", "inspection", 1), ("North East", "focused_visit", 1), ("North East", "joint_inspection", 0),
        ("South East", "focused_visit", 1), ("South East", "joint_inspection", 0),
    ]  # fmt: skip
    empty = measure_prevalence(tables.observations, tables.documents, "fathers", by="event", place="Leeds")
    assert empty["share_concern"].to_list() == [None, None] and empty["low_concern"].to_list() == [None, None]


def test_a_document_without_a_day_counts_where_no_day_is_asked_for(tables):
    assert counts(tables, "supervision", by=None)[0][:2] == (7, 5)
    assert counts(tables, "supervision", by=None, start="2019")[0][:2] == (6, 4)


def test_period_and_place(tables):
    assert counts(tables, "supervision", by=None, start="2019-07", end="2019-12", place="North East") == [
        (2, 1, 1, 1, 1, 1, 0, 1, 0, 0, 1)
    ]


def test_all_themes_come_in_the_order_of_the_register(tables):
    told = measure_prevalence(tables.observations, tables.documents, by=None)
    assert told["theme"].to_list() == EVERYTHING.split()
    asked = measure_prevalence(tables.observations, tables.documents, ["fathers", "case_recording"], by=None)
    assert asked["theme"].to_list() == ["fathers", "case_recording"]


def test_an_analysts_own_theme_is_in_scope_where_a_document_speaks_of_it_alone(draw_tables):
    """As in the theme history: a full inspection's scope says nothing of a theme that it never knew."""
    drawn = OBSERVATIONS + "    e2.x | e | finding | | hobbies | strength | | 1\n"
    told = counts(draw_tables(DOCUMENTS, drawn), "hobbies")
    assert told == [(2019, 5, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0), (2020, 1, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0)]


def test_wrong_names_are_refused_with_the_nearest(tables):
    with pytest.raises(UnknownNameError, match=r"'supervison' .nearest: supervision"):
        measure_prevalence(tables.observations, tables.documents, "supervison")
    with pytest.raises(UnknownNameError, match=r"'Yorkshre and the Humber' .nearest: Yorkshire and the Humber"):
        measure_prevalence(tables.observations, tables.documents, place="Yorkshre and the Humber")
    with pytest.raises(InputError, match=r"'month' is nothing to group by"):
        measure_prevalence(tables.observations, tables.documents, by="month")
    with pytest.raises(FrameError, match=r"documents: columns primary are missing"):
        measure_prevalence(tables.observations, tables.documents.drop("primary"))


@pytest.mark.parametrize("measure", [measure_prevalence, measure_rate, measure_turns])
def test_no_documents_give_an_empty_frame_with_the_same_columns(measure, tables):
    whole = measure(tables.observations, tables.documents)
    for observations, documents in (
        (tables.observations.clear(), tables.documents.clear()),
        (tables.observations.clear().to_pandas(), tables.documents.clear().to_pandas()),
    ):
        empty = measure(observations, documents)
        assert empty.is_empty() and empty.schema == whole.schema


@pytest.mark.parametrize("measure", [measure_prevalence, measure_rate, measure_turns])
def test_pandas_and_polars_give_the_same(measure, tables):
    told = measure(tables.observations.to_pandas(), tables.documents.to_pandas())
    assert told.equals(measure(tables.observations, tables.documents))


def test_the_rate_counts_each_sentence_once(tables):
    """a has three sentences about the council (a1 on two themes), b two, c one; d is of unknown scope."""
    told = measure_rate(tables.observations, tables.documents, ["supervision", "fathers"], end="2019")
    columns = ["theme", "n_in_scope", "n_findings", "n_said", "n_concern", "n_strength", "n_mixed"]
    assert told.select(columns).rows() == [("supervision", 3, 6, 5, 1, 1, 1), ("fathers", 2, 5, 1, 0, 1, 0)]
    assert told["rate_said"].to_list() == [pytest.approx(100 * 5 / 6), 20.0]
    assert told["rate_concern"].to_list() == [pytest.approx(100 / 6), 0.0]


def test_no_findings_have_no_rate(tables):
    told = measure_rate(tables.observations, tables.documents, "fathers", by=None, place="Leeds")
    assert told.select("n_in_scope", "n_findings", "rate_said").rows() == [(0, 0, None)]


TURNS = """
    document_id | authority | visit      | primary
    s1          | Sheffield | 2015-01-10 |
    s2          | Sheffield | 2016-01-10 |
    s3          | Sheffield | 2017-01-10 |
    s4          | Sheffield | 2018-01-10 |
    s5          | Sheffield | 2019-01-10 |
    copy        | Sheffield | 2015-06-10 | no
    l1          | Leeds     | 2015-01-10 |
    undated     | Leeds     |            |
"""
SAID = """
    document_id | kind    | theme       | stance
    s1          | finding | supervision | concern
    s2          | finding | supervision | neutral
    s3          | finding | supervision | strength
    s4          | finding | supervision | mixed
    s5          | finding | supervision | concern
    s1          | finding | fathers     | concern
    s1          | finding | fathers     | strength
    s5          | finding | fathers     | strength
    copy        | finding | supervision | strength
    l1          | finding | supervision | concern
    undated     | finding | supervision | strength
"""


def test_a_theme_turns_between_documents_that_take_a_side(draw_tables):
    tables = draw_tables(TURNS, SAID)
    told = measure_turns(tables.observations, tables.documents)
    columns = ["theme", "authority", "turned", "from_document_id", "to_document_id", "years", "n_between"]
    assert told.select(columns).rows() == [
        ("supervision", "Sheffield", "strength", "s1", "s3", 2.0, 0),
        ("supervision", "Sheffield", "concern", "s3", "s5", 2.0, 1),
    ]
    assert told.select("from_n_concern", "from_n_strength", "to_n_concern", "to_n_strength").rows()[0] == (1, 0, 0, 1)


def test_turns_without_anything_between_are_those_of_the_theme_history(draw_tables):
    tables = draw_tables(TURNS, SAID)
    history = measure_theme_history(tables.observations, tables.documents, "Sheffield")
    marked = history.filter(pl.col("turned").is_not_null()).select("theme", "document_id", "turned").rows()
    turns = measure_turns(tables.observations, tables.documents, place="Sheffield").filter(n_between=0)
    assert turns.select("theme", "to_document_id", "turned").rows() == marked


def test_columns_without_any_value_may_come_from_pandas(draw_tables):
    tables = draw_tables(TURNS, SAID.replace("mixed", "concern"))
    silent = tables.observations.with_columns(stance=pl.lit(None, pl.String))
    for measure in (measure_prevalence, measure_rate, measure_turns):
        assert measure(silent.to_pandas(), tables.documents.to_pandas()).equals(measure(silent, tables.documents))
