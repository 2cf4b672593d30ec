"""What the page of data quality says: plain English, computed from the measures, honest about numbers."""

from __future__ import annotations

import polars as pl

from ofsted_trends.charts.names import EVENTS, name_theme
from ofsted_trends.charts.tables import format_day
from ofsted_trends.measures.theme_history import HEADLINE
from ofsted_trends.registers.problem_reasons import load_problem_reasons
from ofsted_trends.reports.quality_tables import WEIGHTS
from ofsted_trends.reports.trend_words import name_low
from ofsted_trends.reports.words import count_words, join_words, say_month

TITLE = "Data quality: what is at hand, and how far it can be trusted"
SIDES = {"concern": "a concern", "strength": "a strength"}


def lede_quality(coverage: pl.DataFrame, gaps: pl.DataFrame) -> str:
    """Returns what the page is about.

    Args:
        coverage: as `measure_coverage` gives it by region.
        gaps: as `measure_gaps` gives it.
    """
    n = int(coverage["n_documents"].sum())
    told = count_words(n, "inspection or visit", "inspections and visits").replace(str(n), f"{n:,}", 1)
    there = gaps.filter(pl.col("first_day").is_not_null())
    if there.is_empty():
        return "No inspection or visit is at hand for this period."
    days = f"from {say_month(there['first_day'].min())} to {say_month(there['last_day'].max())}"  # type: ignore[arg-type]
    return f"{told} of {count_words(there.height, 'authority', 'authorities')} are at hand, {days}."


def say_quality(
    coverage: pl.DataFrame, gaps: pl.DataFrame, problems: pl.DataFrame, agreement: pl.DataFrame, panel: pl.DataFrame
) -> list[str]:
    """Returns what a reader can know in 30 seconds.

    Args:
        coverage: as `measure_coverage` gives it by region.
        gaps: as `measure_gaps` gives it.
        problems: as `measure_problems` gives it.
        agreement: as `measure_agreement` gives it.
        panel: as `measure_matched_panel` gives it.
    """
    return [
        *_say_missing(coverage, gaps),
        _say_problems(problems),
        *_say_agreement(agreement),
        *_say_panel(panel),
    ]


def _say_missing(coverage: pl.DataFrame, gaps: pl.DataFrame) -> list[str]:
    exists = gaps.filter(pl.col("ended").is_null())
    absent = exists.filter(pl.col("first_day").is_null())
    sentences = []
    if absent.height:
        sentences.append(
            f"Of {exists.height} authorities in England, {absent.height} have no document at hand: nothing here speaks "
            "for them."
        )
    years = coverage.group_by("year").agg(pl.col("n_documents").sum()).sort("year")
    empty = [str(year) for year in years.filter(pl.col("n_documents") == 0)["year"]]
    few = [str(year) for year in years.filter(pl.col("n_documents").is_between(1, 9))["year"]]
    if empty:
        sentences.append(f"No document at hand is from {join_words(empty)}.")
    if few:
        sentences.append(f"Fewer than 10 are from {join_words(few)}: shares of these years tell little.")
    return sentences


def _say_problems(problems: pl.DataFrame) -> str:
    if problems.is_empty():
        return "No problem was met in reading."
    reasons = load_problem_reasons()
    counts = dict.fromkeys(WEIGHTS, 0)
    for row in problems.iter_rows(named=True):
        counts[reasons[row["reason"]].weight if row["reason"] in reasons else "part"] += row["n"]
    total = count_words(sum(counts.values()), "problem")
    words = {
        "document": ("document could not be read", "documents could not be read"),
        "part": ("cost a part of a document", "cost a part of a document"),
        "none": ("cost nothing", "cost nothing"),
        "index": ("is a line of an index", "are lines of an index"),
    }
    told = [f"{n} {words[key][n != 1]}" for key, n in counts.items() if n]
    return f"{total} in reading: {join_words(told)}."


def _say_agreement(agreement: pl.DataFrame) -> list[str]:
    if agreement.is_empty():
        return []
    known = {row["theme"]: row for row in agreement.iter_rows(named=True)}
    told = [
        f"{name_low(key)} {known[key]['share_precision']:.0%} right and {known[key]['share_recall']:.0%} found"
        for key in HEADLINE
        if key in known
    ]
    weak = agreement.filter(pl.col("f1") < 0.8).height
    return [
        f"On documents that it had not seen, the coding of themes agreed with people so: {join_words(told, '; ')}. "
        f"For {weak} of {agreement.height} themes the two figures together (F1) are below 80%."
    ]


def _say_panel(panel: pl.DataFrame) -> list[str]:
    parts = []
    for row in panel.filter(pl.col("side") == "concern").iter_rows(named=True):
        if row["change_low"] is None:
            continue
        points = f"{abs(row['change']) * 100:.0f} points"
        if row["change_low"] <= 0 <= row["change_high"]:
            parts.append(f"{name_low(row['theme'])}, no clear change")
        else:
            parts.append(f"{name_low(row['theme'])}, {'down' if row['change'] < 0 else 'up'} by {points}")
    if not parts:
        return []
    parted = panel["parted"][0]
    return [
        f"Concerns in the same authorities before and since {say_month(parted)}: {join_words(parts, '; ')}. This does "
        "not depend on which authorities were inspected, though kinds of document still differ."
    ]


def say_coverage_headline(coverage: pl.DataFrame) -> str:
    """Returns the message of the chart of regions: how many regions have every year from the first well-filled one."""
    years = (
        coverage.group_by("year").agg(pl.col("n_documents").sum()).filter(pl.col("n_documents") >= 10)["year"].sort()
    )
    if years.is_empty():
        return "Documents at hand by region and year"
    holes = coverage.filter(pl.col("year").is_between(years[0], years[-1]) & (pl.col("n_documents") == 0))
    if holes.is_empty():
        return f"Every region has documents in every year from {years[0]} to {years[-1]}"
    told = sorted({f"{row['region']} in {row['year']}" for row in holes.iter_rows(named=True)})
    more = f" and {len(told) - 3} more" if len(told) > 3 else ""
    shown = ", ".join(told[:3]) if more else join_words(told)
    return f"Gaps since {years[0]}: {shown}{more}"


def say_coverage_subtitle(coverage: pl.DataFrame, by: str) -> str:
    """Returns measure, place, period and number of a chart of counts."""
    n = int(coverage["n_documents"].sum())
    years = sorted(set(coverage["year"]))
    period = f", {years[0]} to {years[-1]}" if len(years) > 1 else f", {years[0]}" if years else ""
    return f"Inspections and visits at hand by {by} and year on site, England{period}: {n:,}"


def say_coverage_alt(coverage: pl.DataFrame, row: str) -> str:
    """Returns the text alternative of a chart of counts: each row's number; the table has the years."""
    totals = coverage.group_by(row, maintain_order=True).agg(pl.col("n_documents").sum())
    told = [f"{EVENTS.get(name, name)} {n:,}" for name, n in totals.iter_rows()]
    return f"Matrix of numbers by year. In all years: {', '.join(told) or 'none'}. The data table has every year."


def say_agreement_headline(agreement: pl.DataFrame) -> str:
    """Returns the message of the chart of agreement: the best and the weakest theme that are measured well."""
    rows = agreement.filter(~pl.col("small")).sort("f1", "theme")
    if rows.height < 2:
        return "How well the coding agrees with people, by theme"
    weak, best = rows["theme"][0], rows["theme"][-1]
    return (
        f"The coding agrees with people best on {name_low(best)} ({rows['f1'][-1]:.2f}) and least on "
        f"{name_low(weak)} ({rows['f1'][0]:.2f})"
    )


def say_agreement_alt(agreement: pl.DataFrame) -> str:
    """Returns the text alternative of the chart of agreement."""
    told = [
        f"{name_theme(row['theme'])} {row['share_precision']:.0%} and {row['share_recall']:.0%}"
        for row in agreement.iter_rows(named=True)
    ]
    return f"Precision and recall by theme: {'; '.join(told) or 'none measured'}."


def say_range_headline(rows: pl.DataFrame, theme: str, what: str) -> str:
    """Returns the message of a chart of ranges: how far a share of a year with enough documents moves at most.

    Args:
        rows: of one theme and side: share, lowest, highest, small, year.
        theme: key.
        what: what it is corrected for, in words.
    """
    told = rows.filter(~pl.col("small") & pl.col("lowest").is_not_null())
    if told.is_empty():
        return f"{name_theme(theme)}: shares {what}"
    reach = told.with_columns(
        reach=pl.max_horizontal((pl.col("highest") - pl.col("share")).abs(), (pl.col("share") - pl.col("lowest")).abs())
    )
    most = reach.sort("reach", "year", descending=[True, False]).row(0, named=True)
    typical = reach["reach"].median() or 0
    assert isinstance(typical, float | int)
    usual = count_words(round(typical * 100), "point")
    return (
        f"{name_theme(theme)}: {what}, a year’s share moves by {usual} as a rule, at most by "
        f"{most['reach'] * 100:.0f} ({most['year']})"
    )


def say_range_subtitle(rows: pl.DataFrame, theme: str, side: str) -> str:
    """Returns measure, place, period and number of a chart of ranges."""
    years = sorted(set(rows["year"]))
    period = f", {years[0]} to {years[-1]}" if years else ""
    n = count_words(int(rows["n_in_scope"].sum()), "document")
    return f"Share of documents in scope that raise {SIDES[side]}, {name_low(theme)}, England{period}: {n}"


def say_range_alt(rows: pl.DataFrame, theme: str) -> str:
    """Returns the text alternative of a chart of ranges."""
    told = [
        f"{row['year']} {row['share']:.0%}, {row['lowest']:.0%} to {row['highest']:.0%}"
        for row in rows.sort("year").iter_rows(named=True)
        if row["lowest"] is not None
    ]
    return f"{name_theme(theme)}, share and range by year: {'; '.join(told) or 'no document'}."


def caption_panel(panel: pl.DataFrame) -> str:
    """Returns what the table of the two halves shows, with the day that parts them."""
    rows = panel.head(1).to_dicts()
    when = f", before and since {format_day(rows[0]['parted'])}" if rows and rows[0]["parted"] else ""
    return f"Share of documents in scope that say it{when}"
