"""What an authority was asked to improve, and where every statement about it can be found."""

from __future__ import annotations

from datetime import date

import polars as pl

from ofsted_trends.measures.inputs import Frame, take_rows
from ofsted_trends.measures.selection import select_documents

NEEDED = [
    "observation_id", "document_id", "kind", "strand", "area", "label", "grade", "theme", "stance",
    "direction", "item", "page", "paragraph", "text",
]  # fmt: skip
FROM_DOCUMENT = [
    "document_id", "event", "framework_version", "day", "visit_start", "visit_end", "published",
    "second_hand", "source_url", "authority_url", "licence",
]  # fmt: skip
ORDER = ["day", "document_id", "page", "place"]


def _told(
    observations: Frame, documents: Frame, authority: str, start: str | date | None, end: str | date | None
) -> pl.DataFrame:
    """Returns the observations of the authority's visits, each visit told once, with what its document says
    of it."""
    chosen = select_documents(documents, authority, start, end).select(FROM_DOCUMENT)
    return (
        take_rows(observations, NEEDED, chosen["document_id"])
        .with_row_index("place")
        .join(chosen, on="document_id", how="inner")
        .sort(ORDER, nulls_last=True)
        .with_columns(
            link=pl.coalesce("source_url", "authority_url"),
            link_to=pl.when(pl.col("source_url").is_not_null())
            .then(pl.lit("document"))
            .when(pl.col("authority_url").is_not_null())
            .then(pl.lit("authority")),
        )
    )


def measure_improvements(
    observations: Frame,
    documents: Frame,
    authority: str,
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns what an authority was asked to improve. One row per numbered item per document.

    Counted are rows of kind `improvement` and `priority_action`; all rows of one item are one row here. Left
    out: second tellings of a visit whose own document is at hand.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        authority: canonical name, such as `Sheffield`.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In order of day, priority actions first: document_id, event, framework_version, day, visit_start,
            visit_end,
        published, second_hand, kind, item, themes (list, sorted, without null), page, paragraph,
        text (the item's sentences; null where they are not at hand), link (the document, else the authority's
        page), link_to (`document` or `authority`).

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
    """
    rows = _told(observations, documents, authority, start, end).filter(
        pl.col("kind").is_in(["improvement", "priority_action"])
    )
    words = pl.col("text").drop_nulls().unique(maintain_order=True)
    items = rows.group_by("document_id", "kind", "item", maintain_order=True).agg(
        pl.col("event", "framework_version", "day", "visit_start", "visit_end", "published", "second_hand").first(),
        pl.col("page", "paragraph", "link", "link_to").first(),
        themes=pl.col("theme").drop_nulls().unique().sort(),
        text=pl.when(words.len() > 0).then(words.str.join(" ")).otherwise(None),
    )
    actions_first = [False, False, True, False]
    ordered = items.sort("day", "document_id", "kind", "item", descending=actions_first, nulls_last=True)
    return ordered.select(
        "document_id", "event", "framework_version", "day", "visit_start", "visit_end", "published",
        "second_hand", "kind", "item", "themes", "page", "paragraph", "text", "link", "link_to",
    )  # fmt: skip


def measure_evidence(
    observations: Frame,
    documents: Frame,
    authority: str,
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns where everything that is said of an authority can be found. One row per observation.

    Left out: second tellings of a visit whose own document is at hand.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        authority: canonical name, such as `Sheffield`.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In order of day and page: observation_id, document_id, event, framework_version, day, visit_start,
            visit_end,
        published, second_hand, kind, strand, area, label, grade, theme, stance, direction, item, page,
        paragraph, text (null where the document is not at hand), link (the document, else the authority's
        page), link_to (`document` or `authority`), licence.

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
    """
    return _told(observations, documents, authority, start, end).select(
        "observation_id", "document_id", "event", "framework_version", "day", "visit_start", "visit_end",
        "published", "second_hand", "kind", "strand", "area", "label", "grade", "theme", "stance",
        "direction", "item", "page", "paragraph", "text", "link", "link_to", "licence",
    )  # fmt: skip
