"""What became of each item in the end, how often, and how long it took to be reported improved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from ofsted_trends.errors import InputError
from ofsted_trends.following.rows import ITEM
from ofsted_trends.frame import EVENTS
from ofsted_trends.measures.inputs import Frame, as_polars, take_result
from ofsted_trends.measures.intervals import effective_size, wilson_interval
from ofsted_trends.measures.ledger import RESULT
from ofsted_trends.measures.populations import SMALL, order_as, order_groups

#: What can become of an item, as `settle_outcomes` says it.
OUTCOMES = [
    "raised_again", "reported_improved", "mentioned", "not_mentioned", "out_of_scope", "scope_unknown", "not_followed",
]  # fmt: skip
#: From what tells most of an item that was neither asked again nor reported improved.
TELLING = ["mentioned", "not_mentioned", "scope_unknown", "out_of_scope"]
#: Outcomes of items that a later document looked at; what shares are of.
LOOKED = OUTCOMES[:4]
DECIDED = ["raised_again", "reported_improved"]
GROUPS = ["theme", "year", "event", "kind", "framework_version", "region", "authority"]
#: Fewer authorities than this tell nothing of how much authorities differ.
CLUSTERS = 10
HORIZONS = (1, 2, 3, 5, 8)
_OWN = [
    "authority", "region", "asked", "event", "framework_version", "board", "themes", "page", "paragraph", "text",
]  # fmt: skip
_DECIDING = [
    "later_document_id", "later_day", "later_event", "similarity", "confidence", "match_theme",
    "evidence_observation_id", "evidence_kind", "evidence_item", "evidence_stance", "evidence_page",
    "evidence_paragraph", "evidence_text",
]  # fmt: skip


def settle_outcomes(ledger: Frame) -> pl.DataFrame:
    """Returns what became of each item in the end. One row per item.

    The outcome is that of the last later document with a sentence worded like the item that asks again or finds it
    improved (`raised_again`, `reported_improved`; on one day the former). Where there is none, it is the most that
    any later document tells: `mentioned` (its theme was spoken of, or the item without either), `not_mentioned`
    (its theme was in scope and nothing said), `scope_unknown`, `out_of_scope`; `not_followed` where no later
    document is at hand. Nothing is excluded. No shares, no interval.

    Args:
        ledger: as `measure_ledger` gives it, polars or pandas.

    Returns:
        In the order of the ledger: document_id, kind, item, authority, region, asked, event, framework_version,
        board, themes, page, paragraph, text, outcome, n_later (later documents), n_looked (those that looked),
        first_looked (day of the first that looked), first_improved (day of the first that reports it improved),
        last_followed (day of the last later document), and of the document that the outcome is taken from, the
        latest of its kind: later_document_id, later_day, later_event, similarity, confidence, match_theme,
        evidence_observation_id, evidence_kind, evidence_item, evidence_stance, evidence_page, evidence_paragraph,
        evidence_text.

    Raises:
        FrameError: columns are missing.
    """
    table = take_result(ledger, RESULT, "ledger")
    outcome, day = pl.col("outcome"), pl.col("later_day")
    order = pl.when(outcome.is_in(DECIDED)).then(0).otherwise(
        outcome.replace_strict(TELLING, range(1, len(TELLING) + 1), default=None, return_dtype=pl.Int32)
    )  # fmt: skip
    numbered = table.with_row_index("place").with_columns(
        place=pl.col("place").first().over(ITEM), order=order, again=outcome == "raised_again"
    )
    latest = numbered.sort("place", "order", "later_day", "again", descending=[False, False, True, True]).unique(
        ITEM, keep="first", maintain_order=True
    )
    looked = outcome.is_in(LOOKED)
    counted = table.group_by(ITEM).agg(
        n_later=outcome.is_not_null().sum().cast(pl.Int64),
        n_looked=looked.sum().cast(pl.Int64),
        first_looked=day.filter(looked).min(),
        first_improved=day.filter(outcome == "reported_improved").min(),
        last_followed=day.max(),
    )
    return (
        latest.with_columns(outcome.fill_null("not_followed"))
        .join(counted, on=ITEM, how="left", maintain_order="left")
        .sort("place")
        .select(
            *ITEM,
            *_OWN,
            "outcome",
            "n_later",
            "n_looked",
            "first_looked",
            "first_improved",
            "last_followed",
            *_DECIDING,
        )
    )


def is_worded(ledger: pl.DataFrame) -> bool:
    """Returns whether later sentences could be matched with items by their words.

    Args:
        ledger: as `measure_ledger` gives it.
    """
    return bool(ledger["similarity"].is_not_null().any())


def select_themes(ledger: pl.DataFrame, themes: Sequence[str]) -> pl.DataFrame:
    """Returns the rows of a ledger, or of its outcomes, that are about at least one theme; all where none is named.

    Args:
        ledger: with the column themes.
        themes: keys.
    """
    if not themes:
        return ledger
    return ledger.filter(pl.col("themes").list.eval(pl.element().is_in(list(themes))).list.any())


def count_outcomes(outcomes: Frame, by: str | None = None, themes: Sequence[str] | None = None) -> pl.DataFrame:
    """Returns how often items came to which outcome. One row per group.

    Numerators: items by outcome. Denominator of shares: `n_looked`, the items that at least one later document
    looked at (raised_again, reported_improved, mentioned, not_mentioned); the others are counted beside it. An item
    about two themes counts in both. Excluded: items of the safeguarding board, which is not the council.
    Interval: Wilson, 95%, on the effective number of items, because the items of one authority are alike; null where
    the items looked at are of fewer than 10 authorities.

    Args:
        outcomes: as `settle_outcomes` gives it, polars or pandas.
        by: `theme`, `year` (of the asking), `event`, `kind`, `framework_version`, `region`, `authority`; None for
            one row of all.
        themes: keys of themes: only items about at least one of them, and where grouped by theme only these, in
            this order; None for all.

    Returns:
        In order of the themes or of the group: the group, n_items, n_looked, n_raised_again, n_reported_improved,
        n_mentioned, n_not_mentioned, n_out_of_scope, n_scope_unknown, n_not_followed, n_authorities, then share_,
        low_ and high_ of raised_again, reported_improved, mentioned and not_mentioned (fractions), small (n_looked
        below 10). An item without a theme is in the group null.

    Raises:
        FrameError: columns are missing.
        InputError: `by` is nothing to group by.

    Source: see `effective_size` and `wilson_interval`.
    """
    if by is not None and by not in GROUPS:
        raise InputError(f"by: {by!r} is nothing to group items by; choose among {', '.join(GROUPS)}")
    table = _take_items(outcomes, themes).with_columns(
        theme=_list_themes(), year=pl.col("asked").dt.year(), whole=pl.lit("all")
    )
    keys = list(themes or [])
    if by == "theme":
        table = table.explode("theme").filter(pl.col("theme").is_in(keys) if keys else pl.lit(True))
    group = by or "whole"
    counts = [(pl.col("outcome") == o).sum().cast(pl.Int64) for o in OUTCOMES]
    named = {f"n_{o}": count for o, count in zip(OUTCOMES, counts, strict=True)}
    by_authority = table.group_by(*dict.fromkeys([group, "authority"])).agg(n_items=pl.len().cast(pl.Int64), **named)
    total = pl.sum_horizontal(f"n_{o}" for o in LOOKED)
    counted = (
        by_authority.with_columns(n_looked=total)
        .sort(group, "authority", nulls_last=True)
        .group_by(group, maintain_order=True)
        .agg(
            pl.col("n_items", "n_looked", *named).sum(),
            n_authorities=pl.len().cast(pl.Int64),
            totals=pl.col("n_looked"),
            **{f"hits_{o}": pl.col(f"n_{o}") for o in LOOKED},
        )
    )
    for name in LOOKED:
        counted = _add_share(counted, name)
    shares = [f"{part}_{name}" for name in LOOKED for part in ("share", "low", "high")]
    told = counted.with_columns(small=pl.col("n_looked") < SMALL).select(
        group, "n_items", "n_looked", *named, "n_authorities", *shares, "small"
    )
    if by == "theme":
        places = {key: place for place, key in enumerate(keys)}
        order = pl.col("theme").replace_strict(places, default=len(places), return_dtype=pl.Int32)
        return told.sort(order, "n_items", "theme", descending=[False, True, False], nulls_last=True)
    return told.sort(order_groups([by]), nulls_last=True) if by else told.drop("whole")


def count_followups(ledger: Frame, by: str | None = None) -> pl.DataFrame:
    """Returns how often later documents came to which outcome. One row per group.

    Counts pairs of an item and a later document of its authority, so an item counts as often as it was followed. No
    shares, and no interval: the pairs of one item hang together. Excluded: items without a later document; items of
    the safeguarding board.

    Args:
        ledger: as `measure_ledger` gives it, polars or pandas.
        by: `theme` (an item about two themes counts in both), `later_event`, or None for one row of all.

    Returns:
        In order of the kind of visit, or of n_pairs: the group, n_pairs, n_raised_again, n_reported_improved,
        n_mentioned, n_not_mentioned, n_out_of_scope, n_scope_unknown.

    Raises:
        FrameError: columns are missing.
        InputError: `by` is nothing to group by.
    """
    if by not in (None, "theme", "later_event"):
        raise InputError(f"by: {by!r} is nothing to group later documents by; choose theme or later_event")
    table = take_result(ledger, RESULT, "ledger")
    pairs = table.filter(pl.col("outcome").is_not_null() & ~pl.col("board")).with_columns(
        theme=_list_themes(), whole=pl.lit("all")
    )
    if by == "theme":
        pairs = pairs.explode("theme")
    counts = {f"n_{o}": (pl.col("outcome") == o).sum().cast(pl.Int64) for o in OUTCOMES[:-1]}
    counted = pairs.group_by(by or "whole").agg(n_pairs=pl.len().cast(pl.Int64), **counts)
    if by == "theme":
        return counted.sort("n_pairs", "theme", descending=[True, False], nulls_last=True)
    if by is None:
        return counted.drop("whole")
    return counted.sort(order_as(by, EVENTS))


def _list_themes() -> pl.Expr:
    """Returns the themes of an item, to explode: one that is null where there are none."""
    none = pl.lit([None], dtype=pl.List(pl.String))
    return pl.when(pl.col("themes").list.len() > 0).then("themes").otherwise(none)


def _take_items(outcomes: Frame, themes: Sequence[str] | None) -> pl.DataFrame:
    """Returns the items of the council; where themes are named, those about at least one of them."""
    table = as_polars(outcomes, [*ITEM, *_OWN, "outcome"], "outcomes").filter(~pl.col("board"))
    return select_themes(table, list(themes or []))


def _add_share(counted: pl.DataFrame, name: str) -> pl.DataFrame:
    """Returns the counts with a share of the items that were looked at, and its interval."""
    ends: list[tuple[float, float] | None] = []
    for hits, totals in counted.select(f"hits_{name}", "totals").rows():
        size = effective_size(hits, totals) if sum(n > 0 for n in totals) >= CLUSTERS else None
        ends.append(wilson_interval(sum(hits) / sum(totals) * size, size) if size else None)
    return counted.with_columns(
        pl.when(pl.col("n_looked") > 0).then(pl.col(f"n_{name}") / pl.col("n_looked")).alias(f"share_{name}"),
        pl.Series(f"low_{name}", [end[0] if end else None for end in ends], pl.Float64),
        pl.Series(f"high_{name}", [end[1] if end else None for end in ends], pl.Float64),
    )


def measure_waits(
    outcomes: Frame, until: date | None = None, horizons: Sequence[int] = HORIZONS, themes: Sequence[str] | None = None
) -> pl.DataFrame:
    """Returns how many items were reported improved within so many years. One row per number of years.

    Denominator `n_items`: items asked at least so many years before the last day at hand; younger items cannot tell
    yet. Numerators: `n_improved` (a later document within the years reports it improved, whatever is said
    afterwards), `n_looked` (a later document within the years looked, and none reported it improved), `n_open` (no
    later document within the years looked: not known, not a failure). Excluded: items of the safeguarding board.
    Interval: none, because when inspectors come back is no accident: the worse, the sooner.

    Args:
        outcomes: as `settle_outcomes` gives it, polars or pandas.
        until: the last day at hand; None for the latest day of asking or following that the frame holds.
        horizons: numbers of years.
        themes: keys: only items about at least one of them; None for all.

    Returns:
        In order of years: years, n_items, n_improved, n_looked, n_open; it holds that n_items is the sum of the three.

    Raises:
        FrameError: columns are missing.
    """
    table = _take_items(outcomes, themes)
    everything = as_polars(outcomes, ["asked", "last_followed"], "outcomes")
    days = [day for column in ("asked", "last_followed") for day in [everything[column].max()] if isinstance(day, date)]
    final = until or max(days, default=date.min)
    rows = []
    for years in horizons:
        ends = pl.col("asked").dt.offset_by(f"{years}y")
        known = table.filter(ends <= final)
        improved = (pl.col("first_improved") <= ends).fill_null(False)
        looked = (pl.col("first_looked") <= ends).fill_null(False) & ~improved
        n, better, seen = known.select(pl.len(), improved.sum(), looked.alias("looked").sum()).row(0)
        rows.append((years, n, better, seen, n - better - seen))
    return pl.DataFrame(
        rows, schema=dict.fromkeys(["years", "n_items", "n_improved", "n_looked", "n_open"], pl.Int64), orient="row"
    )
