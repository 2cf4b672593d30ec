"""Where every authority stands: its latest grades, and its latest visit."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ofsted_trends.measures.inputs import Frame
from ofsted_trends.measures.lanes import list_lanes, select_grades
from ofsted_trends.measures.populations import order_as, select_primary, take_columns

GRADE = ["authority", "lane", "grade", "grade_rank", "scale", "day", "document_id", "event", "framework_version"]
VISIT = ["authority", "region", "document_id", "event", "day", "visit_start", "visit_end", "published"]


def measure_latest_grades(
    observations: Frame, documents: Frame, place: str | Sequence[str] | None = None
) -> pl.DataFrame:
    """Returns the latest grade of each authority and question of today. One row per authority and lane.

    A grade stands until another inspection grades the same question: its day says how old it is, and its scale
    whether the word is one of today. Counts, no shares: no denominator or interval. Excluded: second tellings;
    documents without any day.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        place: empty or `England`, a region, an authority or a list of authorities.

    Returns:
        In order of authority and lane: authority, lane (`overall`, `leadership`, ...), grade, grade_rank (1 best to
        4), scale, day (first on site), document_id, event, framework_version.

    Raises:
        FrameError: columns are missing.
        UnknownNameError: the place is not known.
    """
    chosen = select_primary(documents, place).filter(pl.col("day").is_not_null())
    return (
        select_grades(observations, chosen)
        .sort("authority", "day", "document_id")
        .unique(["authority", "lane"], keep="last", maintain_order=True)
        .sort("authority", order_as("lane", list_lanes()))
        .select(GRADE)
    )


def measure_latest_visits(documents: Frame, place: str | Sequence[str] | None = None) -> pl.DataFrame:
    """Returns the latest visit of each authority, graded or not. One row per authority with a document at hand.

    Excluded: second tellings. A document without any day is the latest only where there is no other.

    Args:
        documents: the documents table, polars or pandas.
        place: empty or `England`, a region, an authority or a list of authorities.

    Returns:
        In order of authority: authority, region, document_id, event, day (first on site, else publication),
        visit_start, visit_end, published, source_url (of the document; null where it is not known),
        n_documents (primary documents of the authority at hand).

    Raises:
        FrameError: columns are missing.
        UnknownNameError: the place is not known.
    """
    chosen = select_primary(documents, place)
    urls = take_columns(documents, ["document_id", "source_url"], "documents")
    return (
        chosen.sort("authority", "day", "document_id", nulls_last=False)
        .with_columns(n_documents=pl.len().over("authority").cast(pl.Int64))
        .unique("authority", keep="last", maintain_order=True)
        .select(*VISIT, "n_documents")
        .join(urls, on="document_id", how="left", maintain_order="left")
        .select(*VISIT, "source_url", "n_documents")
    )
