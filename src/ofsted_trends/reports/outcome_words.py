"""What the page of the improvement ledger says: plain English, computed from the measures, honest about numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from ofsted_trends.charts.ledger_names import OUTCOMES
from ofsted_trends.charts.names import EVENTS, name_theme
from ofsted_trends.measures.outcomes import LOOKED
from ofsted_trends.measures.populations import SMALL
from ofsted_trends.registers.match_agreement import count_read
from ofsted_trends.reports.trend_tables import write_share
from ofsted_trends.reports.trend_words import name_low
from ofsted_trends.reports.words import count_words, join_words

NO_THEME = "No theme coded"
#: The summary's sentence on how long it took is about so many years.
YEARS = 3
_SIDES = {"raised_again": "Last raised again", "reported_improved": "Last reported improved"}
_REST = ["mentioned", "not_mentioned", "out_of_scope", "scope_unknown", "not_followed"]


def title_ledger(place: str, keys: Sequence[str]) -> str:
    """Returns the page's title.

    Args:
        place: in words.
        keys: of the themes; empty for all.
    """
    about = f" on {join_words([name_low(key) for key in keys])}" if keys else ""
    return f"What had to improve{about}, and what became of it: {place}"


def lede_ledger(whole: dict[str, Any] | None) -> str:
    """Returns what the page is about.

    Args:
        whole: the row that `count_outcomes` gives without groups; None where there is no item.
    """
    if whole is None:
        return "What Ofsted’s inspectors asked for, followed through later documents: no item at hand in this period."
    items = f"{whole['n_items']:,} {'item' if whole['n_items'] == 1 else 'items'}"
    where = count_words(whole["n_authorities"], "authority", "authorities")
    return (
        f"Areas for improvement and priority action that Ofsted’s inspectors listed, {items} of {where}, followed "
        "through every later inspection and visit at hand."
    )


def say_outcomes(
    whole: dict[str, Any] | None, by_theme: pl.DataFrame, waits: pl.DataFrame, *, worded: bool
) -> list[str]:
    """Returns what a reader can know in 30 seconds.

    Args:
        whole: the row that `count_outcomes` gives without groups; None where there is no item.
        by_theme: as `count_outcomes` gives it by theme.
        waits: as `measure_waits` gives it.
        worded: whether later sentences could be matched by their words.
    """
    if whole is None:
        return ["No list of improvements is at hand for this place and period."]
    if not whole["n_looked"]:
        return ["No later inspection or visit at hand looked at any of these items: what became of them is not known."]
    if not worded:
        return [
            "The words of these documents are not at hand, so no later sentence could be matched with an item: only "
            "themes are followed, and nothing can be said of what was reported improved or raised again."
        ]
    left = whole["n_items"] - whole["n_looked"]
    has = "has" if left == 1 else "have"
    untold = whole["n_looked"] - whole["n_reported_improved"] - whole["n_raised_again"]
    rest = " For the others, no later sentence about the item itself was found." if untold else ""
    sentences = [
        f"Of {whole['n_looked']:,} items that a later inspection or visit looked at, "
        f"{_share(whole, 'reported_improved')} were last reported improved and {_share(whole, 'raised_again')} were "
        f"last raised again.{rest}",
        *([f"{left:,} more {has} not been looked at since: not known, not a failure."] if left else []),
        *_say_themes(by_theme),
        *_say_wait(waits),
    ]
    read, right = (sum(pair) for pair in zip(count_read("high"), count_read("medium"), strict=True))
    return [
        *sentences,
        f"Matches rest on words and coding, and some are wrong: of {read} that we read, {right} are about the same "
        "matter. Compare themes rather than trust a single figure, and read the sentence before relying on it.",
    ]


def _share(row: dict[str, Any], side: str) -> str:
    """Returns a share with its interval, where there is one.

    >>> _share({"share_x": 0.5, "low_x": 0.4, "high_x": 0.6, "n_x": 5}, "x")
    '50% (40% to 60%)'
    """
    if row[f"low_{side}"] is None:
        return f"{row[f'n_{side}']:,} ({row[f'share_{side}']:.0%})"
    return f"{row[f'share_{side}']:.0%} ({row[f'low_{side}']:.0%} to {row[f'high_{side}']:.0%})"


def _say_themes(by_theme: pl.DataFrame) -> list[str]:
    """Returns the themes that were raised again most often and least often, where there are enough of them."""
    rows = by_theme.filter(pl.col("theme").is_not_null() & ~pl.col("small")).sort("share_raised_again", "theme")
    if rows.height < 4:
        return []
    ordered = rows.to_dicts()
    most = [f"{name_low(row['theme'])} ({row['share_raised_again']:.0%})" for row in reversed(ordered[-3:])]
    least = [f"{name_low(row['theme'])} ({row['share_raised_again']:.0%})" for row in ordered[:2]]
    return [f"Raised again most often: {join_words(most)}; least often: {join_words(least)}."]


def _say_wait(waits: pl.DataFrame) -> list[str]:
    rows = waits.filter((pl.col("years") == YEARS) & (pl.col("n_items") > 0)).to_dicts()
    if not rows:
        return []
    row = rows[0]
    return [
        f"Within {YEARS} years of being asked, {row['n_improved'] / row['n_items']:.0%} of {row['n_items']:,} items "
        f"were reported improved at least once; {row['n_open'] / row['n_items']:.0%} had not been looked at again."
    ]


def say_shares_headline(by_theme: pl.DataFrame) -> str:
    """Returns the message of the chart by theme: the theme most often raised again, or a neutral title."""
    rows = by_theme.filter(pl.col("theme").is_not_null() & ~pl.col("small") & (pl.col("n_raised_again") > 0))
    if rows.height < 2:
        return "What became of the items, by theme"
    row = rows.sort("share_raised_again", "n_items", descending=True).row(0, named=True)
    return (
        f"{name_theme(row['theme'])} is raised again most often: {row['share_raised_again']:.0%} of "
        f"{row['n_looked']:,} items"
    )


def say_period(outcomes: pl.DataFrame) -> str:
    """Returns the years of the asking, after a comma; nothing where there is no item."""
    years = sorted(set(outcomes["asked"].dt.year()))
    return f", asked in {years[0]} to {years[-1]}" if len(years) > 1 else f", asked in {years[0]}" if years else ""


def say_shares_subtitle(place: str, whole: dict[str, Any] | None, period: str) -> str:
    """Returns measure, place, period and number of the chart by theme."""
    n = f"{whole['n_looked']:,} of {whole['n_items']:,} items" if whole else "no item"
    return f"Share of items looked at again, by what was last said of them, {place}{period}: {n}"


def say_shares_note(by_theme: pl.DataFrame) -> str:
    """Returns how to read the chart by theme: only of what is drawn in it."""
    parts = ["An item about two themes counts in both. What is missing to 100%: no sentence about the item was found."]
    if by_theme["low_raised_again"].is_not_null().any():
        parts.append(
            "Lines are 95% intervals (Wilson, on the effective number of items, because those of one authority are "
            "alike)."
        )
    if by_theme.filter(pl.col("n_looked") > 0)["low_raised_again"].is_null().any():
        parts.append("No line: fewer than 10 authorities.")
    if by_theme["small"].any():
        parts.append("Grey and hollow: fewer than 10 items.")
    return " ".join(parts)


def say_shares_alt(by_theme: pl.DataFrame) -> str:
    """Returns the text alternative of the chart by theme."""
    told = [
        f"{_name(row['theme'])}: raised again {row['share_raised_again']:.0%}, reported improved "
        f"{row['share_reported_improved']:.0%} of {row['n_looked']:,}"
        for row in by_theme.to_dicts()
        if row["n_looked"]
    ]
    return f"Share of items last raised again and last reported improved by theme. {'; '.join(told) or 'None'}."


def _name(theme: str | None) -> str:
    return NO_THEME if theme is None else name_theme(theme)


def name_rows(by_theme: pl.DataFrame) -> pl.DataFrame:
    """Returns the rows of the chart by theme: the counts with the themes’ names."""
    names = pl.Series("name", [_name(theme) for theme in by_theme["theme"]], pl.String)
    return by_theme.with_columns(names)


def table_outcomes(counted: pl.DataFrame, head: str) -> pl.DataFrame:
    """Returns counts and shares for a reader. One row per theme.

    Args:
        counted: as `count_outcomes` gives it by theme.
        head: of the first column.
    """
    rows = counted.to_dicts()
    columns: dict[str, list[Any]] = {
        head: [_name(row["theme"]) for row in rows],
        "Asked": [row["n_items"] for row in rows],
        "Looked at again": [row["n_looked"] for row in rows],
    }
    for side, words in _SIDES.items():
        columns[f"{words} (95% interval)"] = [write_share(row, side) for row in rows]
    for side in [*_SIDES, *_REST]:
        columns[OUTCOMES[side]] = [row[f"n_{side}"] for row in rows]
    written = {head, *(f"{name} (95% interval)" for name in _SIDES.values())}
    return pl.DataFrame(columns, schema={name: pl.String if name in written else pl.Int64 for name in columns})


def say_waits_headline(waits: pl.DataFrame) -> str:
    """Returns the message of the chart of years: how many were reported improved within the longest time
    that 10 items or more had; a neutral title where there is none."""
    rows = waits.filter(pl.col("n_items") >= SMALL).to_dicts()
    if not rows:
        return "How long until an item was reported improved"
    row = max(rows, key=lambda row: row["years"])
    years = "1 year" if row["years"] == 1 else f"{row['years']} years"
    return (
        f"Within {years}, {row['n_improved'] / row['n_items']:.0%} of {row['n_items']:,} items were reported improved"
    )


def say_waits_alt(waits: pl.DataFrame) -> str:
    """Returns the text alternative of the chart of years."""
    told = [
        f"within {row['years']} years {row['n_improved'] / row['n_items']:.0%} reported improved, "
        f"{row['n_looked'] / row['n_items']:.0%} looked at again and not reported improved, "
        f"{row['n_open'] / row['n_items']:.0%} not looked at again"
        for row in waits.to_dicts()
        if row["n_items"]
    ]
    return f"Bars of 100%: {'; '.join(told) or 'no item is old enough'}."


def table_waits(waits: pl.DataFrame) -> pl.DataFrame:
    """Returns the years for a reader. One row per number of years."""
    return waits.select(
        pl.col("years").alias("Within years"),
        pl.col("n_items").alias("Items asked so long ago"),
        pl.col("n_improved").alias("Reported improved"),
        pl.col("n_looked").alias("Looked at again, not reported improved"),
        pl.col("n_open").alias("Not looked at again yet"),
    )


def table_followups(followups: pl.DataFrame) -> pl.DataFrame:
    """Returns what later documents said, for a reader. One row per kind of inspection or visit.

    Args:
        followups: as `count_followups` gives it by later event.
    """
    names = [EVENTS[event] for event in followups["later_event"]]
    counts = [pl.col(f"n_{key}").alias(OUTCOMES[key]) for key in [*LOOKED, "out_of_scope", "scope_unknown"]]
    return followups.select(pl.Series("Later document", names, pl.String), pl.col("n_pairs").alias("Items"), *counts)
