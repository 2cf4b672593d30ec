"""Documents and reports on a real Dask cluster of several processes, one of which is killed on the way."""

import os
import re
import runpy
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_up.notebooks import draw_cell, write_notebook
from made_up.sites import DOCUMENTS, OBSERVATIONS, Workplace, digest_folder
from made_up.waiting import wait_until

from ofsted_trends import cluster
from ofsted_trends.errors import InputError
from ofsted_trends.frame import MATCHES, SCHEMAS
from ofsted_trends.ingestion import ingest, pool
from ofsted_trends.reports.batch import RenderJob, render_jobs

distributed = pytest.importorskip("distributed")
draw_tables = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "measures" / "drawn.py"))["draw_tables"]
WORKERS = 3
TIMEOUT = 15
LETTER = """18 May 2018

Focused visit to {name} children's services

This letter summarises the findings of a focused visit to {name} children's services on {day} and {next} April 2018. The
inspectors were Ann Lee, HMI, and Bo Hill, HMI.

Inspectors looked at the local authority's arrangements for the 'front door'.

What needs to improve in this area of social work practice

- The recording of visits to children.

Findings

Supervision is regular, but its quality is too variable. Plans are clear and timely.

Yours sincerely

Ann Lee
"""
NAMES = ["Sheffield", "Leeds", "Hackney", "Norfolk", "Barnet", "Kent", "Devon", "Bury", "Wigan", "Salford"]


class Cluster:
    """A scheduler and workers, each a process of its own, as an administrator starts them."""

    def __init__(self, folder, workers=WORKERS):
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._scheduler = self._start("scheduler", "--scheduler-file", str(self._file), "--port", "0")
        self.workers = []
        wait_until(self._file.exists)
        for _ in range(workers):
            self.add()
        with distributed.Client(scheduler_file=str(self._file), set_as_default=False) as client:
            self.address = client.scheduler.address
            if workers:
                client.wait_for_workers(workers, timeout=60)

    def _start(self, *words):
        command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
        # Dask itself tries no task again: what a killed worker was at is given to another one by the project
        environment = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
        return subprocess.Popen(
            command, cwd=self._folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def add(self):
        words = ["--scheduler-file", str(self._file), "--nthreads", "1", "--no-nanny"]
        self.workers.append(self._start("worker", *words))

    def kill_one(self):
        self.workers[0].send_signal(signal.SIGKILL)
        self.workers.pop(0).wait()

    def end_scheduler(self):
        self._scheduler.kill()
        self._scheduler.wait()

    def stop(self):
        for process in [*self.workers, self._scheduler]:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    yield started
    started.stop()


@pytest.fixture
def letters(tmp_path):
    for number in range(30):
        words = LETTER.format(name=NAMES[number % len(NAMES)], day=3 + number // 10, next=4 + number // 10)
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{number}.txt").write_text(words, encoding="utf-8")
    return tmp_path / "in"


def test_an_ingest_gives_the_same_bytes_though_a_worker_is_killed(running, letters, tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "PART", 2)
    ingest([letters], tmp_path / "here", workers=1)
    killed = []

    def kill(done, total, source):
        if not killed:
            killed.append(source)
            running.kill_one()

    summary = ingest([letters], tmp_path / "there", scheduler=running.address, progress=kill)
    assert killed and (summary.read, summary.primary) == (30, 30)
    for name in [*SCHEMAS, MATCHES]:
        here, there = (tmp_path / place / f"{name}.parquet" for place in ("here", "there"))
        assert here.read_bytes() == there.read_bytes()
    running.add()


def test_reports_are_the_same_bytes_though_a_worker_is_killed_and_another_comes(running, tmp_path):
    good = write_notebook(tmp_path, "good", draw_cell())
    bad = write_notebook(tmp_path, "bad", "print('before')", "1 / 0  # here")
    notebooks = dict.fromkeys(NAMES, good) | {"bad": bad, "hangs": write_notebook(tmp_path, "hangs", "while 1: pass")}

    def jobs(place):
        return [
            RenderJob(notebook, {"authority": name if name in NAMES else ""}, tmp_path / place / f"{name}.html")
            for name, notebook in notebooks.items()
        ]

    list(render_jobs(jobs("here"), workers=1, timeout=TIMEOUT))
    results = {}
    for result in render_jobs(jobs("there"), scheduler=running.address, timeout=TIMEOUT):
        if not results:
            running.kill_one()
            running.add()
        results[result.job.out.stem] = result
    assert {name: result.status for name, result in results.items()} == dict.fromkeys(NAMES, "rendered") | {
        "bad": "failed",
        "hangs": "timed_out",
    }
    for name in NAMES:
        assert (tmp_path / "there" / f"{name}.html").read_bytes() == (tmp_path / "here" / f"{name}.html").read_bytes()
    partial = tmp_path / "there" / "bad.failed.ipynb"
    assert "before" in partial.read_text() and str(partial) in results["bad"].message
    assert results["bad"].page is None and results["Leeds"].page == tmp_path / "there" / "Leeds.html"


def test_a_folder_that_workers_do_not_see_is_told(running, letters, monkeypatch, tmp_path):
    task = pool.Task(tmp_path / "only here" / "a.txt", "a.txt", {})
    with pytest.raises(InputError, match=r"only here/a.txt: a worker does not find it; share the folder"):
        list(pool.read_on_cluster([task], pool.Limits(), running.address))


def test_workers_with_another_version_are_refused(running, monkeypatch, letters, tmp_path):
    monkeypatch.setattr(cluster, "project_version", lambda: "another")
    with pytest.raises(InputError, match="a worker has another version"):
        ingest([letters], tmp_path / "out", scheduler=running.address)


def run(*words, code=None):
    command = [sys.executable, *(["-c", code] if code else ["-m", "ofsted_trends.cli"]), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_line_uses_the_cluster(running, letters, tmp_path):
    done = run("ingest", str(letters), "--out", str(tmp_path / "out"), "--scheduler", running.address)
    assert done.returncode == 0, done.stderr
    assert "30 read now" in done.stdout
    saved = tmp_path / "few.toml"
    saved.write_text(
        f'corpus = "{tmp_path / "out"}"\n[[report]]\nnotebook = "{write_notebook(tmp_path, "few", draw_cell())}"\n'
        'out = "{authority}.html"\neach.authority = ["Leeds", "Kent"]\n',
        encoding="utf-8",
    )
    done = run("render", "--set", str(saved), "--out", str(tmp_path / "pages"), "--scheduler", running.address)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "pages" / "kent.html").is_file()


def test_a_site_is_the_same_bytes_though_a_worker_is_killed(running, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    place = Workplace(tmp_path)
    place.write(draw_tables(DOCUMENTS, OBSERVATIONS), 'if authority.startswith("York"):\n    1 / 0')
    assert run(*place.command()).returncode == 1
    here = digest_folder(place.site)
    place.site.rename(tmp_path / "here")
    for file in place.tables.glob("started-*"):
        file.unlink()
    (place.tables / "gate").touch()
    words = [sys.executable, "-m", "ofsted_trends.cli", *place.command("--scheduler", running.address)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as there:
        wait_until(lambda: any(place.tables.glob("started-*")))
        running.kill_one()
        running.add()
        (place.tables / "gate").unlink()
        told = there.communicate(timeout=120)
    assert there.returncode == 1 and "Failed: York" in told[1], told
    built = digest_folder(place.site)
    partial = "authorities/york.failed.ipynb"  # tells when each cell ran
    assert built.pop(partial) and here.pop(partial) and built == here
    assert str(tmp_path) not in (place.site / partial).read_text(), "it may be published"
    again = run(*place.command("--scheduler", running.address))
    assert again.returncode == 1 and digest_folder(place.site).keys() == {*here, partial}


def test_the_commands_of_the_readme_run(running, letters, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    letters.rename(tmp_path / "data" / "corpus")
    notebook = write_notebook(tmp_path, "few", draw_cell())
    (tmp_path / "weekly.toml").write_text(f'[[report]]\nnotebook = "{notebook}"\nout = "few.html"\n', encoding="utf-8")
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^ofsted-trends (.*) --scheduler tcp://\S+$", readme, re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        done = run(*shlex.split(command), "--scheduler", running.address)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "reports" / "few.html").is_file()


def test_a_scheduler_that_does_not_answer_is_a_mistake_of_the_caller(monkeypatch, letters, tmp_path):
    monkeypatch.setattr(cluster, "ANSWER", 1)
    with pytest.raises(InputError, match=r"tcp://127.0.0.1:1: no Dask scheduler answers there .*`dask scheduler`"):
        ingest([letters], tmp_path / "out", scheduler="tcp://127.0.0.1:1")
    with pytest.raises(InputError, match="no Dask scheduler answers there"):
        ingest([letters], tmp_path / "out", scheduler="nonsense")


def test_without_the_extra_the_command_says_what_to_install(letters, tmp_path):
    code = (
        "import sys; sys.modules['distributed'] = None\n"
        f"sys.argv = ['x', 'ingest', {str(letters)!r}, '--out', {str(tmp_path / 'o')!r}, '--scheduler', 'tcp://a:1']\n"
        "from ofsted_trends.cli import main; main()"
    )
    done = run(code=code)
    assert done.returncode == 2
    assert "install the extra: pip install 'ofsted-trends[cluster]'" in done.stderr and "Traceback" not in done.stderr


def test_a_task_whose_workers_end_again_and_again_costs_no_other(running, monkeypatch):
    monkeypatch.setattr(cluster, "AGAIN", 0)
    found = dict(cluster.run_on_cluster(running.address, os._exit, [9], lost=lambda task: "lost"))
    assert found == {9: "lost"}
    with pytest.raises(InputError, match="workers end again and again; give them more memory"):
        list(cluster.run_on_cluster(running.address, os._exit, [9]))
    assert dict(cluster.run_on_cluster(running.address, os.path.basename, ["/a"])) == {"/a": "a"}


def test_a_scheduler_without_workers_and_one_that_ends_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "WORKERS", 1)
    lonely = Cluster(tmp_path, workers=0)
    try:
        with pytest.raises(InputError, match=r"the scheduler has no workers; start some with `dask worker tcp://"):
            list(cluster.run_on_cluster(lonely.address, os.path.basename, ["/a"]))
        lonely.add()
        monkeypatch.setattr(cluster, "WORKERS", 60)
        results = cluster.run_on_cluster(lonely.address, time.sleep, [0, 600])
        assert next(results) == (0, None)
        lonely.end_scheduler()
        with pytest.raises(InputError, match="the scheduler is gone; start it and run the same again"):
            next(results)
    finally:
        lonely.stop()
