from __future__ import annotations

from pathlib import Path

import pytest
from made_up import draw_pdf_file

from ofsted_trends.frame import read_tables
from ofsted_trends.ingestion import run
from ofsted_trends.reading.worker import answer

LETTER = """
14 March 2019

### Focused visit to Sheffield City Council children's services

This letter summarises the findings of a focused visit to Sheffield City Council
children's services on {days} January 2019. The inspectors were Ann Lee, HMI.

Inspectors looked at the local authority's arrangements for children in need.

### Overview

Leaders know their services well and social workers visit children often. Case
recording is not yet good enough, and some assessments are too late.

### What needs to improve in this area of social work practice

* The quality of case recording, so that children can read their own story.

* The timeliness of assessments for children who need help.
"""


@pytest.fixture
def letter(tmp_path):
    """Writes a made-up letter about Sheffield as PDF."""

    def write(name, days="29 and 30", edits=None):
        drawing = LETTER.format(days=days)
        for words, others in (edits or {}).items():
            drawing = drawing.replace(words, others)
        return draw_pdf_file(tmp_path / name, drawing)

    return write


@pytest.fixture
def letter_text():
    """The same letter as plain text."""
    lines = LETTER.format(days="29 and 30").strip().splitlines()
    return "\n".join(line.removeprefix("### ") for line in lines) + "\n"


@pytest.fixture
def read_names(monkeypatch):
    """Reads in this process, for speed; the list of sources that were read."""
    seen: list[str] = []

    def read(tasks, limits, workers=None):
        for task in tasks:
            seen.append(task.source)
            values = {"path": str(task.path), "source": task.source, "index": task.index}
            yield task, answer(values, limits)

    monkeypatch.setattr(run, "read_in_processes", read)
    return seen


@pytest.fixture
def ingested(read_names, tmp_path):
    """Ingests into `out` and returns the tables."""

    def do(*paths, **options):
        out = options.pop("out", tmp_path / "out")
        run.ingest([Path(p) for p in paths or [tmp_path / "in"]], out, **options)
        return read_tables(out)

    return do
