"""Code sentences: finding or not, which themes, which stance for each, which direction."""
from __future__ import annotations
import tomllib
from collections.abc import Sequence
from importlib.resources import files
import numpy as np
import polars as pl
from ofsted_trends.registers.themes import Theme, load_themes

def plain_expr(e: pl.Expr) -> pl.Expr:
    return e.fill_null("").str.to_lowercase().str.replace_all("[’‘]", "'").str.replace_all("[–‑‐]", "-")

def code_sentences(sentences: pl.DataFrame, themes: Sequence[Theme] | None = None) -> pl.DataFrame:
    """Returns one row per sentence and theme (provisional rules; interface is stable)."""
    themes = load_themes() if themes is None else tuple(themes)
    frame = sentences.select(pl.col("id").cast(pl.String), plain_expr(pl.col("section")).alias("section"), plain_expr(pl.col("text")).alias("text"))
    cues = {c["key"]: ("section" if c["where"] == "section" else "text", "|".join(c["patterns"])) for c in tomllib.loads(files("ofsted_trends.registers").joinpath("cues.toml").read_text())["cue"]}
    frame = frame.with_columns(*[pl.col(col).str.contains(p).alias("c_" + k) for k, (col, p) in cues.items()])
    frame = frame.with_columns(*[(pl.col("text").str.replace_all(t.exclusion, " ") if t.exclusion else pl.col("text")).str.contains(t.pattern).alias("t_" + t.key) for t in themes])
    frame = frame.with_columns(finding=~pl.col("c_method"))
    bad = pl.col("c_poor") | pl.col("c_negated") | pl.col("c_must")
    stance = pl.when("c_to_improve").then(pl.lit("concern")).when(bad & pl.col("c_contrast") & pl.col("c_good")).then(pl.lit("mixed")).when(bad).then(pl.lit("concern")).when("c_good").then(pl.lit("strength")).otherwise(pl.lit("strength"))
    direction = pl.when("c_persisting").then(pl.lit("unchanged")).when("c_declining").then(pl.lit("declining")).when("c_improving").then(pl.lit("improving")).otherwise(pl.lit("none"))
    frame = frame.with_columns(stance=stance, direction=direction)
    keys = pl.concat_list([pl.when(pl.col("finding") & pl.col("t_" + t.key)).then(pl.lit(t.key)) for t in themes]).list.drop_nulls()
    out = frame.with_columns(theme=keys).explode("theme")
    return out.select("id", "finding", "theme", pl.when(pl.col("theme").is_not_null()).then("stance").alias("stance"), "direction", method=pl.lit("rules-1"))
