"""How far shares of documents could be wrong: by errors of the coding, and by who was inspected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ofsted_trends.errors import InputError
from ofsted_trends.measures.choices import choose_themes
from ofsted_trends.measures.inputs import Frame
from ofsted_trends.measures.populations import (
    SMALL,
    add_share,
    count_stances,
    cover_themes,
    select_primary,
    select_said,
    take_columns,
)
from ofsted_trends.measures.theme_history import BOARD_EVENT
from ofsted_trends.registers.agreement import Agreement, load_agreement
from ofsted_trends.registers.authorities import load_authorities
from ofsted_trends.registers.stance_agreement import count_side

Floats = NDArray[np.float64]
SIDES = ["concern", "strength"]
INSPECTIONS = ["inspection", "reinspection"]
#: Other ways to count who was inspected, see `measure_selection_sensitivity`.
WAYS = ["authorities", "regions", "inspections", "left_out_low", "left_out_high"]
DRAWS, SEED = 1000, 1
#: Jeffreys' prior of a share.
PRIOR = 0.5


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """Draws of how well sentences of a theme and side are coded.

    Attributes:
        precision: of the sentences coded so, the share that people code so.
        recall: of the sentences that people code so, the share that is coded so.
    """

    precision: Floats
    recall: Floats


def measure_coding_sensitivity(
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
    """Returns shares of documents corrected for errors of the coding. One row per theme, side and year.

    `share` is that of `measure_prevalence`: documents in scope with at least one sentence of that side. Each coded
    sentence is taken to be right with the precision of the register, and sentences to be missed with its recall;
    the chance that a document truly has one follows in closed form. Where missed sentences stand is not known, so
    two extremes are reckoned: only in documents where others were found (`corrected_low` is from these), or
    anywhere, in proportion to a document's findings (`corrected_high`). The rates themselves are drawn from their
    uncertainty (Beta, Jeffreys' prior), with a fixed seed: the range is from the 2.5% quantile of the former to
    the 97.5% quantile of the latter. It covers errors of coding alone: not chance, and not who was inspected. Errors
    are taken to be independent of each other, and the same in all years and kinds of document.
    Numerator, denominator and exclusions otherwise as in `measure_prevalence`; themes without measured agreement are
    left out.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        themes: keys of themes; empty for all.
        place: empty or `England`, a region, an authority or a list of authorities.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.
        draws: how many error rates are drawn, at least 1.
        seed: of the draws.

    Returns:
        In order of the themes asked, side (`concern`, `strength`) and year: theme, side, year, n_in_scope, n_side,
        share, low, high (Wilson, 95%), corrected (mean), corrected_low, corrected_high (fractions), small.

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form, or there are no draws.
        UnknownNameError: a theme or the place is not known.

    Source: correction for misclassification after W. J. Rogan and B. Gladen (1978), American Journal of Epidemiology
        107 (1), 71 to 76, carried from sentences to documents; rates from registers/agreement.csv and
        registers/stance_agreement.csv.
    """
    if draws < 1:
        raise InputError(f"draws: {draws} draws tell nothing; give 1000")
    keys, told = _tell(observations, documents, themes, place, start, end)
    agreement = load_agreement()
    keys = [key for key in keys if key in agreement and agreement[key].measured]
    generator = np.random.default_rng(seed)
    parts = []
    for key in keys:
        for side in SIDES:
            rows = told.filter(pl.col("theme") == key)
            rates = draw_rates(agreement[key], side, draws, generator)
            found = rows[f"k_{side}"].to_numpy().astype(np.float64)
            length = rows["n_findings"].to_numpy().astype(np.float64)
            near, anywhere = _expect(found, length, rates)
            years = rows["year"].to_numpy()
            for year in sorted(set(years.tolist())):
                own = years == year
                least, most = near[:, own].mean(axis=1), anywhere[:, own].mean(axis=1)
                n, hits = int(own.sum()), int((found[own] > 0).sum())
                middle = float((least.mean() + most.mean()) / 2)
                ends = float(np.quantile(least, 0.025)), float(np.quantile(most, 0.975))
                parts.append((key, side, year, n, hits, middle, *ends))
    names = ["theme", "side", "year", "n_in_scope", "n_side", "corrected", "corrected_low", "corrected_high"]
    types = [pl.String, pl.String, pl.Int32, pl.Int64, pl.Int64, pl.Float64, pl.Float64, pl.Float64]
    table = pl.DataFrame(parts, schema=dict(zip(names, types, strict=True)), orient="row")
    return _with_share(table).select(*names[:5], "share", "low", "high", *names[5:], small=pl.col("n_in_scope") < SMALL)


def draw_rates(agreement: Agreement, side: str, draws: int, generator: np.random.Generator) -> ErrorRates:
    """Returns draws of the precision and recall of a theme's sentences of one side.

    Both need the theme and the stance to be right; the two are taken to be independent.

    Args:
        agreement: of the theme, measured.
        side: `concern` or `strength`.
        draws: how many.
        generator: of random numbers.

    Raises:
        InputError: the agreement is not measured.
    """
    if agreement.n is None or agreement.recall is None or not agreement.precision:
        raise InputError(f"{agreement.theme}: its agreement is not measured; choose another theme")
    found = round(agreement.recall * agreement.n)
    theme = (found, round(found / agreement.precision), agreement.n)
    pairs = [theme, count_side(side)]
    precision, recall = np.ones(draws), np.ones(draws)
    for both, coded, said in pairs:
        precision *= generator.beta(both + PRIOR, max(coded - both, 0) + PRIOR, draws)
        recall *= generator.beta(both + PRIOR, said - both + PRIOR, draws)
    return ErrorRates(precision, recall)


def _expect(found: Floats, length: Floats, rates: ErrorRates) -> tuple[Floats, Floats]:
    """Returns the chance that each document truly has a sentence, draws by documents: with missed sentences only beside
    found ones, and anywhere."""
    wrong = (1 - rates.precision)[:, None] ** found[None, :]
    missed = rates.precision * (1 - rates.recall) / rates.recall
    near = 1 - wrong * np.exp(-missed[:, None] * found[None, :])
    share = length / length.sum() if length.sum() else np.zeros_like(length)
    anywhere = 1 - wrong * np.exp(-(missed * found.sum())[:, None] * share[None, :])
    return near, anywhere


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
    keys, told = _tell(observations, documents, themes, place, start, end)
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
    order = [
        pl.col("theme").replace_strict(keys, range(len(keys)), default=None, return_dtype=pl.Int32),
        "side",
        "year",
    ]
    names = [*group, "n_in_scope", "n_side", "n_authorities", "n_regions", "n_inspections", "share", "low", "high"]
    return (
        _with_share(counted)
        .with_columns(lowest=pl.min_horizontal(ways), highest=pl.max_horizontal(ways))
        .sort(order)
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
    keys, told = _tell(observations, documents, themes, place, start, end)
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


def _tell(
    observations: Frame,
    documents: Frame,
    themes: str | Sequence[str] | None,
    place: str | Sequence[str] | None,
    start: str | date | None,
    end: str | date | None,
) -> tuple[list[str], pl.DataFrame]:
    """Returns the keys of the themes, and one row per theme and document of `measure_prevalence`'s denominator with a
    day: k_concern and k_strength are its sentences of each side, n_findings all its findings."""
    spoken_of = take_columns(observations, ["theme"], "observations")["theme"].drop_nulls().unique()
    keys = choose_themes(themes, spoken_of)
    chosen = select_primary(documents, place, start, end).filter(
        (pl.col("event") != BOARD_EVENT) & pl.col("day").is_not_null()
    )
    said = select_said(observations, chosen)
    findings = said.filter(pl.col("kind") == "finding").group_by("document_id")
    told = (
        cover_themes(chosen, keys)
        .join(count_stances(said, keys), on=["document_id", "theme"], how="left")
        .filter(pl.col("known") & (pl.col("covered") | pl.col("n_said").is_not_null()))
        .join(findings.agg(n_findings=pl.col("sentence").n_unique()), on="document_id", how="left")
        .with_columns(
            pl.col("n_findings").fill_null(0),
            *((pl.col(f"n_{side}") + pl.col("n_mixed")).fill_null(0).alias(f"k_{side}") for side in SIDES),
            year=pl.col("day").dt.year().cast(pl.Int32),
        )
    )
    return keys, told


def _with_share(table: pl.DataFrame) -> pl.DataFrame:
    """Returns the frame with the share of n_side in n_in_scope and its Wilson interval."""
    added = add_share(table, "side", "n_side", "n_in_scope")
    return added.rename({"share_side": "share", "low_side": "low", "high_side": "high"})
