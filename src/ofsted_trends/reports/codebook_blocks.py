"""The blocks of the codebook's page: what themes are, examples of them, and the words that distinguish them.

All words of documents are escaped here; none passes through Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from ofsted_trends.charts.figure import Figure
from ofsted_trends.charts.markup import escape
from ofsted_trends.charts.names import KINDS, name_theme
from ofsted_trends.charts.tables import Table, link_html
from ofsted_trends.charts.theme_names import DIRECTIONS, STANCES
from ofsted_trends.charts.theme_profile import chart_theme_profile
from ofsted_trends.measures.inputs import Frame
from ofsted_trends.measures.theme_profile import measure_theme_profile
from ofsted_trends.registers.agreement import Agreement
from ofsted_trends.registers.themes import Theme
from ofsted_trends.reports.blocks import name_visit
from ofsted_trends.reports.codebook_words import (
    name_row,
    say_profile,
    say_profile_headline,
    say_profile_note,
    say_profile_subtitle,
    table_profile,
    table_terms,
)
from ofsted_trends.reports.sources import SENTENCES_CODED
from ofsted_trends.reports.words import count_words

NO_SENTENCES = (
    "The words of the documents are not part of the bundled facts; make this page from a folder of documents to see "
    "them."
)


def draw_profiles(
    observations: Frame, documents: Frame, themes: Sequence[Theme], start: str = "", end: str = ""
) -> list[Figure]:
    """Returns the figures of how often themes are said: by year and by kind of document for one theme, one row a
    theme for several.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        themes: one, or every theme.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.
    """
    divisions = {"year": "Year", "event": "Kind of document"} if len(themes) == 1 else {"whole": "Theme"}
    keys = [theme.key for theme in themes]
    what = themes[0].label if len(themes) == 1 else "Every theme"
    figures = []
    for by, head in divisions.items():
        profile = measure_theme_profile(observations, documents, keys, by, start, end)
        figures.append(
            Figure(
                chart=chart_theme_profile(profile, name_row),
                narrow=chart_theme_profile(profile, name_row, narrow=True),
                headline=say_profile_headline(profile, by),
                subtitle=say_profile_subtitle(profile, what),
                note=say_profile_note(profile),
                source=SENTENCES_CODED,
                alt_text=say_profile(profile),
                table=table_profile(profile, head),
            )
        )
    return figures


@dataclass(frozen=True, slots=True)
class Definitions:
    """What themes are about, what counts and what does not, the patterns, and how well the coding agrees with people.

    Attributes:
        themes: one, or several, each with a heading then.
        agreement: as `load_agreement` gives it.
    """

    themes: Sequence[Theme]
    agreement: Mapping[str, Agreement]

    def _repr_html_(self) -> str:
        return "".join(self._entry(theme) for theme in self.themes)

    def _entry(self, theme: Theme) -> str:
        heading = f"<h3>{escape(theme.label)}</h3>" if len(self.themes) > 1 else ""
        facts = {
            "Key": theme.key,
            "About": theme.definition,
            "What counts": theme.counts,
            "What does not": theme.excluded,
            "Agreement with people": say_agreement(self.agreement.get(theme.key)),
            "Author": f"{theme.author}, since {theme.since}" if theme.since else theme.author,
        }
        listed = "".join(f"<dt>{key}</dt><dd>{escape(value)}</dd>" for key, value in facts.items() if value)
        return (
            f"{heading}<dl>{listed}</dl>"
            f"<details><summary>Patterns and made-up examples: {escape(theme.label.lower())}</summary>"
            + _listed("Any of these patterns shows the theme", theme.patterns, code=True)
            + _listed("What these cover is passed over first", theme.exclusions, code=True)
            + _listed("Made-up sentences that are about it", theme.examples)
            + _listed("Made-up sentences that are not", theme.near_misses)
            + "</details>"
        )


def _listed(head: str, items: Sequence[str], *, code: bool = False) -> str:
    if not items:
        return ""
    shown = [f"<code>{escape(item)}</code>" if code else escape(item) for item in items]
    return f"<p>{head}:</p><ul>{''.join(f'<li>{item}</li>' for item in shown)}</ul>"


def say_agreement(agreement: Agreement | None) -> str:
    """Returns how well the coding of a theme agrees with people, in words."""
    if agreement is None or not agreement.measured:
        return "not yet measured"
    return (
        f"precision {agreement.precision:.2f}, recall {agreement.recall:.2f}, F1 {agreement.f1:.2f}, "
        f"on {agreement.n:,} sentences ({agreement.source})"
    )


@dataclass(frozen=True, slots=True)
class Examples:
    """Random sentences about themes, each with stance and place; where words are not at hand, the places. The
    examples of several themes stand behind a heading each, to open.

    Attributes:
        frame: as `measure_theme_examples` gives it.
    """

    frame: pl.DataFrame

    def _repr_html_(self) -> str:
        if self.frame.is_empty():
            return "<p>No sentence is at hand for this period.</p>"
        wordless = "" if self.frame["text"].is_not_null().any() else f"<p>{escape(NO_SENTENCES)} Shown are places.</p>"
        parts = self.frame.partition_by("theme", maintain_order=True)
        several = len(parts) > 1
        lists = []
        for rows in parts:
            listed = f"<ul>{''.join(_example(row) for row in rows.to_dicts())}</ul>"
            count = count_words(rows.height, "example")
            head = f"<summary>{escape(name_theme(rows['theme'][0]))}: {count}</summary>"
            lists.append(f"<details>{head}{listed}</details>" if several else listed)
        return wordless + "".join(lists)


def _example(row: dict[str, Any]) -> str:
    way = f", {DIRECTIONS[row['direction']]}" if row["direction"] in DIRECTIONS else ""
    place = f"page {row['page']}" if row["page"] else "page not known"
    place += f", paragraph {row['paragraph']}" if row["paragraph"] else ""
    item = f", {KINDS[row['kind']].lower()} {row['item']}" if row["item"] else ""
    name = f"{row['authority'] or 'authority not known'}, {name_visit(row)}"
    address = row["source_url"] or row["authority_url"]
    link = link_html(address, name) if address else escape(name)
    words = f" {escape(row['text'])}" if row["text"] else ""
    return f"<li><b>{STANCES[row['stance']]}{way}:</b>{words} <small>({link}, {escape(place + item)})</small>"


@dataclass(frozen=True, slots=True)
class Terms:
    """The words that distinguish themes, as a table, or that sentences are not at hand.

    Attributes:
        frame: as `measure_theme_terms` gives it.
    """

    frame: pl.DataFrame

    def _repr_html_(self) -> str:
        if self.frame.is_empty():
            return f"<p>{escape(NO_SENTENCES)}</p>"
        return Table(table_terms(self.frame), caption="Words that distinguish, the most telling first")._repr_html_()
