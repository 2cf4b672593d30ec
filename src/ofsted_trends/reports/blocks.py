"""The blocks of a page that are neither figure nor plain table; each shows itself in a notebook and in a
report.

All words of documents are escaped here; none passes through Markdown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from ofsted_trends.charts.markup import escape
from ofsted_trends.charts.names import EVENTS, name_theme
from ofsted_trends.charts.tables import format_period, link_html
from ofsted_trends.reports.words import count_words

WORDLESS_SENTENCE = (
    "The words of the documents are not part of the bundled facts: shown are the number of each item, its "
    "page and, where it is about a theme, the theme. Read the words on Ofsted’s site, or make this page "
    "from the documents themselves."
)
PAGE_MIME = "application/vnd.ofsted-trends.page.v1+json"


@dataclass(frozen=True, slots=True)
class PageHead:
    """The top of a page.

    Attributes:
        title: of the page; also the document's title.
        lede: one sentence below it.
        sentences: the summary that can be read in 30 seconds.
    """

    title: str
    lede: str
    sentences: Sequence[str]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in self.sentences)
        markup = (
            f'<h1>{escape(self.title)}</h1><p class="lede">{escape(self.lede)}</p>'
            f'<section class="summary" aria-label="Summary"><ul>{items}</ul></section>'
        )
        return {
            PAGE_MIME: {"title": self.title, "lede": self.lede},
            "text/html": markup,
            "text/plain": "\n".join([self.title, self.lede, *self.sentences]),
        }


@dataclass(frozen=True, slots=True)
class Improvements:
    """What had to improve, visit by visit, newest first, with the items' numbers.

    Attributes:
        frame: as `measure_improvements` gives it.
    """

    frame: pl.DataFrame

    def _repr_html_(self) -> str:
        if self.frame.is_empty():
            return "<p>No list of improvements is at hand for this period.</p>"
        documents = reversed(self.frame.partition_by("document_id", maintain_order=True))
        wordless = "" if self.frame["text"].is_not_null().any() else f"<p>{WORDLESS_SENTENCE}</p>"
        return wordless + "".join(_improvements_of(document.to_dicts()) for document in documents)


def _improvements_of(items: list[dict[str, Any]]) -> str:
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
            listed = "".join(f'<li value="{row["item"]}">{_item(row)}</li>' for row in rows)
            parts.append(f"<p>{count}:</p><ol>{listed}</ol>")
        else:
            parts.append(f"<p>{count}, {_write_pages(rows)}.</p>")
    parts.append(link_document(first))
    return "".join(parts)


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


def link_document(row: dict[str, Any]) -> str:
    """Returns a paragraph with the link to the document, or else to the authority's page."""
    if not row["link"]:
        return ""
    name = name_visit(row)
    words = name if row["link_to"] == "document" else f"page of the authority, which lists its documents ({name})"
    return f"<p>{link_html(row['link'], f'Ofsted’s site: {words}')}</p>"


def name_visit(row: dict[str, Any]) -> str:
    """Returns how a page calls a document: kind and days."""
    return f"{EVENTS[row['event']]}, {format_period(row['visit_start'], row['visit_end'], row['published'])}"
