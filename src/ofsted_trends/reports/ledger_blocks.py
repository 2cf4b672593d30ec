"""What had to improve, as lists with what became of each item.

All words of documents are escaped here; none passes through Markdown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from ofsted_trends.charts.ledger_names import CONFIDENCE, OUTCOMES, WORDED
from ofsted_trends.charts.markup import escape
from ofsted_trends.charts.names import KINDS, name_event, name_theme
from ofsted_trends.charts.tables import TABLES_MIME
from ofsted_trends.measures.outcomes import is_worded
from ofsted_trends.reports.blocks import link_document, name_visit
from ofsted_trends.reports.ledger_tables import enter_rows
from ofsted_trends.reports.words import count_words, join_words, say_month

WORDLESS_SENTENCE = (
    "The words of the documents are not part of the bundled facts: shown are the number of each item, its "
    "page and, where it is about a theme, the theme. Read the words on Ofsted’s site, or make this page "
    "from the documents themselves."
)
MATCHED_SENTENCE = "Which later sentences are about an item was found while the words were at hand."


@dataclass(frozen=True, slots=True)
class Improvements:
    """What had to improve, visit by visit, newest first, with the items' numbers, and what became of each.

    Attributes:
        frame: as `measure_improvements` gives it.
        ledger: as `measure_ledger` gives it for the same authority and period.
        visits: as `select_primary` gives them.
    """

    frame: pl.DataFrame
    ledger: pl.DataFrame
    visits: pl.DataFrame

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        title = "What had to improve, and what each later document said of it"
        entries = enter_rows(self.ledger, title) if self.ledger.height else []
        return {TABLES_MIME: entries, "text/html": self._repr_html_(), "text/plain": title}

    def _repr_html_(self) -> str:
        if self.frame.is_empty():
            return "<p>No list of improvements is at hand for this period.</p>"
        documents = reversed(self.frame.partition_by("document_id", maintain_order=True))
        matched = f" {MATCHED_SENTENCE}" if is_worded(self.ledger) else ""
        wordless = "" if self.frame["text"].is_not_null().any() else f"<p>{WORDLESS_SENTENCE}{matched}</p>"
        return wordless + "".join(self._list(document.to_dicts()) for document in documents)

    def _list(self, items: list[dict[str, Any]]) -> str:
        first = items[0]
        second_hand = ", second-hand" if first["second_hand"] else ""
        parts = [f"<h3>{escape(name_visit(first))}{second_hand}</h3>"]
        for kind, one, many in (
            ("priority_action", "area for priority action", "areas for priority action"),
            ("improvement", "area for improvement", "areas for improvement"),
        ):
            rows = [row for row in items if row["kind"] == kind]
            if not rows:
                continue
            count = count_words(len(rows), one, many)
            if any(row["text"] or row["themes"] for row in rows):
                listed = "".join(f'<li value="{row["item"]}">{_item(row)}{self._follow(row)}</li>' for row in rows)
                parts.append(f"<p>{count}:</p><ol>{listed}</ol>")
            else:
                parts.append(f"<p>{count}, {_write_pages(rows)}.</p>")
        parts.append(link_document(first))
        return "".join(parts)

    def _follow(self, item: dict[str, Any]) -> str:
        """Returns what later documents say of an item, the newest first; a second-hand list is not followed."""
        mine = (pl.col(c) == item[c] for c in ("document_id", "kind", "item"))
        rows = self.ledger.filter(*mine).reverse().to_dicts()
        visits = {visit["document_id"]: visit for visit in self.visits.to_dicts()}
        found = [row for row in rows if row["outcome"] in WORDED]
        told = "".join(f'<li class="{row["outcome"]}">{_found(row, visits[row["later_document_id"]])}' for row in found)
        # the chart and its table say the rest; in words only where an item has nothing else
        counted = [
            f"{words[0].lower()}{words[1:]} at {sum(row['outcome'] == key for row in rows)}"
            for key, words in OUTCOMES.items()
            if key not in WORDED and any(row["outcome"] == key for row in rows)
        ]
        if told:
            return f'<ul class="followed">{told}</ul>'
        rest = f"Later visits: {join_words(counted)}" if counted else OUTCOMES["not_followed"]
        return f'<span class="themes">{rest}.</span>' if rows else ""


def _item(row: dict[str, Any]) -> str:
    """Returns an item's words and themes; where the words are not at hand, its page and themes."""
    themes = escape(", ".join(name_theme(theme) for theme in row["themes"] or []))
    if row["text"]:
        return escape(row["text"]) + (f' <span class="themes">Theme: {themes}</span>' if themes else "")
    return f"{themes or 'No theme coded'} ({_write_pages([row])})"


def _write_pages(rows: list[dict[str, Any]]) -> str:
    """Returns on which pages items stand.

    >>> _write_pages([{"page": 2}, {"page": 3}, {"page": 2}])
    'pages 2, 3'
    """
    pages = sorted({row["page"] for row in rows if row["page"]})
    if not pages:
        return "page not known"
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(map(str, pages))}"


def _found(row: dict[str, Any], visit: dict[str, Any]) -> str:
    """Returns what one later document says of an item, with the evidence, its place and how sure the match is."""
    name = f"{name_event(visit['event'])}, {say_month(visit['visit_end'] or visit['day'])}"
    asked = f" as {KINDS[row['evidence_kind']].lower()} {row['evidence_item']}" if row["evidence_item"] else ""
    page = f"page {row['evidence_page']}" if row["evidence_page"] else "page not known"
    place = f"{page}, paragraph {row['evidence_paragraph']}" if row["evidence_paragraph"] else page
    words = f": {escape(row['evidence_text'])}" if row["evidence_text"] else ""
    return (
        f"<b>{OUTCOMES[row['outcome']]}</b>{asked}: {escape(name)}{words} "
        f"<small>({escape(place)}; {CONFIDENCE[row['confidence']]})</small>"
    )
