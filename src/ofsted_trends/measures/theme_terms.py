"""The words that distinguish a theme's sentences from all others."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ofsted_trends.frame import say_sentence
from ofsted_trends.measures.inputs import Frame, as_polars
from ofsted_trends.measures.theme_history import find_keys, leave_out_board
from ofsted_trends.registers.themes import load_themes

#: How much of the corpus as a whole is mixed into both sides before they are set against each other, in terms.
PRIOR = 1000.0
#: A term of fewer sentences of the theme is not looked at.
LEAST = 5
NEEDED = ["observation_id", "area", "theme", "text"]
_SCHEMA = {
    "theme": pl.String, "term": pl.String, "in_theme": pl.Int32, "elsewhere": pl.Int32, "log_odds": pl.Float64,
    "z": pl.Float64, "in_patterns": pl.Boolean,
}  # fmt: skip
#: Words that say nothing of a subject; pairs with them are left out too.
_STOPS = """
    a about across after all also although always an and any are as at be because been before being both but by can
    could do does each enough ensure ensures even few for from further had has have having how however if in into is
    it its less made make makes many may more most much must new no not number of often on one only or other others
    our out over own part same seen should since small so some such than that the their them themselves then there
    these they this those through to too two up used using very was well were what when where whether which while who
    whom whose will with within without would yet you your s t
"""
STOP_WORDS = frozenset(_STOPS.split())


def measure_theme_terms(observations: Frame, themes: Sequence[str], n: int = 15) -> pl.DataFrame:
    """Returns the words and pairs of words that distinguish themes. One row per theme and term.

    Set against each other are the sentences about a theme and all other sentences of the frame. A term counts
    once a sentence. Its measure is the log of the ratio of its odds on both sides, each side mixed with a prior
    of the corpus as a whole, over its standard error (z), so that rare terms do not win by chance. Left out are
    words that say nothing of a subject, terms in fewer than 5 sentences of the theme, and the board's part of a
    report.

    Args:
        observations: the tidy frame with sentences, polars or pandas; without sentences nothing is measured.
        themes: keys.
        n: how many terms for each theme.

    Returns:
        In the order of the register, then of z, the largest first: theme, term (lower case), in_theme and elsewhere
        (sentences), log_odds, z, in_patterns (whether a pattern of the register finds the term by itself).

    Raises:
        FrameError: columns are missing.
        UnknownNameError: a theme is neither in the register nor in the frame.

    Source: B. L. Monroe, M. P. Colaresi and K. M. Quinn (2008), "Fightin' words: lexical feature selection and
        evaluation for identifying the content of political conflict", Political Analysis 16 (4), 372 to 403,
        section 3.5 (log-odds ratio with informative Dirichlet prior).
    """
    narrow = observations[[c for c in NEEDED if c in observations.columns]]
    table = as_polars(narrow, NEEDED, "observations")
    keys = find_keys(table["theme"], themes)
    rows = table.filter(pl.col("text").is_not_null() & leave_out_board()).select(
        "theme", "text", sentence=say_sentence().hash(), number=pl.col("text").hash()
    )
    if rows.is_empty():
        return pl.DataFrame(schema=_SCHEMA)
    sentences = rows.unique("sentence", keep="first", maintain_order=True)
    # what is printed in many documents is taken apart once, and counts as often as it is said
    texts = sentences.group_by("number").agg(pl.col("text").first(), said=pl.len())
    about = rows.filter(pl.col("theme").is_in(keys)).select("theme", "sentence").unique()
    own = about.join(sentences.select("sentence", "number"), on="sentence").group_by("theme", "number")
    by_theme = own.agg(said=pl.len()).partition_by("theme", as_dict=True)
    told = find_terms(texts.select("text", sentence="number"))
    terms = told.select(number="sentence", term=pl.col("term").hash())
    names = told.select(name="term", term=pl.col("term").hash()).unique("term")
    whole = _count_terms(terms, texts).select("term", total="said")
    everything = float(whole["total"].sum())
    parts = []
    for key in keys:
        inside = (
            _count_terms(terms, by_theme.get((key,), texts.head(0)))
            .join(whole, on="term", how="left")
            .select(
                "term",
                "total",
                in_theme="said",
                prior=pl.col("total") / everything * PRIOR,
                elsewhere=pl.col("total") - pl.col("said"),
            )
        )
        size = float(inside["in_theme"].sum())
        odds = log_odds("in_theme", size) - log_odds("elsewhere", everything - size)
        spread = (1 / (pl.col("in_theme") + pl.col("prior")) + 1 / (pl.col("elsewhere") + pl.col("prior"))).sqrt()
        best = (
            inside.filter(pl.col("in_theme") >= LEAST)
            .with_columns(log_odds=odds)
            .with_columns(z=pl.col("log_odds") / spread)
            .filter(pl.col("z") > 0)
            .join(names, on="term")
            .drop("term")
            .rename({"name": "term"})
            .sort(["z", "term"], descending=[True, False])
            .head(n)
        )
        parts.append(best.with_columns(theme=pl.lit(key), in_patterns=_find_known(key, best["term"])))
    columns = [pl.col(name).cast(dtype) for name, dtype in _SCHEMA.items()]
    return pl.concat(parts).select(columns)


def find_terms(sentences: pl.DataFrame) -> pl.DataFrame:
    """Returns the words and pairs of neighbouring words of sentences. One row per sentence and term."""
    plain = pl.col("text").str.to_lowercase().str.replace_all("’", "'")
    words = (
        sentences.select("sentence", word=plain.str.extract_all(r"[a-z][a-z'-]*[a-z]"))
        .explode("word")
        .drop_nulls("word")
        .with_columns(word=pl.col("word").str.strip_suffix("'s"))
        .with_columns(tells=~pl.col("word").is_in(list(STOP_WORDS)))
    )
    next_to = (pl.col("sentence") == pl.col("sentence").shift(-1)) & pl.col("tells") & pl.col("tells").shift(-1)
    pair = pl.when(next_to).then(pl.col("word") + " " + pl.col("word").shift(-1))
    pairs = words.select("sentence", term=pair).drop_nulls("term")
    return pl.concat([words.filter("tells").select("sentence", term="word"), pairs]).unique()


def _count_terms(terms: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Returns in how many sentences each term is said.

    Args:
        terms: one row per text and term.
        texts: number of each text, and `said` (how many sentences it is).
    """
    numbered = texts.select("number", "said").join(terms, on="number")
    return numbered.group_by("term").agg(pl.col("said").sum().cast(pl.Int64))


def log_odds(count: str, whole: float, mixed_in: float = PRIOR) -> pl.Expr:
    """Returns the log odds of a term on one side, mixed with the prior.

    Args:
        count: column with the term's sentences on that side; its share of the prior stands in the column `prior`.
        whole: terms of that side.
        mixed_in: terms of the whole prior.
    """
    mixed = pl.col(count) + pl.col("prior")
    return (mixed / (whole + mixed_in - mixed)).log()


def _find_known(key: str, terms: pl.Series) -> pl.Series:
    """Returns which terms a pattern of the theme finds by itself."""
    theme = next((theme for theme in load_themes() if theme.key == key), None)
    return pl.Series([theme is not None and bool(theme.hits(term)) for term in terms], dtype=pl.Boolean)
