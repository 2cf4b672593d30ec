"""Where each authority of today stands: its latest grade, or that none is at hand."""

from __future__ import annotations

from datetime import date

import polars as pl

from ofsted_trends.measures.inputs import Frame, take_result
from ofsted_trends.measures.lanes import list_scales, select_grades
from ofsted_trends.measures.populations import SMALL, select_primary
from ofsted_trends.registers.authorities import load_authorities
from ofsted_trends.registers.frameworks import INSPECTIONS

RESULT = {
    "authority": pl.String, "authority_code": pl.String, "region": pl.String, "type": pl.String, "status": pl.String,
    "grade": pl.String, "grade_rank": pl.Int8, "scale": pl.String, "document_id": pl.String, "day": pl.Date,
    "visit_start": pl.Date, "visit_end": pl.Date, "published": pl.Date, "framework_version": pl.String,
    "later_document_id": pl.String, "later_day": pl.Date, "n_graded": pl.Int64, "n_documents": pl.Int64,
}  # fmt: skip


def measure_standings(
    observations: Frame,
    documents: Frame,
    area: str = "overall",
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns the latest grade of every authority of today. One row per authority of the register that has not ended.

    An authority without a grade is a row too: `no_grade` where documents are at hand but none graded the area in the
    period, `no_document` where none is at hand. A successor does not take over the grade of the authority that it
    replaced. Grades are of different years and frameworks: read `day` and `scale` before comparing.

    No shares; count rows over rows of status `graded`. Excluded: second tellings; documents without any day;
    authorities that have ended. Interval: none.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        area: the question of today, such as `overall`, `leadership`, `in_care`.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In order of the register (by name): authority, authority_code, region, type, status (`graded`, `no_grade`,
        `no_document`), grade, grade_rank (1 best to 4), scale, document_id, day, visit_start, visit_end, published,
        framework_version, later_document_id and later_day (the last inspection after it that did not grade the area,
        as with the overall grade since April 2026), n_graded (inspections at hand that graded the area), n_documents
        (all documents at hand of the period).

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
        UnknownNameError: the area is not known.
    """
    chosen = select_primary(documents, None, start, end).filter(pl.col("day").is_not_null())
    graded = select_grades(observations, chosen, area).sort("authority", "day", "document_id")
    latest = graded.with_columns(n_graded=pl.len().over("authority").cast(pl.Int64)).unique(
        "authority", keep="last", maintain_order=True
    )
    later = (
        chosen.filter(pl.col("event").is_in(INSPECTIONS))
        .join(graded.select("document_id"), on="document_id", how="anti")
        .join(latest.select("authority", last="day"), on="authority")
        .filter(pl.col("day") > pl.col("last"))
        .unique("authority", keep="last", maintain_order=True)
        .select("authority", later_document_id="document_id", later_day="day")
    )
    today = [a for a in load_authorities() if a.end is None]
    people = pl.DataFrame(
        {
            "authority": [a.name for a in today],
            "authority_code": [a.code for a in today],
            "region": [a.region for a in today],
            "type": [a.type for a in today],
        }
    )
    rows = (
        people.join(latest.drop("authority_code", "region"), on="authority", how="left", maintain_order="left")
        .join(later, on="authority", how="left", maintain_order="left")
        .join(chosen.group_by("authority").agg(n_documents=pl.len()), on="authority", how="left", maintain_order="left")
        .with_columns(pl.col("n_graded", "n_documents").fill_null(0))
    )
    status = (
        pl.when(pl.col("n_graded") > 0)
        .then(pl.lit("graded"))
        .when(pl.col("n_documents") > 0)
        .then(pl.lit("no_grade"))
        .otherwise(pl.lit("no_document"))
    )
    return rows.with_columns(status=status).select(pl.col(c).cast(t) for c, t in RESULT.items())


def count_standings(standings: Frame) -> pl.DataFrame:
    """Returns how the latest grades are shared out by region. One row per region, scale and grade of that scale.

    Numerator: authorities with the grade; denominator `n`: authorities of the region with a latest grade on that scale.
    Excluded: authorities without a grade at hand (`n_today` less the sum of `n`); the two scales are never added up.
    Interval: none, these are all grades at hand and no sample.

    Args:
        standings: as `measure_standings` gives it, polars or pandas.

    Returns:
        In order of region, scale and rank: region, scale, grade, grade_rank (1 best to 4), count, n, share (fraction),
        n_today (authorities of the region), small (n below 10). A region without any grade has one row whose scale,
        grade and share are null.

    Raises:
        FrameError: columns are missing.
    """
    table = take_result(standings, RESULT, "standings")
    today = table.group_by("region").agg(n_today=pl.len().cast(pl.Int64))
    graded = table.filter(pl.col("status") == "graded")
    counts = graded.group_by("region", "scale", "grade").agg(count=pl.len().cast(pl.Int64))
    return (
        today.join(graded.select("region", "scale").unique(), on="region", how="left")
        .join(list_scales(), on="scale", how="left")
        .join(counts, on=["region", "scale", "grade"], how="left")
        .with_columns(pl.col("count").fill_null(0))
        .with_columns(n=pl.col("count").sum().over("region", "scale"))
        .with_columns(share=pl.when(pl.col("n") > 0).then(pl.col("count") / pl.col("n")), small=pl.col("n") < SMALL)
        .select("region", "scale", "grade", "grade_rank", "count", "n", "share", "n_today", "small")
        .sort("region", "scale", "grade_rank", nulls_last=True)
    )
