"""One authority beside others: the latest grades and what was last said of each theme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from ofsted_trends.frame import BOARD_EVENT
from ofsted_trends.measures.choices import choose_authorities
from ofsted_trends.measures.grades import select_latest
from ofsted_trends.measures.inputs import Frame, take_result
from ofsted_trends.measures.lanes import list_lanes, select_grades
from ofsted_trends.measures.populations import (
    choose_spoken_themes,
    count_stances,
    cover_themes,
    order_as,
    select_primary,
    select_said,
)
from ofsted_trends.registers.authorities import load_authorities

STATUSES = ["concern", "mixed", "strength", "neutral", "nothing_said"]
RESULT = {
    "authority": pl.String, "region": pl.String, "type": pl.String, "chosen": pl.Boolean, "aspect": pl.String,
    "key": pl.String, "status": pl.String, "grade_rank": pl.Int8, "scale": pl.String, "document_id": pl.String,
    "day": pl.Date, "visit_end": pl.Date, "event": pl.String, "framework_version": pl.String, "n": pl.Int64,
}  # fmt: skip


def measure_peers(
    observations: Frame,
    documents: Frame,
    authority: str,
    others: str | Sequence[str] = "region",
    themes: str | Sequence[str] | None = None,
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns an authority beside others. One row per authority and aspect: each area of judgement, each theme.

    An area's status is the latest grade; a theme's status comes from the latest document that looked at it (in
    scope, or said): `concern`, `strength`, `mixed` (both), `neutral` or `nothing_said`; null where no document
    at hand did. Statuses rest on visits of different years and kinds: read `day` and
    `event`, and the scale of a grade, before comparing.

    No shares: `count_peers` counts. Excluded: second tellings; documents without any day; the safeguarding
    board's part of reports and its reviews; documents whose scope is unknown and that say nothing of the
    theme; peers of a region or type that had ended by the last day of the documents (the authority itself and a
    list are kept as given).
    Interval: none.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        authority: name in any printed form.
        others: `region` or `type` (both of the register), or a list of authorities.
        themes: keys of themes; empty for all.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        The authority first, then its peers by name; areas in printed order, then themes as asked: authority,
        region, type, chosen (true for the authority itself), aspect (`grade` or `theme`), key (area or theme),
        status, grade_rank (1 best to 4), scale, document_id, day, visit_end (the last day on site; `day` where it
        is not known), event, framework_version, n (documents at hand that graded the area or looked at the theme).

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
        UnknownNameError: an authority or a theme is not known; the message gives the nearest names.
    """
    told = select_primary(documents, None, start, end).filter(pl.col("day").is_not_null())
    names = _choose_peers(authority, others, told["day"].max())
    chosen = told.filter(pl.col("authority").is_in(names))
    register = {a.name: a for a in load_authorities()}
    people = pl.DataFrame(
        [
            {"authority": n, "region": register[n].region, "type": register[n].type, "chosen": n == names[0]}
            for n in names
        ]
    ).with_columns(place=pl.int_range(pl.len()))
    keys = choose_spoken_themes(observations, themes)
    grades = _latest_grades(observations, chosen)
    lanes = [lane for lane in list_lanes() if lane in set(grades["key"])]
    aspects = pl.DataFrame(
        [{"aspect": "grade", "key": lane} for lane in lanes] + [{"aspect": "theme", "key": key} for key in keys],
        schema={"aspect": pl.String, "key": pl.String},
    ).with_columns(line=pl.int_range(pl.len()))
    found = pl.concat(
        [grades, _latest_themes(observations, chosen.filter(pl.col("event") != BOARD_EVENT), keys)], how="diagonal"
    )
    rows = people.join(aspects, how="cross").join(found, on=["authority", "aspect", "key"], how="left")
    rows = rows.with_columns(pl.col("n").fill_null(0)).sort("place", "line")
    return rows.select(pl.col(c).cast(t) for c, t in RESULT.items())


def count_peers(peers: Frame) -> pl.DataFrame:
    """Returns how many authorities share a status, and whether the chosen one is among them. One row per aspect,
    key, scale and status.

    Numerator: authorities with the status, the chosen one among them; denominator `n`: authorities with any
    status in that aspect (of a grade: on that scale). Excluded: authorities without a status (`n_unknown`).
    Interval: none.

    Args:
        peers: as `measure_peers` gives it, polars or pandas.

    Returns:
        In the order of `peers`, best grade first: aspect, key, scale, status, grade_rank, count, n, share,
        n_unknown, chosen (whether the authority itself has the status), first_day and last_day of the
        documents that it rests on.

    Raises:
        FrameError: columns are missing.
    """
    table = take_result(peers, RESULT, "peers")
    table = table.with_row_index("line").with_columns(
        pl.col("line").min().over("aspect", "key"), n_unknown=pl.col("status").is_null().sum().over("aspect", "key")
    )
    order = pl.coalesce(
        pl.col("grade_rank").cast(pl.Int32),
        order_as("status", STATUSES),
    )
    return (
        table.filter(pl.col("status").is_not_null())
        .group_by("aspect", "key", "scale", "status")
        .agg(
            pl.col("line", "n_unknown", "grade_rank").first(),
            count=pl.len().cast(pl.Int64),
            chosen=pl.col("chosen").any(),
            first_day=pl.col("day").min(),
            last_day=pl.col("day").max(),
        )
        .with_columns(pl.col("n_unknown").cast(pl.Int64), n=pl.col("count").sum().over("aspect", "key", "scale"))
        .with_columns(share=pl.col("count") / pl.col("n"))
        .sort("line", "scale", order, nulls_last=True)
        .select(
            "aspect", "key", "scale", "status", "grade_rank", "count", "n", "share", "n_unknown", "chosen",
            "first_day", "last_day",
        )
    )  # fmt: skip


def _choose_peers(authority: str, others: str | Sequence[str], last: object) -> list[str]:
    """Returns the authority, then its peers by name."""
    if others in ("region", "type"):
        own = next(a for a in load_authorities() if a.name == choose_authorities([authority])[0])
        standing = [
            a
            for a in load_authorities()
            if not (a.end and isinstance(last, date) and a.end < last)
            and (a.region == own.region if others == "region" else a.type == own.type)
        ]
        return [own.name, *sorted(a.name for a in standing if a.name != own.name)]
    listed = [others] if isinstance(others, str) else list(others)
    own_name, *names = choose_authorities([authority, *listed])
    return [own_name, *sorted(names)]


def _latest_grades(observations: Frame, chosen: pl.DataFrame) -> pl.DataFrame:
    graded = select_grades(observations, chosen).with_columns(n=pl.len().over("authority", "lane").cast(pl.Int64))
    return select_latest(graded, None).select(
        "authority", "grade_rank", "scale", "document_id", "day", "event", "framework_version", "n",
        visit_end=pl.coalesce("visit_end", "day"), aspect=pl.lit("grade"), key="lane", status="grade",
    )  # fmt: skip


def _latest_themes(observations: Frame, chosen: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    said = count_stances(select_said(observations, chosen), keys).select("document_id", "theme", "status")
    return (
        cover_themes(chosen, keys)
        .join(said, on=["document_id", "theme"], how="left")
        .filter(pl.col("covered") | pl.col("status").is_not_null())
        .with_columns(pl.col("status").fill_null("nothing_said"), n=pl.len().over("authority", "theme").cast(pl.Int64))
        .sort("authority", "theme", "day", "document_id")
        .unique(["authority", "theme"], keep="last", maintain_order=True)
        .select(
            "authority", "document_id", "day", "event", "framework_version", "n", "status",
            visit_end=pl.coalesce("visit_end", "day"), aspect=pl.lit("theme"), key="theme",
        )
    )  # fmt: skip
