"""The blocks of a page that are neither figure nor plain table; each shows itself in a notebook and in a
report.

All words of documents are escaped here; none passes through Markdown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ofsted_trends.charts.markup import escape
from ofsted_trends.charts.names import EVENTS
from ofsted_trends.charts.tables import format_period, link_html

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
