"""How often documents speak of a theme, and in which direction, among those that looked at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from ofsted_trends.frame import BOARD_EVENT
from ofsted_trends.measures.choices import choose_groups
from ofsted_trends.measures.inputs import Frame
from ofsted_trends.measures.populations import (
    SMALL,
    STANCES,
    add_share,
    choose_spoken_themes,
    count_stances,
    cover_themes,
    name_groups,
    order_as,
    order_groups,
    select_primary,
    select_said,
)

SHARES = ["concern", "strength", "said"]
RATED = ["n_said", *(f"n_{stance}" for stance in STANCES)]
#: A theme that an analyst added is counted among the documents that speak of it: no scope covers it.
_OWN_SAID = pl.col("own") & pl.col("said")
_COUNTED = (pl.col("known") & (pl.col("covered") | pl.col("said"))) | _OWN_SAID
_DOCUMENTS = {
    "n_documents": pl.lit(True),
    "n_in_scope": _COUNTED,
    "n_scope_unknown": ~pl.col("known") & ~_OWN_SAID,
    "n_concern": _COUNTED & pl.col("concern"),
    "n_strength": _COUNTED & pl.col("strength"),
    "n_both": _COUNTED & pl.col("concern") & pl.col("strength"),
    "n_neutral": _COUNTED & pl.col("said") & ~pl.col("concern") & ~pl.col("strength"),
    "n_said": _COUNTED & pl.col("said"),
    "n_nothing": _COUNTED & ~pl.col("said"),
    "n_beyond_scope": _COUNTED & ~pl.col("covered"),
    "n_unknown_said": ~pl.col("known") & pl.col("said") & ~pl.col("own"),
}


def measure_prevalence(
    observations: Frame,
    documents: Frame,
    themes: str | Sequence[str] | None = None,
    by: str | Sequence[str] | None = "year",
    place: str | Sequence[str] | None = None,
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns the share of documents that raise a theme as a concern or a strength. One row per theme and group.

    Numerators: documents with at least one finding, improvement or priority action on the theme of stance
    concern (or strength, or any). A document with both counts in both; a mixed sentence says both.
    Denominator `n_in_scope`: documents whose `themes_in_scope` covers the theme, and those that spoke of it
    though their derived scope does not (these count above and below the line; `n_beyond_scope` says how many).
    A theme that an analyst added is in scope only where a document speaks of it; elsewhere its scope is unknown.
    Excluded: second tellings; documents whose scope is unknown, whatever they say (`n_scope_unknown`, of which
    `n_unknown_said` spoke of the theme); the safeguarding board's part of reports and its reviews; documents
    without any day where the group is a year or the period is closed.
    Interval: Wilson, 95%, as if the documents were a sample of such documents.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        themes: keys of themes; empty for all.
        by: `year`, `framework`, `framework_version`, `event`, `region`, `authority`, or several; empty for none.
        place: empty or `England`, a region, an authority or a list of authorities.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In order of the themes asked and the group: theme, the groups, n_documents (primary documents of the
        group), n_in_scope, n_scope_unknown, n_concern, n_strength, n_both, n_neutral (said, without judging),
        n_said, n_nothing (in scope, nothing said), n_beyond_scope, n_unknown_said, then share_, low_ and high_
        of concern, strength and said (fractions; null where n_in_scope is 0), small (n_in_scope below 10).
        It holds that n_in_scope = n_concern + n_strength - n_both + n_neutral + n_nothing.

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form, or `by` is nothing to group by.
        UnknownNameError: a theme or the place is not known.

    Source: see `wilson_interval`; the denominators follow "not looked at is not absent".
    """
    groups, keys, chosen = _choose(observations, documents, themes, by, place, start, end)
    said = count_stances(select_said(observations, chosen), keys)
    told = (
        cover_themes(chosen, keys)
        .join(said, on=["document_id", "theme"], how="left")
        .with_columns(pl.col("concern", "strength").fill_null(False), said=pl.col("n_said").is_not_null())
    )
    counts = [flag.sum().cast(pl.Int64).alias(name) for name, flag in _DOCUMENTS.items() if name != "n_documents"]
    table = _count(told, keys, groups, [pl.len().cast(pl.Int64).alias("n_documents"), *counts])
    for name in SHARES:
        table = add_share(table, name, f"n_{name}", "n_in_scope")
    shares = [f"{part}_{name}" for name in SHARES for part in ("share", "low", "high")]
    return table.select("theme", *groups, *_DOCUMENTS, *shares, small=pl.col("n_in_scope") < SMALL)


def measure_rate(
    observations: Frame,
    documents: Frame,
    themes: str | Sequence[str] | None = None,
    by: str | Sequence[str] | None = "year",
    place: str | Sequence[str] | None = None,
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns how many of 100 findings speak of a theme. One row per theme and group.

    Numerator: sentences of kind `finding` on the theme (any, or of stance concern, strength or mixed), each
    counted once. Denominator `n_findings`: all sentences of kind `finding` in the documents of `measure_prevalence`'s
    denominator (in scope, or said). A sentence is the part of `observation_id` before the point.
    Excluded: improvements and priority actions, whose number depends on the form of the report; otherwise as
    in `measure_prevalence`. Interval: none, because sentences of one document are not independent.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        themes: keys of themes; empty for all.
        by: as in `measure_prevalence`.
        place: empty or `England`, a region, an authority or a list of authorities.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In order of the themes asked and the group: theme, the groups, n_in_scope (documents), n_findings,
        n_said, n_concern, n_strength, n_mixed (sentences), rate_said, rate_concern, rate_strength, rate_mixed
        (per 100 findings; null where there are none), small (n_in_scope below 10).

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form, or `by` is nothing to group by.
        UnknownNameError: a theme or the place is not known.
    """
    groups, keys, chosen = _choose(observations, documents, themes, by, place, start, end)
    said = select_said(observations, chosen)
    spoken = said.select("document_id", "theme", said=pl.lit(True)).unique()
    findings = said.filter(pl.col("kind") == "finding")
    length = findings.group_by("document_id").agg(n_findings=pl.col("sentence").n_unique())
    told = (
        cover_themes(chosen, keys)
        .join(spoken, on=["document_id", "theme"], how="left")
        .with_columns(pl.col("said").fill_null(False))
        .join(length, on="document_id", how="left")
        .join(count_stances(findings, keys), on=["document_id", "theme"], how="left")
    )
    counts = [pl.col(c).filter(_COUNTED).sum().cast(pl.Int64) for c in ["n_findings", *RATED]]
    table = _count(told, keys, groups, [_COUNTED.sum().cast(pl.Int64).alias("n_in_scope"), *counts])
    rates = [
        pl.when(pl.col("n_findings") > 0).then(100 * pl.col(c) / pl.col("n_findings")).alias(c.replace("n_", "rate_"))
        for c in RATED
    ]
    return table.with_columns(*rates, small=pl.col("n_in_scope") < SMALL)


def _choose(
    observations: Frame,
    documents: Frame,
    themes: str | Sequence[str] | None,
    by: str | Sequence[str] | None,
    place: str | Sequence[str] | None,
    start: str | date | None,
    end: str | date | None,
) -> tuple[list[str], list[str], pl.DataFrame]:
    """Returns the groups, the keys of the themes, and the documents with their groups as columns."""
    groups = choose_groups(by)
    keys = choose_spoken_themes(observations, themes)
    chosen = select_primary(documents, place, start, end).filter(pl.col("event") != BOARD_EVENT)
    if "year" in groups:
        chosen = chosen.filter(pl.col("day").is_not_null())
    return groups, keys, chosen.with_columns(name_groups(groups))


def _count(told: pl.DataFrame, keys: list[str], groups: list[str], counts: list[pl.Expr]) -> pl.DataFrame:
    """Returns the counts of every theme with every group, in the order of the themes and the groups."""
    return (
        told.group_by("theme", *groups)
        .agg(counts)
        .sort(order_as("theme", keys), *order_groups(groups), nulls_last=True)
    )
