"""Interrupted, doubled and mistaken runs."""

import threading

import polars as pl
import pytest
from filelock import FileLock

from ofsted_trends import frame
from ofsted_trends.errors import InputError
from ofsted_trends.frame import read_tables
from ofsted_trends.ingestion import run
from ofsted_trends.ingestion.pool import Task


def test_a_run_that_breaks_off_keeps_what_it_read_and_the_last_good_tables(
    letter, ingested, read_names, monkeypatch, tmp_path
):
    letter("in/one.pdf")
    good = ingested()
    letter("in/two.pdf", "15"), letter("in/three.pdf", "22")
    whole = run.read_in_processes

    def break_off(tasks, limits, workers=None):
        done = whole(tasks, limits, workers)
        yield next(done)
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "read_in_processes", break_off)
    with pytest.raises(KeyboardInterrupt):
        ingested()
    assert read_tables(tmp_path / "out").observations.equals(good.observations)
    monkeypatch.setattr(run, "read_in_processes", whole)
    read_names.clear()
    assert ingested().documents.height == 3
    assert len(read_names) == 1


@pytest.mark.parametrize("broken", ["documents", "problems"])
def test_a_crash_while_tables_are_written_leaves_the_last_good_ones(letter, ingested, monkeypatch, tmp_path, broken):
    letter("in/one.pdf")
    good = ingested()
    letter("in/two.pdf", "15")
    check = frame.check_table

    def crash(name, table):
        if name == broken:
            raise OSError("the disk is full")
        return check(name, table)

    monkeypatch.setattr(frame, "check_table", crash)
    with pytest.raises(OSError, match="disk is full"):
        ingested()
    monkeypatch.setattr(frame, "check_table", check)
    kept = read_tables(tmp_path / "out")
    assert kept.observations.equals(good.observations)
    assert kept.documents.equals(good.documents)
    assert ingested().documents.height == 2


def test_no_partial_file_stays_behind(letter, ingested, tmp_path):
    letter("in/one.pdf")
    ingested()
    assert [p.name for p in (tmp_path / "out").iterdir() if "partial" in p.name] == []


def test_a_second_run_waits_for_the_first_and_says_so(letter, ingested, tmp_path):
    letter("in/one.pdf")
    (tmp_path / "out").mkdir()
    lock = FileLock(tmp_path / "out" / run.LOCK, thread_local=False)
    lock.acquire()
    said: list[str] = []

    def hear(done, of, what):
        if not said:
            threading.Timer(0.2, lock.release).start()
        said.append(what)

    assert ingested(progress=hear).documents.height == 1
    assert "another ingest is writing to" in said[0]


def test_a_second_run_that_waits_too_long_says_what_to_do(letter, ingested, tmp_path):
    letter("in/one.pdf")
    (tmp_path / "out").mkdir()
    with FileLock(tmp_path / "out" / run.LOCK), pytest.raises(InputError, match=r"another ingest .* another folder"):
        ingested(wait_seconds=0.1)


def test_paths_that_are_not_there_are_named_all_at_once(ingested, tmp_path):
    with pytest.raises(InputError) as raised:
        ingested(tmp_path / "nowhere", tmp_path / "nothing.pdf")
    assert str(tmp_path / "nowhere") in str(raised.value)
    assert str(tmp_path / "nothing.pdf") in str(raised.value)
    assert raised.value.exit_code == 2


def test_a_folder_without_documents_says_what_it_looks_for(ingested, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / ".hidden.pdf").write_bytes(b"x")
    (tmp_path / "in" / "notes.docx").write_bytes(b"x")
    with pytest.raises(InputError, match=r"no documents found; put files ending in \.pdf"):
        ingested()


def test_one_bad_document_is_a_problem_and_stops_nothing(letter, ingested, tmp_path):
    letter("in/good.pdf")
    (tmp_path / "in" / "empty.pdf").write_bytes(b"")
    (tmp_path / "in" / "web.pdf").write_bytes(b"<html><body>no</body></html>")
    tables = ingested()
    assert tables.documents["source"].to_list() == ["good.pdf"]
    problems = {row["source"]: row for row in tables.problems.to_dicts()}
    assert problems["empty.pdf"]["reason"] == "empty"
    assert problems["web.pdf"]["reason"] == "web_page_saved_as_pdf"
    assert problems["web.pdf"]["stage"] == "open"
    assert "fetch the PDF again" in problems["web.pdf"]["detail"]


def test_nothing_but_bad_documents_still_makes_three_tables(ingested, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.pdf").write_bytes(b"")
    tables = ingested()
    assert (tables.observations.height, tables.documents.height, tables.problems.height) == (0, 0, 1)


def test_the_same_file_named_by_folder_and_by_path_is_read_once(letter, ingested, read_names, tmp_path):
    letter("in/one.pdf")
    ingested(tmp_path / "in", tmp_path / "in" / "one.pdf")
    assert read_names == ["one.pdf"]


def test_two_folders_with_the_same_names_keep_both(letter, ingested, tmp_path):
    letter("north/one.pdf"), letter("south/one.pdf", "15")
    tables = ingested(tmp_path / "north", tmp_path / "south")
    assert sorted(tables.documents["source"]) == ["one.pdf", "south/one.pdf"]


def test_a_bug_in_reading_one_document_is_a_problem_with_its_place(letter, ingested, monkeypatch):
    from ofsted_trends.reading import record

    letter("in/one.pdf")

    def fail(*_):
        raise ZeroDivisionError("made up")

    monkeypatch.setattr(record, "identify", fail)
    [problem] = ingested().problems.to_dicts()
    assert problem["reason"] == "reader_failed"
    assert "ZeroDivisionError: made up" in problem["detail"]


def test_tables_keep_the_contract(letter, ingested):
    letter("in/one.pdf")
    tables = ingested()
    for name in frame.SCHEMAS:
        frame.check_table(name, getattr(tables, name))
    assert isinstance(tables.observations, pl.DataFrame)
    assert Task.__slots__


def test_the_summary_counts_what_the_tables_hold(letter, read_names, tmp_path):
    letter("in/one.pdf")
    (tmp_path / "in" / "empty.pdf").write_bytes(b"")
    summary = run.ingest([tmp_path / "in"], tmp_path / "out")
    assert (summary.files, summary.read, summary.primary) == (2, 2, 1)
    assert (summary.improvements, summary.priority_actions, summary.grades) == (2, 0, 0)
    assert summary.problems == {"empty": 1}
    words = str(summary)
    assert "2 files: 2 read now" in words
    assert "empty 1" in words
    assert str(tmp_path / "out") in words
