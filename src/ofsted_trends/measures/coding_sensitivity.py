"""How far shares of documents could be wrong by errors of the coding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ofsted_trends.errors import InputError
from ofsted_trends.measures.inputs import Frame
from ofsted_trends.measures.populations import SMALL
from ofsted_trends.measures.sides import SIDES, add_side_share, tell_sides
from ofsted_trends.registers.agreement import Agreement, load_agreement
from ofsted_trends.registers.stance_agreement import count_side

Floats = NDArray[np.float64]
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
    keys, told = tell_sides(observations, documents, themes, place, start, end)
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
    return add_side_share(table).select(
        *names[:5], "share", "low", "high", *names[5:], small=pl.col("n_in_scope") < SMALL
    )


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
