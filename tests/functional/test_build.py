"""A site that is built again and again: what changed, what failed, what was killed, two builds at once."""

import json
import os
import runpy
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from made_up.notebooks import draw_cell, write_notebook
from made_up.sites import DOCUMENTS, OBSERVATIONS, Workplace, digest_folder
from made_up.waiting import wait_until

from ofsted_trends.errors import InputError
from ofsted_trends.frame import write_tables
from ofsted_trends.reports.build import build_set
from ofsted_trends.reports.sets import read_set
from ofsted_trends.reports.site import build_site

draw_tables = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "measures" / "drawn.py"))["draw_tables"]
TABLES = draw_tables(DOCUMENTS, OBSERVATIONS)
NEW_DOCUMENT = (
    "l2026 | ilacs | inspection | 2026-02-02 to 2026-02-13 | 2026-03-30 | Leeds | Yorkshire and the Humber |\n"
)
NEW_GRADE = "l2026 | grade | overall | outstanding | | |\n"
AUTHORITIES = {f"authorities/{name}.html" for name in ("leeds", "sheffield", "york")}
NATIONAL = "national/everything.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A site that was built once, and what became of the build."""
    place = Workplace(tmp_path_factory.mktemp("built"))
    place.write(TABLES)
    return place, build_site(place.site, **place.options())


@pytest.fixture
def place(built, tmp_path):
    """A copy of the built site, with all that it was built from."""
    shutil.copytree(built[0].folder, tmp_path / "copy")
    return Workplace(tmp_path / "copy")


def statuses(build):
    return {result.job.out.relative_to(build.folder).as_posix(): result.status for result in build.results}


def test_the_first_build_makes_every_page_and_what_leads_to_it(built):
    place, build = built
    assert statuses(build) == dict.fromkeys([*AUTHORITIES, NATIONAL], "rendered")
    there = set(digest_folder(place.site))
    downloads = {f"downloads/{n}.{e}" for n in ("observations", "documents", "problems") for e in ("csv", "parquet")}
    assert there >= {*AUTHORITIES, NATIONAL, "index.html", "changes.html", "feed.xml", "downloads/judgements.xlsx"}
    assert there >= downloads
    assert "Sheffield: 5 rows" in (place.site / "authorities" / "sheffield.html").read_text()


def test_a_second_run_finds_nothing_to_do_and_touches_nothing(built):
    place, _ = built
    before = {f: f.stat().st_mtime_ns for f in place.site.rglob("*") if f.is_file() and f.suffix != ".jsonl"}
    again = build_site(place.site, **place.options())
    assert (again.results, again.untouched) == ([], 4)
    assert again.seconds < 2
    assert before == {f: f.stat().st_mtime_ns for f in before}


def test_the_same_data_make_the_same_bytes(built, tmp_path):
    place, _ = built
    build_site(tmp_path / "again", **place.options())
    assert digest_folder(tmp_path / "again") == digest_folder(place.site)


def test_new_rows_of_one_authority_render_its_page_and_those_of_all_alone(place):
    before = digest_folder(place.site)
    write_tables(
        draw_tables(DOCUMENTS.replace("2023-09-11 to 2023-09-22", "2023-09-11 to 2023-09-23"), OBSERVATIONS),
        place.tables,
    )
    build = build_site(place.site, **place.options())
    expected = dict.fromkeys(AUTHORITIES, "unchanged") | {
        "authorities/sheffield.html": "rendered",
        NATIONAL: "rendered",
    }
    assert statuses(build) == expected
    after = digest_folder(place.site)
    assert {path for path in AUTHORITIES if before[path] == after[path]} >= AUTHORITIES - {"authorities/sheffield.html"}


def test_a_page_is_rendered_again_when_its_notebook_its_file_or_the_caller_says_so(place):
    write_notebook(place.folder, "everything", draw_cell("corpus[-6:]"))
    (place.site / "authorities" / "york.html").write_text("cut")
    build = build_site(place.site, **place.options())
    expected = dict.fromkeys(AUTHORITIES, "unchanged") | {NATIONAL: "rendered", "authorities/york.html": "rendered"}
    assert statuses(build) == expected
    forced = build_site(place.site, **place.options(), force=True)
    assert set(statuses(forced).values()) == {"rendered"}


def test_an_authority_that_is_gone_takes_its_page_with_it(place):
    kept = "\n".join(line for line in DOCUMENTS.splitlines() if "York " not in line)
    write_tables(draw_tables(kept, OBSERVATIONS), place.tables)
    build_site(place.site, **place.options())
    assert not (place.site / "authorities" / "york.html").exists()
    assert "1 no longer at hand" in (place.site / "changes.html").read_text()


def run(place, *more):
    words = [sys.executable, "-m", "ofsted_trends.cli", *place.command(*more)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_a_failed_report_costs_no_other_and_no_good_page(place):
    good = (place.site / "authorities" / "leeds.html").read_bytes()
    place.write(TABLES, 'if authority.startswith("Leeds"):\n    1 / 0')
    done = run(place)
    assert done.returncode == 1
    assert "Failed: Leeds: authority_timeline.ipynb, cell" in done.stderr and "ZeroDivisionError" in done.stderr
    assert [line.split()[1:5] for line in done.stdout.splitlines() if line.startswith("authority_timeline")] == [
        ["2", "0", "1", "0"]
    ]
    folder = place.site / "authorities"
    assert (folder / "leeds.html").read_bytes() == good
    partial = (folder / "leeds.failed.ipynb").read_text()
    assert "4 rows" not in done.stderr and "ZeroDivisionError" in partial
    failure = (folder / "leeds.failed.html").read_text()
    assert 'href="leeds.html"' in failure and 'href="leeds.failed.ipynb"' in failure
    assert "ZeroDivisionError" in failure and str(place.folder) not in failure + partial, "they may be published"
    index = (place.site / "index.html").read_text()
    assert 'href="authorities/leeds.failed.html"' in index and 'href="authorities/leeds.html"' in index
    told = [json.loads(line) for line in (place.site / ".ofsted-trends" / "log.jsonl").read_text().splitlines()]
    assert [line["event"] for line in told[-5:]] == ["started", "report", "report", "report", "ended"]
    assert {line["page"]: line["status"] for line in told if line["event"] == "report"}[
        "authorities/leeds.html"
    ] == "failed"
    assert all(line["seconds"] > 0 for line in told[-4:-1]) and told[-1]["failed"] == 1

    place.write(TABLES)
    mended = run(place)
    assert mended.returncode == 0, mended.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["leeds.html", "sheffield.html", "york.html"]
    assert "failed.html" not in (place.site / "index.html").read_text()


def test_a_report_that_hangs_is_stopped_and_told(place):
    (place.tables / "gate").touch()
    write_tables(draw_tables(DOCUMENTS, OBSERVATIONS.replace("missed", "overlooked")), place.tables)
    build = build_site(place.site, **place.options(), timeout=12)
    assert statuses(build)["authorities/leeds.html"] == "timed_out"
    assert "It was stopped, because it took too long" in (place.site / "authorities" / "leeds.failed.html").read_text()
    assert (place.site / "authorities" / "leeds.failed.ipynb").is_file()


def start(place, *more):
    words = [sys.executable, "-m", "ofsted_trends.cli", *place.command(*more)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def change_all(place):
    """Changes a row of every authority, and shuts the gate in front of their pages."""
    for old in place.tables.glob("started-*"):
        old.unlink()
    write_tables(draw_tables(DOCUMENTS + NEW_DOCUMENT, OBSERVATIONS + NEW_GRADE), place.tables)
    (place.tables / "gate").touch()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_build_that_is_killed_leaves_the_old_site_whole_and_the_next_goes_on(place):
    before = digest_folder(place.site)
    change_all(place)
    build = start(place, "--workers", "1")
    wait_until(lambda: list(place.tables.glob("started-*")))
    build.send_signal(signal.SIGKILL)
    build.communicate()
    assert digest_folder(place.site) == before
    (place.tables / "gate").unlink()
    done = run(place)
    assert done.returncode == 0, done.stderr
    assert "Leeds: 2 rows" in (place.site / "authorities" / "leeds.html").read_text()
    assert not [f for f in place.site.rglob("*") if ".partial" in f.name or f.name.startswith(".render-")]


def test_what_a_killed_build_had_rendered_is_not_rendered_again(place):
    staged = place.site / ".ofsted-trends" / "staged"
    change_all(place)
    (place.tables / "gate").unlink()
    build = start(place, "--workers", "1")
    wait_until(lambda: list(staged.rglob("*.fingerprint")))
    build.kill()
    build.communicate()
    found = build_site(place.site, **place.options())
    assert [result.seconds for result in found.results if result.status == "rendered"].count(0.0) >= 1
    assert "Leeds: 2 rows" in (place.site / "authorities" / "leeds.html").read_text()


def test_two_builds_at_once_do_not_tear_the_site(place):
    change_all(place)
    first = start(place)
    wait_until(lambda: list(place.tables.glob("started-*")))
    second = start(place)
    wait_until(lambda: "another build is writing" in second.stderr.readline())
    (place.tables / "gate").unlink()
    assert first.wait(120) == 0 and second.wait(120) == 0
    assert "Nothing changed: all 4 pages" in second.stdout.read()
    for stream in (first.stdout, first.stderr, second.stdout, second.stderr):
        stream.close()


def test_a_wait_for_another_build_ends(place):
    (place.site / ".ofsted-trends").mkdir(exist_ok=True)
    from filelock import FileLock

    with FileLock(place.site / ".ofsted-trends" / "lock"), pytest.raises(InputError, match="another build has been"):
        build_site(place.site, **place.options(), wait_seconds=0.1)


def test_two_sets_share_a_folder_and_each_removes_its_own_pages_alone(place, tmp_path):
    def build(name, *files):
        entries = [f'[[report]]\nnotebook = "everything.ipynb"\nout = "{file}"\nstatic = true\n' for file in files]
        (place.folder / f"{name}.toml").write_text("".join(entries), encoding="utf-8")
        saved = read_set(place.folder / f"{name}.toml", corpus=str(place.tables))
        return build_set(saved, tmp_path / "reports", name=name)

    build("first", "a.html", "b.html")
    build("second", "c.html")
    build("first", "a.html")
    assert sorted(path.name for path in (tmp_path / "reports").glob("*.html")) == ["a.html", "c.html"]


def test_what_cannot_be_read_of_the_last_build_makes_it_again(place):
    (place.site / ".ofsted-trends" / "site.json").write_text("{")
    assert set(statuses(build_site(place.site, **place.options())).values()) == {"rendered"}
