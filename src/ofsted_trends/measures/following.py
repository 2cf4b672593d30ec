"""Items and the rows of later documents, read from the tidy frame and set against each other."""

from __future__ import annotations

import numpy as np
import polars as pl

from ofsted_trends.measures.inputs import Frame
from ofsted_trends.measures.matching import IMPROVED, MENTIONED, RAISED, SILENT, Items, Rows, match_items
from ofsted_trends.measures.populations import take_columns
from ofsted_trends.measures.theme_history import BOARD, BOARD_EVENT, say_sentence
from ofsted_trends.measures.wording import Floats, compare_wording, find_words

NEEDED = [
    "observation_id", "document_id", "kind", "area", "theme", "stance", "direction", "item", "page", "paragraph",
    "text",
]  # fmt: skip
ASKED = ["improvement", "priority_action"]
OUTCOMES = ["raised_again", "reported_improved", "mentioned"]
CONFIDENCE = ["low", "medium", "high"]
ITEM = ["document_id", "kind", "item"]
FOUND = pl.Schema(
    {
        "place": pl.UInt32, "later_document_id": pl.String, "outcome": pl.String, "row": pl.UInt32,
        "theme_outcome": pl.String, "similarity": pl.Float64, "themed": pl.Boolean, "confidence": pl.String,
    }
)  # fmt: skip


def read_rows(observations: Frame, chosen: pl.DataFrame) -> pl.DataFrame:
    """Returns what the chosen documents say, in order of authority, day and place, each sentence numbered."""
    told = (
        take_columns(observations, NEEDED, "observations")
        .filter(pl.col("kind") != "grade")
        .join(
            chosen.select("document_id", "authority", "day", "event").with_row_index("order"),
            on="document_id", how="inner", maintain_order="left",
        )
        .sort("order", maintain_order=True)
        .with_columns(
            pl.col("theme", "text", "paragraph", "stance").cast(pl.String),
            pl.col("item", "page").cast(pl.Int64),
            sentence=say_sentence(),
            board=(pl.col("event") == BOARD_EVENT) | (pl.col("area") == BOARD).fill_null(False),
        )
        .with_row_index("row")
    )  # fmt: skip
    numbers = told.select("order", "sentence").unique(maintain_order=True).with_row_index("number")
    return told.join(numbers, on=["order", "sentence"], maintain_order="left").with_columns(
        sentence=pl.col("number").cast(pl.Int64)
    )


def read_items(rows: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """Returns one row per item, in order of authority, day and item, priority actions first."""
    first = pl.col("text").drop_nulls().unique(maintain_order=True)
    return (
        rows.filter(pl.col("kind").is_in(ASKED))
        .group_by(ITEM, maintain_order=True)
        .agg(
            pl.col("authority", "event", "page", "paragraph", "order").first(),
            pl.col("board").any(),
            asked=pl.col("day").first(),
            themes=pl.col("theme").drop_nulls().unique().sort(),
            text=pl.when(first.len() > 0).then(first.str.join(" ")),
        )
        .join(chosen.select("document_id", "region", "framework_version"), on="document_id", how="left")
        .sort("order", "kind", "item", descending=[False, True, False])
        .drop("order")
        .with_row_index("place")
    )


def follow_items(rows: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Returns what was found. One row per item and later document that has something on it."""
    keys = rows["theme"].drop_nulls().unique(maintain_order=True).to_list()
    number = pl.col("theme").replace_strict(keys, range(len(keys)), default=len(keys), return_dtype=pl.Int64)
    stance, direction = pl.col("stance").fill_null("neutral"), pl.col("direction")
    asked = pl.col("kind").is_in(ASKED)
    improved = ((stance == "strength") | ((direction == "improving") & (stance != "concern"))) & ~asked
    raised = asked | ((stance == "concern") & (direction != "improving")) | (direction == "declining")
    table = rows.with_columns(
        number=number,
        asks=asked,
        said=pl.when(raised).then(RAISED).when(improved).then(IMPROVED).otherwise(MENTIONED).cast(pl.Int64),
        worded=pl.col("text").is_not_null(),
    )
    sentences = table.select("sentence", "text").unique("sentence", keep="first", maintain_order=True)["text"]
    words = find_words(sentences) if table["worded"].any() else None
    found: list[pl.DataFrame] = []
    for (authority,), block in table.partition_by("authority", as_dict=True, maintain_order=True).items():
        wanted = items.filter(pl.col("authority") == authority)
        if wanted.is_empty():
            continue
        low, high = int(block["sentence"].min()), int(block["sentence"].max()) + 1  # type: ignore[arg-type]
        asking = (
            block.filter("asks")
            .join(wanted.select(*ITEM, "place"), on=ITEM)
            .select("place", "sentence", "worded")
            .unique()
            .sort("place", "sentence")
        )
        first = np.searchsorted(asking["place"].to_numpy(), wanted["place"].to_numpy())
        alike = shared = np.zeros((wanted.height, high - low), np.float32)
        if words is not None:
            close, common = compare_wording(words, asking["sentence"].to_numpy(), low, high)
            alike, shared = np.maximum.reduceat(close, first), np.maximum.reduceat(common, first)
        themes = np.zeros((wanted.height, len(keys) + 1), np.bool_)
        held = wanted.select(pl.int_range(pl.len()).alias("at"), pl.col("themes").alias("theme")).explode("theme")
        held = held.drop_nulls().with_columns(number)
        themes[held["at"].to_numpy(), held["theme"].to_numpy()] = True
        known = Items(themes, wanted["board"].to_numpy(), wanted["text"].is_not_null().to_numpy())
        found += _follow_through(block, wanted, known, alike, shared)
    return pl.concat(found) if found else pl.DataFrame(schema=FOUND)


def _follow_through(
    block: pl.DataFrame, wanted: pl.DataFrame, known: Items, alike: Floats, shared: Floats
) -> list[pl.DataFrame]:
    """Returns what an authority's documents have on the items asked before, a frame a document."""
    days, places = wanted["asked"].to_numpy(), wanted["place"]
    sentences = block["sentence"].to_numpy() - int(block["sentence"][0])
    found: list[pl.DataFrame] = []
    for part in block.partition_by("document_id", maintain_order=True):
        earlier = int(np.searchsorted(days, part["day"].to_numpy()[0]))
        if earlier == 0:
            continue
        at = sentences[part["row"].to_numpy() - block["row"][0]]
        matches = match_items(
            Items(known.themes[:earlier], known.board[:earlier], known.worded[:earlier]),
            Rows(*(part[c].to_numpy() for c in ("number", "said", "asks", "board", "worded"))),
            alike[:earlier, at],
            shared[:earlier, at],
        )
        spoken = matches.outcome != SILENT
        found.append(
            pl.DataFrame(
                {
                    "place": places[:earlier].filter(pl.Series(spoken)),
                    "later_document_id": part["document_id"][0],
                    "outcome": np.array(OUTCOMES)[matches.outcome[spoken]],
                    "row": part["row"].to_numpy()[matches.row[spoken]],
                    "theme_outcome": np.array([*OUTCOMES, None])[matches.by_theme[spoken]],
                    "similarity": matches.similarity[spoken],
                    "themed": matches.themed[spoken],
                    "confidence": np.array(CONFIDENCE)[matches.confidence[spoken] - 1],
                },
                schema=FOUND,
            ).with_columns(pl.col("similarity").fill_nan(None).round(3))
        )
    return found
