"""The whole shared corpus, ingested once, against what people read in the same documents."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from filelock import FileLock

from ofsted_trends.frame import SCHEMAS, check_table, read_tables
from ofsted_trends.ingestion.run import ingest
from ofsted_trends.registers.authorities import find_authorities

pytestmark = pytest.mark.corpus

TRUTH = Path(__file__).parents[1] / "truth"
#: Columns of the inspections' truth and the areas that they hold.
AREAS = {
    "overall": "overall",
    "leadership": "leadership",
    "help_protection": "help_and_protection",
    "in_care": "in_care",
    "care_leavers": "care_leavers",
    "adoption": "adoption",
    "lscb": "safeguarding_board",
}
#: What is wrong with the corpus itself, by reason: the number of documents.
PROBLEMS = {
    "no_visit_dates": 1,
    "web_page_saved_as_pdf": 2,
    "same_document_twice": 2,
    "second_telling": 1,
    "visit_dates_implausible": 1,
    "published_from_file_name": 1,
    "not_judged": 1,
    "grade_missing": 1,
}


@pytest.fixture(scope="session")
def tables(shared, tmp_path_factory):
    """The corpus, ingested once for all test processes."""
    root = tmp_path_factory.getbasetemp()
    folder = (root.parent if root.name.startswith("popen-") else root) / "corpus-frame"
    with FileLock(f"{folder}.lock"):
        ingest([shared / "corpus"], folder)
    return read_tables(folder)


def rows_in(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def documents(tables):
    return {row["source"]: row for row in tables.documents.to_dicts()}


@pytest.fixture(scope="session")
def grades(tables):
    found: dict[str, dict[str, str]] = {}
    for row in tables.observations.filter(pl.col("kind").cast(pl.String) == "grade").to_dicts():
        found.setdefault(row["source"], {})[row["area"]] = row["grade"].replace("_", " ")
    return found


def test_every_grade_of_every_inspection_is_right_and_none_is_added(shared, grades):
    wrong = []
    for row in rows_in(shared / "truth" / "inspections.csv"):
        if row["kind"] == "LAC2013":
            continue
        expected = {area: row[column] for column, area in AREAS.items() if row[column] not in ("", "none")}
        if grades.get(row["path"], {}) != expected:
            wrong.append((row["path"], expected, grades.get(row["path"])))
    assert wrong == []


@pytest.mark.parametrize(
    ("column", "field"), [("start", "visit_start"), ("end", "visit_end"), ("published", "published")]
)
def test_dates_of_inspections(shared, documents, column, field):
    asked = [row for row in rows_in(shared / "truth" / "inspections.csv") if row[column]]
    wrong = [
        (r["path"], r[column], str(documents[r["path"]][field]))
        for r in asked
        if str(documents[r["path"]][field]) != r[column]
    ]
    if column == "published":  # a report may print a day that is one off the day of its page
        wrong = [w for w in wrong if w[2] == "None"]
    assert len(wrong) <= 0.01 * len(asked), wrong


def test_inspectors_of_inspections(shared, documents):
    def plain(words):
        return re.sub(r"[^a-z]+", " ", (words or "").lower())

    asked = [row for row in rows_in(shared / "truth" / "inspections.csv") if row["lead_inspector"]]
    wrong = []
    for row in asked:
        read = plain(documents[row["path"]]["lead_inspector"])
        if not all(plain(name).strip() in read for name in re.split(r" and |;", row["lead_inspector"])):
            wrong.append((row["path"], row["lead_inspector"], read))
    assert len(wrong) <= 0.01 * len(asked), wrong


def test_the_tables_of_2010_row_by_row(shared, tables):
    expected = [
        (r["strand"], r["label"], r["grade"]) for r in rows_in(shared / "truth" / "slac_2010.csv") if r["grade"]
    ]
    rows = tables.observations.filter(
        (pl.col("kind").cast(pl.String) == "grade") & (pl.col("framework").cast(pl.String) == "slac")
    )
    assert len(expected) == 29
    assert rows.select(pl.col("strand").cast(pl.String), "label", pl.col("grade").cast(pl.String)).rows() == expected


LETTERS = [row for file in sorted(TRUTH.glob("letters_*.csv")) for row in rows_in(file)]


@pytest.fixture(scope="session")
def items(tables):
    """Items by stem of the file and kind."""
    listed = tables.observations.filter(pl.col("item").is_not_null()).select("source", "kind", "item").unique()
    return Counter((Path(source).stem, kind) for source, kind, _ in listed.rows())


@pytest.mark.parametrize("column", ["authority", "start", "end", "priority_actions", "improve"])
@pytest.mark.parametrize("kind", ["fv", "jtai", "send"])
def test_letters_are_read_as_people_read_them(documents, items, kind, column):
    by_stem = {Path(source).stem: row for source, row in documents.items()}
    asked = [row for row in LETTERS if row["kind"] == kind and row[column] != ""]
    wrong = []
    for row in asked:
        document = by_stem[row["slug"]]
        read = {
            "authority": document["authority"],
            "start": str(document["visit_start"]),
            "end": str(document["visit_end"]),
            "priority_actions": str(items[row["slug"], "priority_action"]),
            "improve": str(items[row["slug"], "improvement"]),
        }[column]
        expected = find_authorities(row[column])[0].name if column == "authority" else row[column]
        if read != expected:
            wrong.append((row["slug"], row[column], read))
    allowed = 0.1 if kind == "send" and column in ("priority_actions", "improve") else 0.02
    assert len(wrong) <= allowed * len(asked), wrong


def test_our_reading_of_letters_covers_every_kind():
    assert Counter(row["kind"] for row in LETTERS) == {"fv": 64, "jtai": 36, "send": 32}


def test_every_document_is_read_or_is_a_problem(shared, tables):
    files = [p for p in (shared / "corpus").rglob("*") if p.suffix in (".pdf", ".txt")]
    unread = tables.problems.filter(pl.col("document_id").is_null())["source"].n_unique()
    assert tables.documents.height + unread == len(files)
    assert tables.documents["authority"].null_count() == 0


def test_problems_are_those_of_the_corpus(tables):
    assert dict(Counter(tables.problems["reason"].to_list())) == PROBLEMS


def test_every_row_says_where_it_stands(tables):
    """A grade stands in a table: it has a page and no paragraph."""
    rows = tables.observations.join(tables.documents.select("document_id", "format"), on="document_id", how="left")
    assert rows["format"].null_count() == 0
    printed = rows.filter(pl.col("format").cast(pl.String) == "pdf")
    assert printed["page"].null_count() == 0
    assert rows.filter(pl.col("kind").cast(pl.String) != "grade")["paragraph"].null_count() == 0
    assert rows["text"].null_count() == 0
    assert rows["method"].null_count() == 0


def test_no_two_rows_share_an_id(tables):
    assert tables.observations["observation_id"].is_unique().all()
    assert tables.documents["document_id"].is_unique().all()


def test_one_visit_is_counted_once(tables):
    counted = tables.documents.filter("primary").select("authority", "framework", "event", "visit_start")
    assert counted.is_unique().all()


def test_the_tables_keep_the_contract(tables):
    for name in SCHEMAS:
        check_table(name, getattr(tables, name))


def test_every_kind_of_document_has_findings(tables):
    found = tables.observations.group_by(pl.col("event").cast(pl.String)).len()
    assert set(found["event"]) == {
        "inspection", "reinspection", "focused_visit", "monitoring_visit", "joint_inspection", "area_send",
    }  # fmt: skip
    readable = tables.documents.filter("primary")["document_id"]
    assert set(readable) == set(tables.observations["document_id"])


def test_a_second_run_has_nothing_to_do(shared, tables, tmp_path_factory):
    root = tmp_path_factory.getbasetemp()
    folder = (root.parent if root.name.startswith("popen-") else root) / "corpus-frame"
    summary = ingest([shared / "corpus"], folder)
    assert (summary.read, summary.unchanged) == (0, True)
