"""Reading processes: a crash, a hang or a memory explosion of the PDF library costs one document, never the run."""

import subprocess
import sys
import textwrap

import pytest

from ofsted_trends.documents import Limits
from ofsted_trends.ingestion import pool
from ofsted_trends.ingestion.pool import Task, read_in_processes

#: Speaks the protocol of the reading process; the name of a file says what becomes of the process that reads it.
FAKE = """
import json, os, sys, time
for line in sys.stdin.buffer:
    source = json.loads(line)["source"]
    if "crash" in source:
        os._exit(11)
    if "hang" in source:
        time.sleep(600)
    if "half" in source:
        sys.stdout.buffer.write(b'{"document": nu'); sys.stdout.buffer.flush(); os._exit(0)
    reply = {"document": None, "grades": [], "sentences": [], "prints": [], "problems": [{"reason": "read"}]}
    sys.stdout.buffer.write(json.dumps(reply).encode() + b"\\n"); sys.stdout.buffer.flush()
"""


@pytest.fixture
def fake_library(monkeypatch, tmp_path):
    script = tmp_path / "fake_worker.py"
    script.write_text(textwrap.dedent(FAKE), encoding="utf-8")
    started: list[subprocess.Popen] = []

    def start():
        started.append(
            subprocess.Popen(
                [sys.executable, str(script)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        )
        return started[-1]

    monkeypatch.setattr(pool, "_start_worker", start)
    return started


def reasons(tmp_path, names, limits=None, workers=1):
    tasks = [Task(tmp_path / name, name, {}) for name in names]
    done = read_in_processes(tasks, limits or Limits(), workers)
    return {task.source: record["problems"][0] for task, record in done}


@pytest.mark.parametrize("name", ["crash.pdf", "half.pdf"])
def test_a_crash_costs_one_document(fake_library, tmp_path, name):
    found = reasons(tmp_path, ["a.pdf", name, "b.pdf", "c.pdf"])
    assert {n: p["reason"] for n, p in found.items()} == {
        "a.pdf": "read", name: "reader_crashed", "b.pdf": "read", "c.pdf": "read",
    }  # fmt: skip
    assert "save the PDF anew" in found[name]["detail"]
    assert len(fake_library) == 2


def test_a_hang_is_stopped_after_the_limit(fake_library, tmp_path):
    found = reasons(tmp_path, ["a.pdf", "hang.pdf", "b.pdf"], Limits(seconds=1))
    assert [found[n]["reason"] for n in ("a.pdf", "hang.pdf", "b.pdf")] == ["read", "too_slow", "read"]
    assert "over 1 seconds and was stopped; raise --max-seconds" in found["hang.pdf"]["detail"]


def test_nothing_but_crashes_ends(fake_library, tmp_path):
    names = [f"crash{n}.pdf" for n in range(5)]
    assert {p["reason"] for p in reasons(tmp_path, names, workers=2).values()} == {"reader_crashed"}


def test_every_file_is_read_once_by_as_many_processes_as_asked(fake_library, tmp_path):
    names = [f"{n}.pdf" for n in range(40)]
    found = reasons(tmp_path, names, workers=2)
    assert sorted(found) == sorted(names)
    assert len(fake_library) <= 2


def test_no_process_is_left_when_the_run_is_over_or_broken_off(fake_library, tmp_path):
    reasons(tmp_path, ["a.pdf", "b.pdf"])
    assert all(p.poll() is not None for p in fake_library)
    done = read_in_processes([Task(tmp_path / n, n, {}) for n in ("a.pdf", "b.pdf")], Limits(), 1)
    next(done)
    done.close()
    assert all(p.poll() is not None for p in fake_library)


def test_nothing_to_read_starts_no_process(fake_library):
    assert list(read_in_processes([], Limits())) == []
    assert fake_library == []


def test_the_real_process_reads_a_document(letter):
    path = letter("in/one.pdf")
    [(task, record)] = read_in_processes([Task(path, "one.pdf", {"authority": "Barnet"})], Limits())
    assert (task.source, record["document"]["authority"]) == ("one.pdf", "Barnet")
    assert record["sentences"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows holds no process to its memory")
def test_a_document_that_takes_too_much_memory_is_a_problem(letter):
    path = letter("in/one.pdf")
    path.write_bytes(path.read_bytes() + b"%" * 55_000_000)
    [(_, record)] = read_in_processes([Task(path, "one.pdf", {})], Limits(memory_megabytes=80))
    # by where the memory ends it is Python or the PDF library that gives up
    assert record["problems"][0]["reason"] in ("out_of_memory", "reader_crashed", "reader_failed")
    assert record["document"] is None


def test_the_process_that_ran_out_of_memory_reads_the_next_document(letter, tmp_path):
    small, large = letter("in/small.pdf"), letter("in/large.pdf")
    large.write_bytes(large.read_bytes() + b"%" * 55_000_000)
    tasks = [Task(p, p.name, {}) for p in (small, large, small)]
    done = [record["document"] is not None for _, record in read_in_processes(tasks, Limits(memory_megabytes=80), 1)]
    assert done == [True, False, True]
