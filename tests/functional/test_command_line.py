"""The command line tells a person what was done, and what to mend."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from made_up.notebooks import draw_cell, write_notebook

from ofsted_trends.cli import app


def run(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ofsted_trends.cli", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


def test_a_missing_folder_is_one_line_without_a_traceback() -> None:
    done = run("ingest", "no-such-folder")
    assert done.returncode == 2
    assert "no-such-folder" in done.stderr
    assert "not found" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_authority_gets_the_nearest_names(tmp_path: Path) -> None:
    done = run("render", "authority_timeline", "-p", "authority=Shefield", "--out", str(tmp_path / "page.html"))
    assert done.returncode == 2
    assert "Sheffield" in done.stderr
    assert not (tmp_path / "page.html").exists()


def test_an_unknown_parameter_gets_the_list_of_known_ones(tmp_path: Path) -> None:
    done = run("render", "authority_timeline", "-p", "autority=Sheffield", "--out", str(tmp_path / "page.html"))
    assert done.returncode == 2
    assert "autority" in done.stderr
    assert "authority" in done.stderr


def test_a_parameter_without_a_value_says_how_to_write_it() -> None:
    done = run("render", "authority_timeline", "-p", "Sheffield")
    assert done.returncode == 2
    assert "key=value" in done.stderr


def test_authorities_are_found_by_part_of_any_name() -> None:
    done = run("authorities", "hull")
    assert done.returncode == 0
    assert "Kingston upon Hull" in done.stdout


def test_every_command_has_help_with_an_example() -> None:
    commands = [
        *app.registered_commands,
        *(c for g in app.registered_groups for c in g.typer_instance.registered_commands),
    ]
    without = [
        c.callback.__name__
        for c in commands
        if c.callback and "Example: `ofsted-trends" not in (c.callback.__doc__ or "")
    ]
    assert not without


def test_the_summary_names_what_was_read_and_where(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "broken.pdf").write_bytes(b"<html><body>Not found</body></html>")
    (tmp_path / "in" / "note.txt").write_text(
        "Focused visit to Leeds children's services\n\n18 May 2018\n", encoding="utf-8"
    )
    done = run("ingest", "in", "--out", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert "2 files" in done.stdout
    assert "web page saved as pdf 1" in done.stdout
    assert "Tables: out" in done.stdout


def test_a_report_that_fails_leaves_a_page_that_says_why_until_it_succeeds(tmp_path: Path) -> None:
    page = str(tmp_path / "page.html")
    failing = write_notebook(tmp_path, "report", "1 / 0")
    done = run("render", failing, "--out", page)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr and "Traceback" not in done.stderr
    assert "ZeroDivisionError" in (tmp_path / "page.failed.html").read_text()
    assert (tmp_path / "page.failed.ipynb").is_file()
    write_notebook(tmp_path, "report", draw_cell())
    assert run("render", failing, "--out", page).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.html", "report.ipynb"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["render"], "name a notebook"),
        (["render", "--set", "none.toml"], "none.toml: not found"),
        (["render", "codebook", "--set", "none.toml"], "give either it or these"),
        (["site", "--place", "Nowhere"], "'Nowhere'"),
        (["site", "--corpus", "no-such-folder"], "no-such-folder is not a folder"),
        (["site", "--base-url", "intranet"], "write it in full, such as https://"),
        (["site", "--out", "file"], "cannot be a folder of pages"),
        (["site", "--workers", "0"], "--workers"),
    ],
)
def test_a_mistake_of_the_caller_is_told_before_anything_is_rendered(
    tmp_path: Path, words: list[str], said: str
) -> None:
    (tmp_path / "file").write_text("no folder")
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr
    assert not list(tmp_path.rglob("*.html"))
