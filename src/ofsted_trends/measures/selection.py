"""Which documents tell of an authority's visits, each visit told once."""

from __future__ import annotations

from datetime import date

import polars as pl

from ofsted_trends.measures.inputs import Frame, as_polars
from ofsted_trends.measures.periods import parse_period

NEEDED = [
    "document_id", "authority", "framework", "framework_version", "event", "visit_start", "visit_end",
    "published", "scope", "scope_basis", "themes_in_scope", "areas_in_scope", "outcome", "source_url",
    "authority_url", "licence", "primary", "same_visit_as",
]  # fmt: skip


def select_documents(
    documents: Frame, authority: str, start: str | date | None = None, end: str | date | None = None
) -> pl.DataFrame:
    """Returns one row per visit of the authority: the document that tells of it.

    A second telling (`primary` false: a press report, a second copy) is left out where the document itself is
    at hand; where it is not, it stands for the visit with `second_hand` true, and counts nowhere as a visit
    of its own.

    Args:
        documents: the documents table of the tidy frame, polars or pandas.
        authority: canonical name, such as `Sheffield`.
        start: first day of the period, see `parse_day`; empty for all.
        end: last day of the period; empty for all.

    Returns:
        The columns of the documents table, `second_hand` and `day` (first day on site, else publication), in
        order of `day`. A document without any day is kept only where the period is open on both sides, and
        stands last.

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
    """
    first, final = parse_period(start, end)
    table = as_polars(documents, NEEDED, "documents").filter(pl.col("authority") == authority)
    primary = table.filter("primary")
    retold = (
        table.filter(~pl.col("primary"))
        .filter(pl.col("same_visit_as").is_null() | ~pl.col("same_visit_as").is_in(primary["document_id"].to_list()))
        .with_columns(told=pl.coalesce("same_visit_as", "document_id"))
        .sort("published", "document_id", nulls_last=True)
        .unique("told", keep="first", maintain_order=True)
        .drop("told")
    )
    chosen = pl.concat(
        [primary.with_columns(second_hand=pl.lit(False)), retold.with_columns(second_hand=pl.lit(True))]
    ).with_columns(day=pl.coalesce("visit_start", "visit_end", "published"))
    if first:
        chosen = chosen.filter(pl.col("day") >= first)
    if final:
        chosen = chosen.filter(pl.col("day") <= final)
    return chosen.sort("day", "document_id", nulls_last=True)
