"""How far shares of documents depend on who was inspected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from ofsted_trends.measures.inputs import Frame
from ofsted_trends.measures.populations import SMALL, order_as
from ofsted_trends.measures.sides import SIDES, add_side_share, tell_sides
from ofsted_trends.registers.authorities import load_authorities
from ofsted_trends.registers.frameworks import INSPECTIONS

#: Other ways to count who was inspected, see `measure_selection_sensitivity`.
WAYS = ["authorities", "regions", "inspections", "left_out_low", "left_out_high"]
DRAWS, SEED = 1000, 1


def measure_selection_sensitivity(
    observations: Frame,
    documents: Frame,
    themes: str | Sequence[str] | None = None,
    place: str | Sequence[str] | None = None,
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns shares of documents as they are if it is counted otherwise who was inspected. One row per theme, side and
    year.

    `share` is that of `measure_prevalence`. The other ways: `authorities` (each authority of the year counts once, with
    the share of its documents), `regions` (each region of the year counts with its number of authorities in the
    register), `inspections` (only inspections and re-inspections, which look at everything), and `left_out_low` and
    `left_out_high` (the lowest and the highest share when one region is left out). None of them can speak for
    authorities that are not at hand at all. Exclusions as in `measure_prevalence`. Interval: none for the other ways;
    their range is no interval.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        themes: keys of themes; empty for all.
        place: empty or `England`, a region, an authority or a list of authorities.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In order of the themes asked, side and year: theme, side, year, n_in_scope, n_side, n_authorities, n_regions,
        n_inspections, share, low, high (Wilson, 95%), authorities, regions, inspections, left_out_low,
        left_out_high (fractions; null where it cannot be counted so), lowest, highest (of all ways), small.

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
        UnknownNameError: a theme or the place is not known.

    Source: direct standardisation, K. J. Rothman, S. Greenland and T. L. Lash (2008), Modern Epidemiology, chapter 3.
    """
    keys, told = tell_sides(observations, documents, themes, place, start, end)
    sizes = pl.DataFrame({"region": [a.region for a in load_authorities() if a.end is None]}).group_by("region")
    weights = sizes.agg(weight=pl.len().cast(pl.Float64))
    group = ["theme", "side", "year"]
    long = pl.concat(
        [
            told.select("theme", "year", "authority", "region", "event", hit=pl.col(f"k_{side}") > 0, side=pl.lit(side))
            for side in SIDES
        ]
    )
    hit = pl.col("hit").mean()
    by_authority = long.group_by(*group, "authority").agg(hit).group_by(group).agg(authorities=hit)
    by_region = long.group_by(*group, "region").agg(n=pl.len(), hits=pl.col("hit").sum()).join(weights, on="region")
    share = pl.col("hits") / pl.col("n")
    regions = by_region.group_by(group).agg(regions=(share * pl.col("weight")).sum() / pl.col("weight").sum())
    whole = [pl.col(c).sum().over(group) for c in ("hits", "n")]
    rest = by_region.with_columns(rest=(whole[0] - pl.col("hits")) / (whole[1] - pl.col("n")))
    rest = rest.filter(pl.len().over(group) > 1)
    left_out = rest.group_by(group).agg(left_out_low=pl.col("rest").min(), left_out_high=pl.col("rest").max())
    inspected = pl.col("event").is_in(INSPECTIONS)
    counted = long.group_by(group).agg(
        n_in_scope=pl.len().cast(pl.Int64),
        n_side=pl.col("hit").sum().cast(pl.Int64),
        n_authorities=pl.col("authority").n_unique().cast(pl.Int64),
        n_regions=pl.col("region").n_unique().cast(pl.Int64),
        n_inspections=inspected.sum().cast(pl.Int64),
        inspections=pl.col("hit").filter(inspected).mean(),
    )
    for other in (by_authority, regions, left_out):
        counted = counted.join(other, on=group, how="left")
    ways = [pl.col(way) for way in ["share", *WAYS]]
    names = [*group, "n_in_scope", "n_side", "n_authorities", "n_regions", "n_inspections", "share", "low", "high"]
    return (
        add_side_share(counted)
        .with_columns(lowest=pl.min_horizontal(ways), highest=pl.max_horizontal(ways))
        .sort(order_as("theme", keys), "side", "year")
        .select(*names, *WAYS, "lowest", "highest", small=pl.col("n_in_scope") < SMALL)
    )


def measure_matched_panel(
    observations: Frame,
    documents: Frame,
    themes: str | Sequence[str] | None = None,
    place: str | Sequence[str] | None = None,
    start: str | date | None = None,
    end: str | date | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pl.DataFrame:
    """Returns the change of shares between two halves of a period, of all documents and of the same authorities. One
    row per theme and side.

    The halves part at the median day of the documents in scope of any theme. Of all documents: shares as in
    `measure_prevalence`. Of the same authorities: those with documents in scope in both halves, each counting once per
    half with the share of its documents; `change` is the mean of their changes. Exclusions as in `measure_prevalence`.
    Interval of `change`: 95%, by drawing authorities with replacement (bootstrap, fixed seed); null with fewer than 10
    authorities.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        themes: keys of themes; empty for all.
        place: empty or `England`, a region, an authority or a list of authorities.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.
        draws: how many samples of authorities are drawn.
        seed: of the draws.

    Returns:
        In order of the themes asked and side: theme, side, parted (first day of the second half), n_first, n_second,
        first, second (shares of all documents), n_authorities, matched_first, matched_second, change, change_low,
        change_high (fractions; null where there is nothing to count).

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
        UnknownNameError: a theme or the place is not known.

    Source: B. Efron and R. J. Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
    """
    keys, told = tell_sides(observations, documents, themes, place, start, end)
    days = told.unique("document_id")["day"].sort()
    parted = days[len(days) // 2] if len(days) else None
    generator = np.random.default_rng(seed)
    rows = []
    for key in keys:
        own = told.filter(pl.col("theme") == key).with_columns(later=pl.col("day") >= pl.lit(parted, pl.Date))
        for side in SIDES:
            hit = own.with_columns(hit=pl.col(f"k_{side}") > 0)
            halves = [hit.filter(pl.col("later") == later) for later in (False, True)]
            shares = [half["hit"].mean() if half.height else None for half in halves]
            by_half = [half.group_by("authority").agg(pl.col("hit").mean()) for half in halves]
            pairs = by_half[0].join(by_half[1], on="authority").sort("authority")
            change = (pairs["hit_right"] - pairs["hit"]).to_numpy()
            ends: list[float | None] = [None, None]
            if len(change) >= SMALL:
                drawn = generator.choice(change, (draws, len(change))).mean(axis=1)
                ends = [float(np.quantile(drawn, q)) for q in (0.025, 0.975)]
            matched = [pairs["hit"].mean(), pairs["hit_right"].mean(), float(change.mean()) if len(change) else None]
            rows.append((key, side, parted, *(h.height for h in halves), *shares, pairs.height, *matched, *ends))
    numbers = ["n_first", "n_second"]
    fractions = ["matched_first", "matched_second", "change", "change_low", "change_high"]
    schema: dict[str, pl.DataType | type[pl.DataType]] = {"theme": pl.String, "side": pl.String, "parted": pl.Date}
    schema |= dict.fromkeys(numbers, pl.Int64) | {"first": pl.Float64, "second": pl.Float64, "n_authorities": pl.Int64}
    return pl.DataFrame(rows, schema=schema | dict.fromkeys(fractions, pl.Float64), orient="row")
