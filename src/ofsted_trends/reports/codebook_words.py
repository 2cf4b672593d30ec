"""What the codebook's page says of themes: plain English and tables, computed from the measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from ofsted_trends.charts.names import EVENTS, name_theme
from ofsted_trends.registers.agreement import Agreement
from ofsted_trends.registers.themes import Theme
from ofsted_trends.reports.words import count_words, join_words

SCOPE_SENTENCE = (
    "Shares are of documents whose scope covers the theme. Documents that say it beyond their scope, or whose scope "
    "cannot be told, are in the numbers of sentences but not in the shares."
)


def title_codebook(themes: Sequence[Theme]) -> str:
    """Returns the title of the page."""
    return f"Codebook: {themes[0].label.lower()}" if len(themes) == 1 else "Codebook: every theme"


def lede_codebook(themes: Sequence[Theme]) -> str:
    """Returns what the page is about."""
    if len(themes) == 1:
        return themes[0].definition
    return (
        f"The {len(themes)} themes that sentences of inspection reports and letters are coded with: what each is "
        "about, how often it is said, and how well the coding agrees with people."
    )


def say_codebook(themes: Sequence[Theme], whole: pl.DataFrame, agreement: Mapping[str, Agreement]) -> list[str]:
    """Returns what a reader can know in 30 seconds.

    Args:
        themes: one, or every theme.
        whole: as `measure_theme_profile` gives it for the whole period.
        agreement: as `load_agreement` gives it.
    """
    rows = whole.to_dicts()
    told = [row for row in rows if row["sentences"]]
    if not told:
        return ["No sentence at hand says anything about it in this period.", *_say_agreement(themes, agreement)]
    if len(themes) > 1:
        most = sorted(told, key=lambda row: -(row["share"] or 0))[:3]
        least = min(told, key=lambda row: row["sentences"])
        named = join_words([f"{name_theme(row['theme']).lower()} ({_percent(row['share'])})" for row in most])
        return [
            f"Said most often, by share of the documents that looked at it: {named}.",
            f"Fewest sentences: {name_theme(least['theme']).lower()}, {least['sentences']:,}.",
            *_say_agreement(themes, agreement),
        ]
    row = told[0]
    sentences = []
    if row["share"] is not None:
        sentences.append(
            f"{row['said']:,} of the {count_words(row['in_scope'], 'document')} that looked at it say something about "
            f"it ({_percent(row['share'])}; 95% interval {_percent(row['low'])} to {_percent(row['high'])})."
        )
    if row["said_beyond"]:
        speak = count_words(row["said_beyond"], "more document speaks", "more documents speak")
        sentences.append(f"{speak} of it beyond their scope, or with a scope that cannot be told.")
    parts = [f"{row['concern']:,} of concern", f"{row['strength']:,} of strength", f"{row['mixed']:,} of both"]
    neutral = f", and {row['neutral']:,} do not judge" if row["neutral"] else ""
    sentences.append(f"{row['sentences']:,} sentences: {join_words(parts)}{neutral}.")
    return sentences + _say_agreement(themes, agreement)


def _say_agreement(themes: Sequence[Theme], agreement: Mapping[str, Agreement]) -> list[str]:
    known = [agreement[theme.key] for theme in themes if theme.key in agreement and agreement[theme.key].measured]
    if not known:
        return ["How well the coding agrees with people is not yet measured."]
    if len(themes) == 1:
        told = f"{known[0].precision:.0%} right and {known[0].recall:.0%} found (F1 {known[0].f1:.2f})"
        return [f"The coding agrees with people so: {told}, on {known[0].n:,} sentences."]
    worst = min(known, key=lambda entry: entry.f1 or 0)
    mean = sum(entry.f1 or 0 for entry in known) / len(known)
    return [
        f"Agreement of the coding with people: mean F1 {mean:.2f} over {count_words(len(known), 'theme')}; lowest for "
        f"{name_theme(worst.theme).lower()} ({worst.f1:.2f})."
    ]


def _percent(share: float | None) -> str:
    return "[x]" if share is None else f"{share:.0%}"


def name_row(row: Mapping[str, Any]) -> str:
    """Returns the name of a row of a profile: the year, the kind of document, or the theme."""
    group = row["group"]
    return name_theme(row["theme"]) if not group else EVENTS.get(group, group)


def say_profile_headline(profile: pl.DataFrame, by: str) -> str:
    """Returns the message of a profile: the highest and the lowest share of groups with 10 documents or more."""
    sure = [row for row in profile.to_dicts() if row["share"] is not None and not row["small"]]
    neutral = {
        "year": "How often it is said, by year",
        "event": "How often it is said, by kind of document",
        "whole": "How often each theme is said",
    }[by]
    if len(sure) < 2:
        return neutral
    high, low = max(sure, key=lambda row: row["share"]), min(sure, key=lambda row: row["share"])
    if high["share"] - low["share"] < 0.05:
        return f"{neutral}: between {_percent(low['share'])} and {_percent(high['share'])}"
    first, last = (name_row(row) if by == "year" else name_row(row).lower() for row in (high, low))
    return f"{neutral}: from {_percent(low['share'])} ({last}) to {_percent(high['share'])} ({first})"


def say_profile_subtitle(profile: pl.DataFrame, what: str) -> str:
    """Returns measure and number of a profile.

    Args:
        profile: as `measure_theme_profile` gives it.
        what: the theme, or `Every theme`.
    """
    one = profile["theme"].n_unique() == 1  # a sentence about two themes would count twice
    number = f"; {profile['sentences'].sum():,} sentences" if one else ""
    return f"{what}: share of documents in scope that say it, with 95% interval, and sentences by stance{number}"


def say_profile_note(profile: pl.DataFrame) -> str:
    """Returns how to read a profile."""
    few = " A hollow dot rests on fewer than 10 documents." if profile["small"].any() else ""
    return f"{SCOPE_SENTENCE}{few} “Both” is a sentence that says a strength and a concern."


def say_profile(profile: pl.DataFrame) -> str:
    """Returns the text alternative of a profile: each row with its share and numbers."""
    rows = [
        f"{name_row(row)} {_percent(row['share'])} of {row['in_scope']}, {row['concern']} concern, "
        f"{row['strength']} strength"
        for row in profile.to_dicts()
    ]
    return "Shares and numbers of sentences. " + ("; ".join(rows) + "." if rows else "No document in this period.")


def table_profile(profile: pl.DataFrame, head: str) -> pl.DataFrame:
    """Returns a profile as a table for a reader.

    Args:
        profile: as `measure_theme_profile` gives it.
        head: heading of the first column, such as `Year`.
    """
    rows = [
        {
            head: name_row(row),
            "Documents": row["documents"],
            "Scope not known": row["unknown"],
            "In scope": row["in_scope"],
            "Say something": row["said"],
            "Share": _percent(row["share"]),
            "95% interval": "[x]" if row["low"] is None else f"{row['low']:.0%} to {row['high']:.0%}",
            "Say it beyond scope": row["said_beyond"],
            "Concern": row["concern"],
            "Both": row["mixed"],
            "Strength": row["strength"],
            "Neutral": row["neutral"],
        }
        for row in profile.to_dicts()
    ]
    counts = ["Documents", "Scope not known", "In scope", "Say something"]
    stances = ["Say it beyond scope", "Concern", "Both", "Strength", "Neutral"]
    schema = {head: pl.String} | dict.fromkeys(counts, pl.Int64)
    schema |= {"Share": pl.String, "95% interval": pl.String} | dict.fromkeys(stances, pl.Int64)
    return pl.DataFrame(rows, schema=schema)


def table_terms(terms: pl.DataFrame) -> pl.DataFrame:
    """Returns the terms that distinguish themes as a table: a row a term for one theme, a row a theme for several."""
    if terms["theme"].n_unique() > 1:
        listed = terms.group_by("theme", maintain_order=True).agg(pl.col("term").head(12).str.join(", "))
        rows = [
            {"Theme": name_theme(row["theme"]), "Words and pairs of words": row["term"]} for row in listed.to_dicts()
        ]
        return pl.DataFrame(rows, schema={"Theme": pl.String, "Words and pairs of words": pl.String})
    return terms.select(
        pl.col("term").alias("Word or pair of words"),
        pl.col("in_theme").alias("Sentences about the theme"),
        pl.col("elsewhere").alias("Other sentences"),
        pl.col("log_odds").round(1).alias("Log odds ratio"),
        pl.col("z").round(1).alias("z"),
        pl.when("in_patterns").then(pl.lit("yes")).otherwise(pl.lit("no")).alias("Found by a pattern by itself"),
    )
