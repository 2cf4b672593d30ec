"""The first page of a site: every authority with its latest judgements and visit, and what else there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ofsted_trends.charts.names import AREAS, EVENTS, GRADES
from ofsted_trends.charts.style import GRADE_COLOURS, GRADE_SHAPES
from ofsted_trends.charts.tables import format_day, format_period
from ofsted_trends.frame import Tables
from ofsted_trends.measures.choices import choose_place
from ofsted_trends.measures.latest import measure_latest_grades, measure_latest_visits
from ofsted_trends.measures.populations import select_primary
from ofsted_trends.registers.authorities import Authority, load_authorities
from ofsted_trends.reports.failures import failure_page

#: Areas with a column of their own.
LANES = ["overall", "leadership", "help_and_protection", "in_care", "care_leavers"]
#: How a phone and a narrow column call them.
SHORT = {"overall": "Overall", "in_care": "In care"}
#: The outlines of the charts' shapes, on a field of 12 by 12.
SHAPES = {
    "triangle-up": "M6 1L11.5 11H.5z",
    "circle": "M6 .8a5.2 5.2 0 1 0 .01 0z",
    "square": "M1.2 1.2h9.6v9.6H1.2z",
    "cross": "M4.2.8h3.6v3.4h3.4v3.6H7.8v3.4H4.2V7.8H.8V4.2h3.4z",
    "triangle-down": "M.5 1h11L6 11z",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the site.

    Attributes:
        title: what it is called.
        path: below the site; empty where there is no good page.
        failure: the page that says why the last render failed; empty where it did not.
    """

    title: str
    path: str
    failure: str


@dataclass(frozen=True, slots=True)
class Section:
    """Pages that are not of one authority: a single one, or those that range over something.

    Attributes:
        about: what they show.
        ranges: whether they are many of a kind.
        links: the pages.
    """

    about: str
    ranges: bool
    links: list[Link]


def list_columns() -> list[tuple[str, str]]:
    """Returns key and heading of the columns of grades."""
    return [(lane, SHORT.get(lane, AREAS[lane])) for lane in LANES]


def list_authorities(tables: Tables, place: Any, pages: Mapping[str, Sequence[Link]]) -> list[dict[str, Any]]:
    """Returns what the index says of each authority of a place with a document at hand, in alphabetical order.

    Args:
        tables: the tidy frame.
        place: see `choose_place`.
        pages: by authority, its pages, the report first.
    """
    visits = {row["authority"]: row for row in measure_latest_visits(tables.documents, place).to_dicts()}
    grades: dict[str, dict[str, Any]] = {}
    for row in measure_latest_grades(tables.observations, tables.documents, place).to_dicts():
        grades.setdefault(row["authority"], {})[row["lane"]] = row
    rows = []
    for authority in load_authorities():
        visit = visits.get(authority.name)
        if visit is None:
            continue
        rows.append(
            {
                "name": authority.name,
                "words": _list_words(authority),
                "region": authority.region,
                "until": format_day(authority.end) if authority.end else "",
                "pages": pages.get(authority.name, []),
                "grades": [_grade(grades.get(authority.name, {}).get(lane)) for lane in LANES],
                "visit": _visit(visit),
                "documents": visit["n_documents"],
                "ofsted": authority.url or "",
            }
        )
    return rows


def list_missing(rows: Sequence[Mapping[str, Any]], place: Any) -> list[dict[str, str]]:
    """Returns the authorities of today of a place without a document at hand, so that a reader sees what is missing."""
    known = pl.DataFrame([{"authority": a.name, "region": a.region} for a in load_authorities() if not a.end])
    there = {row["name"] for row in rows}
    wanted = set(known.filter(choose_place(place))["authority"]) - there
    return [
        {"name": authority.name, "words": _list_words(authority), "ofsted": authority.url or ""}
        for authority in load_authorities()
        if authority.name in wanted
    ]


def _list_words(authority: Authority) -> str:
    """Returns the words by which a reader finds an authority: each printed form of its name, and its region."""
    return " | ".join([*authority.names, authority.region]).lower()


def _grade(row: Mapping[str, Any] | None) -> dict[str, Any]:
    """Returns a grade with what it is sorted by: rank, then day; what is missing comes last."""
    if row is None:
        return {"key": "", "words": "", "year": "", "sort": "9"}
    return {
        "key": row["grade"],
        "words": GRADES[row["grade"]],
        "year": row["day"].year,
        # adequate is another grade: it stands behind requires improvement and is not mixed with it
        "sort": f"{row['grade_rank']}{'b' if row['grade'] == 'adequate' else 'a'}{row['day']}",
    }


def _visit(row: Mapping[str, Any]) -> dict[str, str]:
    when = format_period(row["visit_start"], row["visit_end"], row["published"])
    return {"words": when, "kind": EVENTS[row["event"]], "sort": str(row["day"] or "")}


def list_symbols() -> list[dict[str, str]]:
    """Returns the mark of each grade: the colours and shapes of the charts."""
    return [
        {"key": key, "words": words, "colour": GRADE_COLOURS[key], "path": SHAPES[GRADE_SHAPES[key]]}
        for key, words in GRADES.items()
    ]


def link_page(title: str, path: str, there: bool, failed: bool) -> Link:
    """Returns the link to a page, and to the page of its failure where its last render failed."""
    return Link(title, path if there else "", failure_page(Path(path)).as_posix() if failed else "")


def count_documents(tables: Tables, place: Any) -> str:
    """Returns in one sentence what the site rests on.

    Args:
        tables: the tidy frame.
        place: see `choose_place`.
    """
    told = select_primary(tables.documents, place)
    days = pl.concat([told["visit_start"], told["visit_end"]]).drop_nulls()
    if days.is_empty():
        return "No document with a day on site is at hand."
    count, first, last = told["authority"].n_unique(), days.min(), days.max()
    return (
        f"{told.height:,} inspections and visits of {count:,} {'authority' if count == 1 else 'authorities'}, on site "
        f"from {format_day(first)} to {format_day(last)}."  # type: ignore[arg-type]
    )
