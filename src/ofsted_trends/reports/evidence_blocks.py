"""The block of a page that shows where everything that is said can be found.

All words of documents are escaped here; none passes through Markdown.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from ofsted_trends.charts.markup import escape
from ofsted_trends.charts.names import AREAS, GRADES, KINDS, name_theme
from ofsted_trends.charts.tables import MISSING, TABLES_MIME, table_data, table_entry
from ofsted_trends.frame import say_sentence
from ofsted_trends.ingestion.naming import slug
from ofsted_trends.reports.blocks import link_document, name_visit
from ofsted_trends.reports.evidence_tables import list_evidence
from ofsted_trends.reports.words import count_words

_GROUPS = {
    "grade": "Grades",
    "finding": "Findings",
    "improvement": "Areas for improvement",
    "priority_action": "Areas for priority action",
}
#: Heads of the columns that a reader may choose from.
_CHOICES = dict.fromkeys(["Themes", "Theme or grade"], ' data-choose="Theme"')


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where everything that is said can be found, document by document, newest first, each behind a heading
    to open, and in it section by section.

    Where the sentences are at hand a row is a sentence; where they are not, a row gathers the places of one
    kind, section, theme and stance.

    Attributes:
        frame: as `measure_evidence` gives it.
    """

    frame: pl.DataFrame

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        table = table_entry(
            "Evidence: every statement, with its place", table_data(list_evidence(self.frame)), detail=True
        )
        return {TABLES_MIME: [table], "text/html": self._repr_html_(), "text/plain": "Evidence"}

    def _repr_html_(self) -> str:
        if self.frame.is_empty():
            return "<p>No evidence is at hand for this period.</p>"
        documents = reversed(self.frame.partition_by("document_id", maintain_order=True))
        parts = "".join(_evidence_of(document) for document in documents)
        return f'<div class="evidence" data-filter="the evidence">{parts}</div>'


def _evidence_of(frame: pl.DataFrame) -> str:
    first = frame.row(0, named=True)
    has_text = frame["text"].is_not_null().any()
    head, rows = _sentences(frame) if has_text else _places(frame)
    name = escape(name_visit(first) + (", second-hand" if first["second_hand"] else ""))
    count = count_words(
        len(rows), "sentence" if has_text else "kind of statement", None if has_text else "kinds of statement"
    )
    filled = [place for place in range(len(head)) if any(cells[place] for _, cells in rows)]
    cells = "".join(f'<th scope="col"{_CHOICES.get(head[place], "")}>{head[place]}</th>' for place in filled)
    body = "".join(
        f'<tbody><tr><th colspan="{len(filled)}" scope="rowgroup">{escape(section)}'
        + "".join("<tr>" + "".join(f"<td>{escape(cells[place])}" for place in filled) for _, cells in group)
        for section, group in itertools.groupby(rows, key=lambda row: row[0])
    )
    return (
        f'<details id="{slug("evidence " + first["document_id"])}" data-document="{escape(first["document_id"])}"'
        f"{_year(first)}><summary>{name}: {count}</summary>{link_document(first)}"
        f'<div class="scroll" tabindex="0" role="region" aria-label="Evidence: {name}"><table>'
        f"<caption>{name}</caption>"
        f"<thead><tr>{cells}</tr></thead>{body}</table></div></details>"
    )


def _year(row: dict[str, Any]) -> str:
    """Returns the year by which a page calls a visit, as an attribute."""
    day = row["visit_end"] or row["day"]
    return f' data-year="{day.year}"' if day else ""


def _sentences(frame: pl.DataFrame) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Returns one row per sentence, each with its section: rows of one sentence about several themes are put
    together."""
    merged = frame.with_columns(sentence=say_sentence()).group_by(
        "sentence", "page", "paragraph", "kind", "item", "area", "label", "grade", "text", maintain_order=True
    ).agg("theme", "stance")  # fmt: skip
    rows = [
        (
            _section(row),
            [_number(row["page"]), _paragraph(row), _themes(row["theme"], row["stance"]), _words(row)],
        )
        for row in merged.iter_rows(named=True)
    ]
    return ["Page", "Paragraph or item", "Themes", "Words of the document"], rows


def _places(frame: pl.DataFrame) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Returns one row per kind, section, grade, theme and stance, with the places where it stands."""
    merged = frame.with_columns(about=_about()).group_by(
        "kind", "area", "label", "grade", "about", "stance", maintain_order=True
    ).agg("page", "paragraph", n=pl.len(), item=pl.lit(None))  # fmt: skip
    sections = list(dict.fromkeys(_section(row) for row in merged.iter_rows(named=True)))
    rows = [
        (
            _section(row),
            [
                row["about"] or (_words(row) if row["grade"] else "No theme"),
                str(row["n"]),
                write_places(row["page"], row["paragraph"]),
            ],
        )
        for row in merged.iter_rows(named=True)
    ]
    rows.sort(key=lambda row: sections.index(row[0]))
    return ["Theme or grade", "Number", "Page (paragraphs)"], rows


def _themes(themes: Sequence[str | None], stances: Sequence[str | None]) -> str:
    """Returns the themes of a sentence, those of one stance together.

    >>> _themes(["fathers", "planning", "assessment"], ["concern", "strength", "concern"])
    'Fathers, Assessment (concern); Planning for the child (strength)'
    """
    found: dict[str | None, list[str]] = {}
    for theme, stance in zip(themes, stances, strict=True):
        if theme:
            found.setdefault(stance, []).append(name_theme(theme))
    groups = [", ".join(names) + (f" ({stance})" if stance else "") for stance, names in found.items()]
    return "; ".join(groups)


def _about() -> pl.Expr:
    stance = pl.when(pl.col("stance").is_null()).then(pl.lit("")).otherwise(pl.format(" ({})", pl.col("stance")))
    return pl.col("theme").map_elements(name_theme, return_dtype=pl.String) + stance


def write_places(pages: Sequence[int | None], paragraphs: Sequence[str | None]) -> str:
    """Returns pages in order, each with its printed paragraphs.

    >>> write_places([2, 2, 4], ["7", "8", None])
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
    return MISSING if page is None else str(page)


def _section(row: dict[str, Any]) -> str:
    """Returns the heading of a group of rows: the section of a finding, else the kind."""
    area = AREAS[row["area"]] if row["area"] else row["label"]
    if row["kind"] == "grade":
        return _GROUPS["grade"]
    if row["kind"] == "finding":
        return area or _GROUPS["finding"]
    return _GROUPS[row["kind"]] + (f": {area}" if row["area"] else "")


def _paragraph(row: dict[str, Any]) -> str:
    return f"item {row['item']}" if row["item"] else row["paragraph"] or ""


def _words(row: dict[str, Any]) -> str:
    if row.get("text"):
        return str(row["text"])
    return f"{row['label'] or KINDS['grade']}: {GRADES[row['grade']]}" if row["grade"] else MISSING
