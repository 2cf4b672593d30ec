"""The figures and the table of the page of the improvement ledger.

All words of documents are escaped here; none passes through Markdown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from ofsted_trends.charts.figure import Figure
from ofsted_trends.charts.ledger_names import CONFIDENCE, OUTCOMES, WORDED
from ofsted_trends.charts.ledger_waits import chart_waits
from ofsted_trends.charts.markup import escape
from ofsted_trends.charts.names import EVENTS, KINDS, name_theme
from ofsted_trends.charts.share_rows import Series, chart_share_rows
from ofsted_trends.charts.tables import MISSING, TABLES_MIME
from ofsted_trends.charts.theme_names import STANCE_COLOURS, STANCE_SHAPES
from ofsted_trends.reports.ledger_tables import SOURCE, enter_rows
from ofsted_trends.reports.outcome_words import (
    NO_THEME,
    name_rows,
    say_shares_alt,
    say_shares_headline,
    say_shares_note,
    say_shares_subtitle,
    say_waits_alt,
    say_waits_headline,
    table_outcomes,
    table_waits,
)
from ofsted_trends.reports.words import count_words, say_month

#: The outcomes that have a mark: those of the ledger's matrix, in its shapes and colours.
SERIES = [
    Series("raised_again", "Last raised again", STANCE_COLOURS["concern"], STANCE_SHAPES["concern"]),
    Series("reported_improved", "Last reported improved", STANCE_COLOURS["strength"], STANCE_SHAPES["strength"]),
]
NUMBERS = {"n_looked": ["Looked at", "again"], "n_items": ["Asked"]}
#: A table with more rows than this makes a page that no mail takes.
MOST_ROWS = 300


def draw_outcomes(
    by_theme: pl.DataFrame, whole: pl.DataFrame, waits: pl.DataFrame, place: str, period: str
) -> list[Figure]:
    """Returns the figures: what became of the items by theme, and how long it took.

    Args:
        by_theme: as `count_outcomes` gives it by theme.
        whole: as `count_outcomes` gives it without groups.
        waits: as `measure_waits` gives it.
        place: in words.
        period: as `say_period` gives it.
    """
    rows = name_rows(by_theme.filter(pl.col("n_looked") > 0))
    counted = whole.row(0, named=True) if whole.height else None
    return [
        Figure(
            chart=chart_share_rows(rows, SERIES, NUMBERS),
            narrow=chart_share_rows(rows, SERIES, NUMBERS, narrow=True),
            headline=say_shares_headline(by_theme),
            subtitle=say_shares_subtitle(place, counted, period),
            note=say_shares_note(by_theme) if rows.height else "",
            source=SOURCE,
            alt_text=say_shares_alt(by_theme),
            table=table_outcomes(by_theme, "Theme"),
        ),
        Figure(
            chart=chart_waits(waits),
            narrow=chart_waits(waits, narrow=True),
            headline=say_waits_headline(waits),
            subtitle=f"Share of items by what was said of them within so many years, {place}{period}",
            note="Each bar counts only items that were asked so long before the last day at hand. Inspectors come back "
            "sooner where things are worse, so a bar tells when it was reported, not how fast things improved.",
            source=SOURCE,
            alt_text=say_waits_alt(waits),
            table=table_waits(waits),
        ),
    ]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger itself, an item a row, the latest word first, to filter; where it is long, only its first part.

    Attributes:
        outcomes: as `settle_outcomes` gives it.
        visits: as `select_primary` gives them for the same place.
    """

    outcomes: pl.DataFrame
    visits: pl.DataFrame

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        title = "What was asked, and what became of it"
        entries = enter_rows(self.outcomes, title) if self.outcomes.height else []
        return {TABLES_MIME: entries, "text/html": self._repr_html_(), "text/plain": title}

    def _repr_html_(self) -> str:
        order = ["later_day", "asked", "authority"]
        rows = self.outcomes.sort(order, descending=[True, True, False], nulls_last=True, maintain_order=True)
        if rows.is_empty():
            return "<p>No list of improvements is at hand for this place and period.</p>"
        shown = rows.head(MOST_ROWS)
        days = {row["document_id"]: row["visit_end"] or row["day"] for row in self.visits.iter_rows(named=True)}
        body = "".join(_row(row, days) for row in shown.iter_rows(named=True))
        choose = ("Authority", "Theme", "Outcome")
        heads = "".join(
            f'<th scope="col"{f" data-choose={head}" if head in choose else ""}>{head}</th>'
            for head in ("Authority", "Asked at", "Item", "Theme", "Outcome", "Evidence")
        )
        caption = f"What was asked and what became of it, the latest word first: {count_words(shown.height, 'item')}"
        return (
            f"<p>{self._say_left_out(rows, shown)}</p>"
            '<div data-filter="the ledger"><div class="scroll long" tabindex="0" role="region" '
            f'aria-label="{caption}"><table><caption>{caption}</caption><thead><tr>{heads}</tr></thead>'
            f"<tbody>{body}</tbody></table></div></div>"
        )

    def _say_left_out(self, rows: pl.DataFrame, shown: pl.DataFrame) -> str:
        boards = rows["board"].sum()
        apart = f" {boards:,} of all are the safeguarding board’s, which no figure counts." if boards else ""
        if shown.height == rows.height:
            return f"All {rows.height:,} items are here.{apart}"
        return (
            f"The table has the {shown.height:,} of {rows.height:,} items that were spoken of last; the other "
            f"{rows.height - shown.height:,} are left out of it, not of the figures.{apart} For all of them, render "
            "this page for a region or an authority, or take its tables: <code>ofsted-trends render "
            "improvement_ledger --tables FOLDER</code>."
        )


def _row(row: dict[str, Any], days: dict[str, Any]) -> str:
    """Returns an item as a row."""
    visit = f"{EVENTS[row['event']]}, {say_month(days.get(row['document_id']) or row['asked'])}"
    themes = "; ".join(name_theme(key) for key in row["themes"]) or NO_THEME
    kind = "Priority action" if row["kind"] == "priority_action" else "Item"
    board = " (safeguarding board)" if row["board"] else ""
    words = f": {row['text']}" if row["text"] else f", page {row['page'] or MISSING}"
    cells = [row["authority"], visit, f"{kind} {row['item']}{board}{words}", themes]
    outcome = OUTCOMES[row["outcome"]]
    kind = f' class="{row["outcome"]}"' if row["outcome"] in WORDED else ""
    return (
        "<tr>"
        + "".join(f"<td>{escape(cell)}" for cell in cells)
        + f"<td{kind}>{outcome}<td>{escape(_evidence(row, days))}"
    )


def _evidence(row: dict[str, Any], days: dict[str, Any]) -> str:
    """Returns the later document that tells the outcome: where, in which words, how sure."""
    if row["later_document_id"] is None or row["outcome"] not in [*WORDED, "mentioned"]:
        return MISSING if row["outcome"] in WORDED else ""
    month = say_month(days.get(row["later_document_id"]) or row["later_day"])
    asked = f", {KINDS[row['evidence_kind']].lower()} {row['evidence_item']}" if row["evidence_item"] else ""
    page = f", page {row['evidence_page']}" if row["evidence_page"] else ""
    words = f": {row['evidence_text']}" if row["evidence_text"] else ""
    return f"{EVENTS[row['later_event']]}, {month}{page}{asked} ({CONFIDENCE[row['confidence']]}){words}"
