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
from ofsted_trends.charts.names import AREAS, EVENTS, GRADES, KINDS, name_theme
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
            PAGE_MIME: {"title": self.title},
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
    parts.append(_link(first))
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


def _link(row: dict[str, Any]) -> str:
    """Returns a paragraph with the link to the document, or else to the authority's page."""
    if not row["link"]:
        return ""
    name = name_visit(row)
    words = name if row["link_to"] == "document" else f"page of the authority, which lists its documents ({name})"
    return f"<p>{link_html(row['link'], f'Ofsted’s site: {words}')}</p>"


def name_visit(row: dict[str, Any]) -> str:
    """Returns how a page calls a document: kind and days."""
    return f"{EVENTS[row['event']]}, {format_period(row['visit_start'], row['visit_end'], row['published'])}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where everything that is said can be found, document by document, newest first, each behind a heading
    to open.

    Where the sentences are at hand a row is a sentence; where they are not, a row gathers the places of one
    kind, area and theme.

    Attributes:
        frame: as `measure_evidence` gives it.
    """

    frame: pl.DataFrame

    def _repr_html_(self) -> str:
        if self.frame.is_empty():
            return "<p>No evidence is at hand for this period.</p>"
        documents = reversed(self.frame.partition_by("document_id", maintain_order=True))
        parts = "".join(_evidence_of(document) for document in documents)
        return f'<div class="evidence">{parts}</div>'


def _evidence_of(frame: pl.DataFrame) -> str:
    first = frame.row(0, named=True)
    has_text = frame["text"].is_not_null().any()
    head, rows = _sentences(frame) if has_text else _places(frame)
    name = escape(name_visit(first) + (", second-hand" if first["second_hand"] else ""))
    count = count_words(
        len(rows), "sentence" if has_text else "kind of statement", None if has_text else "kinds of statement"
    )
    filled = [place for place in range(len(head)) if any(row[place] for row in rows)]
    cells = "".join(f'<th scope="col">{head[place]}</th>' for place in filled)
    body = "".join("<tr>" + "".join(f"<td>{escape(row[place])}" for place in filled) for row in rows)
    return (
        f"<details><summary>{name}: {count}</summary>{_link(first)}"
        f'<div class="scroll" tabindex="0" role="region" aria-label="Evidence: {name}"><table>'
        f"<caption>{name}</caption>"
        f"<thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )


def _sentences(frame: pl.DataFrame) -> tuple[list[str], list[list[str]]]:
    """Returns one row per sentence: rows of one sentence about several themes are put together."""
    merged = frame.with_columns(about=_about()).group_by(
        "page", "paragraph", "kind", "item", "area", "label", "grade", "text", maintain_order=True
    ).agg(pl.col("about").drop_nulls().unique(maintain_order=True))  # fmt: skip
    rows = [
        [
            _number(row["page"]),
            row["paragraph"] or "",
            _kind(row),
            _area(row),
            "; ".join(row["about"]),
            _words(row),
        ]
        for row in merged.iter_rows(named=True)
    ]
    return ["Page", "Paragraph", "Kind", "Area or section", "Themes", "Words of the document"], rows


def _places(frame: pl.DataFrame) -> tuple[list[str], list[list[str]]]:
    """Returns one row per kind, area, grade and theme, with the places where it stands."""
    merged = frame.with_columns(about=_about()).group_by(
        "kind", "area", "label", "grade", "about", "stance", maintain_order=True
    ).agg("page", "paragraph", n=pl.len(), item=pl.lit(None))  # fmt: skip
    rows = [
        [
            _kind(row) + (f": {GRADES[row['grade']]}" if row["grade"] else ""),
            _area(row),
            row["about"] or "",
            str(row["n"]),
            _write_places(row["page"], row["paragraph"]),
        ]
        for row in merged.iter_rows(named=True)
    ]
    return ["Kind", "Area or section", "Theme", "Number", "Page (paragraphs)"], rows


def _about() -> pl.Expr:
    stance = pl.when(pl.col("stance").is_null()).then(pl.lit("")).otherwise(pl.format(" ({})", pl.col("stance")))
    return pl.col("theme").map_elements(name_theme, return_dtype=pl.String) + stance


def _write_places(pages: Sequence[int | None], paragraphs: Sequence[str | None]) -> str:
    """Returns pages in order, each with its printed paragraphs.

    >>> _write_places([2, 2, 4], ["7", "8", None])
    '2 (7, 8), 4'
    """
    found: dict[int | None, list[str]] = {}
    for page, paragraph in zip(pages, paragraphs, strict=True):
        listed = found.setdefault(page, [])
        if paragraph and paragraph not in listed:
            listed.append(paragraph)
    return ", ".join(
        f"{_number(page)} ({', '.join(listed)})" if listed else _number(page) for page, listed in found.items()
    )


def _number(page: int | None) -> str:
    return "[x]" if page is None else str(page)


def _kind(row: dict[str, Any]) -> str:
    return KINDS[row["kind"]] + (f" {row['item']}" if row["item"] else "")


def _area(row: dict[str, Any]) -> str:
    if row["area"]:
        return AREAS[row["area"]]
    return "" if row["kind"] == "grade" else row["label"] or ""


def _words(row: dict[str, Any]) -> str:
    if row["text"]:
        return str(row["text"])
    return f"{row['label'] or ''}: {GRADES[row['grade']]}" if row["grade"] else "[x]"
