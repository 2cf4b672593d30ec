"""The figures and blocks of the page of themes over time.

All words of documents are escaped here; none passes through Markdown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from ofsted_trends.charts.figure import Figure
from ofsted_trends.charts.markup import escape
from ofsted_trends.charts.names import name_theme
from ofsted_trends.charts.tables import TABLES_MIME, link_html, table_data, table_entry
from ofsted_trends.charts.theme_trend import chart_theme_trend
from ofsted_trends.charts.trend_rows import trend_rates, trend_shares
from ofsted_trends.measures.frameworks import measure_frameworks
from ofsted_trends.reports.blocks import name_visit
from ofsted_trends.reports.sources import SENTENCES_CODED
from ofsted_trends.reports.trend_tables import number_rates, number_shares, table_rates, table_shares
from ofsted_trends.reports.trend_words import (
    count_turns,
    name_low,
    say_trend,
    say_trend_headline,
    say_trend_note,
    say_trend_subtitle,
)
from ofsted_trends.reports.words import count_words

#: A theme with more turns than this shows the newest, and the others on request.
SHOWN = 8
_VISIT = ["document_id", "event", "visit_start", "visit_end", "published", "source_url", "authority_url"]


def find_bands(prevalence: pl.DataFrame, documents: pl.DataFrame, start: str, end: str) -> pl.DataFrame:
    """Returns the frameworks in force, as `measure_frameworks` gives them, from the first year of a measure.

    Args:
        prevalence: as `measure_prevalence` gives it by year.
        documents: the documents table.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.
    """
    days = [date(year, 1, 1) for year in prevalence["year"].unique().sort()]
    told = pl.DataFrame({"day": days}, {"day": pl.Date}).with_columns(framework=pl.lit(None, pl.String))
    return measure_frameworks(told, told, documents, start, end)


def draw_trends(
    frame: pl.DataFrame, frameworks: pl.DataFrame, keys: Sequence[str], place: str, *, shares: bool = True
) -> list[Figure]:
    """Returns one figure a theme.

    Args:
        frame: as `measure_prevalence` (shares) or `measure_rate` gives it by year.
        frameworks: as `find_bands` gives it.
        keys: of the themes.
        place: in words.
        shares: whether `frame` has shares or rates.
    """
    figures = []
    for key in keys:
        trend = trend_shares(frame, key) if shares else trend_rates(frame, key)
        figures.append(
            Figure(
                chart=chart_theme_trend(trend, frameworks, shares=shares),
                narrow=chart_theme_trend(trend, frameworks, shares=shares, narrow=True),
                headline=say_trend_headline(key, frame, shares=shares),
                subtitle=say_trend_subtitle(key, frame, place, shares=shares),
                note=say_trend_note(key, frame, shares=shares),
                source=SENTENCES_CODED,
                alt_text=say_trend(key, frame, shares=shares),
                theme=key,
                table=table_shares(frame, key) if shares else table_rates(frame, key),
                data=(number_shares if shares else number_rates)(frame.filter(pl.col("theme") == key)),
            )
        )
    return figures


@dataclass(frozen=True, slots=True)
class Turns:
    """The authorities where themes turned, theme by theme, newest first, with links to both documents.

    Attributes:
        turns: as `measure_turns` gives it.
        documents: the documents table.
        whole: as `measure_prevalence` gives it without groups.
        keys: of the themes.
    """

    turns: pl.DataFrame
    documents: pl.DataFrame
    whole: pl.DataFrame
    keys: Sequence[str]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        visits = self._visits()
        entries = [
            table_entry(
                f"Where {name_low(key)} turned, newest first", table_data(_list_turns(rows, visits)), detail=True
            )
            for key in self.keys
            if (rows := self.turns.filter(pl.col("theme") == key).reverse().to_dicts())
        ]
        return {TABLES_MIME: entries, "text/html": self._repr_html_(), "text/plain": "Where themes turned"}

    def _repr_html_(self) -> str:
        visits = self._visits()
        return "".join(self._theme(key, visits) for key in self.keys)

    def _visits(self) -> dict[str, dict[str, Any]]:
        wanted = pl.concat([self.turns["from_document_id"], self.turns["to_document_id"]]).unique()
        chosen = self.documents.filter(pl.col("document_id").is_in(wanted.to_list())).select(_VISIT)
        return {row["document_id"]: row for row in chosen.to_dicts()}

    def _theme(self, key: str, visits: dict[str, dict[str, Any]]) -> str:
        rows = self.turns.filter(pl.col("theme") == key).reverse().to_dicts()
        told = f"<h3>{escape(name_theme(key))}</h3><p>{escape(self._say(key))}</p>{self._rows(key, rows, visits)}"
        return f'<div data-theme="{escape(name_theme(key))}">{told}</div>'

    def _rows(self, key: str, rows: list[dict[str, Any]], visits: dict[str, dict[str, Any]]) -> str:
        if not rows:
            return ""
        body = [_turn(row, visits) for row in rows]
        caption = f"Where {name_low(key)} turned, newest first"
        shown = _table(body[:SHOWN], caption)
        if len(body) <= SHOWN:
            return shown
        more = f"Show {count_words(len(body) - SHOWN, 'earlier turn')}: {name_low(key)}"
        table = _table(body[SHOWN:], f"Where {name_low(key)} turned, earlier")
        return f"{shown}<details><summary>{escape(more)}</summary>{table}</details>"

    def _say(self, key: str) -> str:
        better, worse = (count_turns(self.turns, key, side) for side in ("strength", "concern"))
        places = self.turns.filter(pl.col("theme") == key)["authority"].n_unique()
        both = "".join(_say_both(row) for row in self.whole.filter(pl.col("theme") == key).iter_rows(named=True))
        if not better and not worse:
            return f"It turned nowhere in this period.{both}"
        where = count_words(places, "authority", "authorities")
        return f"To strength {_times(better)}, to concern {_times(worse)}, in {where}.{both}"


def _say_both(row: dict[str, Any]) -> str:
    """Returns how many documents take no side."""
    n = row["n_both"]
    if not n:
        return ""
    takes = "it takes no side, so the theme cannot" if n == 1 else "they take no side, so the theme cannot"
    return (
        f" Of {row['n_in_scope']:,} documents in scope, {n:,} {'says' if n == 1 else 'say'} both a concern and a "
        f"strength; {takes} turn there."
    )


def _times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number} times")


def _list_turns(rows: list[dict[str, Any]], visits: dict[str, dict[str, Any]]) -> pl.DataFrame:
    """Returns turns for a workbook. One row per turn."""
    columns: dict[str, list[Any]] = {
        "Authority": [row["authority"] for row in rows],
        "Turned to": [row["turned"] for row in rows],
        "Documents between that said both": [row["n_between"] for row in rows],
    }
    for end, words in (("from", "From"), ("to", "To")):
        told = [visits.get(row[f"{end}_document_id"]) for row in rows]
        columns[words] = [name_visit(visit) if visit else None for visit in told]
        for side in ("concern", "strength"):
            columns[f"{words}: {side}s"] = [row[f"{end}_n_{side}"] for row in rows]
        columns[f"{words}: where it is"] = [visit and (visit["source_url"] or visit["authority_url"]) for visit in told]
    return pl.DataFrame(columns)


def _turn(row: dict[str, Any], visits: dict[str, dict[str, Any]]) -> str:
    between = f", {row['n_between']} between said both" if row["n_between"] else ""
    words = "To strength" if row["turned"] == "strength" else "To concern"
    cells = "".join(
        f"<td>{_said(row, end)}{_link(visits.get(row[f'{end}_document_id']))}</td>" for end in ("from", "to")
    )
    return f'<tr><th scope="row">{escape(row["authority"])}</th><td>{words}{between}</td>{cells}</tr>'


def _said(row: dict[str, Any], end: str) -> str:
    """Returns how many sentences took the side."""
    concern, strength = row[f"{end}_n_concern"], row[f"{end}_n_strength"]
    return f"{count_words(concern, 'concern') if concern else count_words(strength, 'strength')}: "


def _link(visit: dict[str, Any] | None) -> str:
    if visit is None:
        return "[x]"
    name = name_visit(visit)
    if visit["source_url"]:
        return link_html(visit["source_url"], name)
    return link_html(visit["authority_url"], f"{name} (authority’s page)") if visit["authority_url"] else name


def _table(rows: list[str], caption: str) -> str:
    heads = "".join(f'<th scope="col">{word}</th>' for word in ("Authority", "Turned", "From", "To"))
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
