"""Strength against concern on the page of themes over time: the figures, their words and table, and the words that tell
one from the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from ofsted_trends.charts.figure import Figure
from ofsted_trends.charts.markup import escape
from ofsted_trends.charts.names import EVENTS, name_theme
from ofsted_trends.charts.tables import TABLES_MIME, Table, table_data, table_entry
from ofsted_trends.charts.theme_balance import SIDES, chart_theme_balance, count_sides
from ofsted_trends.registers.frameworks import load_frameworks
from ofsted_trends.reports.sources import SENTENCES_CODED
from ofsted_trends.reports.trend_tables import number_shares, write_share
from ofsted_trends.reports.trend_words import OWN_NOTE, is_own, name_low
from ofsted_trends.reports.words import count_words

NOTE = (
    "The parts of a bar stand in the order of the key. n is the number of documents in scope. A report of an "
    "inspection is long and says more of everything than a letter about a visit, so compare like with like."
)
FEW_NOTE = "Hollow, with “few”: fewer than 10 documents."
NO_SENTENCES = (
    "The words of the documents are not part of the bundled facts. Make this page from the documents themselves "
    "(parameter corpus) to see which words tell concerns from strengths, and how they differ between frameworks."
)
#: Kinds that only one framework has: their name says it already.
_PLAIN = ("joint_inspection", "area_send", "monitoring_visit", "press_report")


def name_kind(row: dict[str, Any]) -> str:
    """Returns the name of a kind of inspection or visit under a framework.

    >>> name_kind({"framework": "sif", "event": "reinspection"})
    'Re-inspection (SIF)'
    """
    framework = load_frameworks().get(row["framework"])
    plain = row["event"] in _PLAIN or framework is None
    return EVENTS[row["event"]] if plain or framework is None else f"{EVENTS[row['event']]} ({framework.short})"


def draw_balances(by_kind: pl.DataFrame, whole: pl.DataFrame, keys: Sequence[str], place: str) -> list[Figure]:
    """Returns one figure a theme: strength against concern, by framework and kind of inspection or visit.

    Args:
        by_kind: as `measure_prevalence` gives it by framework and event.
        whole: as `measure_prevalence` gives it without groups.
        keys: of the themes.
        place: in words.
    """
    figures = []
    for key in keys:
        rows = by_kind.filter(pl.col("theme") == key)
        total = next(whole.filter(pl.col("theme") == key).iter_rows(named=True), {"n_in_scope": 0})
        figures.append(
            Figure(
                chart=chart_theme_balance(rows, name_kind),
                narrow=chart_theme_balance(rows, name_kind, narrow=True),
                headline=say_balance_headline(key, total),
                subtitle=f"Documents in scope by what they say, {name_low(key)}, {place}: "
                + count_words(total["n_in_scope"], "document"),
                note=say_balance_note(key, rows),
                source=SENTENCES_CODED,
                alt_text=say_balance(key, rows),
                table=table_kinds(rows),
                data=number_kinds(rows),
                theme=key,
            )
        )
    return figures


def say_balance_headline(theme: str, total: dict[str, Any]) -> str:
    """Returns the message of a chart.

    >>> say_balance_headline("fathers", {"n_in_scope": 10, "n_concern": 5, "n_strength": 4, "n_both": 3})
    'Fathers: of 10 documents, 2 say only a concern, 1 only a strength, 3 both, 4 neither'
    """
    if not total["n_in_scope"]:
        return f"{name_theme(theme)}: no document looked at it"
    sides = count_sides(total)
    told = count_words(total["n_in_scope"], "document")
    return (
        f"{name_theme(theme)}: of {told}, {sides['concern']:,} say only a concern, {sides['strength']:,} only a "
        f"strength, {sides['both']:,} both, {sides['neither']:,} neither"
    )


def say_balance_note(theme: str, rows: pl.DataFrame) -> str:
    """Returns how to read a chart: only of what is drawn in it."""
    drawn = rows.filter(pl.col("n_in_scope") > 0)
    if drawn.is_empty():
        return ""
    parts = [NOTE, FEW_NOTE if drawn["small"].any() else "", OWN_NOTE if is_own(theme) else ""]
    return " ".join(filter(None, parts))


def say_balance(theme: str, rows: pl.DataFrame) -> str:
    """Returns the text alternative of a chart: the four parts of each bar."""
    told = []
    for row in rows.filter(pl.col("n_in_scope") > 0).iter_rows(named=True):
        sides = count_sides(row)
        told.append(
            f"{name_kind(row)}, {row['n_in_scope']}: only concern {sides['concern']}, both {sides['both']}, "
            f"only strength {sides['strength']}, neither {sides['neither']}"
        )
    body = "; ".join(told) or "no document"
    return f"Documents in scope by what they say of {name_low(theme)}, by framework and kind: {body}."


def table_kinds(rows: pl.DataFrame) -> pl.DataFrame:
    """Returns a theme's shares by framework and kind of inspection or visit, for a reader. One row per kind with a
    document counted or left out."""
    seen = [row for row in rows.to_dicts() if row["n_in_scope"] or row["n_scope_unknown"]]
    columns: dict[str, list[Any]] = {
        "Kind": [name_kind(row) for row in seen],
        "In scope": [row["n_in_scope"] for row in seen],
        "Concern (95% interval)": [write_share(row, "concern") for row in seen],
        "Strength (95% interval)": [write_share(row, "strength") for row in seen],
    }
    for side, (heading, _, _) in SIDES.items():
        columns[heading] = [count_sides(row)[side] for row in seen]
    columns["In scope only because they spoke of it"] = [row["n_beyond_scope"] for row in seen]
    columns["Scope not known (left out)"] = [row["n_scope_unknown"] for row in seen]
    words = ("Kind", "Concern (95% interval)", "Strength (95% interval)")
    return pl.DataFrame(columns, schema={name: pl.String if name in words else pl.Int64 for name in columns})


def number_kinds(rows: pl.DataFrame) -> pl.DataFrame:
    """Returns the same facts to download: one value a cell."""
    seen = rows.filter((pl.col("n_in_scope") > 0) | (pl.col("n_scope_unknown") > 0))
    frameworks = load_frameworks()
    names = [frameworks[key].label if key in frameworks else key for key in seen["framework"]]
    kinds = [EVENTS[event] for event in seen["event"]]
    return number_shares(seen).select(
        pl.Series("Framework", names, pl.String), pl.Series("Kind", kinds, pl.String), pl.exclude("Year")
    )


@dataclass(frozen=True, slots=True)
class StanceTerms:
    """The words that tell concerns from strengths, theme by theme, under all frameworks together and under each.

    Attributes:
        terms: as `measure_stance_terms` gives it.
        keys: of the themes.
        has_text: whether the sentences are at hand.
    """

    terms: pl.DataFrame
    keys: Sequence[str]
    has_text: bool

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        entries = [table_entry(self._caption(key), table_data(self._rows(key))) for key in self.keys if self.has_text]
        return {TABLES_MIME: entries, "text/html": self._repr_html_(), "text/plain": "Words that tell the stance"}

    def _repr_html_(self) -> str:
        if not self.has_text:
            return f"<p>{escape(NO_SENTENCES)}</p>"
        return "".join(self._theme(key) for key in self.keys)

    def _theme(self, key: str) -> str:
        rows = self._rows(key)
        if not rows.height:
            few = f"{name_theme(key)}: too few sentences of both stances to tell their words apart."
            return f'<p data-theme="{escape(name_theme(key))}">{escape(few)}</p>'
        return Table(rows, self._caption(key), theme=key)._repr_html_()

    def _caption(self, key: str) -> str:
        return (
            f"{name_theme(key)}: words that tell concerns from strengths (sentences with a concern : with a strength)"
        )

    def _rows(self, key: str) -> pl.DataFrame:
        """Returns a theme's words for a reader. One row per framework."""
        known = load_frameworks()
        own = self.terms.filter(pl.col("theme") == key)
        rows = []
        for framework in own["framework"].unique(maintain_order=True):
            within = own.filter(pl.col("framework") == framework)
            lists = [
                ", ".join(
                    f"{row['term']}{'*' if row['own'] else ''} ({row['n_concern']}:{row['n_strength']})"
                    for row in within.filter(pl.col("side") == side).iter_rows(named=True)
                )
                for side in ("concern", "strength")
            ]
            rows.append(
                [known[framework].label if framework else "All together", *(words or "none" for words in lists)]
            )
        columns = ["Framework", "More common in concerns", "More common in strengths"]
        return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
