"""Many reports in worker processes: one that fails, hangs or ends its process costs no other."""

import subprocess
import sys

import psutil
import pytest
from made_up.notebooks import draw_cell, write_notebook
from made_up.waiting import wait_until

from ofsted_trends.reports.batch import RenderJob, render_jobs

TIMEOUT = 25
WORKER = "ofsted_trends.reports.worker"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("batch")


@pytest.fixture(scope="module")
def results(folder):
    """What became of eight reports in two processes; the last good page of the one that fails stands from before."""
    (folder / "fails.html").write_text("the last good page")
    (folder / "mended.failed.ipynb").write_text("an earlier failure")
    sources = {
        "good": [draw_cell()],
        "fails": ["print('before')", "1 / 0  # here"],
        "hangs": ["print('before')", "while True: pass"],
        "ends": ["print('before')", "import os; os._exit(3)"],
        "ends_all": [f"import psutil; [p.kill() for p in psutil.Process().parents() if {WORKER!r} in p.cmdline()]"],
        "silent": ["print('no figure')"],
        "mended": [draw_cell()],
    }
    jobs = [
        RenderJob(write_notebook(folder, name, *cells), {"authority": "hull"}, folder / f"{name}.html")
        for name, cells in sources.items()
    ]
    jobs.append(RenderJob(jobs[0].notebook, {"authority": "Shefield"}, folder / "refused.html", name="refused"))
    seen = []
    found = {
        result.job.out.stem: result
        for result in render_jobs(jobs, workers=2, timeout=TIMEOUT, progress=lambda *told: seen.append(told))
    }
    assert [(done, total) for done, total, _ in seen] == [(n, len(jobs)) for n in range(len(jobs) + 1)]
    assert {name for *_, name in seen[1:]} == {job.label for job in jobs}
    return found


def test_each_report_has_a_result_whatever_became_of_the_others(results):
    assert {name: result.status for name, result in results.items()} == {
        "good": "rendered",
        "fails": "failed",
        "hangs": "timed_out",
        "ends": "failed",
        "ends_all": "failed",
        "silent": "failed",
        "mended": "rendered",
        "refused": "failed",
    }


def test_parameters_are_made_canonical_as_for_one_report(results, folder):
    assert "headline Kingston upon Hull" in (folder / "good.html").read_text()
    assert "nearest: Sheffield" in results["refused"].message


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("fails", "(1 / 0  # here): ZeroDivisionError"),
        ("hangs", f"it took over {TIMEOUT} seconds and was stopped"),
        ("ends", "its process ended unexpectedly"),
        ("silent", "drew no figure"),
    ],
)
def test_a_failure_leaves_its_notebook_and_says_why(results, folder, name, why):
    partial = folder / f"{name}.failed.ipynb"
    assert why in results[name].message and str(partial) in results[name].message
    assert ("no figure" if name == "silent" else "before") in partial.read_text()


def test_a_worker_that_is_killed_costs_one_report(results):
    assert "its process ended unexpectedly (exit -9)" in results["ends_all"].message


def test_the_last_good_page_stays(results, folder):
    assert (folder / "fails.html").read_text() == "the last good page"
    assert results["fails"].page == folder / "fails.html" and results["hangs"].page is None


def test_success_clears_an_earlier_failure_and_nothing_else_is_left(results, folder):
    left = {path.name for path in folder.iterdir()}
    assert "mended.failed.ipynb" not in left
    assert not [name for name in left if name.startswith(".")]


def test_a_batch_that_is_killed_leaves_no_process_behind(tmp_path):
    marked = f"import time; time.sleep(600)  # {tmp_path.name}"
    notebook = write_notebook(tmp_path, "sleeps", f"open({str(tmp_path / 'started')!r}, 'w').close()", marked)
    code = (
        "from pathlib import Path\nfrom ofsted_trends.reports.batch import RenderJob, render_jobs\n"
        f"list(render_jobs([RenderJob({notebook!r}, {{}}, Path({str(tmp_path / 'a.html')!r}))]))"
    )
    batch = subprocess.Popen([sys.executable, "-c", code])
    wait_until((tmp_path / "started").exists)
    family = psutil.Process(batch.pid).children(recursive=True)
    assert len(family) >= 2, "a worker and what runs the notebook"
    batch.kill()
    batch.wait()
    wait_until(lambda: not any(each.is_running() and each.status() != "zombie" for each in family))
