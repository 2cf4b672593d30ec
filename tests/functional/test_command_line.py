"""The command line tells a person what was done, and what to mend."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
