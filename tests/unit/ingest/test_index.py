"""A folder's index.csv: what it may say, and what it gets wrong."""

import pytest

from ofsted_trends.errors import InputError
from ofsted_trends.ingestion.files import find_files, read_index


@pytest.fixture
def folder(tmp_path, letter):
    letter("in/one.pdf")

    def write(text):
        (tmp_path / "in" / "index.csv").write_text(text, encoding="utf-8")
        return tmp_path / "in"

    return write


def test_columns_that_nobody_knows_are_left_alone(folder):
    entries, problems = read_index(folder("path,colour,source_url\none.pdf,blue,https://example.org/1\n"))
    assert entries == {"one.pdf": {"source_url": "https://example.org/1"}}
    assert problems == []


def test_windows_paths_and_a_byte_order_mark_are_understood(folder):
    assert list(read_index(folder("\ufeffpath,urn\nsub\\two.pdf,80563\n"))[0]) == ["sub/two.pdf"]


@pytest.mark.parametrize("day", ["2024-11-28", "28 November 2024", "28/11/2024"])
def test_days_in_every_form(folder, day):
    assert read_index(folder(f"path,published\none.pdf,{day}\n"))[0]["one.pdf"]["published"] == "2024-11-28"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("path,published\none.pdf,soon\n", "index.csv, line 2: published 'soon' is no date; write 2024-11-28"),
        (
            "path,authority\none.pdf,Shefield\n",
            "index.csv, line 2: authority 'Shefield' is not known; nearest: Sheffield",
        ),
    ],
)
def test_a_wrong_value_is_dropped_with_a_problem_that_says_line_and_mend(folder, row, found):
    entries, problems = read_index(folder(row))
    assert entries == {"one.pdf": {}}
    [(source, problem)] = problems
    assert (source, problem.stage, problem.reason) == ("one.pdf", "index", "wrong_value")
    assert found in problem.detail


def test_a_file_that_is_named_but_not_there_is_a_problem(folder):
    _, problems = find_files([folder("path\none.pdf\ntwo.pdf\n")])
    assert [(source, p.reason) for source, p in problems] == [("two.pdf", "file_missing")]


def test_an_index_without_paths_stops(folder):
    with pytest.raises(InputError, match=r"index\.csv: no column `path`; found file, url"):
        read_index(folder("file,url\none.pdf,x\n"))


def test_an_index_that_is_not_utf8_stops(folder, tmp_path):
    folder("path\n")
    (tmp_path / "in" / "index.csv").write_bytes(b"path,authority\none.pdf,Ren\xe9e\n")
    with pytest.raises(InputError, match=r"not UTF-8 .* save it as UTF-8 CSV"):
        read_index(tmp_path / "in")


def test_the_index_fills_what_the_document_cannot_say(folder, ingested):
    root = folder("path,source_url,authority\none.pdf,https://example.org/1,Barnet\n")
    [document] = ingested(root).documents.to_dicts()
    assert (document["source_url"], document["authority"]) == ("https://example.org/1", "Barnet")
    assert document["document_id"] == "barnet-focused-visit-2019-01-29"


def test_problems_of_the_index_stand_in_the_table(folder, ingested):
    tables = ingested(folder("path,published\none.pdf,soon\n"))
    assert ("one.pdf", "index", "wrong_value") in tables.problems.select("source", "stage", "reason").rows()
