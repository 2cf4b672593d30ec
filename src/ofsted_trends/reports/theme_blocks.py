"""The headline themes told visit by visit: what was said, with its place, or that nothing was said.

All words of documents are escaped here; none passes through Markdown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from ofsted_trends.charts.markup import escape
from ofsted_trends.charts.names import KINDS, name_theme
from ofsted_trends.charts.tables import MISSING
from ofsted_trends.charts.theme_names import DIRECTIONS, STANCES, STATUSES
from ofsted_trends.frame import say_sentence
from ofsted_trends.measures.theme_history import STANCES as ORDER
from ofsted_trends.measures.theme_history import leave_out_board
from ofsted_trends.reports.blocks import link_document, name_visit
from ofsted_trends.reports.evidence_blocks import write_places
from ofsted_trends.reports.words import count_words

WORDLESS_SENTENCE = (
    "The words of the documents are not part of the bundled facts: shown are the pages, with the printed paragraph "
    "numbers, where each stance is found. Read the words on Ofsted’s site, or make this page from the documents."
)
#: A visit with more sentences than this shows the first ones, and the others on request.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class ThemeVisits:
    """What was said about themes, visit by visit, newest first.

    Attributes:
        history: as `measure_theme_history` gives it.
        evidence: as `measure_evidence` gives it.
        themes: keys, in order.
    """

    history: pl.DataFrame
    evidence: pl.DataFrame
    themes: Sequence[str]

    def _repr_html_(self) -> str:
        if self.history.is_empty():
            return "<p>No inspection or visit is at hand for this period.</p>"
        told = self.evidence.filter(pl.col("theme").is_in(list(self.themes)) & leave_out_board())
        wordless = told.height > 0 and told["text"].null_count() == told.height
        parts = [f"<p>{escape(WORDLESS_SENTENCE)}</p>"] if wordless else []
        for theme in self.themes:
            said = {
                str(name[0]): rows
                for name, rows in told.filter(pl.col("theme") == theme)
                .partition_by("document_id", as_dict=True)
                .items()
            }
            visits = reversed(self.history.filter(pl.col("theme") == theme).to_dicts())
            parts.append(f"<h3>{escape(name_theme(theme))}</h3>")
            parts += [_visit(visit, said.get(visit["document_id"])) for visit in visits]
        return f'<div class="told">{"".join(parts)}</div>'


def _visit(visit: dict[str, Any], rows: pl.DataFrame | None) -> str:
    """Returns one visit: its status in words, and its sentences or their places."""
    name = escape(name_visit(visit) + (", second-hand" if visit["second_hand"] else ""))
    status = escape(STATUSES[visit["status"]])
    if rows is None:
        return f"<p><b>{name}</b>: {status}.</p>"
    said = f"<h4>{name}: {status}</h4><p>{escape(_count(visit))}.</p>"
    if rows["text"].is_not_null().any():
        return said + _sentences(rows)
    return said + _places(rows) + link_document(rows.row(0, named=True))


def _count(visit: dict[str, Any]) -> str:
    """Returns how much was said, and in which direction.

    >>> _count({"sentences": 3, "concern": 2, "mixed": 0, "strength": 1, "neutral": 0,
    ...         "improving": 1, "declining": 0, "unchanged": 0})
    '3 sentences: 2 concern, 1 strength; 1 of them says that it is improving'
    """
    named = {"concern": "concern", "mixed": "concern and strength", "strength": "strength", "neutral": "neutral"}
    stances = [f"{visit[key]} {words}" for key, words in named.items() if visit[key]]
    counted = count_words(visit["sentences"], "sentence") + (f": {', '.join(stances)}" if len(stances) > 1 else "")
    ways = {"improving": "it is improving", "declining": "it is getting worse", "unchanged": "it has not changed"}
    moved = [
        f"{visit[key]} of them {'says' if visit[key] == 1 else 'say'} that {words}"
        for key, words in ways.items()
        if visit[key]
    ]
    return "; ".join([counted, *moved])


def _sentences(rows: pl.DataFrame) -> str:
    """Returns the sentences, concerns first, each with its stance and place."""
    order = {stance: place for place, stance in enumerate(ORDER)}
    once = rows.with_columns(sentence=say_sentence()).unique("sentence", keep="first", maintain_order=True)
    told = sorted(once.to_dicts(), key=lambda row: order.get(row["stance"] or "neutral", len(order)))
    items = [_sentence(row) for row in told]
    first = f"<ul>{''.join(items[:SHOWN])}</ul>"
    if len(items) <= SHOWN:
        return first
    more = count_words(len(items) - SHOWN, "more sentence")
    return f"{first}<details><summary>Show {more}</summary><ul>{''.join(items[SHOWN:])}</ul></details>"


def _sentence(row: dict[str, Any]) -> str:
    stance = STANCES[row["stance"] or "neutral"]
    way = f", {DIRECTIONS[row['direction']]}" if row["direction"] in DIRECTIONS else ""
    item = f" ({KINDS[row['kind']].lower()} {row['item']})" if row["item"] else ""
    words = escape(row["text"]) if row["text"] else "[x]"
    return f"<li><b>{stance}{way}{item}:</b> {words} <small>{_place(row)}</small>"


def _place(row: dict[str, Any]) -> str:
    page = "page not known" if row["page"] is None else f"page {row['page']}"
    return escape(f"({page}, paragraph {row['paragraph']})" if row["paragraph"] else f"({page})")


def _places(rows: pl.DataFrame) -> str:
    """Returns the pages and paragraphs of each stance, concerns first."""
    once = rows.with_columns(sentence=say_sentence(), stance=pl.col("stance").fill_null("neutral")).unique(
        "sentence", keep="first", maintain_order=True
    )
    items = []
    for stance in ORDER:
        told = once.filter(pl.col("stance") == stance)
        if told.height:
            places = write_places(told["page"].to_list(), told["paragraph"].to_list())
            named = f"page {places}" if told["page"][0] is not None else places.replace(MISSING, "page not known", 1)
            items.append(f"<li><b>{STANCES[stance]}:</b> {escape(named)}")
    return f"<ul>{''.join(items)}</ul>"
