"""How often a theme is said, with which stance, and examples of it: over all authorities."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from ofsted_trends.errors import InputError
from ofsted_trends.frame import BOARD_EVENT, say_sentence
from ofsted_trends.measures.inputs import Frame, as_polars, take_rows
from ofsted_trends.measures.intervals import wilson_interval
from ofsted_trends.measures.periods import parse_period
from ofsted_trends.measures.populations import SMALL, order_as
from ofsted_trends.measures.theme_history import STANCES, find_keys, leave_out_board
from ofsted_trends.registers.themes import load_themes

#: What a profile can be divided by.
DIVISIONS = ["year", "event", "whole"]
_DOCUMENT = [
    "document_id", "authority", "event", "visit_start", "visit_end", "published", "themes_in_scope", "primary",
    "source_url", "authority_url",
]  # fmt: skip
_OBSERVATION = [
    "observation_id", "document_id", "kind", "area", "theme", "stance", "direction", "item", "page", "paragraph",
    "text", "method",
]  # fmt: skip


def measure_theme_profile(
    observations: Frame,
    documents: Frame,
    themes: Sequence[str],
    by: str = "year",
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns how often themes are said. One row per theme and group in which a document looked at it or said it.

    The share's numerator is documents in scope that say something about the theme, its denominator documents
    in scope: those whose derived scope covers the theme. Documents that say it although their scope does not
    cover it, or cannot be told, are counted apart: with them in the numerator alone the share would be too high.
    Left out are second tellings, the safeguarding board's reviews and the board's part of a report.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        themes: keys.
        by: `year` (of the first day on site, else of publication), `event` (kind of document), or `whole`.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In the order of the register, then of groups: theme, group (text, such as `2018` or `focused_visit`; empty
        for `whole`), documents, unknown (scope cannot be told), in_scope, said, share (0 to 1; null where none is in
        scope), low and high (Wilson interval, 95%), small (fewer than 10 in scope), said_beyond (documents that say it
        beyond their scope), sentences, concern, mixed, strength, neutral (sentences of all documents, each once).

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form, or `by` is not known.
        UnknownNameError: a theme is neither in the register nor in the frame.
    """
    if by not in DIVISIONS:
        raise InputError(f"by: {by!r} is not known; known are {', '.join(DIVISIONS)}")
    chosen = _choose(documents, start, end).with_columns(group=_group(by))
    said = _said(observations, chosen)
    keys = find_keys(said["theme"], themes)
    counted = said.group_by("document_id", "theme").agg(
        pl.col("sentence").n_unique().alias("sentences"),
        *[pl.col("sentence").filter(pl.col("stance") == stance).n_unique().alias(stance) for stance in STANCES],
    )
    counts = ["sentences", *STANCES]
    covers = pl.col("themes_in_scope").list.contains(pl.col("theme")).fill_null(False)
    has = pl.col("sentences") > 0
    own = ~pl.col("theme").is_in([theme.key for theme in load_themes()])  # an analyst's: no scope covers it
    profile = (
        chosen.select("document_id", "group", "themes_in_scope")
        .join(pl.DataFrame({"theme": keys}, {"theme": pl.String}), how="cross")
        .join(counted, on=["document_id", "theme"], how="left", maintain_order="left")
        .with_columns(
            pl.col(counts).fill_null(0),
            order=order_as("theme", keys),
        )
        .group_by("order", "theme", "group")
        .agg(
            documents=pl.len().cast(pl.Int32),
            unknown=(pl.col("themes_in_scope").is_null() | own).sum().cast(pl.Int32),
            in_scope=covers.sum().cast(pl.Int32),
            said=(covers & has).sum().cast(pl.Int32),
            said_beyond=(~covers & has).sum().cast(pl.Int32),
            **{name: pl.col(name).sum().cast(pl.Int32) for name in counts},
        )
        .filter((pl.col("in_scope") > 0) | (pl.col("said_beyond") > 0))
        .sort("order", "group")
    )
    bounds = [wilson_interval(k, n) or (None, None) for k, n in profile.select("said", "in_scope").iter_rows()]
    shared = profile.with_columns(
        share=pl.when(pl.col("in_scope") > 0).then(pl.col("said") / pl.col("in_scope")),
        low=pl.Series([low for low, _ in bounds], dtype=pl.Float64),
        high=pl.Series([high for _, high in bounds], dtype=pl.Float64),
        small=pl.col("in_scope") < SMALL,
    )
    return shared.select(
        "theme", "group", "documents", "unknown", "in_scope", "said", "share", "low", "high", "small", "said_beyond",
        *counts,
    )  # fmt: skip


def _choose(documents: Frame, start: str | date | None, end: str | date | None) -> pl.DataFrame:
    """Returns the documents of a period that tell of a visit first-hand and of the council."""
    first, final = parse_period(start, end)
    day = pl.coalesce("visit_start", "visit_end", "published")
    chosen = (
        as_polars(documents, _DOCUMENT, "documents")
        .select(_DOCUMENT)
        .filter(pl.col("primary") & (pl.col("event") != BOARD_EVENT))
        .with_columns(day=day)
    )
    if first:
        chosen = chosen.filter(pl.col("day") >= first)
    if final:
        chosen = chosen.filter(pl.col("day") <= final)
    return chosen


def _group(by: str) -> pl.Expr:
    if by == "year":
        return pl.col("day").dt.year().cast(pl.String).fill_null("not dated")
    return pl.col("event") if by == "event" else pl.lit("")


def _said(observations: Frame, chosen: pl.DataFrame) -> pl.DataFrame:
    """Returns the rows of the chosen documents that are about a theme, and not about the board."""
    return (
        take_rows(observations, _OBSERVATION, chosen["document_id"])
        .select(_OBSERVATION)
        .filter(pl.col("theme").is_not_null() & leave_out_board())
        .with_columns(sentence=say_sentence(), stance=pl.col("stance").fill_null("neutral"))
    )


def measure_theme_examples(
    observations: Frame,
    documents: Frame,
    themes: Sequence[str],
    n: int = 8,
    seed: int = 1,
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns random sentences about themes, with their places. One row per theme and sentence drawn.

    The draw orders the sentences by a hash of seed and sentence, so that the same seed draws the same sentences
    on every machine, and sentences that were not there before change the draw only where they are drawn themselves.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        themes: keys.
        n: how many for each theme, 0 or more.
        seed: another number draws other sentences.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In the order of the register, then of the draw: theme, sentence (the part of its id that all its rows share),
        document_id, authority, event, day, visit_start, visit_end, published, kind, item, page, paragraph, stance,
        direction, text (null where the sentences are not at hand), method, source_url, authority_url.

    Raises:
        FrameError: columns are missing.
        InputError: n is negative, or a day is in no known form.
        UnknownNameError: a theme is neither in the register nor in the frame.
    """
    if n < 0:
        raise InputError(f"examples: {n} is negative; give 0 or more")
    chosen = _choose(documents, start, end)
    said = _said(observations, chosen)
    keys = find_keys(said["theme"], themes)
    asked = said.with_row_index("place").filter(pl.col("theme").is_in(keys))
    first = asked.group_by("sentence", "theme", maintain_order=True).agg(pl.col("place").first())
    drawn = (
        first.with_columns(turn=_draw(seed, first["sentence"]), order=order_as("theme", keys))
        .filter(pl.col("turn").rank("min").over("order") <= n)
        .sort("order", "turn", "sentence")
        .filter(pl.int_range(pl.len()).over("order") < n)
    )
    rows = said.select(pl.all().gather(drawn["place"]))
    return rows.join(chosen, on="document_id", how="left", maintain_order="left").select(
        "theme", "sentence", "document_id", "authority", "event", "day", "visit_start", "visit_end", "published",
        "kind", "item", "page", "paragraph", "stance", "direction", "text", "method", "source_url", "authority_url",
    )  # fmt: skip


def _draw(seed: int, sentences: pl.Series) -> pl.Series:
    """Returns the turn of each sentence: a hash of seed and sentence, read as a number."""
    begun = hashlib.blake2b(f"{seed}|".encode(), digest_size=8)
    parts = []
    for sentence in sentences:
        whole = begun.copy()
        whole.update(sentence.encode())
        parts.append(whole.digest())
    return pl.Series(np.frombuffer(b"".join(parts), ">u8").astype(np.uint64))
