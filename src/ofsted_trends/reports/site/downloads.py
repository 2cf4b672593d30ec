"""What a site offers to save: the tidy frame as Parquet and CSV, and the judgements as an accessible workbook."""

from __future__ import annotations

import io
from dataclasses import dataclass

import polars as pl

from ofsted_trends.charts.downloads import FORMULA_STARTS
from ofsted_trends.charts.names import AREAS, EVENTS, GRADES, STRANDS
from ofsted_trends.charts.tables import format_day, format_period, table_data, table_entry
from ofsted_trends.frame import MATCHES, SCHEMAS, Tables
from ofsted_trends.measures.latest import measure_latest_grades
from ofsted_trends.registers.frameworks import load_frameworks
from ofsted_trends.reports.workbook import Cover, write_workbook

FOLDER = "downloads"
SOURCE = "Ofsted inspection reports and letters, grades as printed"
WORKBOOK = "judgements.xlsx"
#: What each table is.
TABLES = {
    "observations": "The tidy frame: one row is one thing that one document says about one area or theme",
    "documents": "One row per document: who, when, under which framework, what was in scope, its licence",
    "problems": "One row per thing that could not be read",
    "matches": "One row per item that had to improve and later document: what became of it, as the sentences tell it",
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file to save.

    Attributes:
        path: below the site.
        kind: of file, as a reader calls it.
        about: what is in it.
        content: its bytes.
    """

    path: str
    kind: str
    about: str
    content: bytes

    @property
    def size(self) -> str:
        """The size as a reader writes it.

        >>> Download("a.csv", "CSV", "", bytes(1_500_000)).size
        '1.5 MB'
        """
        count = len(self.content)
        return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3)):,} KB"


def write_downloads(tables: Tables) -> list[Download]:
    """Returns the files to save. The same tables make the same bytes."""
    found = [
        Download(
            f"{FOLDER}/{WORKBOOK}",
            "Excel workbook",
            "Every printed grade, and the latest of each authority, one table a sheet",
            _write_judgements(tables),
        )
    ]
    for name in SCHEMAS if tables.matches is None else [*SCHEMAS, MATCHES]:
        table: pl.DataFrame = getattr(tables, name)
        about = TABLES.get(name, name.capitalize())
        found.append(Download(f"{FOLDER}/{name}.parquet", "Parquet", about, _write_parquet(table)))
        found.append(Download(f"{FOLDER}/{name}.csv", "CSV", about, write_table_csv(table)))
    return found


def _write_parquet(table: pl.DataFrame) -> bytes:
    held = io.BytesIO()
    table.write_parquet(held, compression="zstd", compression_level=9, statistics=False)
    return held.getvalue()


def write_table_csv(table: pl.DataFrame) -> bytes:
    """Returns a table as CSV for spreadsheets: lists joined by `; `, and an apostrophe before text that a spreadsheet
    would take for a formula.

    >>> write_table_csv(pl.DataFrame({"a": ["=1+1", None], "b": [["x", "y"], []]})).decode("utf-8-sig")
    'a,b\\n\\'=1+1,x; y\\n,""\\n'
    """
    nested = [c for c, kind in table.schema.items() if isinstance(kind, pl.List)]
    flat = table.with_columns(pl.col(nested).cast(pl.List(pl.String)).list.join("; "))
    words = [c for c, kind in flat.schema.items() if kind == pl.String]
    risky = [pl.col(c).str.strip_chars_start(" ").str.slice(0, 1).is_in(FORMULA_STARTS) for c in words]
    safe = flat.with_columns(
        pl.when(risk).then(pl.lit("'") + pl.col(c)).otherwise(pl.col(c)).alias(c)
        for c, risk in zip(words, risky, strict=True)
    )
    # the mark at the start makes Excel read UTF-8
    return ("\ufeff" + safe.write_csv(quote_style="necessary")).encode()


def _write_judgements(tables: Tables) -> bytes:
    documents = tables.documents
    cover = Cover(
        "Judgements of children’s services in England",
        ["Grades that Ofsted’s inspectors gave, as printed in their reports."],
        [
            f"Documents: {documents.height:,} of {documents['authority'].n_unique():,} authorities.",
            "“Adequate” was used until 2013 and “requires improvement” has been used since: they are different grades.",
            "A document may set limits to its use; the column Licence says what each prints.",
            "Made from Ofsted’s published documents by ofsted_trends. Not a publication of Ofsted.",
        ],
    )
    latest, every = table_latest(tables), table_judgements(tables)
    note = "A grade stands until an inspection grades the same question again: look at the day."
    return write_workbook(
        cover,
        [
            table_entry("Latest grade of each authority and area", table_data(latest), source=SOURCE, note=note),
            table_entry("Every printed grade", table_data(every), source=SOURCE),
        ],
    )


def table_latest(tables: Tables) -> pl.DataFrame:
    """Returns the latest grades with the headings of a reader. One row per authority and area."""
    rows = measure_latest_grades(tables.observations, tables.documents)
    return rows.select(
        pl.col("authority").alias("Authority"),
        pl.col("lane").replace_strict(AREAS, return_dtype=pl.String).alias("Area"),
        pl.col("grade").replace_strict(GRADES, return_dtype=pl.String).alias("Grade"),
        pl.col("scale").alias("Scale"),
        pl.col("day").map_elements(format_day, return_dtype=pl.String).alias("First day on site"),
        pl.col("event").replace_strict(EVENTS, return_dtype=pl.String).alias("Kind of visit"),
    )


def table_judgements(tables: Tables) -> pl.DataFrame:
    """Returns every printed grade of a visit's own document with the headings of a reader, by authority and day. One
    row per grade; its words as printed."""
    frameworks = {framework.key: framework.label for framework in load_frameworks().values()}
    told = tables.documents.filter("primary").select("document_id", "licence", "source_url")
    rows = (
        tables.observations.filter((pl.col("kind").cast(pl.String) == "grade") & pl.col("grade").is_not_null())
        .join(told, on="document_id")
        .sort("authority", "visit_start", "document_id", maintain_order=True, nulls_last=True)
    )
    named = {"strand": STRANDS, "area": AREAS, "grade": GRADES, "event": EVENTS, "framework": frameworks}
    words = {
        c: pl.col(c).cast(pl.String).replace_strict(names, default=pl.col(c).cast(pl.String), return_dtype=pl.String)
        for c, names in named.items()
    }
    days = [format_period(*row) for row in rows.select("visit_start", "visit_end", "published").iter_rows()]
    return rows.select(
        pl.col("authority").alias("Authority"),
        pl.col("region").alias("Region"),
        words["framework"].alias("Framework"),
        words["event"].alias("Kind of visit"),
        pl.Series("On site", days, pl.String),
        words["strand"].fill_null("").alias("Block of the report"),  # not applicable, not missing
        words["area"].alias("Area"),
        pl.col("label").alias("Row as printed"),
        words["grade"].alias("Grade"),
        pl.col("scale").cast(pl.String).alias("Scale"),
        pl.col("page").alias("Page"),
        pl.col("licence").fill_null("none printed").alias("Licence"),
        pl.col("source_url").alias("Where the document is"),
    )
