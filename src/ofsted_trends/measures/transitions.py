"""How grades changed between consecutive inspections of the same authority: matched pairs, and their counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from ofsted_trends.measures.choices import choose_groups
from ofsted_trends.measures.comparability import find_link
from ofsted_trends.measures.inputs import Frame, take_result
from ofsted_trends.measures.intervals import paired_interval
from ofsted_trends.measures.lanes import list_scales, select_grades
from ofsted_trends.measures.periods import parse_period, years_between
from ofsted_trends.measures.populations import SMALL, add_share, order_groups, select_primary
from ofsted_trends.registers.frameworks import load_crosswalk

PAIR = ["document_id", "day", "framework", "framework_version", "event", "grade", "grade_rank"]
SIDE = ["framework_version", "strand", "area", "scale"]
RESULT = {
    "authority": pl.String, "authority_code": pl.String, "region": pl.String, "area": pl.String,
    "year": pl.Int32, "from_document_id": pl.String, "to_document_id": pl.String, "from_day": pl.Date,
    "to_day": pl.Date, "years": pl.Float64, "from_framework": pl.String, "to_framework": pl.String,
    "from_framework_version": pl.String, "to_framework_version": pl.String, "from_event": pl.String,
    "to_event": pl.String, "from_grade": pl.String, "to_grade": pl.String, "from_grade_rank": pl.Int8,
    "to_grade_rank": pl.Int8, "scale": pl.String, "link": pl.String, "link_why": pl.String, "change": pl.String,
}  # fmt: skip
#: What pairs can be grouped by: the later inspection's, but for `from_framework`.
BY = {"year": "year", "region": "region", "framework": "to_framework", "framework_version": "to_framework_version",
      "event": "to_event", "authority": "authority", "from_framework": "from_framework"}  # fmt: skip


def measure_transitions(
    observations: Frame,
    documents: Frame,
    area: str = "overall",
    start: str | date | None = None,
    end: str | date | None = None,
    place: str | Sequence[str] | None = None,
    *,
    loose: bool = False,
) -> pl.DataFrame:
    """Returns matched pairs of inspections: each authority against itself. One row per pair.

    A pair is two consecutive inspections of one authority that both graded the area, where the register says
    that the two judgements are the `same` or `near` (or `loose`, if asked). A different set of authorities is
    inspected each year, so that a change in the share of a grade from year to year may be a change of who was
    inspected; a pair is not.

    Numerator and denominator: `count_transitions` and `count_changes` count pairs over pairs.
    Excluded: second tellings; inspections without any day; an authority's first inspection; pairs across the
    change of scale in 2013, whatever is asked (a pair that may not be compared is left out, and not replaced
    by an earlier inspection); an ended authority and its successor are two authorities. Interval: none here.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        area: the question of today, such as `overall`, `leadership`, `in_care`.
        start: first day of the period in which the later inspection falls; empty for all.
        end: last day of that period; empty for all.
        place: empty or `England`, a region, an authority or a list of authorities.
        loose: whether pairs count that the register calls only loosely comparable.

    Returns:
        In order of the later day: authority, authority_code, region, area, year (of the later inspection),
        from_document_id, to_document_id, from_day, to_day, years (between them, of 365.25 days),
        from_framework, to_framework, from_framework_version, to_framework_version, from_event, to_event,
        from_grade, to_grade, from_grade_rank, to_grade_rank (1 best to 4), scale, link (`same`, `near`,
        `loose`), link_why, change (`better`, `unchanged`, `worse`).

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
        UnknownNameError: the area or the place is not known.

    Source: registers/crosswalk.csv, from the frameworks of Ofsted; paired comparison after Q. McNemar (1947),
        "Note on the sampling error of the difference between correlated proportions", Psychometrika 12 (2).
    """
    first, final = parse_period(start, end)
    chosen = select_primary(documents, place).filter(pl.col("day").is_not_null())
    graded = select_grades(observations, chosen, area)
    before = [pl.col(c).shift(1).over("authority").alias(f"from_{c}") for c in dict.fromkeys([*PAIR, *SIDE])]
    pairs = graded.with_columns(before).filter(pl.col("from_document_id").is_not_null())
    if first:
        pairs = pairs.filter(pl.col("day") >= first)
    if final:
        pairs = pairs.filter(pl.col("day") <= final)
    allowed = ["same", "near", "loose"] if loose else ["same", "near"]
    told = (
        _link(pairs, area)
        .filter(pl.col("link").is_in(allowed))
        .drop("area")
        .with_columns(
            pl.lit(area).alias("area"),
            pl.col("day").dt.year().alias("year"),
            years_between(pl.col("from_day"), pl.col("day")).round(2).alias("years"),
            _tell_change("from_grade_rank", "grade_rank").alias("change"),
            *(pl.col(c).alias(f"to_{c}") for c in PAIR),
        )
    )
    return told.select(pl.col(c).cast(t) for c, t in RESULT.items()).sort("to_day", "authority", "to_document_id")


def _tell_change(before: str, after: str) -> pl.Expr:
    """Returns whether a grade became better or worse, from the columns of its ranks."""
    step = pl.col(after) - pl.col(before)
    moved = pl.when(step < 0).then(pl.lit("better")).otherwise(pl.lit("worse"))
    return pl.when(step == 0).then(pl.lit("unchanged")).otherwise(moved)


def _link(pairs: pl.DataFrame, lane: str) -> pl.DataFrame:
    """Says how far the two grades of each pair may be compared, once for each kind of pair."""
    crosswalk = load_crosswalk()
    sides = [*(f"from_{c}" for c in SIDE), *SIDE]
    kinds = pairs.select(sides).unique()
    links = [
        find_link(crosswalk, lane, {c: kind[f"from_{c}"] for c in SIDE}, {c: kind[c] for c in SIDE})
        for kind in kinds.iter_rows(named=True)
    ]
    told = kinds.with_columns(
        pl.Series("link", [link for link, _ in links], pl.String),
        pl.Series("link_why", [why for _, why in links], pl.String),
    )
    return pairs.join(told, on=sides, how="left", nulls_equal=True)


def count_transitions(transitions: Frame, by: str | Sequence[str] | None = None) -> pl.DataFrame:
    """Returns the matrix of grades before and after. One row per group, earlier and later grade.

    Every cell of a scale is there, also where it is zero. Numerator: pairs with both grades; denominator of
    `share`: pairs of the group with that earlier grade. Excluded: nothing that `measure_transitions` kept.
    Interval: none; cells of one row add up to 1.

    Args:
        transitions: as `measure_transitions` gives it, polars or pandas.
        by: `year`, `region`, `framework`, `framework_version`, `event` (all of the later inspection),
            `authority`, `from_framework` (of the earlier one), or several; empty for all pairs together.

    Returns:
        In order of group, scale and rank: the groups, scale, from_grade, to_grade, from_grade_rank,
        to_grade_rank, change, count, n_from (pairs with the earlier grade), n_to (pairs with the later one),
        n (pairs of the group), share (count of n_from; null where that is 0).

    Raises:
        FrameError: columns are missing.
        InputError: `by` is nothing to group by.
    """
    groups, pairs = _grouped(transitions, by)
    keys = [*groups, "scale"]
    grades = list_scales()
    counts = pairs.group_by(*keys, "from_grade", "to_grade").agg(count=pl.len())
    rows = (
        pairs.select(keys)
        .unique()
        .join(grades.rename({"grade": "from_grade", "grade_rank": "from_grade_rank"}), on="scale")
        .join(grades.rename({"grade": "to_grade", "grade_rank": "to_grade_rank"}), on="scale")
        .join(counts, on=[*keys, "from_grade", "to_grade"], how="left", nulls_equal=True)
        .with_columns(pl.col("count").fill_null(0).cast(pl.Int64))
    )
    return (
        rows.with_columns(
            n_from=pl.col("count").sum().over(*keys, "from_grade"),
            n_to=pl.col("count").sum().over(*keys, "to_grade"),
            n=pl.col("count").sum().over(keys),
            change=_tell_change("from_grade_rank", "to_grade_rank"),
        )
        .with_columns(share=pl.when(pl.col("n_from") > 0).then(pl.col("count") / pl.col("n_from")))
        .select(
            *keys, "from_grade", "to_grade", "from_grade_rank", "to_grade_rank", "change", "count", "n_from",
            "n_to", "n", "share",
        )
        .sort(*order_groups(keys), "from_grade_rank", "to_grade_rank", nulls_last=True)
    )  # fmt: skip


def count_changes(transitions: Frame, by: str | Sequence[str] | None = "year") -> pl.DataFrame:
    """Returns how many pairs became better, worse or stayed, and the net move. One row per group.

    Numerators: pairs whose grade became better (worse); of the net move the better less the worse. Denominator: all
    pairs of the group. Excluded: nothing that `measure_transitions` kept. Intervals: 95%, Wilson's of a share and
    Bonett and Price's of the net move, as if the pairs were a sample of such pairs and none had to do with another; an
    authority with three inspections has two pairs. What starts outstanding cannot become better, and what starts
    inadequate cannot become worse: groups with other grades at the start move otherwise.

    Args:
        transitions: as `measure_transitions` gives it, polars or pandas.
        by: as in `count_transitions`.

    Returns:
        In order of group: the groups, n (pairs), better, unchanged, worse, share_better, low_better,
        high_better, share_worse, low_worse, high_worse, share_net, low_net, high_net (fractions; net from -1
        to 1), small (n below 10).

    Raises:
        FrameError: columns are missing.
        InputError: `by` is nothing to group by.

    Source: see `wilson_interval` and `paired_interval`.
    """
    groups, pairs = _grouped(transitions, by)
    count = [
        (pl.col("change") == change).sum().cast(pl.Int64).alias(change) for change in ("better", "unchanged", "worse")
    ]
    n = pl.len().cast(pl.Int64).alias("n")
    told = pairs.group_by(groups).agg(n, *count) if groups else pairs.select(n, *count)
    for change in ("better", "worse"):
        told = add_share(told, change, change, "n")
    ends = [
        paired_interval(better, worse, n) or (None, None)
        for better, worse, n in told.select("better", "worse", "n").iter_rows()
    ]
    told = told.with_columns(
        pl.when(pl.col("n") > 0).then((pl.col("better") - pl.col("worse")) / pl.col("n")).alias("share_net"),
        pl.Series("low_net", [low for low, _ in ends], pl.Float64),
        pl.Series("high_net", [high for _, high in ends], pl.Float64),
    )
    return told.with_columns(small=pl.col("n") < SMALL).sort(order_groups(groups) or "n", nulls_last=True)


def _grouped(transitions: Frame, by: str | Sequence[str] | None) -> tuple[list[str], pl.DataFrame]:
    """Returns the groups, and the pairs with the groups as columns."""
    groups = choose_groups(by, BY)
    pairs = take_result(transitions, RESULT, "transitions")
    return groups, pairs.with_columns(pl.col(BY[group]).alias(group) for group in groups)
