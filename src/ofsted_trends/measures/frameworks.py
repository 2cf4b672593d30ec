"""Which framework an authority was inspected under, as bands of time."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from ofsted_trends.measures.inputs import Frame, as_polars
from ofsted_trends.measures.periods import parse_period
from ofsted_trends.registers.frameworks import load_frameworks

#: Frameworks that grade the whole of an authority's children's services, one after the other.
WHOLE = ["slac", "protection", "sif", "ilacs"]
SIF_START = date(2013, 11, 1)


def measure_frameworks(
    timeline: Frame,
    visits: Frame,
    documents: Frame,
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns the frameworks in force while an authority was inspected. One row per framework; each lasts
    until the next.

    The period runs from the year of the authority's first inspection or visit (or `start`) to the year of the
    latest one of any authority (or `end`), so that a silence since the last visit shows. Counted are the
    frameworks that grade a whole authority, and those that the timeline itself holds.

    Args:
        timeline: as `measure_timeline` gives it.
        visits: as `measure_visits` gives it.
        documents: the documents table, polars or pandas.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In order of start: framework, label, start, end; the first starts and the last ends with a calendar
            year where
        a framework was in force then.

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
    """
    first, last = parse_period(start, end)
    told = as_polars(documents, ["visit_start", "published"], "documents")
    own = [day for frame in (timeline, visits) for day in as_polars(frame, ["day"], "timeline")["day"].drop_nulls()]
    every = told.select(pl.coalesce("visit_start", "published"))[:, 0].drop_nulls().to_list()
    first = first or min(own or every, default=date(SIF_START.year, 1, 1)).replace(month=1, day=1)
    last = last or max([*own, *every, first]).replace(month=12, day=31)
    seen = set(as_polars(timeline, ["framework"], "timeline")["framework"]) | set(WHOLE)
    known = sorted(
        (framework for framework in load_frameworks().values() if framework.key in seen),
        key=lambda framework: framework.start,
    )
    rows = []
    for place, framework in enumerate(known):
        following = known[place + 1].start - timedelta(days=1) if place + 1 < len(known) else last
        low, high = max(framework.start, first), min(framework.end or last, following, last)
        if low <= high:
            rows.append({"framework": framework.key, "label": framework.label, "start": low, "end": high})
    return pl.DataFrame(rows, schema={"framework": pl.String, "label": pl.String, "start": pl.Date, "end": pl.Date})
