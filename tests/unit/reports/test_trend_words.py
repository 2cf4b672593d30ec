import pytest

from ofsted_trends.errors import InputError, UnknownNameError
from ofsted_trends.measures import measure_prevalence, measure_rate, measure_turns
from ofsted_trends.reports.trend_blocks import Turns, find_bands
from ofsted_trends.reports.trend_choice import read_place, read_themes, settle_place, settle_themes
from ofsted_trends.reports.trend_tables import table_counted, table_rates, table_shares
from ofsted_trends.reports.trend_words import compare_sides, find_ends, say_trend, say_trend_headline, say_trends


@pytest.fixture
def tables(draw_tables):
    """20 documents of 2014, all with a concern; 20 of 2020, one with a concern; one of unknown scope."""
    years = [("a", 2014), ("b", 2020)]
    visits = "\n".join(f"{k}{n} | {y}-03-10 | fathers | Leeds" for k, y in years for n in range(20))
    documents = f"document_id | visit | themes_in_scope | authority\n{visits}\n u | 2020-03-10 | | Leeds\n f | 2022-01-01 | fathers | <Kent>"
    said = "\n".join(f"a{n} | finding | fathers | concern" for n in range(20))
    pad = "\n".join(f"a{n} | finding | |" for n in range(20))
    rest = "b0 | finding | fathers | concern\nb1 | finding | fathers | strength\nb2 | finding | |\nu | finding | fathers | concern"
    return draw_tables(documents, f"document_id | kind | theme | stance\n{said}\n{pad}\n{rest}")


@pytest.fixture
def measured(tables):
    choice = (tables.observations, tables.documents, ["fathers"])
    return {
        "prevalence": measure_prevalence(*choice),
        "whole": measure_prevalence(*choice, by=None),
        "rate": measure_rate(*choice),
        "turns": measure_turns(*choice),
    }


def test_the_summary_tells_the_denominator_and_both_ends(measured):
    told = say_trends(["fathers"], "England", **measured)
    assert "Of 42 inspections and visits in England" in told[0] and "looked at the theme, or spoke of it: 41" in told[0]
    assert "1 more do not say plainly" in told[0] or "1 more does not say plainly" in told[0]
    assert "a concern in 100% of 20 documents in 2014 and 5% of 20 in 2020, a clear fall" in told[1]
    assert "a strength in 0% in 2014 and 5% in 2020, no clear change" in told[1]
    assert any(sentence.startswith("Documents became shorter") for sentence in told)
    assert "not by itself a change of practice" in told[-1]


def test_few_documents_are_not_compared(measured):
    few = measured | {"prevalence": measured["prevalence"].filter(~(measured["prevalence"]["year"] == 2014))}
    assert find_ends(few["prevalence"], "fathers") is None
    told = say_trends(["fathers"], "England", **few)
    assert "too few in a year to compare years" in told[1]
    assert say_trend_headline("fathers", few["prevalence"], shares=True) == "Fathers: concerns and strengths by year"


def test_no_document_is_said(measured):
    empty = {name: frame.head(0) for name, frame in measured.items()}
    assert say_trends(["fathers"], "Kent", **empty) == ["No inspection or visit in Kent is at hand for this period."]
    assert say_trend("fathers", empty["prevalence"], shares=True).endswith("no document.")
    assert table_shares(empty["prevalence"], "fathers").is_empty()


def test_a_change_is_clear_where_intervals_do_not_touch():
    low, high = {"low_x": 0.1, "high_x": 0.3}, {"low_x": 0.3, "high_x": 0.5}
    assert compare_sides(low, high, "x") == "no clear change"
    assert compare_sides(low, high | {"low_x": 0.31}, "x") == "a clear rise"
    assert compare_sides(high | {"low_x": 0.31}, low, "x") == "a clear fall"


def test_tables_have_the_numbers_of_the_frame(tables, measured):
    shares = table_shares(measured["prevalence"], "fathers")
    assert shares["Year"].to_list() == ["2014", "2020", "2022"]
    assert shares["With a concern"].to_list() == [20, 1, 0]
    assert shares["Scope not known (left out)"].to_list() == [0, 1, 0]
    assert shares["Concern (95% interval)"][2].endswith("few")
    rates = table_rates(measured["rate"], "fathers")
    assert rates["Concern per 100"].to_list() == ["50.00", "33.33", "[x]"]
    assert table_counted(measured["whole"]).row(0) == ("Fathers", 42, 41, 0, 41, 0, 1, 1)


def test_a_last_year_of_few_documents_is_said_in_headline_and_summary(draw_tables):
    counts = [("a", 2014, 40), ("b", 2019, 44), ("c", 2026, 14)]
    lines = [f"{k}{n} | {y}-03-10 | fathers" for k, y, many in counts for n in range(many)]
    documents = "document_id | visit | themes_in_scope\n" + "\n".join(lines)
    drawn = draw_tables(documents, "document_id | kind | theme | stance\na0 | finding | fathers | concern")
    choice = (drawn.observations, drawn.documents, ["fathers"])
    prevalence = measure_prevalence(*choice)
    headline = say_trend_headline("fathers", prevalence, shares=True)
    assert headline.endswith("2014 to 2026 (14 documents)")
    told = say_trends(
        ["fathers"],
        "England",
        prevalence,
        measure_prevalence(*choice, by=None),
        measure_rate(*choice),
        measure_turns(*choice),
    )
    assert "2026 rests on 14 documents, where a usual year has 40: read its shares with care." in told
    usual = say_trend_headline("fathers", prevalence.filter(prevalence["year"] < 2026), shares=True)
    assert usual.endswith("2014 to 2019")


def test_bands_start_with_the_first_year(tables, measured):
    bands = find_bands(measured["prevalence"], tables.documents, "", "")
    assert bands["framework"].to_list() == ["sif", "ilacs"]
    assert (bands["start"].min().year, bands["end"].max().year) == (2014, 2022)


def test_turns_name_both_documents_and_escape_every_word(draw_tables):
    documents = """
        document_id | visit      | themes_in_scope | authority | source_url           | event
        a           | 2018-01-01 | fathers         | <Leeds>   | https://example.org/ | focused_visit
        b           | 2019-01-01 | fathers         | <Leeds>   |                      | inspection
    """
    said = "document_id | kind | theme | stance\n a | finding | fathers | concern\n b | finding | fathers | strength"
    tables = draw_tables(documents, said)
    choice = (tables.observations, tables.documents, ["fathers", "health"])
    block = Turns(measure_turns(*choice), tables.documents, measure_prevalence(*choice, by=None), ["fathers", "health"])
    markup = block._repr_html_()
    assert '<th scope="row">&lt;Leeds&gt;</th><td>To strength</td>' in markup
    assert '1 concern: <a href="https://example.org/" rel="noreferrer">Focused visit, 1 January 2018</a>' in markup
    assert "1 strength: Inspection, 1 January 2019" in markup
    assert "To strength once, to concern never, in 1 authority." in markup
    assert "It turned nowhere in this period." in markup


def test_themes_are_read_from_keys_and_labels():
    assert read_themes(" Case recording,fathers, fathers ") == ["case_recording", "fathers"]
    assert read_themes("") == ["case_recording", "supervision", "fathers"]
    assert read_themes("own theme", ["own_theme"]) == ["own_theme"]
    assert settle_themes("Fathers") == "fathers"


def test_unknown_themes_are_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match="supervison.*nearest: supervision.*fathrs.*nearest: fathers"):
        read_themes("supervison, fathrs, neglect")


def test_too_many_themes_are_refused():
    with pytest.raises(InputError, match="6 themes are too many"):
        read_themes(",".join(f"t{n}" for n in range(6)), [f"t{n}" for n in range(6)])


@pytest.mark.parametrize(
    ("text", "place"),
    [("", "England"), ("england", "England"), ("south west", "South West"), ("leeds", "Leeds"),
     ("leeds, Kent", ["Leeds", "Kent"]), ("Leeds; Kent;", ["Leeds", "Kent"])],
)  # fmt: skip
def test_places_are_read(text, place):
    assert read_place(text) == place
    assert read_place(settle_place(text)) == place


def test_an_unknown_place_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match="Sheffeld.*nearest: .*Sheffield"):
        read_place("Sheffeld")
    with pytest.raises(UnknownNameError, match="Sheffeld"):
        read_place("Leeds, Sheffeld")
