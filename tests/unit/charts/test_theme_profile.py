import json

import pytest

from ofsted_trends.charts.theme_profile import chart_theme_profile
from ofsted_trends.measures.theme_profile import measure_theme_profile


def name(row):
    return row["group"]


@pytest.fixture
def profile(draw_tables):
    visits = "\n".join(f"d{n} | {2018 + n % 2}-03-10 | fathers" for n in range(23))
    said = "\n".join(f"d{n} | finding | fathers | {('concern', 'strength')[n % 3 == 0]}" for n in range(12))
    documents = (
        f"document_id | visit | themes_in_scope\n{visits}\n late | 2020-01-01 | fathers\n beyond | 2021-01-01 | health"
    )
    observations = f"document_id | kind | theme | stance\n{said}\n beyond | finding | fathers | neutral"
    tables = draw_tables(documents, observations)
    return measure_theme_profile(tables.observations, tables.documents, ["fathers"])


def layers(chart, kind):
    spec = chart.to_dict()
    return [spec["datasets"][layer["data"]["name"]] for layer in spec["layer"] if layer["mark"]["type"] == kind]


@pytest.mark.parametrize("narrow", [False, True])
def test_a_share_is_a_dot_with_its_interval_and_the_number_beside_it(profile, narrow):
    chart = chart_theme_profile(profile, name, narrow=narrow)
    (dots,) = layers(chart, "point")
    assert [dot["Share"] for dot in dots] == ["50% of 12", "55% of 11", "0% of 1"]
    assert [dot["small"] for dot in dots] == [False, False, True]
    told = [row["text"] for rows in layers(chart, "text") for row in rows]
    assert {"2018", "2021", "12", "11", "0%", "50%", "100%"} <= {word for word in told if isinstance(word, str)}


def test_bars_are_on_one_scale_and_each_has_its_number(profile):
    bars = layers(chart_theme_profile(profile, name), "rect")
    assert [len(rows) for rows in bars] == [2, 2, 1]
    lengths = {round((row["x2"] - row["x"]) / n, 1) for rows, n in ((bars[0][:1], 4), (bars[2], 1)) for row in rows}
    assert max(lengths) - min(lengths) < 0.2


def test_nothing_at_hand_is_said(profile):
    assert "No document in this period" in json.dumps(chart_theme_profile(profile.head(0), name).to_dict())
