"""Items and the rows of later documents, set against each other."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import polars as pl

from ofsted_trends.following.matching import IMPROVED, MENTIONED, RAISED, SILENT, Items, Matches, Rows, match_items
from ofsted_trends.following.rows import ASKED, ITEM
from ofsted_trends.following.wording import Floats, Whole, compare_wording, find_words
from ofsted_trends.frame import CONFIDENCE, OUTCOMES, say_sentence

FOUND = pl.Schema(
    {
        "place": pl.UInt32, "later_document_id": pl.String, "outcome": pl.String, "row": pl.UInt32,
        "theme_outcome": pl.String, "similarity": pl.Float64, "themed": pl.Boolean, "confidence": pl.String,
    }
)  # fmt: skip


def follow_items(rows: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Returns what was found. One row per item and later document that has something on it.

    Args:
        rows: as `read_rows` gives them; of all documents of an authority, or of none.
        items: as `read_items` gives them, of the same authorities.
    """
    keys = rows["theme"].drop_nulls().unique(maintain_order=True).to_list()
    number = (
        pl.col("theme").replace_strict(keys, range(len(keys)), default=len(keys), return_dtype=pl.Int64).alias("number")
    )
    stance, direction = pl.col("stance").fill_null("neutral"), pl.col("direction")
    asked = pl.col("kind").is_in(ASKED)
    improved = ((stance == "strength") | ((direction == "improving") & (stance != "concern"))) & ~asked
    raised = asked | ((stance == "concern") & (direction != "improving")) | (direction == "declining")
    table = rows.with_columns(
        number,
        asks=asked,
        said=pl.when(raised).then(RAISED).when(improved).then(IMPROVED).otherwise(MENTIONED).cast(pl.Int64),
        worded=pl.col("text").is_not_null(),
    )
    worded = bool(table["worded"].any())
    table = (_number_sentences(table) if worded else _keep_kinds(table)).with_row_index("at")
    sentences = table.select("sentence", "text").unique("sentence", keep="first", maintain_order=True)["text"]
    words = find_words(sentences) if worded else None
    spoken = Rows(*(table[c].to_numpy() for c in ("number", "said", "asks", "board", "worded")))
    documents = table.group_by("document_id", maintain_order=True).agg(
        pl.col("authority", "day").first(), first=pl.col("at").first(), last=pl.col("at").last() + 1
    )
    place_of = table.filter("asks").join(items.select(*ITEM, "place"), on=ITEM)
    asking = place_of.select("authority", "place", "sentence").unique().sort("place", "sentence")
    held = items.select(theme="themes").with_row_index("nth").explode("theme").drop_nulls().with_columns(number)
    themes = np.zeros((items.height, len(keys) + 1), np.bool_)
    themes[held["nth"].to_numpy(), held["number"].to_numpy()] = True
    known = Items(themes, items["board"].to_numpy(), items["text"].is_not_null().to_numpy())
    numbers = table["sentence"].to_numpy()
    found: list[tuple[Whole, Whole, Matches]] = []
    by_authority = documents.partition_by("authority", as_dict=True, maintain_order=True)
    asked_of = asking.partition_by("authority", as_dict=True, maintain_order=True)
    offset = 0
    for authority, wanted in items.partition_by("authority", as_dict=True, maintain_order=True).items():
        later = by_authority[authority]
        block = slice(int(later["first"][0]), int(later["last"][-1]))
        low, high = int(numbers[block].min()), int(numbers[block].max()) + 1
        alike = shared = np.zeros((wanted.height, high - low), np.float32)
        if words is not None:
            asks = asked_of[authority]
            close, common = compare_wording(words, asks["sentence"].to_numpy(), low, high)
            starts = np.searchsorted(asks["place"].to_numpy(), wanted["place"].to_numpy())
            alike, shared = _take_largest(close, starts), _take_largest(common, starts)
        days, places = wanted["asked"].to_numpy(), wanted["place"].to_numpy()
        for day, first, last in zip(later["day"].to_numpy(), later["first"], later["last"], strict=True):
            earlier = int(np.searchsorted(days, day))
            if earlier:
                at = numbers[first:last] - low
                own = known.take(slice(offset, offset + earlier))
                matches = match_items(own, spoken.take(slice(first, last)), alike[:earlier, at], shared[:earlier, at])
                found.append((places[:earlier], np.full(earlier, first), matches))
        offset += wanted.height
    return _list_matches(found, table.select("row", "document_id"))


def _number_sentences(table: pl.DataFrame) -> pl.DataFrame:
    """Adds the number of the sentence, in the order in which they are first said."""
    said = table.with_columns(sentence=say_sentence().hash())
    numbered = said.select("order", "sentence").with_row_index("nth")
    first = numbered.select(pl.col("nth").first().over("order", "sentence")).to_series().to_numpy()
    opens = first == np.arange(len(first))
    return said.with_columns(sentence=pl.Series((np.cumsum(opens) - 1)[first], dtype=pl.Int64))


def _keep_kinds(table: pl.DataFrame) -> pl.DataFrame:
    """Returns the first row of each kind in a document: without words no other can be the evidence."""
    key = pl.col("order").cast(pl.Int64)
    for name, size in (("number", pl.col("number").max() + 1), ("said", 3), ("asks", 2), ("board", 2)):
        key = key * size + pl.col(name)
    return table.filter(key.is_first_distinct()).with_columns(sentence=pl.lit(0, pl.Int64))


def _take_largest(table: Floats, starts: Whole) -> Floats:
    """Returns the largest value of each column in each run of rows; by places of a run, which is faster than
    `reduceat`."""
    lengths = np.diff(starts, append=len(table))
    largest = table[starts]
    for place in range(1, int(lengths.max(initial=1))):
        longer = np.flatnonzero(lengths > place)
        largest[longer] = np.maximum(largest[longer], table[starts[longer] + place])
    return largest


def _list_matches(found: list[tuple[Whole, Whole, Matches]], rows: pl.DataFrame) -> pl.DataFrame:
    """Returns matches as a frame, without the items of which nothing is said."""
    if not found:
        return pl.DataFrame(schema=FOUND)
    place, first = (np.concatenate([entry[part] for entry in found]) for part in (0, 1))
    outcome, by_theme, row, similarity, themed, confidence = (
        np.concatenate([getattr(matches, field.name) for _, _, matches in found]) for field in fields(Matches)
    )
    told = pl.DataFrame(
        {"place": place, "row": row + first, "outcome": outcome, "theme_outcome": by_theme, "similarity": similarity,
         "themed": themed, "confidence": confidence}
    ).filter(pl.col("outcome") != SILENT)  # fmt: skip
    words = {name: pl.col(name).replace_strict(dict(enumerate(OUTCOMES)), default=None, return_dtype=pl.String)
             for name in ("outcome", "theme_outcome")}  # fmt: skip
    return told.with_columns(
        pl.col("similarity").cast(pl.Float64).fill_nan(None).round(3),
        pl.col("confidence").replace_strict(dict(enumerate(CONFIDENCE, 1)), return_dtype=pl.String),
        later_document_id=rows["document_id"].gather(told["row"]),
        row=rows["row"].gather(told["row"]),
        **words,
    ).select(pl.col(c).cast(t) for c, t in FOUND.items())
