"""Every sentence of a corpus with its neighbours and heading, whether it reports anything or not. For training only.

The frame holds findings; what is no finding must be seen in training too, so that documents are read anew here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import groupby
from pathlib import Path

import polars as pl

from ofsted_trends.documents import ENDINGS, open_document
from ofsted_trends.errors import InputError, UnreadableDocumentError
from ofsted_trends.reading.identity import identify
from ofsted_trends.reading.sections import place_passages
from ofsted_trends.reading.sentences import split_sentences

CONTEXT = ("section", "prev", "text", "next")
_SCHEMA = dict.fromkeys(("document", *CONTEXT), pl.String)


def read_sentences(path: Path) -> pl.DataFrame:
    """Returns the sentences of a corpus, one row each: `document`, `section`, `prev`, `text`, `next`; no nulls.

    Args:
        path: a folder of documents; JSON lines with these keys (`document` and `text` are needed); or the
            `observations.parquet` of an ingest, which holds findings only.

    Raises:
        InputError: the path cannot be read, or holds no sentence.
    """
    try:
        if path.is_dir():
            frame = pl.DataFrame(list(_read_folder(path)), schema=_SCHEMA, orient="row")
        elif path.suffix == ".parquet":
            frame = _sentences_of(pl.read_parquet(path))
        else:
            frame = pl.read_ndjson(path, schema=_SCHEMA)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(f"{path}: cannot be read as sentences ({error})") from error
    if frame.is_empty():
        raise InputError(f"{path}: holds no sentence; give a folder of documents, JSON lines or observations.parquet")
    return frame.with_columns(pl.col(*CONTEXT).fill_null(""))


def _read_folder(folder: Path) -> Iterator[tuple[str, ...]]:
    """The sentences of every readable document below a folder, in order of the paths."""
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for rows in pool.map(partial(_read_file, folder), files, chunksize=4):
            yield from rows


def _read_file(folder: Path, path: Path) -> list[tuple[str, ...]]:
    source = path.relative_to(folder).as_posix()
    try:
        document = open_document(path, source)
    except UnreadableDocumentError:
        return []
    placed = [p for p in place_passages(document, identify(document).framework) if p.passage.text]
    rows: list[tuple[str, ...]] = []
    for heading, passages in groupby(placed, key=lambda p: p.heading):
        texts = ["", *(text for p in passages for _, text in split_sentences(p.passage.text)), ""]
        for before, text, after in zip(texts, texts[1:-1], texts[2:], strict=False):
            rows.append((source, heading, before, text, after))
    return rows


def _sentences_of(observations: pl.DataFrame) -> pl.DataFrame:
    """The sentences of an ingest, each once, with their neighbours."""
    told = observations.filter(pl.col("text").is_not_null(), pl.col("kind").cast(pl.String) != "grade")
    once = told.unique(["document_id", "page", "paragraph", "text"], keep="first", maintain_order=True)
    text = pl.col("text")
    return once.select(
        pl.col("source").alias("document"),
        pl.col("label").alias("section"),
        text.shift(1).over("document_id").alias("prev"),
        text,
        text.shift(-1).over("document_id").alias("next"),
    )
