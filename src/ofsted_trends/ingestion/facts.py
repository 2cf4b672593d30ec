"""The bundled facts: the tables without any words that somebody else wrote, small enough to keep with the code."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import polars as pl

from ofsted_trends.following.matches import keep_worded
from ofsted_trends.frame import MATCHES, SCHEMAS, TEXT_COLUMNS, Matches, Tables, write_tables
from ofsted_trends.registers.sections import find_section

#: A quotation in a problem's detail longer than this is a document's sentence.
LONGEST_QUOTE = 40
#: Columns of the frame that say nothing about a printed grade.
_NOT_OF_A_GRADE = (
    "observation_id",
    "source",
    "method",
    "kind",
    "theme",
    "stance",
    "direction",
    "item",
    "paragraph",
    "text",
)
JUDGEMENTS = "judgements.csv"
CARD = "README.md"


def strip_text(tables: Tables) -> Tables:
    """Returns the tables without document text.

    Sentences, scope statements and long quotations become null or `…`; a finding keeps its heading only where the
    heading is one of the standard ones of its framework; of the matches stay those that only words can tell.
    """
    observations = tables.observations.with_columns(
        *[pl.lit(None, pl.String).alias(c) for c in TEXT_COLUMNS["observations"]],
        label=pl.when(pl.col("kind").cast(pl.String) == "grade").then("label").otherwise(_standard_headings(tables)),
    )
    documents = tables.documents.with_columns(*[pl.lit(None, pl.String).alias(c) for c in TEXT_COLUMNS["documents"]])
    quote = rf"“[^”]{{{LONGEST_QUOTE},}}”"
    problems = tables.problems.with_columns(pl.col("detail").str.replace_all(quote, "“…”"))
    return Tables(observations, documents, problems, None if tables.matches is None else keep_worded(tables.matches))


def write_facts(tables: Tables, folder: Path) -> None:
    """Writes the bundled facts: Parquet tables, the judgements as CSV, and a data card.

    Args:
        tables: what an ingest wrote.
        folder: usually `data/facts`.
    """
    stripped = strip_text(tables)
    write_tables(stripped, folder)
    columns = [c for c in SCHEMAS["observations"].column_names() if c not in _NOT_OF_A_GRADE]
    grades = stripped.observations.filter(pl.col("kind").cast(pl.String) == "grade").select(columns)
    grades.sort("authority", "visit_start", "document_id", maintain_order=True, nulls_last=True).write_csv(
        folder / JUDGEMENTS
    )
    (folder / CARD).write_text(describe_facts(stripped), encoding="utf-8")


def _standard_headings(tables: Tables) -> pl.Expr:
    labels = tables.observations["label"].drop_nulls().unique().to_list()
    standard = [w for w in labels if len(w) <= 120 and not re.search(r"[.]$", w) and find_section(w) is not None]
    return pl.when(pl.col("label").is_in(standard)).then("label")


def describe_facts(tables: Tables) -> str:
    """Returns the data card in Markdown: what is in the tables, how they were made, what is missing."""
    documents, observations = tables.documents, tables.observations
    counted = documents.filter("primary")
    years = counted.select(year=pl.coalesce("visit_start", "published").dt.year())
    grades = int((observations["kind"].cast(pl.String) == "grade").sum())
    licences = documents.select(licence=pl.col("licence").fill_null("none printed in the document"))
    files = [
        [
            "`observations.parquet`",
            f"{observations.height:,}",
            "one thing that a document says about one area or theme",
        ],
        ["`documents.parquet`", f"{documents.height:,}", "one document"],
        ["`problems.parquet`", f"{tables.problems.height:,}", "one thing that could not be read, or breaks a rule"],
        [f"`{JUDGEMENTS}`", f"{grades:,}", "one printed grade: a copy of the grades in the first table"],
    ]
    if tables.matches is not None:
        told = "one item that had to improve and a later document with a sentence worded like it"
        files.append([f"`{MATCHES}.parquet`", f"{tables.matches.height:,}", told])
    return (
        (resources.files(__package__) / "data_card.md")
        .read_text(encoding="utf-8")
        .format(
            files=_markdown(["file", "rows", "one row is"], files),
            visits=f"{counted.height:,}",
            authorities=counted["authority"].n_unique(),
            first=counted["visit_start"].min(),
            last=counted["visit_end"].max(),
            kinds=_counts(counted.select(pl.col("event").cast(pl.String)), "event", "kind of visit"),
            years=_counts(years, "year", "year", by_name=True),
            by_authority=_counts(counted.select("authority"), "authority", "authority", by_name=True),
            columns=_columns(tables),
            licences=_counts(licences, "licence", "licence as printed"),
            problems=_counts(tables.problems.select("reason"), "reason", "problem"),
        )
    )


def _columns(tables: Tables) -> str:
    parts: list[str] = []
    schemas = SCHEMAS if tables.matches is None else SCHEMAS | {MATCHES: Matches}
    for name, schema in schemas.items():
        table = getattr(tables, name)
        rows = [
            [
                f"`{column}`",
                str(kind).split("(")[0].lower(),
                "" if table[column].null_count() < table.height else "all null",
            ]
            for column, kind in table.schema.items()
        ]
        parts.append(f"`{name}`: {(schema.__doc__ or '').strip()}\n\n" + _markdown(["column", "type", "here"], rows))
    return "\n\n".join(parts)


def _counts(column: pl.DataFrame, name: str, title: str, *, by_name: bool = False) -> str:
    counted = column.group_by(name).len().drop_nulls(name)
    ranked = counted.sort(name) if by_name else counted.sort(["len", name], descending=[True, False])
    return _markdown(
        [title, "number"],
        [
            [f"{k}".replace("_", " "), f"{n:,}"]
            for k, n in zip(ranked[name].to_list(), ranked["len"].to_list(), strict=True)
        ],
    )


def _markdown(header: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
