"""The figures of the page of comparisons."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ofsted_trends.charts.figure import Figure
from ofsted_trends.charts.grade_histories import History, chart_histories
from ofsted_trends.charts.grade_rows import rows_by_area
from ofsted_trends.charts.grade_shares import chart_grade_shares
from ofsted_trends.charts.grade_table import chart_grade_table
from ofsted_trends.charts.theme_contrast import chart_theme_contrast
from ofsted_trends.frame import Tables
from ofsted_trends.measures.contrast import FEWEST
from ofsted_trends.measures.timelines import measure_timeline, measure_visits
from ofsted_trends.reports import compare_words as words
from ofsted_trends.reports import contrast_words
from ofsted_trends.reports.compare_choice import find_differing, list_compared
from ofsted_trends.reports.compare_tables import table_areas, table_contrast, table_histories, table_peers
from ofsted_trends.reports.national_words import FEW_NOTE
from ofsted_trends.reports.sources import GRADES_PRINTED, SENTENCES_CODED
from ofsted_trends.reports.words import count_words

#: How many of the surest differences are drawn.
DIFFERING = 8


def list_histories(tables: Tables, shown: Sequence[str], area: str, start: str, end: str) -> list[History]:
    """Returns the panels of the small multiples; the first name is the chosen authority.

    Args:
        tables: the tidy frame.
        shown: names.
        area: key.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.
    """
    own = pl.col("authority").is_in(list(shown))
    observations = tables.observations.filter(own)
    documents = tables.documents.filter(own)
    histories = []
    for name in shown:
        choice = (observations, documents, name, start, end)
        grades = measure_timeline(*choice).filter((pl.col("lane") == area) & ~pl.col("second_hand"))
        visits = measure_visits(*choice).filter(~pl.col("second_hand"))["day"].drop_nulls().to_list()
        histories.append(History(name, grades, visits, own=name == shown[0]))
    return histories


def find_years(histories: Sequence[History]) -> tuple[int, int]:
    """Returns the first year of the panels, and the year after the last."""
    days = [day for history in histories for day in (*history.visits, *history.grades["day"].drop_nulls())]
    return (min(days).year, max(days).year + 1) if days else (2018, 2019)


def draw_histories(histories: Sequence[History], peers: pl.DataFrame, area: str) -> Figure:
    """Returns the small multiples of grades.

    Args:
        histories: as `list_histories` gives them.
        peers: as `measure_peers` gives it.
        area: key.
    """
    span, compared = find_years(histories), len(list_compared(peers))
    return Figure(
        chart=chart_histories(histories, span),
        narrow=chart_histories(histories, span, narrow=True),
        headline=words.say_histories_headline(histories[0].authority, area, histories),
        subtitle=words.say_histories_subtitle(area, histories, compared),
        note=words.say_histories_note(histories, compared),
        source=GRADES_PRINTED,
        alt_text=words.say_histories(histories),
        table=table_histories(histories),
    )


def draw_latest(peers: pl.DataFrame, shown: Sequence[str]) -> Figure:
    """Returns the latest grades by area, authority by authority.

    Args:
        peers: as `measure_peers` gives it.
        shown: names that are drawn; the table has all.
    """
    return Figure(
        chart=chart_grade_table(peers, shown),
        narrow=chart_grade_table(peers, shown, narrow=True),
        headline=words.say_latest_headline(shown[0], peers),
        subtitle=words.say_latest_subtitle(peers, len(shown)),
        note="Grades of different years stand beside each other; a year far back says little of today.",
        source=GRADES_PRINTED,
        alt_text=words.say_latest(peers, shown),
        table=table_peers(peers),
    )


def draw_areas(counted: pl.DataFrame, peers: pl.DataFrame) -> Figure:
    """Returns the latest grades of all authorities compared, counted by area.

    Args:
        counted: as `count_peers` gives it.
        peers: as `measure_peers` gives it.
    """
    rows = rows_by_area(counted)
    own, *others = list_compared(peers)
    who = f"{own} and {count_words(len(others), 'other')}"
    few = FEW_NOTE if any(row.small for row in rows) else ""
    arrow = f"The arrow stands above the grade of {own}, which is counted too." if any(row.own for row in rows) else ""
    return Figure(
        chart=chart_grade_shares(rows, "Area", "n"),
        narrow=chart_grade_shares(rows, "Area", "n", narrow=True),
        headline=f"Where {own} stands among all that are compared",
        subtitle=f"Latest grades by area, share of those with a grade at hand, {who}",
        note=f"{arrow} {few}".strip(),
        source=GRADES_PRINTED,
        alt_text=words.say_areas(counted),
        table=table_areas(counted),
    )


NOTE = (
    "Lines are 95% intervals (Wilson). A theme in bold differs clearly: the interval of the difference leaves out 0 "
    f"(Newcombe), and both sides have {FEWEST} documents or more."
)


def draw_contrast(contrast: pl.DataFrame, peers: pl.DataFrame, keys: Sequence[str]) -> Figure:
    """Returns shares of documents with a concern, the authority beside the others together.

    Args:
        contrast: as `measure_contrast` gives it.
        peers: as `measure_peers` gives it.
        keys: of the themes that are drawn.
    """
    own, *others = list_compared(peers)
    wanted = pl.DataFrame({"theme": list(keys)}, {"theme": pl.String})
    rows = wanted.join(contrast.filter(pl.col("side") == "concern"), on="theme", maintain_order="left")
    return Figure(
        chart=chart_theme_contrast(rows, own),
        narrow=chart_theme_contrast(rows, own, narrow=True),
        headline=contrast_words.say_contrast_headline(rows, own),
        subtitle=contrast_words.say_contrast_subtitle("a concern", rows, own, len(others)),
        note=NOTE,
        source=SENTENCES_CODED,
        alt_text=contrast_words.say_contrast("a concern", rows, own),
        table=table_contrast(rows, own),
    )


def draw_differing(contrast: pl.DataFrame, peers: pl.DataFrame) -> Figure:
    """Returns the themes that differ most surely, as a concern or a strength; the table has all.

    Args:
        contrast: as `measure_contrast` gives it of all themes.
        peers: as `measure_peers` gives it.
    """
    own, *others = list_compared(peers)
    rows = find_differing(contrast, DIFFERING)
    what = "a concern, or a strength"
    return Figure(
        chart=chart_theme_contrast(rows, own),
        narrow=chart_theme_contrast(rows, own, narrow=True),
        headline=contrast_words.say_differing_headline(rows),
        subtitle=contrast_words.say_contrast_subtitle(what, rows, own, len(others)),
        note=f"{NOTE} Drawn are the {rows.height} surest of {contrast.height} comparisons; the table has all."
        if rows.height
        else "",
        source=SENTENCES_CODED,
        alt_text=contrast_words.say_contrast(what, rows, own),
        table=table_contrast(contrast, own),
        data=contrast,
    )
