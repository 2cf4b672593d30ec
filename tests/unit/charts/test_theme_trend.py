import json
from datetime import date

import polars as pl
import pytest

from ofsted_trends.charts.theme_trend import chart_theme_trend
from ofsted_trends.charts.trend_rows import find_gaps, find_top, trend_rates, trend_shares
from ofsted_trends.measures import measure_prevalence, measure_rate

BANDS = pl.DataFrame(
    {
        "framework": ["sif", "ilacs"],
        "label": ["Single inspection framework", "Inspection of local authority children's services"],
        "start": [date(2016, 1, 1), date(2018, 1, 1)],
        "end": [date(2017, 12, 31), date(2022, 12, 31)],
    }
)


@pytest.fixture
def drawn(draw_tables):
    """2017: 12 documents, of which 6 with a concern and 3 with a strength; 2019: 2 documents; nothing between."""
    visits = "\n".join(f"d{n} | 2017-03-10 | fathers" for n in range(12))
    documents = f"document_id | visit | themes_in_scope\n{visits}\n e0 | 2019-01-01 | fathers\n e1 | 2019-01-01 | fathers\n u | 2019-01-01 |"
    said = "\n".join(f"d{n} | finding | fathers | concern" for n in range(6))
    more = "\n".join(f"d{n} | finding | fathers | strength" for n in range(3))
    other = "d7 | finding | health | concern\ne1 | finding | fathers | mixed\nu | finding | fathers | concern"
    tables = draw_tables(documents, f"document_id | kind | theme | stance\n{said}\n{more}\n{other}")
    choice = (tables.observations, tables.documents, ["fathers"])
    return measure_prevalence(*choice), measure_rate(*choice)


def layers(chart, kind):
    spec = chart.to_dict()
    found = [(layer, spec["datasets"][layer["data"]["name"]]) for layer in spec["layer"]]
    return [(layer, rows) for layer, rows in found if layer["mark"]["type"] == kind]


def marks(chart):
    """The marks of the data, by side and year: those that say which side they are on."""
    return {
        (row["Side"].lower(), row["Year"]): (layer, row)
        for layer, rows in layers(chart, "point")
        for row in rows
        if "Side" in row
    }


def test_the_rows_are_those_of_the_frame(drawn):
    prevalence, rate = drawn
    shares = trend_shares(prevalence, "fathers")
    assert shares.select("year", "side", "value", "n", "small", "told").rows() == [
        (2017, "concern", 50.0, 12, False, "6 of 12"),
        (2017, "strength", 25.0, 12, False, "3 of 12"),
        (2019, "concern", 50.0, 2, True, "1 of 2"),
        (2019, "strength", 50.0, 2, True, "1 of 2"),
    ]
    assert (shares["low"] <= shares["value"]).all() and (shares["value"] <= shares["high"]).all()
    rates = trend_rates(rate, "fathers")
    assert rates["value"].to_list() == [60.0, 30.0, 100.0, 100.0]
    assert rates["low"].null_count() == rates.height


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("shares", [True, False])
def test_marks_stand_where_the_frame_says(drawn, narrow, shares):
    trend = trend_shares(drawn[0], "fathers") if shares else trend_rates(drawn[1], "fathers")
    chart = chart_theme_trend(trend, BANDS, shares=shares, narrow=narrow)
    found = marks(chart)
    assert len(found) == trend.height
    top = max(
        float(row["text"].rstrip("%")) for _, rows in layers(chart, "text") for row in rows if _is_tick(row, narrow)
    )
    axis = [row for _, rows in layers(chart, "text") for row in rows if _is_tick(row, narrow)]
    across = "x" if narrow else "y"
    zero, end = (next(r[across] for r in axis if float(r["text"].rstrip("%")) == n) for n in (0, top))
    for row in trend.iter_rows(named=True):
        _, mark = found[row["side"], row["year"]]
        assert (mark[across] - zero) / (end - zero) * top == pytest.approx(row["value"], abs=0.2)
        assert row["told"] in mark["Value"]


def _is_tick(row, narrow):
    text = row["text"]
    return isinstance(text, str) and text.rstrip("%").replace(".", "").isdigit() and (
        (narrow and row["x"] >= 0 and row["y"] < 60) or (not narrow and row["x"] == -8)
    )  # fmt: skip


def test_intervals_are_lines_from_low_to_high(drawn):
    trend = trend_shares(drawn[0], "fathers")
    chart = chart_theme_trend(trend, BANDS)
    bars = [row for _, rows in layers(chart, "rule") for row in rows if row["x"] == row["x2"]]
    found = sorted(round((row["y"] - row["y2"]) / 240 * 100, 1) for row in bars)
    told = sorted(round(high - low, 1) for low, high in trend.select("low", "high").rows())
    assert found == pytest.approx(told, abs=0.1)


def test_sides_differ_by_shape_and_few_documents_are_hollow_and_said(drawn):
    chart = chart_theme_trend(trend_shares(drawn[0], "fathers"), BANDS)
    found = {key: layer["mark"] for key, (layer, _) in marks(chart).items()}
    assert found["concern", 2017]["shape"] != found["strength", 2017]["shape"]
    assert found["concern", 2017]["fill"] != found["strength", 2017]["fill"]
    assert found["concern", 2019]["fill"] == found["strength", 2019]["fill"] == "white"
    texts = [row["text"] for _, rows in layers(chart, "text") for row in rows]
    assert texts.count("few") == 1 and "Fewer than 10 documents" in texts
    assert [texts.count(n) for n in ("12", "2", "0")] == [1, 1, 5]


def test_years_without_a_document_are_gaps(drawn):
    trend = trend_shares(drawn[0], "fathers")
    assert find_gaps(trend, list(range(2016, 2023))) == [(2016, 2016), (2018, 2018), (2020, 2022)]
    assert find_gaps(trend.head(0), [2016, 2017]) == [(2016, 2017)]
    assert "No document in" in json.dumps(chart_theme_trend(trend, BANDS).to_dict())


@pytest.mark.parametrize("narrow", [False, True])
def test_nothing_at_hand_is_said(drawn, narrow):
    chart = chart_theme_trend(trend_shares(drawn[0].head(0), "fathers"), BANDS.head(0), narrow=narrow)
    assert "No document in this period" in json.dumps(chart.to_dict())


@pytest.mark.parametrize(("most", "top"), [(0, 1), (0.099, 0.1), (7.5, 8), (10, 10), (11, 20)])
def test_the_scale_of_rates_holds_the_highest(most, top):
    assert find_top(most) == top
