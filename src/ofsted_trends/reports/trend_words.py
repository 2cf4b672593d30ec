"""What the page of themes over time says: plain English, computed from the measures, honest about numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from ofsted_trends.charts.names import name_theme
from ofsted_trends.measures.choices import list_regions
from ofsted_trends.registers.themes import load_themes
from ofsted_trends.reports.words import count_words, join_words

#: Regions that are named without an article.
BARE = ("London", "Yorkshire and the Humber")
#: A mean length that changed by less than this part is not worth a sentence.
LENGTH_CHANGE = 0.2
SHARE_NOTE = (
    "Lines are 95% intervals (Wilson). n is the number of documents in scope. A document that says both a concern and "
    "a strength counts in both."
)
FEW_NOTE = "Grey and hollow, with “few” at the year: fewer than 10 documents."
#: A year of fewer documents than this part of the usual (median) year is said to rest on few.
FEW_OF_USUAL = 0.5
OWN_NOTE = (
    "A theme of your own: no document’s scope covers it, so it is counted among the documents that speak of it alone."
)
CAUTION = (
    "“Clear” means that the 95% intervals of the two years do not overlap. Different authorities are inspected each "
    "year, and not all in the same way, so a change of a share is not by itself a change of practice."
)


def is_own(key: str) -> bool:
    """Returns whether a theme is an analyst's own, not of the register."""
    return key not in {theme.key for theme in load_themes()}


def name_low(key: str) -> str:
    """Returns the theme's label as it stands within a sentence.

    >>> name_low("thresholds")
    'front door and thresholds'
    """
    label = name_theme(key)
    return label if label[1:2].isupper() else label[0].lower() + label[1:]


def name_place(place: str | Sequence[str]) -> str:
    """Returns a place as words.

    >>> name_place("England"), name_place("South West"), name_place(["Leeds", "Kent"])
    ('England', 'the South West', 'Leeds and Kent')
    >>> name_place("Yorkshire and the Humber")
    'Yorkshire and the Humber'
    """
    if not isinstance(place, str):
        return join_words(list(place))
    return f"the {place}" if place in list_regions() and place not in BARE else place


def title_trend(keys: Sequence[str], place: str) -> str:
    """Returns the page's title."""
    named = join_words([name_low(key) for key in keys])
    return f"{named[0].upper()}{named[1:]} over time: {place}"


def lede_trend(whole: pl.DataFrame) -> str:
    """Returns what the page is about.

    Args:
        whole: as `measure_prevalence` gives it without groups.
    """
    told = count_words(_most(whole, "n_documents"), "inspection or visit", "inspections and visits")
    return (
        f"How often Ofsted’s inspectors raised a concern or named a strength, in {told} of children’s services at hand."
    )


def say_trends(
    keys: Sequence[str],
    place: str,
    prevalence: pl.DataFrame,
    whole: pl.DataFrame,
    rate: pl.DataFrame,
    turns: pl.DataFrame,
) -> list[str]:
    """Returns what a reader can know in 30 seconds: the documents, each theme, cautions.

    Args:
        keys: of the themes.
        place: in words.
        prevalence: as `measure_prevalence` gives it by year.
        whole: as `measure_prevalence` gives it without groups.
        rate: as `measure_rate` gives it by year.
        turns: as `measure_turns` gives it.
    """
    if prevalence.is_empty() or not whole["n_documents"].sum():
        return [f"No inspection or visit in {place} is at hand for this period."]
    themes = [_say_theme(key, prevalence, whole, rate) for key in keys]
    compared = [key for key in keys if find_ends(prevalence, key)]
    tail = [CAUTION] if compared else []
    few = _say_few(compared, prevalence)
    return [_say_scope(place, prevalence, whole), *themes, *few, *_say_length(rate), *_say_turned(keys, turns), *tail]


def _say_few(keys: Sequence[str], prevalence: pl.DataFrame) -> list[str]:
    """Returns that the last year rests on few documents, where it does."""
    thin = [(key, ends[1]) for key in keys if (ends := find_ends(prevalence, key))]
    thin = [(key, last) for key, last in thin if rests_on_few(prevalence, key, last)]
    if not thin:
        return []
    key, last = thin[0]
    return [
        f"{last['year']} rests on {last['n_in_scope']} documents, where a usual year has "
        f"{find_usual(prevalence, key)}: read its shares with care."
    ]


def _say_scope(place: str, prevalence: pl.DataFrame, whole: pl.DataFrame) -> str:
    counted = sorted(set(whole["n_in_scope"]))
    of = f"{counted[0]:,}" if len(counted) == 1 else f"{counted[0]:,} to {counted[-1]:,}, depending on the theme"
    unknown = _most(whole, "n_scope_unknown")
    do = (
        "does not say plainly what it looked at and is"
        if unknown == 1
        else "do not say plainly what they looked at and are"
    )
    left = f"; {unknown:,} more {do} left out" if unknown else ""
    return (
        f"Of {_most(whole, 'n_documents'):,} inspections and visits in {place} at hand ({say_years(prevalence)}), "
        f"shares count only those that looked at the theme, or spoke of it: {of}{left}."
    )


def _most(frame: pl.DataFrame, column: str) -> int:
    most = frame[column].max()
    return most if isinstance(most, int) else 0


def say_years(prevalence: pl.DataFrame) -> str:
    """Returns the first and the last year of a frame with years."""
    years = sorted(set(prevalence["year"]))
    return f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"


def find_ends(prevalence: pl.DataFrame, theme: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Returns the first and the last year of a theme that rest on 10 documents or more; None without two such years."""
    rows = prevalence.filter((pl.col("theme") == theme) & ~pl.col("small")).sort("year").to_dicts()
    return (rows[0], rows[-1]) if len(rows) > 1 else None


def find_usual(prevalence: pl.DataFrame, theme: str) -> int:
    """Returns the median number of documents in scope of the years with 10 or more."""
    usual = prevalence.filter((pl.col("theme") == theme) & ~pl.col("small"))["n_in_scope"].median()
    return round(usual) if isinstance(usual, float) else 0


def rests_on_few(prevalence: pl.DataFrame, theme: str, last: dict[str, Any]) -> bool:
    """Returns whether the last year that is compared rests on less than half of the documents of a usual year."""
    return bool(last["n_in_scope"] < FEW_OF_USUAL * find_usual(prevalence, theme))


def compare_sides(first: dict[str, Any], last: dict[str, Any], side: str) -> str:
    """Returns in words whether a share moved beyond its intervals.

    >>> compare_sides({"low_x": 0.1, "high_x": 0.2}, {"low_x": 0.3, "high_x": 0.5}, "x")
    'a clear rise'
    """
    if last[f"low_{side}"] > first[f"high_{side}"]:
        return "a clear rise"
    return "a clear fall" if last[f"high_{side}"] < first[f"low_{side}"] else "no clear change"


def _say_theme(key: str, prevalence: pl.DataFrame, whole: pl.DataFrame, rate: pl.DataFrame) -> str:
    name, ends = name_theme(key), find_ends(prevalence, key)
    if ends:
        first, last = ends
        parts = [
            f"a {side} in {first[f'share_{side}']:.0%}{of_first} in {first['year']} and "
            f"{last[f'share_{side}']:.0%}{of_last} in {last['year']}, {compare_sides(first, last, side)}"
            for side, of_first, of_last in (
                ("concern", f" of {first['n_in_scope']} documents", f" of {last['n_in_scope']}"), ("strength", "", "")
            )
        ]  # fmt: skip
        rows = [rate.filter((pl.col("theme") == key) & (pl.col("year") == row["year"])).to_dicts() for row in ends]
        rates = " and ".join(_value(row[0], "concern", shares=False) for row in rows)
        return f"{name}: {'; '.join(parts)}. Of 100 findings, {rates} were a concern about it."
    row = whole.filter(pl.col("theme") == key).row(0, named=True)
    if not row["n_in_scope"]:
        return f"{name}: no document at hand looked at it."
    return (
        f"{name}: a concern in {row['n_concern']} and a strength in {row['n_strength']} of "
        f"{count_words(row['n_in_scope'], 'document')} in scope; too few in a year to compare years."
    )


def _say_length(rate: pl.DataFrame) -> list[str]:
    """Returns that documents became shorter or longer, where they did: their shares then are of unlike documents."""
    lengths = [
        (row["year"], row["n_findings"] / row["n_in_scope"])
        for row in rate.filter(pl.col("theme") == rate["theme"].first()).sort("year").iter_rows(named=True)
        if not row["small"]
    ]
    if len(lengths) < 2 or abs(lengths[-1][1] / max(lengths[0][1], 1) - 1) < LENGTH_CHANGE:
        return []
    longer, more = ("shorter", "less") if lengths[-1][1] < lengths[0][1] else ("longer", "more")
    return [
        f"Documents became {longer}: {lengths[0][1]:.0f} findings each on average in {lengths[0][0]}, "
        f"{lengths[-1][1]:.0f} in {lengths[-1][0]}. A {longer} document says {more} of everything, so read the shares "
        "beside the rates per 100 findings."
    ]


def _say_turned(keys: Sequence[str], turns: pl.DataFrame) -> list[str]:
    parts = []
    for key in keys:
        better, worse = (count_turns(turns, key, side) for side in ("strength", "concern"))
        if better or worse:
            parts.append(f"{name_low(key)}, {better} to strength and {worse} to concern")
    return [f"Turns between two documents of one authority: {join_words(parts, '; ')}."] if parts else []


def count_turns(turns: pl.DataFrame, theme: str, side: str) -> int:
    """Returns how often a theme turned to a side."""
    return turns.filter((pl.col("theme") == theme) & (pl.col("turned") == side)).height


def say_trend_headline(theme: str, frame: pl.DataFrame, *, shares: bool) -> str:
    """Returns the message of a chart: both ends with enough documents, or a neutral title.

    Args:
        theme: key.
        frame: as `measure_prevalence` or `measure_rate` gives it by year.
        shares: whether it is the former.
    """
    ends = find_ends(frame, theme)
    name = name_theme(theme) if shares else f"{name_theme(theme)}, per 100 findings"
    if not ends:
        return f"{name}: concerns and strengths by year"
    told = [f"{side}s {' to '.join(_value(row, side, shares) for row in ends)}" for side in ("concern", "strength")]
    few = f" ({ends[1]['n_in_scope']} documents)" if rests_on_few(frame, theme, ends[1]) else ""
    return f"{name}: {told[0]}, {told[1]}, {ends[0]['year']} to {ends[1]['year']}{few}"


def _value(row: dict[str, Any], side: str, shares: bool) -> str:
    if shares:
        return f"{row[f'share_{side}']:.0%}"
    return f"{(row[f'rate_{side}'] or 0) + (row['rate_mixed'] or 0):.2f}"


def say_trend_subtitle(theme: str, frame: pl.DataFrame, place: str, *, shares: bool) -> str:
    """Returns measure, place, period and number of a chart."""
    rows = frame.filter(pl.col("theme") == theme)
    n = count_words(int(rows["n_in_scope"].sum()), "document")
    if frame.is_empty():
        return f"{name_theme(theme)}, {place}: no document in this period"
    if shares:
        return f"Share of documents in scope that say it, {name_low(theme)}, {place}, {say_years(frame)}: {n}"
    findings = f"{int(rows['n_findings'].sum()):,} findings in {n} in scope"
    return f"Sentences per 100 findings, {name_low(theme)}, {place}, {say_years(frame)}: {findings}"


def say_trend_note(theme: str, frame: pl.DataFrame, *, shares: bool) -> str:
    """Returns how to read a chart: only of what is drawn in it."""
    rows = frame.filter((pl.col("theme") == theme) & (pl.col("n_in_scope") > 0))
    if rows.is_empty():
        return ""
    parts = [SHARE_NOTE if shares else "The scale is this theme’s own. n is the number of documents in scope."]
    return " ".join(parts + ([FEW_NOTE] if rows["small"].any() else []) + ([OWN_NOTE] if is_own(theme) else []))


def say_trend(theme: str, frame: pl.DataFrame, *, shares: bool) -> str:
    """Returns the text alternative of a chart: both sides year by year."""
    rows = frame.filter((pl.col("theme") == theme) & (pl.col("n_in_scope") > 0)).sort("year").to_dicts()
    told = [
        f"{row['year']} {_value(row, 'concern', shares)} and {_value(row, 'strength', shares)} of {row['n_in_scope']}"
        for row in rows
    ]
    what = "Share of documents" if shares else "Sentences per 100 findings"
    body = f"concern and strength by year, with the number of documents: {'; '.join(told)}." if told else "no document."
    return f"{what}, {name_low(theme)}: {body}"
