"""What a measure of many authorities counts: documents of a place and period, and what they said of themes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from ofsted_trends.frame import BOARD_EVENT, EVENTS, say_sentence
from ofsted_trends.measures.choices import GROUPS, choose_place, choose_themes
from ofsted_trends.measures.inputs import Frame, as_polars
from ofsted_trends.measures.intervals import wilson_interval
from ofsted_trends.measures.periods import parse_period
from ofsted_trends.measures.theme_history import leave_out_board
from ofsted_trends.registers.frameworks import load_frameworks
from ofsted_trends.registers.themes import load_themes

#: A share of fewer documents than this is shown, and marked `small`.
SMALL = 10

SAID = ["observation_id", "document_id", "kind", "area", "theme", "stance"]
STANCES = ["concern", "strength", "mixed"]
DOCUMENT: dict[str, pl.DataType | type[pl.DataType]] = {
    "document_id": pl.String, "authority": pl.String, "authority_code": pl.String, "region": pl.String,
    "framework": pl.String, "framework_version": pl.String, "event": pl.String, "visit_start": pl.Date,
    "visit_end": pl.Date, "published": pl.Date, "scope_basis": pl.String, "themes_in_scope": pl.List(pl.String),
    "areas_in_scope": pl.List(pl.String), "primary": pl.Boolean,
}  # fmt: skip


def take_columns(frame: Frame, needed: Iterable[str], name: str) -> pl.DataFrame:
    """Returns only the columns that a measure reads, in polars with plain types, in the order needed.

    The rest of a wide frame is neither converted nor copied, which is most of the time on a million rows.

    Raises:
        FrameError: columns are missing.
    """
    columns = list(needed)
    return as_polars(frame[[c for c in columns if c in frame.columns]], columns, name).select(columns)


def choose_spoken_themes(observations: Frame, themes: str | Sequence[str] | None) -> list[str]:
    """Returns keys of themes as `choose_themes` does, an analyst's own among those that the tidy frame holds.

    Raises:
        FrameError: the column of themes is missing.
        UnknownNameError: a key is in neither the register nor the frame.
    """
    return choose_themes(themes, take_columns(observations, ["theme"], "observations")["theme"].drop_nulls().unique())


def select_primary(
    documents: Frame,
    place: str | Sequence[str] | None = None,
    start: str | date | None = None,
    end: str | date | None = None,
) -> pl.DataFrame:
    """Returns one row per primary document of a place and period.

    Left out: second tellings (`primary` false), so that a visit counts once; documents without an authority;
    where the period is closed on a side, documents without any day.

    Args:
        documents: the documents table, polars or pandas.
        place: empty or `England`, a region, an authority or a list of authorities.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.

    Returns:
        In order of authority and day: document_id, authority, authority_code, region, framework,
        framework_version, event, visit_start, visit_end, published, scope_basis, themes_in_scope,
        areas_in_scope, day (first day on site, else publication).

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
        UnknownNameError: the place is not known.
    """
    first, final = parse_period(start, end)
    table = take_columns(documents, DOCUMENT, "documents")
    # an empty or all-null column of pandas has no type of its own
    told = (
        table.select(pl.col(c).cast(dtype) for c, dtype in DOCUMENT.items())
        if table.height
        else pl.DataFrame([], DOCUMENT)
    )
    chosen = told.filter(pl.col("primary") & pl.col("authority").is_not_null() & choose_place(place)).with_columns(
        day=pl.coalesce("visit_start", "visit_end", "published")
    )
    if first:
        chosen = chosen.filter(pl.col("day") >= first)
    if final:
        chosen = chosen.filter(pl.col("day") <= final)
    return chosen.drop("primary").sort("authority", "day", "document_id", nulls_last=True)


def select_said(observations: Frame, chosen: pl.DataFrame) -> pl.DataFrame:
    """Returns what the chosen documents say of the authority: findings, improvements and priority actions.

    Left out: grades, and the safeguarding board's part of a report and its reviews (the board is not the
    council). Rows without a theme stay, so that sentences can be counted.

    Args:
        observations: the tidy frame, polars or pandas.
        chosen: documents as `select_primary` gives them.

    Returns:
        document_id, kind, theme, stance, sentence (the same number for all rows of a sentence).

    Raises:
        FrameError: columns are missing.
    """
    council = chosen.filter(pl.col("event") != BOARD_EVENT).select("document_id")
    return (
        take_columns(observations, SAID, "observations")
        .filter((pl.col("kind") != "grade") & leave_out_board())
        .join(council, on="document_id", how="semi")
        .select("document_id", "kind", pl.col("theme", "stance").cast(pl.String), sentence=say_sentence().hash())
    )


def count_stances(said: pl.DataFrame, themes: Sequence[str]) -> pl.DataFrame:
    """Returns how documents speak of themes. One row per document and theme that it speaks of.

    Args:
        said: as `select_said` gives it.
        themes: keys of themes.

    Returns:
        document_id, theme, n_said, n_concern, n_strength, n_mixed (sentences, each counted once),
        concern, strength (whether the document says such a thing at all: a mixed sentence says both), status:
        `concern`, `strength`, `mixed` (both were said), or `neutral`, as in `measure_theme_history`.
    """
    sentence = pl.col("sentence")
    told = (
        said.filter(pl.col("theme").is_in(themes))
        .group_by("document_id", "theme")
        .agg(
            sentence.n_unique().cast(pl.Int64).alias("n_said"),
            *(sentence.filter(pl.col("stance") == s).n_unique().cast(pl.Int64).alias(f"n_{s}") for s in STANCES),
        )
        .with_columns(
            concern=(pl.col("n_concern") > 0) | (pl.col("n_mixed") > 0),
            strength=(pl.col("n_strength") > 0) | (pl.col("n_mixed") > 0),
        )
    )
    return told.with_columns(
        status=pl.when(pl.col("concern") & pl.col("strength"))
        .then(pl.lit("mixed"))
        .when("concern")
        .then(pl.lit("concern"))
        .when("strength")
        .then(pl.lit("strength"))
        .otherwise(pl.lit("neutral"))
    )


def cover_themes(chosen: pl.DataFrame, themes: Sequence[str]) -> pl.DataFrame:
    """Returns what the chosen documents looked at. One row per document and theme.

    Scopes are derived for the built-in themes alone. Whether a document looked at a theme that an analyst added cannot
    be told, even of a full inspection, unless it speaks of it; `measure_theme_history` treats such a theme alike.

    Returns:
        The columns of `chosen` but themes_in_scope, theme, own (whether an analyst added the theme), known (whether the
        scope can be told; false for such a theme), covered (whether the theme is in it; false where unknown).
    """
    built_in = [theme.key for theme in load_themes()]
    scope = pl.col("themes_in_scope")
    own = ~pl.col("theme").is_in(built_in)
    keys = pl.DataFrame({"theme": list(themes)}, schema={"theme": pl.String})
    scopes = chosen.select("document_id", theme=scope).explode("theme").unique().with_columns(listed=pl.lit(True))
    return (
        chosen.join(keys, how="cross")
        .join(scopes, on=["document_id", "theme"], how="left", maintain_order="left")
        .with_columns(
            own=own,
            known=scope.is_not_null() & ~own,
            covered=pl.col("listed").fill_null(False) & ~own,
        )
        .drop("themes_in_scope", "listed")
    )


def name_groups(groups: Iterable[str]) -> list[pl.Expr]:
    """Returns the columns of groups, for a frame of documents."""
    return [GROUPS[group].alias(group) for group in groups]


def order_groups(groups: Iterable[str]) -> list[pl.Expr]:
    """Returns what to sort groups by: frameworks by their start, kinds of visit as in the contract."""
    frameworks = load_frameworks()
    orders = {
        "framework": list(frameworks),
        "from_framework": list(frameworks),
        "framework_version": [version for framework in frameworks.values() for version, _ in framework.versions],
        "event": EVENTS,
    }
    return [order_as(group, orders[group]) if group in orders else pl.col(group) for group in groups]


def order_as(column: str, values: Sequence[str]) -> pl.Expr:
    """Returns the place of each value among values in order; null for others."""
    return pl.col(column).replace_strict(values, range(len(values)), default=None, return_dtype=pl.Int32)


def add_share(frame: pl.DataFrame, name: str, hits: str, total: str) -> pl.DataFrame:
    """Returns the frame with a share and its Wilson 95% interval; null where nothing was counted.

    Args:
        frame: with the two counts.
        name: the columns become `share_<name>`, `low_<name>` and `high_<name>`.
        hits: column of the numerator.
        total: column of the denominator.
    """
    pairs = list(zip(frame[hits], frame[total], strict=True))
    known = {pair: wilson_interval(*pair) or (None, None) for pair in set(pairs)}
    ends = [known[pair] for pair in pairs]
    return frame.with_columns(
        pl.when(pl.col(total) > 0).then(pl.col(hits) / pl.col(total)).alias(f"share_{name}"),
        pl.Series(f"low_{name}", [low for low, _ in ends], pl.Float64),
        pl.Series(f"high_{name}", [high for _, high in ends], pl.Float64),
    )
