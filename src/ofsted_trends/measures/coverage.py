"""What is at hand and what is missing: documents by region, kind and year, and the gaps of each authority."""

from __future__ import annotations

from datetime import date

import polars as pl

from ofsted_trends.errors import InputError
from ofsted_trends.frame import EVENTS
from ofsted_trends.measures.inputs import Frame
from ofsted_trends.measures.periods import years_between
from ofsted_trends.measures.populations import order_groups, select_primary
from ofsted_trends.registers.authorities import load_authorities
from ofsted_trends.registers.frameworks import INSPECTIONS

ROWS = ["region", "event"]


def measure_coverage(
    documents: Frame, by: str = "region", start: str | date | None = None, end: str | date | None = None
) -> pl.DataFrame:
    """Returns how many inspections and visits are at hand. One row per region (or kind) and year.

    Counts, no shares; no interval. Every year between the first and the last is there for every row, with 0 where
    nothing is at hand: that says nothing of what Ofsted did. Excluded: second tellings; documents without an
    authority or any day.

    Args:
        documents: the documents table, polars or pandas.
        by: `region` (all of England's) or `event` (those at hand).
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In order of the row and the year: region or event, year, n_documents, n_authorities.

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form, or `by` is neither.
    """
    if by not in ROWS:
        raise InputError(f"by: {by!r} has no coverage; choose region or event")
    chosen = select_primary(documents, None, start, end).filter(pl.col("day").is_not_null())
    told = chosen.with_columns(year=pl.col("day").dt.year().cast(pl.Int32))
    years = told["year"].unique().sort()
    span = list(range(years[0], years[-1] + 1)) if len(years) else []
    names = (
        sorted({a.region for a in load_authorities()}) if by == "region" else sorted(set(told[by]), key=EVENTS.index)
    )
    grid = pl.DataFrame({by: names}, {by: pl.String}).join(
        pl.DataFrame({"year": span}, {"year": pl.Int32}), how="cross"
    )
    counted = told.group_by(by, "year").agg(
        n_documents=pl.len().cast(pl.Int64), n_authorities=pl.col("authority").n_unique().cast(pl.Int64)
    )
    return (
        grid.join(counted, on=[by, "year"], how="left")
        .with_columns(pl.col("n_documents", "n_authorities").fill_null(0))
        .sort(*order_groups([by]), "year")
    )


def measure_gaps(documents: Frame, start: str | date | None = None, end: str | date | None = None) -> pl.DataFrame:
    """Returns what is at hand of each authority, and what is missing. One row per authority of the register.

    Counts and days, no shares; no interval. Excluded: second tellings; documents without any day. An authority
    without a document is a row with 0: nothing is known of it here.

    Args:
        documents: the documents table, polars or pandas.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In order of region and authority: region, authority, n_inspections (inspections and re-inspections),
        n_visits (everything else), first_day, last_day, last_inspection, years_since_inspection (to the last day at
        hand of all authorities), longest_gap (years between two documents that follow each other; null with fewer
        than two), gap_from, gap_to (their days), ended (day on which an authority ended; null for those that exist).

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
    """
    chosen = select_primary(documents, None, start, end).filter(pl.col("day").is_not_null())
    latest = chosen["day"].max()
    inspected = pl.col("event").is_in(INSPECTIONS)
    day = pl.col("day")
    gaps = chosen.sort("authority", "day").with_columns(before=day.shift(1).over("authority"))
    gaps = gaps.with_columns(gap=years_between(pl.col("before"), pl.col("day")))
    counted = chosen.group_by("authority").agg(
        n_inspections=inspected.sum().cast(pl.Int64),
        n_visits=(~inspected).sum().cast(pl.Int64),
        first_day=day.min(),
        last_day=day.max(),
        last_inspection=day.filter(inspected).max(),
    )
    longest = (
        gaps.filter(pl.col("gap").is_not_null())
        .sort("authority", "gap", "day", descending=[False, True, False])
        .unique("authority", keep="first", maintain_order=True)
        .select("authority", longest_gap=pl.col("gap").round(1), gap_from="before", gap_to="day")
    )
    named = {"region": pl.String, "authority": pl.String, "ended": pl.Date}
    everyone = pl.DataFrame([(a.region, a.name, a.end) for a in load_authorities()], schema=named, orient="row")
    since = years_between(pl.col("last_inspection"), pl.lit(latest, pl.Date))
    return (
        everyone.join(counted, on="authority", how="left")
        .join(longest, on="authority", how="left")
        .with_columns(pl.col("n_inspections", "n_visits").fill_null(0), years_since_inspection=since.round(1))
        .sort("region", "authority")
        .select(
            "region", "authority", "n_inspections", "n_visits", "first_day", "last_day", "last_inspection",
            "years_since_inspection", "longest_gap", "gap_from", "gap_to", "ended",
        )
    )  # fmt: skip
