import polars as pl
import pytest

from ofsted_trends.errors import InputError, UnknownNameError
from ofsted_trends.measures import measure_contrast, measure_peers
from ofsted_trends.reports.area_choice import settle_area
from ofsted_trends.reports.checks import CHECKS
from ofsted_trends.reports.compare_choice import choose_shown, find_differing, name_group, read_others, settle_others


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("", "region"), ("Region", "region"), (" type ", "type"), ("leeds, Hull", ["Leeds", "Kingston upon Hull"]),
        ("Kent; Bournemouth, Christchurch and Poole", ["Kent", "Bournemouth, Christchurch and Poole"]),
        ("Bournemouth, Christchurch and Poole", ["Bournemouth, Christchurch and Poole"]),
        ("Kent, Kent,", ["Kent"]),
    ],
)  # fmt: skip
def test_whom_to_compare_with_is_read_from_text(text, others):
    assert read_others(text) == others
    assert read_others(settle_others(text)) == others, "what the check settles is read again as the same"


def test_a_region_s_name_stands_for_its_authorities_of_today():
    others = read_others("north east")
    assert len(others) == 12 and "Sunderland" in others
    assert "Cumbria" not in read_others("North West")


def test_unknown_names_are_refused_each_with_its_nearest():
    with pytest.raises(
        UnknownNameError, match=r"'Ledes' \(nearest: .*Leeds.*'Shefield' \(nearest: .*Sheffield.*region, type"
    ):
        read_others("Ledes, Shefield")
    with pytest.raises(UnknownNameError, match=r"did you mean region\?"):
        read_others("regoin")
    with pytest.raises(InputError, match="names no authority; write region, type"):
        read_others(",;")


@pytest.mark.parametrize(
    ("text", "area"), [("", "overall"), ("Children in care", "in_care"), ("LEADERSHIP", "leadership")]
)
def test_an_area_is_read_by_key_or_name(text, area):
    assert settle_area(text) == area


def test_an_unknown_area_is_refused_with_the_nearest_or_all():
    with pytest.raises(UnknownNameError, match="nearest: in_care"):
        settle_area("in car")
    with pytest.raises(UnknownNameError, match="known: overall, leadership"):
        settle_area("xyz")


def test_both_are_checked_before_a_notebook_runs():
    assert CHECKS["others"]("leeds") == "Leeds" and CHECKS["area"]("Care leavers") == "care_leavers"


def test_the_others_with_most_grades_are_drawn(draw_tables):
    documents = "document_id | authority | visit\n" + "\n".join(
        f"{name}{n} | {name} | 20{n + 18}-02-10"
        for name, times in (("York", 3), ("Kent", 1), ("Leeds", 2))
        for n in range(times)
    )
    names = [line.split("|")[0].strip() for line in documents.splitlines()[1:]]
    tables = draw_tables(documents, "document_id | area | grade\n" + "\n".join(f"{n} | overall | good" for n in names))
    peers = measure_peers(tables.observations, tables.documents, "Sheffield", ["Kent", "York", "Leeds", "Devon"])
    assert choose_shown(peers, "overall", most=3) == ["Sheffield", "Leeds", "York"]
    assert choose_shown(peers, "overall") == ["Sheffield", "Devon", "Kent", "Leeds", "York"]


def test_what_differs_most_is_what_is_surest_not_what_is_largest(draw_tables):
    """health: 1 of 1 against none of 1, a difference of all that nothing bears out; fathers: 9 of 12 against 2 of 12."""
    own = "\n".join(f"s{n} | Sheffield | 2019-01-{n + 10} | fathers{' health' if n == 0 else ''}" for n in range(12))
    others = "\n".join(f"l{n} | Leeds | 2019-01-{n + 10} | fathers{' health' if n == 0 else ''}" for n in range(12))
    said = "\n".join(f"s{n} | finding | fathers | concern" for n in range(9))
    more = "\n".join(f"l{n} | finding | fathers | concern" for n in range(2))
    tables = draw_tables(
        f"document_id | authority | visit | themes_in_scope\n{own}\n{others}",
        f"document_id | kind | theme | stance\n{said}\n{more}\ns0 | finding | health | concern",
    )
    contrast = measure_contrast(tables.observations, tables.documents, "Sheffield", ["Leeds"], ["health", "fathers"])
    told = find_differing(contrast, 2)
    assert told.select("theme", "side", "clear").row(0) == ("fathers", "concern", True)
    assert contrast.filter(pl.col("theme") == "health")["difference"].max() == 1
    assert told.select("theme", "side").row(1) == ("health", "concern"), "nothing on both sides is no difference at all"


@pytest.mark.parametrize(
    ("others", "name"),
    [
        ("region", "other authorities of Yorkshire and the Humber"),
        ("type", "other authorities of its type (metropolitan district)"),
        (["Kent"], "chosen authorities"),
    ],
)
def test_a_group_is_named(others, name):
    assert name_group(others, "Leeds") == name


def test_a_region_is_named_as_in_a_sentence():
    assert name_group("region", "Bristol") == "other authorities of the South West"
