from __future__ import annotations

from pathlib import Path

import pytest
from made_up import draw_pdf_file, rows_as_drawn, rows_of

from ofsted_trends.reading import read_record
from ofsted_trends.reading.identity import IndexEntry

DOCUMENTS = Path(__file__).with_name("documents")


@pytest.fixture
def read_drawn(tmp_path):
    """Reads a made-up document of the folder, as PDF, after edits `{words: other words}`."""

    def read(name, edits=None, index=None, **layout):
        drawing = (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8")
        for words, others in (edits or {}).items():
            assert words in drawing, f"{name}.txt does not hold {words!r}"
            drawing = drawing.replace(words, others)
        path = draw_pdf_file(tmp_path / "document.pdf", drawing, **layout)
        return read_record(path, "document.pdf", IndexEntry(**(index or {})))

    return read


@pytest.fixture
def same_rows():
    """Compares rows with a drawing of them: the drawn columns, every row, in order."""

    def compare(rows, drawing):
        assert rows_as_drawn(list(rows), drawing) == rows_of(drawing)

    return compare


@pytest.fixture
def reasons():
    """The reason words of a record's problems; all made-up documents are of an authority that is in no register."""

    def of(record):
        return [p["reason"] for p in record["problems"] if p["reason"] != "unknown_authority"]

    return of
