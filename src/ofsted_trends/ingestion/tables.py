"""Records of single documents to the tables: the tidy frame, the documents and the problems."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from ofsted_trends.coding import code_sentences, themes_in_scope
from ofsted_trends.frame import GRADE_RANK, SCHEMAS, Tables, table_of
from ofsted_trends.ingestion.naming import name_documents
from ofsted_trends.ingestion.tellings import Telling, settle_tellings
from ofsted_trends.reading import Record
from ofsted_trends.reading.problem import Problem
from ofsted_trends.registers.frameworks import load_frameworks
from ofsted_trends.registers.themes import Theme

_IDENTITY = (
    "source", "authority", "authority_code", "region", "framework", "framework_version", "event", "visit_start",
    "visit_end", "published",
)  # fmt: skip
_DATES = ("visit_start", "visit_end", "published")
_SENTENCE = ("kind", "area", "strand", "grade", "item", "page", "paragraph", "text")


def build_tables(
    records: dict[str, Record],
    extra: Sequence[tuple[str, Problem]] = (),
    themes: Sequence[Theme] | None = None,
) -> Tables:
    """Returns the tidy frame, the documents and the problems.

    Args:
        records: what was read of each file, by source.
        extra: (source, problem) pairs that no record holds, such as those of an index.
        themes: the theme register; the built-in one by default.
    """
    readable = {source: record for source, record in records.items() if record["document"]}
    names = name_documents(readable)
    tellings = settle_tellings(readable)
    counted = {s: r for s, r in readable.items() if tellings[s].adds}
    observations = pl.concat([_grade_rows(counted, names), _sentence_rows(counted, names, themes)])
    observations = observations.sort("source", "order", "theme", nulls_last=False, maintain_order=True)
    observations = _with_ids(observations).select(SCHEMAS["observations"].column_names())
    documents = table_of("documents", [_document_row(s, r, names, tellings[s]) for s, r in sorted(readable.items())])
    problems = table_of("problems", _problem_rows(records, names, tellings, extra))
    return Tables(observations, documents, problems)


def _identity_columns(source: str, record: Record, names: dict[str, str]) -> dict[str, Any]:
    document = record["document"]
    row: dict[str, Any] = {"document_id": names[source], **{c: document[c] for c in _IDENTITY}}
    for column in _DATES:
        row[column] = date.fromisoformat(row[column]) if row[column] else None
    return row


def _grade_rows(records: dict[str, Record], names: dict[str, str]) -> pl.DataFrame:
    rows: list[dict[str, Any]] = []
    for source, record in records.items():
        identity = _identity_columns(source, record, names)
        for order, grade in enumerate(record["grades"]):
            rows.append(
                {
                    **identity,
                    **grade,
                    "kind": "grade",
                    "grade_rank": GRADE_RANK[grade["grade"]],
                    "direction": "none",
                    "order": order - 1000,
                }
            )
    return _typed(rows)


def _sentence_rows(records: dict[str, Record], names: dict[str, str], themes: Sequence[Theme] | None) -> pl.DataFrame:
    identities: list[dict[str, Any]] = []
    columns: dict[str, list[Any]] = {
        c: [] for c in (*_SENTENCE, "section", "previous", "following", "order", "document")
    }
    for number, (source, record) in enumerate(records.items()):
        identities.append(
            {
                **_identity_columns(source, record, names),
                "document": number,
                "framework_scale": _scale(record),
            }
        )
        for order, sentence in enumerate(record["sentences"]):
            for column in _SENTENCE:
                columns[column].append(sentence[column])
            columns["section"].append(sentence["section"])
            columns["previous"].append(sentence["previous"])
            columns["following"].append(sentence["following"])
            columns["order"].append(order)
            columns["document"].append(number)
    if not columns["text"]:
        return _typed([])
    sentences = pl.DataFrame(
        columns,
        schema={**dict.fromkeys(_SENTENCE, pl.String), "item": pl.Int64, "page": pl.Int64, "section": pl.String,
                "previous": pl.String, "following": pl.String, "order": pl.Int64, "document": pl.Int64},
    ).with_row_index("number")  # fmt: skip
    coded = code_sentences(
        sentences.select(
            id=pl.col("number").cast(pl.String),
            section="section",
            prev="previous",
            text="text",
            next="following",
        ),
        themes,
    ).with_columns(number=pl.col("id").cast(pl.UInt32))
    joined = sentences.join(coded.drop("id"), on="number", how="left", maintain_order="left")
    # an item of a list is a finding whatever its wording; of running text only what reports or judges is
    joined = joined.filter(pl.col("finding") | (pl.col("kind") != "finding") | pl.col("grade").is_not_null())
    where = pl.DataFrame(identities, infer_schema_length=None)
    joined = _asked_items(joined.join(where, on="document", how="left", maintain_order="left")).with_columns(
        label=pl.when(pl.col("section") != "").then("section"),
        grade_rank=pl.col("grade").replace_strict(GRADE_RANK, default=None, return_dtype=pl.Int8),
        scale=pl.when(pl.col("grade").is_not_null()).then("framework_scale"),
    )
    return joined.select(_typed([]).columns).cast(dict(_typed([]).schema))  # type: ignore[arg-type]


def _asked_items(sentences: pl.DataFrame) -> pl.DataFrame:
    """What is listed as to be improved is a concern about its themes, however mildly it is worded.

    Joint inspections to 2020 list whole paragraphs that tell strengths too; there the wording decides.

    Source: the codebook, section 3.
    """
    asked = (
        pl.col("kind").is_in(["improvement", "priority_action"])
        & (pl.col("framework_version") != "jtai-2016")
        & pl.col("stance").is_in(["strength", "neutral"])
    )
    return sentences.with_columns(
        stance=pl.when(asked).then(pl.lit("concern")).otherwise("stance"),
        method=pl.when(asked).then(pl.lit("rule:listed_to_improve")).otherwise("method"),
    )


def _scale(record: Record) -> str | None:
    return load_frameworks()[record["document"]["framework"]].scale


def _typed(rows: list[dict[str, Any]]) -> pl.DataFrame:
    types = {c: column.dtype for c, column in SCHEMAS["observations"].columns().items() if c != "observation_id"}
    return pl.DataFrame(rows, schema={**types, "order": pl.Int64}, orient="row")


def _with_ids(observations: pl.DataFrame) -> pl.DataFrame:
    """Adds ids `PLACE.THEME`: a hash of document, kind, place and the sentence's number there, and one of the theme.

    So all rows of one sentence share the part before the point, also where the sentence itself is not at hand.
    """
    place = ["document_id", "kind", "strand", "area", "item", "page", "paragraph"]
    keys = observations.select(
        pl.concat_str([pl.col(c).cast(pl.String).fill_null("") for c in place], separator="|").alias("key"),
        "order",
        pl.col("theme").fill_null(""),
    ).with_columns(turn=pl.col("order").rank("dense").over("key"))
    ids = [
        f"{_digest(f'{key}|{turn}', 7)}.{_digest(theme, 3)}"
        for key, turn, theme in keys.select("key", "turn", "theme").iter_rows()
    ]
    return observations.with_columns(observation_id=pl.Series(ids, dtype=pl.String))


def _digest(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode(), digest_size=size).hexdigest()


def _document_row(source: str, record: Record, names: dict[str, str], telling: Telling) -> dict[str, Any]:
    document = record["document"]
    themes, basis = themes_in_scope(document["scope"], document["event"], document["framework"])
    row = {
        **document,
        **_identity_columns(source, record, names),
        "scope_basis": basis,
        "themes_in_scope": list(themes) if themes is not None else None,
        "areas_in_scope": _areas_in_scope(record),
        "primary": telling.primary,
        "same_visit_as": names[telling.same_as] if telling.same_as else None,
    }
    return {c: row[c] for c in SCHEMAS["documents"].column_names()}


def _areas_in_scope(record: Record) -> list[str] | None:
    """Returns the areas that a document grades, or whose sections it has; None where neither tells."""
    areas = [g["area"] for g in record["grades"]] or [s["area"] for s in record["sentences"] if s["area"]]
    return list(dict.fromkeys(areas)) or None


def _problem_rows(
    records: dict[str, Record],
    names: dict[str, str],
    tellings: dict[str, Telling],
    extra: Sequence[tuple[str, Problem]],
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for source, record in sorted(records.items()):
        rows += [{"source": source, "document_id": names.get(source), **p} for p in record["problems"]]
        if source in tellings and (said := tellings[source].problem):
            rows.append(
                {
                    "source": source,
                    "document_id": names[source],
                    "stage": "identify",
                    "reason": said[0],
                    "detail": said[1],
                }
            )
    rows += [
        {
            "source": s,
            "document_id": names.get(s),
            "stage": p.stage,
            "reason": p.reason,
            "detail": p.detail,
            "page": p.page,
        }
        for s, p in extra
    ]
    return rows
