"""What a page says of pairs of inspections: the same authority before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from ofsted_trends.charts.grade_moves import sign_share
from ofsted_trends.charts.names import GRADES
from ofsted_trends.registers.frameworks import load_frameworks
from ofsted_trends.reports.grade_words import name_area, say_span
from ofsted_trends.reports.words import count_words, join_words


def say_pairs(changes: pl.DataFrame, matrix: pl.DataFrame) -> list[str]:
    """Returns what pairs say in a summary: how many moved, and where one started.

    Args:
        changes: as `count_changes` gives it without groups.
        matrix: as `count_transitions` gives it without groups.
    """
    row = changes.row(0, named=True) if changes.height else {"n": 0}
    if not row["n"]:
        return ["No two comparable inspections of one authority are at hand."]
    sentences = [
        f"Each authority against itself: of {count_words(row['n'], 'pair')} of consecutive comparable inspections, "
        f"{row['better']} became better, {row['unchanged']} stayed and {row['worse']} became worse. Better less worse: "
        f"{say_net(row)}."
    ]
    starts = []
    for grade in ("inadequate", "outstanding"):
        told = matrix.filter((pl.col("from_grade") == grade) & (pl.col("n_from") > 0))
        if told.height:
            stayed = int(told.filter(pl.col("change") == "unchanged")["count"].sum())
            starts.append(f"of {told['n_from'][0]} that started {grade}, {stayed} stayed so")
    return [*sentences, f"Where one starts matters: {join_words(starts, '; ')}."] if starts else sentences


def say_net(row: dict[str, Any]) -> str:
    """Returns the net share with its interval, as words."""
    low, high = sign_share(row["low_net"]), sign_share(row["high_net"])
    return f"{sign_share(row['share_net'])} (95% interval {low} to {high})"


def name_pair(earlier: str, later: str) -> str:
    """Returns two frameworks, one after the other, by their short names.

    >>> name_pair("sif", "ilacs")
    'SIF to ILACS'
    """
    known = load_frameworks()
    return " to ".join(known[key].short if key in known else key for key in (earlier, later))


def say_frameworks(keys: Sequence[str]) -> str:
    """Returns what the short names of frameworks stand for."""
    known = load_frameworks()
    found = [key for key in known if key in keys]
    return " ".join(f"{known[key].short}: {known[key].label.lower()}." for key in found)


def say_pairs_subtitle(what: str, transitions: pl.DataFrame, area: str) -> str:
    """Returns measure, place, period and number of a chart of pairs."""
    n = count_words(transitions.height, "pair")
    when = f", later inspection of {say_span(transitions['to_day'])}" if transitions.height else ""
    return f"{what}, {name_area(area)}, the same authority at consecutive comparable inspections, England{when}: {n}"


def say_matrix_headline(matrix: pl.DataFrame, area: str) -> str:
    """Returns the message of the matrices, or a neutral title."""
    parts = []
    for grade, change in (("inadequate", "better"), ("outstanding", "worse")):
        told = matrix.filter((pl.col("from_grade") == grade) & (pl.col("n_from") > 0))
        if told.height:
            moved = int(told.filter(pl.col("change") == change)["count"].sum())
            parts.append(f"{moved} of {told['n_from'][0]} {grade} became {change}")
    return f"Next inspection: {join_words(parts)}" if parts else f"Grades before and after: {name_area(area)}"


def say_matrix_note(transitions: pl.DataFrame) -> str:
    """Returns how to read the matrices."""
    if transitions.is_empty():
        return ""
    keys = [*transitions["from_framework"].unique(), *transitions["to_framework"].unique()]
    return (
        "Rows: grade before; columns: grade after; large: pairs; small: share of the row. Framed: unchanged. Darker: a "
        f"larger share; grey: the row rests on fewer than 10 pairs. {say_frameworks(keys)}"
    )


def say_matrix(panels: Sequence[tuple[str, pl.DataFrame]]) -> str:
    """Returns the text alternative of the matrices: every cell that is not empty.

    Args:
        panels: title and cells.
    """
    told = []
    for title, cells in panels:
        filled = cells.filter(pl.col("count") > 0).iter_rows(named=True)
        words = [f"{GRADES[r['from_grade']].lower()} to {GRADES[r['to_grade']].lower()} {r['count']}" for r in filled]
        told.append(f"{title}: {', '.join(words)}.")
    return f"Matrix of grades before and after. {' '.join(told) or 'No pair in this period.'}"


def say_moves_headline(changes: pl.DataFrame, area: str) -> str:
    """Returns the message of the net moves, or a neutral title."""
    row = changes.row(0, named=True) if changes.height else {"n": 0}
    if not row["n"]:
        return f"Better and worse: {name_area(area)}"
    return f"{row['better']} of {count_words(row['n'], 'pair')} became better, {row['worse']} worse"


def say_moves(rows: Sequence[tuple[str, dict[str, Any]]]) -> str:
    """Returns the text alternative of the net moves.

    Args:
        rows: name, and a row of `count_changes`.
    """
    told = [f"{name}: {r['n']} pairs, {r['better']} better, {r['worse']} worse, net {say_net(r)}" for name, r in rows]
    return f"Pairs that became better and worse. {'; '.join(told) or 'No pair in this period'}."
