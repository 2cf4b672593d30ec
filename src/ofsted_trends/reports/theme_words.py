"""What a page says of an authority's themes: plain English, computed from the measures."""

from __future__ import annotations

from typing import Any

import polars as pl

from ofsted_trends.charts.names import EVENTS, name_event, name_theme
from ofsted_trends.charts.tables import format_day, format_period
from ofsted_trends.charts.theme_layout import find_rows, find_visits
from ofsted_trends.charts.theme_names import LETTERS, STATUSES
from ofsted_trends.measures.theme_history import HEADLINE
from ofsted_trends.registers.frameworks import INSPECTIONS
from ofsted_trends.reports.words import count_words, join_words, say_month


def say_themes(milestones: pl.DataFrame) -> list[str]:
    """Returns one or two sentences on the headline themes, for the summary at the top.

    Args:
        milestones: as `measure_theme_milestones` gives it.
    """
    rows = {row["theme"]: row for row in milestones.iter_rows(named=True)}
    chosen = [rows[key] for key in HEADLINE if key in rows and rows[key]["looked_at"]]
    if not chosen:
        return []
    looked = sorted({row["looked_at"] for row in chosen})
    raised = [row for row in chosen if row["raised"]]
    silent = [name_theme(row["theme"]).lower() for row in chosen if not row["raised"]]
    parts = []
    for row in raised:
        if looked == [1]:
            parts.append(f"about {name_theme(row['theme']).lower()}")
            continue
        times = "once" if row["raised"] == 1 else f"at {row['raised']}"
        when = (
            f"in {say_month(row['last_raised'])}" if row["raised"] == 1 else f"last in {say_month(row['last_raised'])}"
        )
        parts.append(f"about {name_theme(row['theme']).lower()} {times} ({when})")
    of = f"{looked[0]}" if len(looked) == 1 else f"{looked[0]} to {looked[-1]}"
    visits = "At the one inspection or visit" if looked == [1] else f"Of {of} inspections and visits"
    if parts:
        told = f"inspectors raised concerns {join_words(parts)}"
        told += f", and none about {join_words(silent)}" if silent else ""
    else:
        nobody = "inspectors raised no concern" if looked == [1] else "none raised a concern"
        told = f"{nobody} about {join_words(silent)}"
    return [f"{visits} that looked at casework, {told}.", *_say_turns(chosen)]


def _say_turns(rows: list[dict[str, Any]]) -> list[str]:
    """Returns which headline themes turned, where the turn still holds."""
    turned = [row for row in rows if row["turned"] and row["turned"] == row["latest"]]
    parts = [
        f"{name_theme(row['theme']).lower()} turned from {'concern' if row['turned'] == 'strength' else 'strength'} "
        f"({say_month(row['turned_from'])}) to {row['turned']} ({say_month(row['turned_day'])})"
        for row in turned
    ]
    return [f"{(words := join_words(parts, '; '))[0].upper()}{words[1:]}."] if parts else []


def say_matrix_headline(authority: str, milestones: pl.DataFrame) -> str:
    """Returns the message of the matrix: the themes of which concerns were said most often.

    Args:
        authority: canonical name.
        milestones: as `measure_theme_milestones` gives it.
    """
    most = milestones["raised"].max() if milestones.height else None
    if not isinstance(most, int) or most < 2:
        return f"What inspectors said about each theme in {authority}"
    often = milestones.filter(pl.col("raised") == most)["theme"].to_list()
    named = join_words([name_theme(key).lower() for key in often[:3]])
    more = f" and {count_words(len(often) - 3, 'more theme')}" if len(often) > 3 else ""
    if more:
        named = ", ".join(name_theme(key).lower() for key in often[:3])
    return f"Raised most often in {authority}: {named}{more}, with concerns at {most} inspections and visits"


def say_matrix_subtitle(authority: str, history: pl.DataFrame) -> str:
    """Returns measure, place, period and number of the matrix."""
    visits = find_visits(history)
    counted = [visit for visit in visits if not visit["second_hand"]]
    days = [day for visit in visits if (day := visit["visit_end"] or visit["day"])]
    first, last = (min(days).year, max(days).year) if days else (None, None)
    period = "" if first is None else f", {first}" if first == last else f", {first} to {last}"
    told = count_words(len(counted), "inspection or visit", "inspections and visits")
    themes = count_words(history["theme"].n_unique(), "theme")
    return f"Findings by theme, {authority}{period}: {themes}, {told}"


def say_matrix_note(history: pl.DataFrame) -> str:
    """Returns how to read the matrix: only of what is drawn in it."""
    if history.is_empty():
        return ""
    visits = find_visits(history)
    events = list(dict.fromkeys(visit["event"] for visit in visits))
    parts = [
        "A triangle stands for concerns, a circle for strengths; small for 1 sentence, middling for 2 to 4, large for "
        "5 or more. A sentence that says both counts on both sides."
    ]
    if any(event in INSPECTIONS for event in events):
        parts.append(
            "Shaded heads are inspections: their reports are longer than letters about visits and say more of "
            "everything."
        )
    statuses = set(history["status"])
    if {"nothing_said", "not_in_scope"} <= statuses:
        parts.append("What was not looked at (a dash) is not the same as looked at and nothing said (a ring).")
    if "scope_unknown" in statuses:
        parts.append("A question mark: the document does not say plainly what inspectors looked at.")
    if any(visit["second_hand"] for visit in visits):
        parts.append("P is known only from a press report.")
    left_out = history["theme"].n_unique() - len(find_rows(history, HEADLINE, raised_only=True))
    letters = ", ".join(f"{LETTERS[event]} {name_event(event)}" for event in events)
    parts.append(f"Where columns are slender: {letters}.")
    if left_out:
        named = count_words(left_out, "theme without any concern is", "themes without any concern are")
        parts.append(f"On a phone, {named} left to the table.")
    return " ".join(parts)


def say_matrix(history: pl.DataFrame) -> str:
    """Returns the text alternative of the matrix: the headline themes visit by visit; the table has the rest."""
    lines = []
    for key in find_rows(history, HEADLINE):
        if key not in HEADLINE:
            continue
        rows = history.filter(pl.col("theme") == key).iter_rows(named=True)
        told = ", ".join(f"{_month(row)} {_short(row['status'])}" for row in rows)
        lines.append(f"{name_theme(key)}: {told}.")
    others = history["theme"].n_unique() - len(lines)
    tail = f" The data table below has these and {others} more themes." if others > 0 else ""
    return "Matrix of themes by visit. " + (" ".join(lines) or "No inspection or visit in this period.") + tail


def _month(row: dict[str, Any]) -> str:
    return say_month(row["visit_end"] or row["day"])


def _short(status: str) -> str:
    return {"scope_unknown": "cannot be told", "nothing_said": "nothing said"}.get(status, STATUSES[status])


def table_history(history: pl.DataFrame) -> pl.DataFrame:
    """Returns the matrix as a table for a reader. One row per theme, a column a visit, with the numbers of
    sentences."""
    visits = find_visits(history)
    heads = name_columns(visits)
    cells = {(row["theme"], row["document_id"]): _cell(row) for row in history.iter_rows(named=True)}
    rows = [
        [name_theme(key), *(cells[key, visit["document_id"]] for visit in visits)]
        for key in find_rows(history, HEADLINE)
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(["Theme", *heads], pl.String), orient="row")


def name_columns(visits: list[dict[str, Any]]) -> list[str]:
    """Returns a heading for each visit, all different.

    Args:
        visits: as `find_visits` gives them.
    """
    heads: list[str] = []
    for visit in visits:
        kind = EVENTS[visit["event"]]
        head = f"{kind}, {format_day(visit['visit_end'] or visit['day'])}"
        if head in heads:
            head = f"{kind}, {format_period(visit['visit_start'], visit['visit_end'], visit['published'])}"
        same = sum(other.startswith(head) for other in heads)
        heads.append(f"{head} ({same + 1})" if same else head)
    return heads


def _cell(row: dict[str, Any]) -> str:
    """Returns what a visit said about a theme, in a few words.

    >>> _cell({"sentences": 4, "concern": 3, "mixed": 0, "strength": 1, "neutral": 0, "status": "mixed"})
    '3 concern, 1 strength'
    """
    if not row["sentences"]:
        return _short(row["status"])
    named = {"concern": "concern", "mixed": "both", "strength": "strength", "neutral": "neutral"}
    return ", ".join(f"{row[stance]} {words}" for stance, words in named.items() if row[stance])
