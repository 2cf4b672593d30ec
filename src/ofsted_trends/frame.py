"""The tidy frame's contract: its tables, their columns, types and allowed values; check, read, write.

`observations`: one row is one thing that one document says about one judgement area or theme, at one place.
`documents`: one row per document. `problems`: one row per thing that could not be read or that breaks a rule.
`matches`: one row per item and later document, what became of the item there.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl

from ofsted_trends.errors import FrameError, InputError

FRAMEWORKS = [
    "apa", "jar", "slac", "unannounced", "protection", "lac", "sif", "ilacs", "monitoring", "jtai", "send", "none",
]  # fmt: skip
EVENTS = [
    "inspection", "reinspection", "board_review", "focused_visit", "monitoring_visit", "joint_inspection",
    "area_send", "press_report",
]  # fmt: skip
KINDS = ["grade", "finding", "improvement", "priority_action"]
STRANDS = ["safeguarding", "looked_after"]
AREAS = [
    "overall", "leadership", "help_and_protection", "in_care", "care_leavers", "adoption", "safeguarding_board",
    "capacity_for_improvement", "outcomes", "quality_of_provision", "practice_quality", "children_are_safe",
    "children_feel_safe", "service_responsiveness", "assessment_and_direct_work", "case_planning_and_recording",
    "ambition_and_prioritisation", "evaluation", "user_engagement", "partnerships", "equality_and_diversity",
    "value_for_money", "being_healthy", "staying_safe", "enjoying_and_achieving", "positive_contribution",
    "economic_wellbeing",
]  # fmt: skip
GRADES = ["outstanding", "good", "requires_improvement", "adequate", "inadequate"]
GRADE_RANK = {"outstanding": 1, "good": 2, "requires_improvement": 3, "adequate": 3, "inadequate": 4}
SCALES = ["2009-2013", "2013-"]
STANCES = ["strength", "concern", "mixed", "neutral"]
DIRECTIONS = ["improving", "declining", "unchanged", "none"]
#: What a later document tells of an item, and how surely.
OUTCOMES = ["raised_again", "reported_improved", "mentioned"]
CONFIDENCE = ["low", "medium", "high"]
STAGES = ["open", "identify", "judgements", "findings", "validate", "coding", "index"]
FORMATS = ["pdf", "text", "html"]
#: The board is not the council: the board's part of a report, and a review of it.
BOARD, BOARD_EVENT = "safeguarding_board", "board_review"

#: Columns that hold words of a document; null in the bundled facts.
TEXT_COLUMNS = {"observations": ["text"], "documents": ["scope"], "problems": []}


class Observations(dy.Schema):
    """One row per document, place, kind, and area or theme. A sentence about two themes is two rows.

    The part of `observation_id` before the point is the sentence's: all its rows share it.
    """

    observation_id = dy.String(primary_key=True)
    document_id = dy.String()
    source = dy.String()
    authority = dy.String(nullable=True)
    authority_code = dy.String(nullable=True)
    region = dy.String(nullable=True)
    framework = dy.Enum(FRAMEWORKS)
    framework_version = dy.String()
    event = dy.Enum(EVENTS)
    visit_start = dy.Date(nullable=True)
    visit_end = dy.Date(nullable=True)
    published = dy.Date(nullable=True)
    kind = dy.Enum(KINDS)
    strand = dy.Enum(STRANDS, nullable=True)
    area = dy.Enum(AREAS, nullable=True)
    label = dy.String(nullable=True)
    grade = dy.Enum(GRADES, nullable=True)
    grade_rank = dy.Int8(nullable=True, min=1, max=4)
    scale = dy.Enum(SCALES, nullable=True)
    theme = dy.String(nullable=True)
    stance = dy.Enum(STANCES, nullable=True)
    direction = dy.Enum(DIRECTIONS)
    item = dy.Int16(nullable=True, min=1)
    page = dy.Int16(nullable=True, min=1)
    paragraph = dy.String(nullable=True)
    text = dy.String(nullable=True)
    method = dy.String()

    @dy.rule()
    def grade_has_rank_and_scale(cls) -> pl.Expr:
        """A grade stands with its rank and scale, or all three are null."""
        return (pl.col("grade").is_null() == pl.col("grade_rank").is_null()) & (
            pl.col("grade").is_null() == pl.col("scale").is_null()
        )

    @dy.rule()
    def adequate_belongs_to_the_old_scale(cls) -> pl.Expr:
        """`adequate` is a word of 2009-2013, `requires_improvement` a word since."""
        old = pl.col("scale").cast(pl.String) == "2009-2013"
        grade = pl.col("grade").cast(pl.String)
        return pl.col("grade").is_null() | pl.when(old).then(grade != "requires_improvement").otherwise(
            grade != "adequate"
        )

    @dy.rule()
    def stance_needs_theme(cls) -> pl.Expr:
        """A stance is a stance about a theme."""
        return pl.col("stance").is_null() | pl.col("theme").is_not_null()

    @dy.rule()
    def items_are_numbered(cls) -> pl.Expr:
        """Improvements and priority actions say which item they belong to; nothing else does."""
        listed = pl.col("kind").cast(pl.String).is_in(["improvement", "priority_action"])
        return listed == pl.col("item").is_not_null()


class Documents(dy.Schema):
    """One row per document that could be read."""

    document_id = dy.String(primary_key=True)
    source = dy.String()
    format = dy.Enum(FORMATS)
    sha256 = dy.String()
    authority = dy.String(nullable=True)
    authority_code = dy.String(nullable=True)
    region = dy.String(nullable=True)
    provider = dy.String(nullable=True)
    framework = dy.Enum(FRAMEWORKS)
    framework_version = dy.String()
    event = dy.Enum(EVENTS)
    visit_start = dy.Date(nullable=True)
    visit_end = dy.Date(nullable=True)
    visit_periods = dy.String(nullable=True)
    published = dy.Date(nullable=True)
    title = dy.String(nullable=True)
    lead_inspector = dy.String(nullable=True)
    inspectors = dy.List(dy.String())
    scope = dy.String(nullable=True)
    scope_basis = dy.Enum(["statement", "kind", "unknown"])
    themes_in_scope = dy.List(dy.String(), nullable=True)
    areas_in_scope = dy.List(dy.Enum(AREAS), nullable=True)
    outcome = dy.String(nullable=True)
    pages = dy.Int16(min=1)
    words = dy.Int32(min=0)
    source_url = dy.String(nullable=True)
    authority_url = dy.String(nullable=True)
    licence = dy.String(nullable=True)
    primary = dy.Bool()
    same_visit_as = dy.String(nullable=True)


class Problems(dy.Schema):
    """One row per thing that could not be read, or that breaks a rule of its framework."""

    source = dy.String()
    document_id = dy.String(nullable=True)
    stage = dy.Enum(STAGES)
    reason = dy.String()
    page = dy.Int16(nullable=True)
    detail = dy.String()


class Matches(dy.Schema):
    """One row per item and later document of its authority: what became of the item there, as the words tell it.

    `ingest` keeps all of them, so that nobody needs to compare the words again; `rows_hash` tells whether the rows of
    both documents are still those that were compared. Facts without words keep only where a sentence is worded like
    the item. An empty outcome: nothing is said. See `ofsted_trends.following`.
    """

    document_id = dy.String(primary_key=True)
    kind = dy.Enum(["improvement", "priority_action"], primary_key=True)
    item = dy.Int16(primary_key=True, min=1)
    later_document_id = dy.String(primary_key=True)
    outcome = dy.Enum(OUTCOMES, nullable=True)
    evidence_observation_id = dy.String(nullable=True)
    similarity = dy.Float64(nullable=True, min=0, max=1)
    confidence = dy.Enum(CONFIDENCE, nullable=True)
    theme_outcome = dy.Enum(OUTCOMES, nullable=True)
    rows_hash = dy.UInt64(nullable=True)


SCHEMAS: dict[str, type[dy.Schema]] = {
    "observations": Observations,
    "documents": Documents,
    "problems": Problems,
}
#: The table beside these that older tables lack.
MATCHES = "matches"


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables that one ingest writes.

    Attributes:
        observations: the tidy frame, see `Observations`.
        documents: see `Documents`.
        problems: see `Problems`.
        matches: see `Matches`; None where nobody kept them: measures find them again where words are at hand.
    """

    observations: pl.DataFrame
    documents: pl.DataFrame
    problems: pl.DataFrame
    matches: pl.DataFrame | None = None

    @property
    def has_text(self) -> bool:
        """Whether the sentences are at hand (false for the bundled facts)."""
        return self.observations["text"].is_not_null().any()


def say_sentence() -> pl.Expr:
    """Returns the part of an observation's id that all rows of its sentence share."""
    return pl.col("observation_id").str.split(".").list.first()


def table_of(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Returns rows as the table `name`, with its columns, order and types; absent keys are null."""
    schema = SCHEMAS[name]
    types = {c: column.dtype for c, column in schema.columns().items()}
    return pl.DataFrame(rows, schema=types, orient="row", infer_schema_length=None)


def check_table(name: str, table: pl.DataFrame) -> pl.DataFrame:
    """Returns the table with the contract's types.

    Args:
        name: `observations`, `documents`, `problems` or `matches`.
        table: the rows to check.

    Raises:
        FrameError: a column is missing or a rule is broken; the message names all rules and how many rows break each.
    """
    schema = Matches if name == MATCHES else SCHEMAS[name]
    missing = [c for c in schema.column_names() if c not in table.columns]
    if missing:
        raise FrameError(
            f"table {name}: columns {', '.join(missing)} are missing; read it with read_tables, or ingest again"
        )
    good, failures = schema.filter(table.select(schema.column_names()), cast=True)
    if len(failures):
        counts = ", ".join(f"{rule}: {n} rows" for rule, n in sorted(failures.counts().items()))
        example = failures.invalid().row(0, named=True)
        where = example.get("observation_id") or example.get("document_id") or example.get("source")
        raise FrameError(f"table {name}: {len(failures)} rows break the contract ({counts}); the first is {where}")
    return good


def write_tables(tables: Tables, folder: Path) -> None:
    """Writes the tables to `folder` as Parquet (zstd), each replaced in one step after all were written."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[tuple[Path, Path]] = []
    for name in SCHEMAS if tables.matches is None else [*SCHEMAS, MATCHES]:
        table = check_table(name, getattr(tables, name))
        target = folder / f"{name}.parquet"
        partial = folder / f".{name}.{os.getpid()}.partial"
        table.write_parquet(partial, compression="zstd", compression_level=9, statistics=False)
        written.append((partial, target))
    for partial, target in written:
        partial.replace(target)
    if tables.matches is None:  # those of an earlier writing are about other rows
        (folder / f"{MATCHES}.parquet").unlink(missing_ok=True)


def read_tables(folder: Path) -> Tables:
    """Returns the tables that `ingest` or `facts` wrote to `folder`.

    Raises:
        InputError: the folder or one of its tables is not there.
        FrameError: a table does not keep the contract.
    """
    missing = [n for n in SCHEMAS if not (folder / f"{n}.parquet").is_file()]
    if missing:
        raise InputError(
            f"{folder}: {', '.join(f'{n}.parquet' for n in missing)} not found; "
            "make the tables with `ofsted-trends ingest DOCUMENTS --out FOLDER`"
        )
    found = {name: check_table(name, pl.read_parquet(folder / f"{name}.parquet")) for name in SCHEMAS}
    return Tables(**found, matches=read_matches(folder))


def read_matches(folder: Path) -> pl.DataFrame | None:
    """Returns the table `matches` of a folder; None where there is none, as in tables of an earlier version.

    Raises:
        FrameError: the table does not keep the contract.
    """
    file = folder / f"{MATCHES}.parquet"
    if not file.is_file():
        return None
    table = pl.read_parquet(file)
    added = {"theme_outcome", "rows_hash"} - set(table.columns)  # facts of an earlier version lack them
    return check_table(MATCHES, table.with_columns(pl.lit(None).alias(c) for c in added))


def facts_folder() -> Path:
    """Returns the folder of the bundled facts: inside an installed package, or `data/facts` of a checkout."""
    installed = Path(__file__).parent / "bundled_facts"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "data" / "facts"


def read_bundled_facts() -> Tables:
    """Returns the tables that come with the project: every column except the documents' own sentences, which are null.

    Raises:
        InputError: the facts are not there; make them with `ofsted-trends facts`.
    """
    return read_tables(facts_folder())
