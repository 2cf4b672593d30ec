"""The words that tell the concerns about a theme from its strengths, under each framework."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from ofsted_trends.frame import BOARD_EVENT, say_sentence
from ofsted_trends.measures.choices import choose_themes
from ofsted_trends.measures.inputs import Frame, as_polars
from ofsted_trends.measures.populations import select_primary
from ofsted_trends.measures.sides import SIDES
from ofsted_trends.measures.theme_history import leave_out_board
from ofsted_trends.measures.theme_terms import LEAST, PRIOR, find_terms, log_odds
from ofsted_trends.registers.frameworks import load_frameworks

#: A framework with fewer sentences on a side than this is not compared.
LEAST_SENTENCES = 20
#: A term counts as more common from this z on (95%, one term alone).
LEAST_Z = 1.96
#: The prior is as large as in `measure_theme_terms`, but no more than this part of a theme's terms.
PRIOR_PARTS = 10
_SCHEMA = {
    "theme": pl.String, "framework": pl.String, "side": pl.String, "term": pl.String, "n_concern": pl.Int64,
    "n_strength": pl.Int64, "z": pl.Float64, "own": pl.Boolean,
}  # fmt: skip
_TOLD = ["observation_id", "document_id", "area", "theme", "stance", "text"]


def measure_stance_terms(
    observations: Frame,
    documents: Frame,
    themes: str | Sequence[str] | None = None,
    place: str | Sequence[str] | None = None,
    start: str | date | None = None,
    end: str | date | None = None,
    n: int = 8,
) -> pl.DataFrame:
    """Returns the words that tell the concerns about a theme from its strengths. One row per theme, framework, side and
    term.

    Set against each other are the sentences that are a concern about the theme and those that are a strength of it,
    within the documents of one framework, and of all of them (an empty framework). A term is a word or a pair of
    neighbouring words; it counts once a sentence. Its measure is that of `measure_theme_terms`: the log odds ratio with
    a prior of the theme's sentences as a whole (1,000 terms, or a tenth of the theme's where that is less), over its
    standard error.

    Excluded: sentences of both stances or neither; second tellings; the safeguarding board; terms in fewer than 5
    sentences of the side; frameworks with fewer than 20 sentences on a side.

    Args:
        observations: the tidy frame with sentences, polars or pandas; without sentences nothing is measured.
        documents: the documents table, polars or pandas.
        themes: keys of themes; empty for all.
        place: empty or `England`, a region, an authority or a list of authorities.
        start: first day of the period; empty for all.
        end: last day of the period; empty for all.
        n: how many terms for each theme, framework and side.

    Returns:
        In order of the themes asked, the frameworks (all of them first, then by their start), the side and z, the
        largest first: theme, framework, side (`concern` or `strength`: where the term is the more common), term (lower
        case), n_concern, n_strength (sentences with the term), z (1.96 or more), own (whether it is in no other
        framework's list of that side; false for all of them).

    Raises:
        FrameError: columns are missing.
        InputError: a day is in no known form.
        UnknownNameError: a theme or the place is not known.

    Source: see `measure_theme_terms`.
    """
    table = as_polars(observations, _TOLD, "observations").select(_TOLD)
    keys = choose_themes(themes, table["theme"].drop_nulls().unique())
    chosen = select_primary(documents, place, start, end).filter(pl.col("event") != BOARD_EVENT)
    said = (
        table.filter(pl.col("text").is_not_null() & pl.col("theme").is_in(keys) & leave_out_board())
        .join(chosen.select("document_id", "framework"), on="document_id")
        .with_columns(sentence=say_sentence())
        .unique(["theme", "sentence"], keep="first", maintain_order=True)
    )
    parts = [_compare(said.filter(pl.col("theme") == key), key, n) for key in keys]
    return pl.concat([pl.DataFrame(schema=_SCHEMA), *parts])


def _compare(said: pl.DataFrame, theme: str, n: int) -> pl.DataFrame:
    """Returns the terms of one theme, of all frameworks and of each."""
    terms = find_terms(said.unique("sentence", maintain_order=True))
    whole = terms.group_by("term").agg(total=pl.len())
    found = []
    for framework in ["", *load_frameworks()]:
        within = said if not framework else said.filter(pl.col("framework") == framework)
        sides = {side: within.filter(pl.col("stance") == side).select("sentence") for side in SIDES}
        if min(side.height for side in sides.values()) >= LEAST_SENTENCES:
            found += [_rank(terms, whole, sides, side, n).with_columns(framework=pl.lit(framework)) for side in SIDES]
    if not found:
        return pl.DataFrame(schema=_SCHEMA)
    listed = pl.concat(found).with_columns(theme=pl.lit(theme))
    lists = pl.col("framework").filter(pl.col("framework") != "").n_unique().over("side", "term")
    return listed.with_columns(own=(pl.col("framework") != "") & (lists == 1)).select(
        pl.col(name).cast(dtype) for name, dtype in _SCHEMA.items()
    )


def _rank(terms: pl.DataFrame, whole: pl.DataFrame, sides: dict[str, pl.DataFrame], side: str, n: int) -> pl.DataFrame:
    """Returns the terms that are more common on a side than on the other, the most telling first."""
    mixed_in = min(PRIOR, terms.height / PRIOR_PARTS)
    counts = {
        name: terms.join(sentences, on="sentence", how="semi").group_by("term").agg(pl.len().alias(f"n_{name}"))
        for name, sentences in sides.items()
    }
    counted = (
        counts["concern"]
        .join(counts["strength"], on="term", how="full", coalesce=True)
        .with_columns(pl.col("n_concern", "n_strength").fill_null(0))
        .join(whole, on="term")
        .with_columns(prior=pl.col("total") / terms.height * mixed_in)
    )
    other = next(name for name in SIDES if name != side)
    here, there = (float(counted[f"n_{name}"].sum()) for name in (side, other))
    odds = log_odds(f"n_{side}", here, mixed_in) - log_odds(f"n_{other}", there, mixed_in)
    spread = (1 / (pl.col(f"n_{side}") + pl.col("prior")) + 1 / (pl.col(f"n_{other}") + pl.col("prior"))).sqrt()
    return (
        counted.with_columns(z=odds / spread, side=pl.lit(side))
        .filter((pl.col("z") >= LEAST_Z) & (pl.col(f"n_{side}") >= LEAST))
        .sort(["z", "term"], descending=[True, False])
        .head(n)
        .select("side", "term", "n_concern", "n_strength", "z")
    )
