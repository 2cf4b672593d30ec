"""How grades are distributed, by framework version and year, region or kind of inspection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import polars as pl

from ofsted_trends.errors import InputError
from ofsted_trends.measures.choices import choose_groups
from ofsted_trends.measures.inputs import Frame
from ofsted_trends.measures.lanes import list_scales, select_grades
from ofsted_trends.measures.populations import SMALL, name_groups, order_groups, select_primary
from ofsted_trends.registers.authorities import load_authorities

Which = Literal["all", "latest"]


def measure_grades(
    observations: Frame,
    documents: Frame,
    by: str | Sequence[str] | None = ("framework_version", "year"),
    area: str = "overall",
    which: Which = "all",
    place: str | Sequence[str] | None = None,
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns the distribution of grades. One row per group, scale and grade of that scale.

    Numerator: inspections (or authorities) with the grade; denominator `n`: inspections of the group that
    graded the area on that scale. The two scales are never added up: `adequate` and `requires improvement`
    are different grades. A grade that nobody was given is a row with 0. Who is inspected differs from year to
    year: speak of change by `measure_transitions`, not from this.

    Excluded: second tellings; documents without a grade in the area; with `latest` also authorities that have
    ended by the last day of the documents chosen. Interval: none, these are all inspections at hand and no sample.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        by: `framework_version`, `framework`, `year`, `region`, `event`, `authority`, or several; empty for none.
        area: the question of today, such as `overall`, `leadership`, `in_care`.
        which: `all` inspections, or each authority's `latest` one in the period.
        place: empty or `England`, a region, an authority or a list of authorities.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In order of group, scale and rank: the groups, scale, grade, grade_rank (1 best to 4), count, n,
        share (fraction), small (n below 10).

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form, or `by` or `which` is no known word.
        UnknownNameError: the area or the place is not known.
    """
    if which not in ("all", "latest"):
        raise InputError(f"which: {which!r} is no known word; write all or latest")
    groups = choose_groups(by)
    chosen = select_primary(documents, place, start, end)
    graded = select_grades(observations, chosen, area)
    if which == "latest":
        graded = select_latest(graded, chosen["day"].max())
    keys = [*groups, "scale"]
    graded = graded.select(pl.col("scale", "grade"), *name_groups(groups))
    scales = list_scales()
    counts = graded.group_by(*keys, "grade").agg(count=pl.len())
    return (
        graded.select(keys)
        .unique()
        .join(scales, on="scale")
        .join(counts, on=[*keys, "grade"], how="left", nulls_equal=True)
        .with_columns(pl.col("count").fill_null(0).cast(pl.Int64))
        .with_columns(n=pl.col("count").sum().over(keys))
        .with_columns(share=pl.col("count") / pl.col("n"), small=pl.col("n") < SMALL)
        .select(*keys, "grade", "grade_rank", "count", "n", "share", "small")
        .sort(*order_groups(keys), "grade_rank", nulls_last=True)
    )


def select_latest(graded: pl.DataFrame, last: object) -> pl.DataFrame:
    """Returns each authority's latest grade of each lane, of authorities that still stood on the last day.

    Args:
        graded: as `select_grades` gives it.
        last: a day; None where no day is known.
    """
    ended = [a.name for a in load_authorities() if a.end and isinstance(last, date) and a.end < last]
    return (
        graded.filter(pl.col("day").is_not_null() & ~pl.col("authority").is_in(ended))
        .sort("authority", "day", "document_id")
        .unique(["authority", "lane"], keep="last", maintain_order=True)
    )
