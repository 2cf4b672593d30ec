import json

import pytest

from ofsted_trends.charts.theme_balance import SIDES, chart_theme_balance
from ofsted_trends.measures import measure_prevalence
from ofsted_trends.reports.balance_blocks import draw_balances, name_kind, number_kinds, table_kinds


@pytest.fixture
def drawn(draw_tables):
    """12 inspections: 6 with only a concern, 3 with only a strength, 1 with both; a focused visit that spoke of nothing."""
    visits = "\n".join(f"d{n} | 2019-03-10 | fathers | inspection" for n in range(12))
    documents = f"document_id | visit | themes_in_scope | event\n{visits}\n f | 2019-01-01 | fathers | focused_visit"
    said = [(n, "concern") for n in range(6)] + [(n, "strength") for n in range(6, 9)] + [(9, "mixed")]
    lines = "\n".join(f"d{n} | finding | fathers | {stance}" for n, stance in said)
    tables = draw_tables(documents, f"document_id | kind | theme | stance\n{lines}")
    choice = (tables.observations, tables.documents, ["fathers"])
    return measure_prevalence(*choice, ("framework", "event")), measure_prevalence(*choice, None)


def parts(chart):
    """The parts of the bars: rows that say of which kind they are."""
    spec = chart.to_dict()
    layers = [(layer, spec["datasets"][layer["data"]["name"]]) for layer in spec["layer"]]
    return [
        (layer, row)
        for layer, rows in layers
        for row in rows
        if "Said" in row and "side" in row and layer["mark"]["type"] == "rect"
    ]


@pytest.mark.parametrize("narrow", [True, False])
def test_the_parts_of_a_bar_are_the_documents_of_the_frame(drawn, narrow):
    found = [row for _, row in parts(chart_theme_balance(drawn[0], name_kind, narrow=narrow))]
    inspections = {row["Said"]: row for row in found if row["Kind"] == "Inspection (ILACS)"}
    counts = {said: row["Documents"] for said, row in inspections.items()}
    assert counts == {"Concern only": "6 of 12", "Strength only": "3 of 12", "Both": "1 of 12", "Neither": "2 of 12"}
    lengths = {said: row["x2"] - row["x"] + 2 for said, row in inspections.items()}
    assert lengths["Concern only"] == pytest.approx(2 * lengths["Strength only"], abs=0.5)
    order = sorted(inspections, key=lambda said: inspections[said]["x"])
    assert order == [words for words, _, _ in SIDES.values()], "the order of the key, so that colour is not needed"


def test_few_documents_are_hollow_and_say_so(drawn):
    chart = chart_theme_balance(drawn[0], name_kind)
    fills = {row["Kind"]: layer["mark"]["fill"] for layer, row in parts(chart) if row["Said"] != "Both"}
    assert fills["Focused visit (ILACS)"] == "white"
    assert "n 1, few" in json.dumps(chart.to_dict())


def test_the_figure_says_the_counts_and_its_tables_have_them(drawn):
    figure = draw_balances(*drawn, ["fathers"], "England")[0]
    assert figure.headline == "Fathers: of 13 documents, 6 say only a concern, 3 only a strength, 1 both, 3 neither"
    assert "Inspection (ILACS), 12: only concern 6, both 1, only strength 3, neither 2" in figure.alt_text
    table = table_kinds(drawn[0])
    assert table.select("Kind", "Concern only", "Both", "Strength only", "Neither").rows() == [
        ("Inspection (ILACS)", 6, 1, 3, 2),
        ("Focused visit (ILACS)", 0, 0, 0, 1),
    ]
    numbers = number_kinds(drawn[0])
    assert numbers["Concern, share (%)"].to_list() == [58.3, 0.0] and numbers["Kind"].to_list() == [
        "Inspection",
        "Focused visit",
    ]
    assert chart_theme_balance(drawn[0].head(0), name_kind).to_dict()["height"] == 24
