"""An authority's judgements over time, and its visits that gave no grade."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from ofsted_trends.measures.comparability import find_lane, find_link
from ofsted_trends.measures.inputs import Frame, take_rows
from ofsted_trends.measures.selection import select_documents
from ofsted_trends.registers.frameworks import Comparability, load_crosswalk

TIMELINE = {
    "document_id": pl.String, "authority": pl.String, "event": pl.String, "framework": pl.String,
    "framework_version": pl.String, "day": pl.Date, "visit_start": pl.Date, "visit_end": pl.Date,
    "published": pl.Date, "second_hand": pl.Boolean, "strand": pl.String, "area": pl.String, "lane":
    pl.String, "label": pl.String, "grade": pl.String, "grade_rank": pl.Int8, "scale": pl.String, "page":
    pl.Int16, "link": pl.String, "link_from": pl.String, "link_why": pl.String, "change": pl.String,
}  # fmt: skip
GRADE_NEEDED = ["document_id", "kind", "strand", "area", "label", "grade", "grade_rank", "scale", "page"]
VISIT_COLUMNS = [
    "visit", "document_id", "authority", "event", "framework", "framework_version", "day", "visit_start",
    "visit_end", "published", "second_hand", "scope", "scope_basis", "themes_in_scope", "areas_in_scope",
    "outcome", "findings", "improvements", "priority_actions", "source_url", "authority_url",
]  # fmt: skip


def measure_timeline(
    observations: Frame,
    documents: Frame,
    authority: str,
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns the grades that an authority was given. One row per graded area and strand per inspection.

    Counted are rows of kind `grade` that carry a grade. Left out: findings that quote a grade, second
    tellings of a visit whose own document is at hand, and a row that repeats document, strand and area (the
    first in page order stays).

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        authority: canonical name, such as `Sheffield`.
        start: first day of the period (`2018`, `2018-04`, `2018-04-25`); empty for all.
        end: last day of the period; empty for all.

    Returns:
        In order of day: document_id, authority, event, framework, framework_version, day, visit_start,
            visit_end,
        published, second_hand, strand, area, label, grade, grade_rank (1 best to 4), scale, page, and
        lane: the question of today that the area answers (`overall`, `leadership`, `help_and_protection`,
            `in_care`,
        `care_leavers`, `adoption`, `safeguarding_board`), null where none does; one row per lane and
        document.
        link: how far the grade may be compared with the one before it in its lane: `same`, `near`, `loose`,
            `none`, or
        `break` across the change of scale in 2013; null for the first of a lane and outside the lanes.
        link_from: the document before. link_why: the register's reason.
        change: `better`, `worse` or `unchanged`, only where link is `same` or `near`.

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
    """
    crosswalk = load_crosswalk()
    chosen = select_documents(documents, authority, start, end)
    grades = (
        take_rows(observations, GRADE_NEEDED, chosen["document_id"])
        .filter((pl.col("kind") == "grade") & pl.col("grade").is_not_null())
        .with_row_index("place")
        .join(chosen, on="document_id", how="inner")
        .sort("day", "document_id", "page", "place", nulls_last=True)
        .unique(["document_id", "strand", "area"], keep="first", maintain_order=True)
    )
    rows = [dict.fromkeys(TIMELINE) | row for row in grades.iter_rows(named=True)]
    _set_lanes(rows, crosswalk)
    _set_links(rows, crosswalk)
    return pl.DataFrame([{c: row[c] for c in TIMELINE} for row in rows], schema=TIMELINE, orient="row")


def _set_lanes(rows: list[dict[str, Any]], crosswalk: Sequence[Comparability]) -> None:
    """Gives each lane of a document to the one row that answers it best."""
    best: dict[tuple[str, str], tuple[int, int]] = {}
    lanes = [find_lane(crosswalk, row["framework_version"], row["strand"], row["area"]) for row in rows]
    for place, (row, found) in enumerate(zip(rows, lanes, strict=True)):
        if found is not None:
            lane, distance = found
            key = (row["document_id"], lane)
            best[key] = min(best.get(key, (distance, place)), (distance, place))
    for (_, lane), (_, place) in best.items():
        rows[place]["lane"] = lane


def _set_links(rows: list[dict[str, Any]], crosswalk: Sequence[Comparability]) -> None:
    """Says how far each grade may be compared with the one before it in its lane."""
    before: dict[str, dict[str, Any]] = {}
    for row in rows:
        lane = row["lane"]
        if lane is None:
            continue
        earlier = before.get(lane)
        before[lane] = row
        if earlier is None:
            continue
        row["link_from"] = earlier["document_id"]
        row["link"], row["link_why"] = find_link(crosswalk, lane, earlier, row)
        if row["link"] in ("same", "near"):
            step = row["grade_rank"] - earlier["grade_rank"]
            row["change"] = "unchanged" if step == 0 else "better" if step < 0 else "worse"


def measure_visits(
    observations: Frame,
    documents: Frame,
    authority: str,
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns an authority's visits that gave no grade. One row per visit.

    A visit is a document without any graded row: focused and monitoring visits, joint and area inspections,
        and an
    inspection whose grades could not be read. A second telling stands only where the visit's own document is
    not at hand, with `second_hand` true and `visit` null.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        authority: canonical name, such as `Sheffield`.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In order of day: visit (1, 2, ... in the whole of the authority's period), document_id, authority,
            event,
        framework, framework_version, day, visit_start, visit_end, published, second_hand, scope (null where
        the sentences are not at hand), scope_basis, themes_in_scope, areas_in_scope, outcome,
        findings (sentences of kind finding, each counted once),
        improvements and priority_actions (numbered items), source_url, authority_url.

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
    """
    chosen = select_documents(documents, authority, start, end)
    told = take_rows(observations, ["observation_id", "kind", "grade", "item"], chosen["document_id"])
    graded = told.filter((pl.col("kind") == "grade") & pl.col("grade").is_not_null())["document_id"]
    counts = told.group_by("document_id").agg(
        findings=pl.col("observation_id").filter(pl.col("kind") == "finding").str.split(".").list.first().n_unique(),
        improvements=pl.col("item").filter(pl.col("kind") == "improvement").n_unique(),
        priority_actions=pl.col("item").filter(pl.col("kind") == "priority_action").n_unique(),
    )
    numbered = pl.when(~pl.col("second_hand")).then((~pl.col("second_hand")).cum_sum()).otherwise(None)
    return (
        chosen.filter(~pl.col("document_id").is_in(graded.to_list()))
        .join(counts, on="document_id", how="left", maintain_order="left")
        .with_columns(pl.col("findings", "improvements", "priority_actions").fill_null(0).cast(pl.Int32))
        .with_columns(visit=numbered.cast(pl.Int32))
        .select(VISIT_COLUMNS)
    )
