"""What a page says of themes in one authority's documents beside those of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from ofsted_trends.charts.grade_moves import sign_share
from ofsted_trends.charts.names import name_theme
from ofsted_trends.charts.theme_contrast import name_row
from ofsted_trends.measures.contrast import FEWEST, has_enough
from ofsted_trends.reports.trend_words import name_low
from ofsted_trends.reports.words import count_words, join_words


def say_theme(key: str, contrast: pl.DataFrame) -> str:
    """Returns how often a theme is a concern on both sides, for a summary.

    Args:
        key: of the theme.
        contrast: as `measure_contrast` gives it.
    """
    row = contrast.filter((pl.col("theme") == key) & (pl.col("side") == "concern")).row(0, named=True)
    if not row["own_n"]:
        return f"{name_theme(key)}: none of its own documents at hand looked at it."
    own = f"a concern in {row['own_hits']} of {count_words(row['own_n'], 'document')}"
    if not row["other_n"]:
        return f"{name_theme(key)}: {own}; none of the others’ documents looked at it."
    clear = "a clear difference" if row["clear"] else "no clear difference"
    return f"{name_theme(key)}: {own}, and in {row['other_hits']} of {row['other_n']} of the others ({clear})."


def say_differing(contrast: pl.DataFrame) -> str:
    """Returns which themes differ clearly, and how many would by chance alone.

    Args:
        contrast: as `measure_contrast` gives it of all themes.
    """
    told = contrast.filter(pl.col("difference").is_not_null())
    clear = told.filter("clear").to_dicts()
    if told.is_empty():
        return "No theme was looked at on both sides."
    enough = told.filter(has_enough()).height
    if not enough:
        return f"What differs most cannot be told: every theme has fewer than {FEWEST} documents on one side."
    chance = max(1, round(enough * 0.05))
    by_chance = f"about {chance} of {enough} comparisons would seem so by chance alone"
    if not clear:
        return (
            f"What differs most: no theme differs clearly from the others, as a concern or as a strength ({by_chance})."
        )
    parts = [f"{name_low(row['theme'])} as a {row['side']} ({_more(row)})" for row in clear[:4]]
    more = [f"{len(clear) - 4} more"] if len(clear) > 4 else []
    return f"What differs clearly: {join_words(parts + more)}; {by_chance}."


def _more(row: dict[str, Any]) -> str:
    way = "more" if row["difference"] > 0 else "less"
    return f"{way} often: {row['own_hits']} of {row['own_n']} against {row['other_hits']} of {row['other_n']}"


def say_contrast_headline(rows: pl.DataFrame, authority: str) -> str:
    """Returns the message of the headline themes: which differ clearly as a concern.

    Args:
        rows: of `measure_contrast`, concerns.
        authority: canonical name.
    """
    clear = rows.filter("clear").to_dicts()
    if not rows["difference"].drop_nulls().len():
        return f"Themes as a concern, {authority} and others"
    if not clear:
        names = join_words([name_low(key) for key in rows["theme"]])
        return f"{names[0].upper()}{names[1:]}: no clear difference as a concern"
    return f"{authority}, {_list_clear(clear)} than in the others’ documents"


def say_differing_headline(rows: pl.DataFrame) -> str:
    """Returns the message of what differs most.

    Args:
        rows: as `find_differing` gives it.
    """
    if rows.is_empty():
        return "No theme was looked at on both sides"
    clear = rows.filter("clear").to_dicts()
    return f"Clear differences: {_list_clear(clear)}" if clear else "No theme differs clearly from the others"


def _list_clear(clear: Sequence[dict[str, Any]]) -> str:
    parts = [
        f"{name_low(row['theme'])} {'more' if row['difference'] > 0 else 'less'} often a {row['side']}"
        for row in clear[:3]
    ]
    return join_words(parts + ([f"{len(clear) - 3} more"] if len(clear) > 3 else []))


def say_contrast_subtitle(what: str, rows: pl.DataFrame, authority: str, others: int) -> str:
    """Returns measure, place and number of a chart of themes."""
    who = count_words(others, "other authority together", "other authorities together")
    own, group = (max(rows[f"{side}_n"].to_list(), default=0) for side in ("own", "other"))
    return f"Share of documents in scope that say {what}, {authority} and {who}: up to {own} and {group} documents"


def say_contrast(what: str, rows: pl.DataFrame, authority: str) -> str:
    """Returns the text alternative of a chart of themes: both shares of each."""
    told = [
        f"{name_row(row)}: {authority} {row['own_hits']} of {row['own_n']}, the others {row['other_hits']} of "
        f"{row['other_n']}{_difference(row)}"
        for row in rows.iter_rows(named=True)
    ]
    return f"Documents in scope that say {what}. {'; '.join(told) or 'No document in scope'}."


def _difference(row: dict[str, Any]) -> str:
    if row["difference"] is None:
        return ""
    return f", difference {sign_share(row['difference'])} ({sign_share(row['low'])} to {sign_share(row['high'])})"
