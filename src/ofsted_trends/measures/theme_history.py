"""What each visit of an authority said about each theme: said, looked at without a word, or not looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from ofsted_trends.errors import UnknownNameError
from ofsted_trends.frame import BOARD, BOARD_EVENT, say_sentence
from ofsted_trends.measures.inputs import Frame, as_polars, take_rows
from ofsted_trends.measures.selection import select_documents
from ofsted_trends.registers.themes import load_themes

#: The themes that every report tells visit by visit.
HEADLINE = ["case_recording", "supervision", "fathers"]
STANCES = ["concern", "mixed", "strength", "neutral"]
DIRECTIONS = ["improving", "declining", "unchanged"]
STATUSES = ["concern", "strength", "mixed", "neutral", "nothing_said", "not_in_scope", "scope_unknown"]
#: Statuses that judge, and those that raise a concern.
JUDGED = ["concern", "strength", "mixed"]
RAISED = ["concern", "mixed"]
NEEDED = ["observation_id", "document_id", "area", "theme", "stance", "direction", "page", "paragraph"]
_VISIT = [
    "document_id", "event", "framework", "framework_version", "day", "visit_start", "visit_end", "published",
    "second_hand", "scope_basis",
]  # fmt: skip


def measure_theme_history(
    observations: Frame,
    documents: Frame,
    authority: str,
    start: str | date | None = None,
    end: str | date | None = None,
    themes: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Returns what each visit said about each theme. One row per visit and theme.

    A visit is a document of `select_documents`: inspections with grades, visits without, and second tellings
    whose own document is not at hand. Left out are the safeguarding board's reviews and the board's part of a
    report, because the board is not the council.

    Args:
        observations: the tidy frame, polars or pandas.
        documents: the documents table, polars or pandas.
        authority: canonical name, such as `Sheffield`.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.
        themes: keys; None for all of the register, then those of the frame that the register does not have.

    Returns:
        In order of day, then of themes: document_id, event, framework, framework_version, day, visit_start,
        visit_end, published, second_hand, scope_basis, theme, and
        status: `concern`, `strength` (only that was said, besides neutral remarks), `mixed` (both was said),
            `neutral` (spoken of without judging), `nothing_said` (in scope), `not_in_scope`, or
            `scope_unknown`. What was said counts as said, whatever the scope.
        sentences, concern, mixed, strength, neutral: sentences about the theme, each counted once; one
            without a stance counts as neutral.
        improving, declining, unchanged: sentences by direction.
        first_page, first_paragraph, last_page, last_paragraph: where the first and the last of them stand.
        turned: `strength` or `concern` where the status was the opposite at the visit before that judged the
            theme; second tellings are passed over.

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
        UnknownNameError: a theme is neither in the register nor in the frame.
    """
    chosen = select_documents(documents, authority, start, end).filter(pl.col("event") != BOARD_EVENT)
    table = take_rows(observations, NEEDED, chosen["document_id"]).with_row_index("place")
    keys = find_keys(as_polars(observations[["theme"]], ["theme"], "observations")["theme"], themes)
    grid = chosen.select(*_VISIT, "themes_in_scope").join(
        pl.DataFrame({"theme": keys}, {"theme": pl.String}), how="cross"
    )
    counted = ["sentences", *STANCES, *DIRECTIONS]
    history = (
        grid.join(_count_said(table), on=["document_id", "theme"], how="left", maintain_order="left")
        .with_columns(pl.col(counted).fill_null(0).cast(pl.Int32))
        .with_columns(status=_status([theme.key for theme in load_themes()]))
    )
    places = ["first_page", "first_paragraph", "last_page", "last_paragraph"]
    return history.with_columns(turned=_turned()).select(*_VISIT, "theme", "status", *counted, *places, "turned")


def find_keys(found: pl.Series, themes: Sequence[str] | None) -> list[str]:
    """Returns theme keys in the order of the register, those of the frame alone last.

    Args:
        found: the themes that a frame holds.
        themes: keys that are asked for; None for all.

    Raises:
        UnknownNameError: a theme is neither in the register nor in the frame.
    """
    register = [theme.key for theme in load_themes()]
    known = register + sorted(set(found.drop_nulls().unique()) - set(register))
    unknown = [key for key in themes or [] if key not in known]
    if unknown:
        raise UnknownNameError(f"there is no theme {', '.join(map(repr, unknown))}; known: {', '.join(known)}")
    return [key for key in known if themes is None or key in themes]


def leave_out_board() -> pl.Expr:
    """Returns what keeps the rows that are about the council, not about the safeguarding board."""
    return pl.col("area").is_null() | (pl.col("area") != BOARD)


def _count_said(table: pl.DataFrame) -> pl.DataFrame:
    """Returns counts and places. One row per document and theme of which something is said."""
    said = (
        table.filter(pl.col("theme").is_not_null() & leave_out_board())
        .with_columns(sentence=say_sentence(), stance=pl.col("stance").fill_null("neutral"))
        .sort("document_id", "page", "place", nulls_last=True)
    )
    sentence = pl.col("sentence")
    return said.group_by("document_id", "theme").agg(
        sentence.n_unique().alias("sentences"),
        *[sentence.filter(pl.col("stance") == stance).n_unique().alias(stance) for stance in STANCES],
        *[sentence.filter(pl.col("direction") == way).n_unique().alias(way) for way in DIRECTIONS],
        pl.col("page").first().alias("first_page"),
        pl.col("paragraph").first().alias("first_paragraph"),
        pl.col("page").last().alias("last_page"),
        pl.col("paragraph").last().alias("last_paragraph"),
    )


def _status(built_in: list[str]) -> pl.Expr:
    """Returns the status; the scope of a theme that is not built in cannot be told."""
    good, bad, both = pl.col("strength") > 0, pl.col("concern") > 0, pl.col("mixed") > 0
    unknown = pl.col("themes_in_scope").is_null() | ~pl.col("theme").is_in(built_in)
    return (
        pl.when(both | (good & bad)).then(pl.lit("mixed"))
        .when(bad).then(pl.lit("concern"))
        .when(good).then(pl.lit("strength"))
        .when(pl.col("sentences") > 0).then(pl.lit("neutral"))
        .when(unknown).then(pl.lit("scope_unknown"))
        .when(pl.col("themes_in_scope").list.contains(pl.col("theme"))).then(pl.lit("nothing_said"))
        .otherwise(pl.lit("not_in_scope"))
    )  # fmt: skip


def _turned() -> pl.Expr:
    """Returns the status where the visit before that judged the theme had the opposite one."""
    judges = pl.col("status").is_in(JUDGED) & ~pl.col("second_hand")
    now = pl.when(judges).then("status")
    before = now.forward_fill().shift(1).over("theme")
    opposite = ((now == "strength") & (before == "concern")) | ((now == "concern") & (before == "strength"))
    return pl.when(opposite).then("status")


def measure_theme_milestones(history: Frame) -> pl.DataFrame:
    """Returns when each theme was raised, and when it turned. One row per theme.

    Counted are visits whose own document is at hand; raised means that a concern was said, alone or beside
    strengths.

    Args:
        history: as `measure_theme_history` gives it, polars or pandas.

    Returns:
        In the order of the history: theme, looked_at (visits that looked at it, or spoke of it all the same),
        unknown (visits whose scope cannot be told and that said nothing), said, raised (visits),
        first_said, last_said, first_raised, last_raised, first_raised_in, last_raised_in (day by which people call
        the visit, and document),
        latest (status at the last visit that judged it), latest_day,
        turned (`strength` or `concern`, where it last turned), turned_day, turned_from (day of the visit before that
        judged it).

    Raises:
        FrameError: columns are missing.
    """
    needed = ["document_id", "theme", "status", "second_hand", "day", "visit_end", "turned"]
    rows = (
        as_polars(history, needed, "history")
        .filter(~pl.col("second_hand"))
        .with_columns(told=pl.coalesce("visit_end", "day"))
    )
    status, told, document = pl.col("status"), pl.col("told"), pl.col("document_id")
    said = status.is_in([*JUDGED, "neutral"])
    judged, raised = status.is_in(JUDGED), status.is_in(RAISED)
    before = pl.when(judged).then("told").forward_fill().shift(1).over("theme")
    return (
        rows.with_columns(before=before)
        .group_by("theme", maintain_order=True)
        .agg(
            looked_at=(said | (status == "nothing_said")).sum().cast(pl.Int32),
            unknown=(status == "scope_unknown").sum().cast(pl.Int32),
            said=said.sum().cast(pl.Int32),
            raised=raised.sum().cast(pl.Int32),
            first_said=told.filter(said).first(),
            last_said=told.filter(said).last(),
            first_raised=told.filter(raised).first(),
            last_raised=told.filter(raised).last(),
            first_raised_in=document.filter(raised).first(),
            last_raised_in=document.filter(raised).last(),
            latest=status.filter(judged).last(),
            latest_day=told.filter(judged).last(),
            turned=pl.col("turned").drop_nulls().last(),
            turned_day=told.filter(pl.col("turned").is_not_null()).last(),
            turned_from=pl.col("before").filter(pl.col("turned").is_not_null()).last(),
        )
    )
