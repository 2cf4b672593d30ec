import polars as pl
import pytest

from ofsted_trends.errors import UnknownNameError
from ofsted_trends.measures.peers import count_peers, measure_peers

DOCUMENTS = """
    document_id | authority  | framework | framework_version | event         | visit      | primary | themes_in_scope
    s2010       | Sheffield  | slac      | slac-2009         | inspection    | 2010-01-10 |         |
    s2019       | Sheffield  | ilacs     | ilacs-2018        | inspection    | 2019-01-10 |         | supervision fathers
    s2020       | Sheffield  | ilacs     | ilacs-2018        | focused_visit | 2020-01-10 |         | supervision
    s2021       | Sheffield  | ilacs     | ilacs-2018        | focused_visit | 2021-01-10 |         |
    l2018       | Leeds      | ilacs     | ilacs-2018        | inspection    | 2018-01-10 |         | supervision fathers
    l2022       | Leeds      | ilacs     | ilacs-2018        | inspection    | 2022-01-10 | no      | supervision fathers
    y2010       | York       | slac      | slac-2009         | inspection    | 2010-05-10 |         |
    k2019       | Kent       | ilacs     | ilacs-2018        | inspection    | 2019-02-10 |         | supervision fathers
    undated     | York       | ilacs     | ilacs-2018        | inspection    |            |         | supervision
"""
OBSERVATIONS = """
    document_id | kind    | strand       | area    | grade      | theme       | stance
    s2010       |         | safeguarding | overall | adequate   |             |
    s2019       |         |              | overall | good       |             |
    s2019       | finding |              |         |            | supervision | concern
    s2019       | finding |              |         |            | fathers     | strength
    s2020       | finding |              |         |            | supervision | strength
    l2018       |         |              | overall | inadequate |             |
    l2018       | finding |              |         |            | supervision | strength
    l2018       | finding |              |         |            | supervision | concern
    l2022       |         |              | overall | good       |             |
    y2010       |         | safeguarding | overall | good       |             |
    k2019       |         |              | overall | good       |             |
    undated     | finding |              |         |            | supervision | concern
"""


@pytest.fixture
def tables(draw_tables):
    return draw_tables(DOCUMENTS, OBSERVATIONS)


def peers_of(tables, others, themes=("supervision", "fathers")):
    return measure_peers(tables.observations, tables.documents, "Sheffield City Council", others, themes)


def statuses(told, key):
    rows = told.filter((pl.col("key") == key) & pl.col("document_id").is_not_null())
    return rows.select("authority", "status", "document_id", "n").rows()


def test_a_list_of_others_comes_by_name_after_the_authority(tables):
    told = peers_of(tables, ["York", "Leeds City Council", "York"])
    assert told["authority"].unique(maintain_order=True).to_list() == ["Sheffield", "Leeds", "York"]
    assert told.filter("chosen")["authority"].unique().to_list() == ["Sheffield"]
    assert told.height == 3 * 3


def test_each_has_its_latest_grade_on_its_own_scale(tables):
    """York's grade is of 2010: good on the old scale. Leeds' copy of 2022 is no inspection."""
    told = peers_of(tables, ["York", "Leeds"])
    assert statuses(told, "overall") == [
        ("Sheffield", "good", "s2019", 2),
        ("Leeds", "inadequate", "l2018", 1),
        ("York", "good", "y2010", 1),
    ]
    assert told.filter(pl.col("aspect") == "grade")["scale"].to_list() == ["2013-", "2013-", "2009-2013"]


def test_a_theme_has_the_status_of_the_last_document_that_looked(tables):
    told = peers_of(tables, ["York", "Leeds"])
    assert statuses(told, "supervision") == [("Sheffield", "strength", "s2020", 2), ("Leeds", "mixed", "l2018", 1)]
    assert statuses(told, "fathers") == [("Sheffield", "strength", "s2019", 1), ("Leeds", "nothing_said", "l2018", 1)]
    york = told.row(by_predicate=(pl.col("authority") == "York") & (pl.col("key") == "fathers"), named=True)
    assert (york["status"], york["document_id"], york["day"], york["n"]) == (None, None, None, 0)


def test_region_and_type_are_those_of_the_register(tables):
    region = peers_of(tables, "region")
    assert set(region["region"]) == {"Yorkshire and the Humber"} and {"Leeds", "York"} < set(region["authority"])
    kind = peers_of(tables, "type")
    assert set(kind["type"]) == {"Metropolitan district"} and "York" not in set(kind["authority"])


def test_peers_that_have_ended_are_left_out(draw_tables):
    """Poole ended on 31 March 2019; it is still a peer of a period before."""
    tables = draw_tables("document_id | authority | visit\n a | Dorset | 2018-01-10\n b | Dorset | 2020-01-10")
    now = measure_peers(tables.observations, tables.documents, "Dorset", themes="fathers")
    then = measure_peers(tables.observations, tables.documents, "Dorset", themes="fathers", end="2018")
    assert "Poole" not in set(now["authority"]) and "Poole" in set(then["authority"])


def test_unknown_names_are_refused_all_at_once_with_the_nearest(tables):
    with pytest.raises(UnknownNameError, match=r"'Leads' \(nearest: .*Leeds.*'Yorck' \(nearest: .*York"):
        peers_of(tables, ["Leads", "Yorck"])
    with pytest.raises(UnknownNameError, match=r"'Shefield'"):
        measure_peers(tables.observations, tables.documents, "Shefield")


def test_counts_keep_scales_apart_and_say_how_many_are_unknown(tables):
    told = count_peers(peers_of(tables, ["York", "Leeds", "Kent"]))
    columns = ["key", "scale", "status", "count", "n", "n_unknown", "chosen"]
    assert told.select(columns).rows() == [
        ("overall", "2009-2013", "good", 1, 1, 0, False),
        ("overall", "2013-", "good", 2, 3, 0, True),
        ("overall", "2013-", "inadequate", 1, 3, 0, False),
        ("supervision", None, "mixed", 1, 3, 1, False),
        ("supervision", None, "strength", 1, 3, 1, True),
        ("supervision", None, "nothing_said", 1, 3, 1, False),
        ("fathers", None, "strength", 1, 3, 1, True),
        ("fathers", None, "nothing_said", 2, 3, 1, False),
    ]


def test_no_documents_leave_every_status_unknown(tables):
    for frames in (
        (tables.observations.clear(), tables.documents.clear()),
        (tables.observations.clear().to_pandas(), tables.documents.clear().to_pandas()),
    ):
        told = measure_peers(*frames, "Sheffield", ["Leeds"], "fathers")
        assert told.select("authority", "key", "status", "n").rows() == [
            ("Sheffield", "fathers", None, 0),
            ("Leeds", "fathers", None, 0),
        ]
        assert count_peers(told).is_empty()


def test_pandas_and_polars_give_the_same(tables):
    told = measure_peers(tables.observations.to_pandas(), tables.documents.to_pandas(), "Sheffield")
    assert told.equals(measure_peers(tables.observations, tables.documents, "Sheffield"))
    assert count_peers(told.to_pandas()).equals(count_peers(told))
