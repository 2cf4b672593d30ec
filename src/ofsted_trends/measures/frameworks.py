"""Which framework an authority was inspected under, as bands of time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import polars as pl

from ofsted_trends.measures.inputs import Frame, as_polars
from ofsted_trends.registers.frameworks import Framework, load_frameworks

#: Frameworks that grade the whole of an authority's children's services, one after the other.
WHOLE = ["slac", "protection", "sif", "ilacs"]


def measure_frameworks(
    timeline: Frame, first: date, last: date, *, frameworks: Iterable[Framework] | None = None
) -> pl.DataFrame:
    """Returns the frameworks in force in a period. One row per framework; each lasts until the next one starts.

    Counted are the frameworks that grade a whole authority, and those that the timeline itself holds.

    Args:
        timeline: as `measure_timeline` gives it.
        first: first day of the period.
        last: last day of the period.
        frameworks: None for the bundled register.

    Returns:
        In order of start: framework, label, start, end; days within the period.

    Raises:
        FrameError: columns are missing.
    """
    seen = set(as_polars(timeline, ["framework"], "timeline")["framework"]) | set(WHOLE)
    register = load_frameworks().values() if frameworks is None else frameworks
    known = sorted((framework for framework in register if framework.key in seen), key=lambda framework: framework.start)
    rows = []
    for place, framework in enumerate(known):
        following = known[place + 1].start - timedelta(days=1) if place + 1 < len(known) else last
        low, high = max(framework.start, first), min(framework.end or last, following, last)
        if low <= high:
            rows.append({"framework": framework.key, "label": framework.label, "start": low, "end": high})
    return pl.DataFrame(rows, schema={"framework": pl.String, "label": pl.String, "start": pl.Date, "end": pl.Date})
