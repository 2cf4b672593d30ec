"""The figures and blocks of the page of data quality.

File names and details of problems are escaped here; none passes through Markdown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from ofsted_trends.charts.count_matrix import chart_counts
from ofsted_trends.charts.figure import Figure
from ofsted_trends.charts.markup import escape
from ofsted_trends.charts.names import EVENTS, name_event, name_theme
from ofsted_trends.charts.share_ranges import chart_share_ranges
from ofsted_trends.charts.share_rows import Series, chart_share_rows
from ofsted_trends.charts.style import CATEGORICAL
from ofsted_trends.charts.tables import TABLES_MIME, table_data, table_entry
from ofsted_trends.charts.theme_names import LETTERS
from ofsted_trends.reports.quality_tables import (
    table_agreement,
    table_coding,
    table_coverage,
    table_gaps,
    table_selection,
)
from ofsted_trends.reports.quality_words import (
    say_agreement_alt,
    say_agreement_headline,
    say_coverage_alt,
    say_coverage_headline,
    say_coverage_subtitle,
    say_range_alt,
    say_range_headline,
    say_range_subtitle,
)
from ofsted_trends.reports.sources import SENTENCES_CODED

AT_HAND = "Documents at hand, by their days on site"
SERIES = [
    Series("precision", "Precision: coded with it, and rightly", CATEGORICAL[0], "circle"),
    Series("recall", "Recall: about it, and found", CATEGORICAL[3], "square"),
]


def draw_coverage(by_region: pl.DataFrame, by_event: pl.DataFrame) -> list[Figure]:
    """Returns the figures of what is at hand: by region and year, and by kind and year.

    Args:
        by_region: as `measure_coverage` gives it by region.
        by_event: as `measure_coverage` gives it by event.
    """
    regions = {name: name for name in by_region["region"].unique(maintain_order=True)}
    initials = {name: "".join(c for c in name if c.isupper()) for name in regions}
    events = {event: name for event, name in EVENTS.items() if event in set(by_event["event"])}
    named = ", ".join(f"{initials[name]} {name}" for name in regions)
    letters = ", ".join(f"{LETTERS[event]} {name_event(event)}" for event in events)
    tail = "A dash: nothing at hand, which says nothing of what Ofsted did. Darker: more."
    return [
        Figure(
            chart=chart_counts(counts, row, names, short),
            narrow=chart_counts(counts, row, names, short, narrow=True),
            headline=headline,
            subtitle=say_coverage_subtitle(counts, row if row == "region" else "kind"),
            note=f"{tail} On a phone: {words}." if counts.height else "",
            source=AT_HAND,
            alt_text=say_coverage_alt(counts, row),
            table=table_coverage(counts, row, head),
        )
        for counts, row, names, short, head, headline, words in (
            (by_region, "region", regions, initials, "Region", say_coverage_headline(by_region), named),
            (by_event, "event", events, LETTERS, "Kind", "Documents at hand by kind and year", letters),
        )
    ]


def draw_agreement(agreement: pl.DataFrame) -> Figure:
    """Returns the figure of how well the coding agrees with people, by theme.

    Args:
        agreement: as `measure_agreement` gives it.
    """
    names = pl.Series("name", [name_theme(key) for key in agreement["theme"]], pl.String)
    rows = agreement.with_columns(names)
    numbers = {"n_people": ["Sentences", "by people"], "n_coded": ["By the", "coding"]}
    sources = agreement["source"].unique().sort().to_list()
    return Figure(
        chart=chart_share_rows(rows, SERIES, numbers),
        narrow=chart_share_rows(rows, SERIES, numbers, narrow=True),
        headline=say_agreement_headline(agreement),
        subtitle=f"Precision and recall of the coding by theme: {agreement.height} themes",
        note="Lines are 95% intervals (Wilson), as if sentences were independent of each other. Grey and hollow: fewer "
        "than 10 sentences.",
        source="; ".join(sources) or "not yet measured",
        alt_text=say_agreement_alt(agreement),
        table=table_agreement(agreement),
    )


def draw_coding(sensitivity: pl.DataFrame, keys: Sequence[str]) -> list[Figure]:
    """Returns one figure a theme: the share that raise a concern, corrected for errors of the coding.

    Args:
        sensitivity: as `measure_coding_sensitivity` gives it.
        keys: of the themes.
    """
    named = sensitivity.with_columns(lowest=pl.col("corrected_low"), highest=pl.col("corrected_high"))
    words = "Corrected for errors of the coding"
    return [
        _draw_ranges(named, key, words, "corrected for errors of the coding", table_coding(_of(sensitivity, key)))
        for key in keys
        if _of(sensitivity, key).height
    ]


def draw_selection(sensitivity: pl.DataFrame, keys: Sequence[str]) -> list[Figure]:
    """Returns one figure a theme: the share that raise a concern, counted otherwise who was inspected.

    Args:
        sensitivity: as `measure_selection_sensitivity` gives it.
        keys: of the themes.
    """
    words = "Lowest and highest of the other ways to count"
    return [
        _draw_ranges(sensitivity, key, words, "counted otherwise", table_selection(_of(sensitivity, key)))
        for key in keys
    ]


def _of(rows: pl.DataFrame, theme: str) -> pl.DataFrame:
    return rows.filter(pl.col("theme") == theme)


def _draw_ranges(rows: pl.DataFrame, theme: str, words: str, what: str, table: pl.DataFrame) -> Figure:
    own = _of(rows, theme).filter(pl.col("side") == "concern")
    return Figure(
        chart=chart_share_ranges(own, "concern", words),
        narrow=chart_share_ranges(own, "concern", words, narrow=True),
        headline=say_range_headline(own, theme, what),
        subtitle=say_range_subtitle(own, theme, "concern"),
        note="The line is the 95% interval (Wilson), which covers chance alone; the grey bar is not an interval of the "
        "same kind. The data table has strengths, too."
        if own.height
        else "",
        source=SENTENCES_CODED,
        alt_text=say_range_alt(own, theme),
        table=table,
    )


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is at hand of each authority, and what is missing, to filter.

    Attributes:
        gaps: as `measure_gaps` gives it.
    """

    gaps: pl.DataFrame

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        title = "What is at hand of each authority, and what is missing"
        entries = [table_entry(title, table_data(table_gaps(self.gaps)), source=AT_HAND, detail=True)]
        return {TABLES_MIME: entries, "text/html": self._repr_html_(), "text/plain": title}

    def _repr_html_(self) -> str:
        data = table_data(table_gaps(self.gaps))
        heads = "".join(
            f'<th scope="col"{" class=n" if numeric else " data-choose=Region" if head == "Region" else ""}>{head}</th>'
            for head, numeric in zip(data["columns"], data["numeric"], strict=True)
        )
        body = "".join(
            "<tr>" + "".join(_cell(cell, n) for cell, n in zip(row, data["numeric"], strict=True))
            for row in data["rows"]
        )
        caption = f"Authorities of England with what is at hand of each: {len(data['rows'])}"
        return (
            '<div data-filter="the authorities"><div class="scroll long" tabindex="0" role="region" '
            f'aria-label="{caption}"><table><caption>{caption}</caption><thead><tr>{heads}</tr></thead>'
            f"<tbody>{body}</tbody></table></div></div>"
        )


def _cell(cell: Any, numeric: bool) -> str:
    return f'<td class="n">{cell:,}' if numeric else f"<td>{escape(str(cell))}"
