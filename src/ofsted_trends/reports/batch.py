"""Many notebooks to many pages, in warm worker processes, so that a failure, a hang or a crash costs one report."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import psutil

from ofsted_trends.errors import OfstedTrendsError, RenderTimeoutError
from ofsted_trends.reports.checks import CHECKS
from ofsted_trends.reports.partials import keep_partial
from ofsted_trends.reports.render import failed_notebook, render_report, scratch_folders

Status = Literal["rendered", "unchanged", "failed", "timed_out"]

#: Called with (reports done, reports to do, name of the report that is done).
Progress = Callable[[int, int, str], None]

#: Seconds that one report may take.
TIMEOUT = 600.0
#: Seconds more until a worker is ended that did not stop its report by itself.
GRACE = 10.0


@dataclass(frozen=True, slots=True)
class RenderJob:
    """One report to render.

    Attributes:
        notebook: a name such as `authority_timeline`, or a path.
        parameters: of the notebook, by name; values that JSON knows.
        out: the HTML file.
        interactive: whether the page carries scripts.
        name: what to call the report in a summary; the notebook and the file by default.
        home: link to the index of the site that the page belongs to, relative to the page; empty for none.
    """

    notebook: str
    parameters: Mapping[str, Any]
    out: Path
    interactive: bool = True
    name: str = ""
    home: str = ""

    @property
    def label(self) -> str:
        """What to call the report."""
        return self.name or f"{Path(self.notebook).stem}: {self.out.stem}"


@dataclass(frozen=True, slots=True)
class RenderResult:
    """What became of one report.

    Attributes:
        job: what was asked.
        status: `rendered`; `unchanged` (the page that is there is still right); `failed`; `timed_out`.
        seconds: how long it took.
        message: why it failed; empty otherwise.
        page: the page that is there now, of this run or of an earlier one; None where there is none.
    """

    job: RenderJob
    status: Status
    seconds: float = 0.0
    message: str = ""
    page: Path | None = field(default=None)

    @property
    def good(self) -> bool:
        """Whether the page is as it should be."""
        return self.status in ("rendered", "unchanged")


def render_jobs(
    jobs: Sequence[RenderJob],
    *,
    workers: int | None = None,
    timeout: float = TIMEOUT,
    scheduler: str = "",
    progress: Progress | None = None,
) -> Iterator[RenderResult]:
    """Yields what became of each report, in the order in which they are done.

    A report that fails, hangs or ends its process never stops the others. Its last good page stays; beside it
    stands the notebook as far as it ran (`NAME.failed.ipynb`). A worker that ended is replaced.

    Args:
        jobs: the reports; no two with the same file.
        workers: number of processes; one for each processor by default.
        timeout: seconds that one report may take; a report that takes longer is stopped.
        scheduler: address of a Dask scheduler whose workers render, instead of processes here; empty for none.
        progress: called before the first report, and as reports are done.
    """
    if progress and jobs:
        progress(0, len(jobs), "")
    if scheduler:
        from ofsted_trends.reports.cluster import render_on_cluster

        results = render_on_cluster(jobs, scheduler, timeout)
    else:
        results = _render_in_processes(jobs, workers, timeout)
    for done, result in enumerate(results, 1):
        if progress:
            progress(done, len(jobs), result.job.label)
        yield result


def render_job(job: RenderJob, timeout: float | None = None) -> RenderResult:
    """Renders one report in this process; a failure is a result and not an error."""
    started = time.perf_counter()
    try:
        page = render_report(
            job.notebook,
            job.parameters,
            job.out,
            interactive=job.interactive,
            checks=CHECKS,
            timeout=timeout,
            home=job.home,
        )
    except RenderTimeoutError as error:
        return _fail(job, "timed_out", started, f"{error} Allow more with --timeout.")
    except OfstedTrendsError as error:
        return _fail(job, "failed", started, str(error))
    except Exception as error:  # a bug in one report must not stop the others
        return _fail(job, "failed", started, f"{type(error).__name__}: {error}")
    return RenderResult(job, "rendered", time.perf_counter() - started, "", page)


def _fail(job: RenderJob, status: Status, started: float, message: str) -> RenderResult:
    page = job.out if job.out.is_file() else None
    return RenderResult(job, status, time.perf_counter() - started, message, page)


def _render_in_processes(jobs: Sequence[RenderJob], workers: int | None, timeout: float) -> Iterator[RenderResult]:
    waiting: queue.SimpleQueue[RenderJob] = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    done: queue.SimpleQueue[RenderResult | BaseException] = queue.SimpleQueue()
    pool = [_Worker(waiting, done, timeout) for _ in range(max(1, min(workers or os.cpu_count() or 1, len(jobs))))]
    for worker in pool:
        worker.start()
    try:
        for _ in jobs:
            result = done.get()
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        for worker in pool:
            worker.stop()
        for worker in pool:
            worker.join(timeout=10)


class _Worker(threading.Thread):
    """Feeds one worker process, and replaces it when it ended."""

    def __init__(
        self,
        waiting: queue.SimpleQueue[RenderJob],
        done: queue.SimpleQueue[RenderResult | BaseException],
        timeout: float,
    ) -> None:
        super().__init__(daemon=True)
        self._waiting, self._done, self._timeout = waiting, done, timeout
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = threading.Event()

    def run(self) -> None:
        try:
            while not self._stopped.is_set():
                try:
                    job = self._waiting.get_nowait()
                except queue.Empty:
                    return
                self._done.put(self._render(job))
        except BaseException as error:
            self._done.put(error)
        finally:
            self._end()

    def stop(self) -> None:
        """Ends the process, and what it started, at once."""
        self._stopped.set()
        self._end()

    def _end(self) -> None:
        if self._process is not None:
            end_processes(self._process.pid)
            self._process.wait()

    def _render(self, job: RenderJob) -> RenderResult:
        """Returns what the worker process says of the job, or what is to say where it says nothing."""
        if self._process is None or self._process.poll() is not None:
            self._process = _start_process()
        process, started, late = self._process, time.perf_counter(), threading.Event()

        def expire() -> None:
            late.set()
            end_processes(process.pid)

        timer = threading.Timer(self._timeout + GRACE, expire)
        timer.start()
        try:
            reply = _ask(process, job, self._timeout)
        finally:
            timer.cancel()
        if reply is not None:
            page = None if reply["page"] is None else Path(reply["page"])
            return RenderResult(job, reply["status"], reply["seconds"], reply["message"], page)
        process.wait()
        partial = _save_partial(job.out)
        where = f" The notebook as far as it ran: {partial}" if partial else ""
        if late.is_set():
            message = f"it took over {self._timeout:g} seconds and was stopped; allow more with --timeout.{where}"
            return _fail(job, "timed_out", started, message)
        return _fail(job, "failed", started, f"its process ended unexpectedly (exit {process.returncode}).{where}")


def _start_process() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "ofsted_trends.reports.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C ends the batch, which ends its workers
    )


def _ask(process: subprocess.Popen[bytes], job: RenderJob, timeout: float) -> dict[str, Any] | None:
    """Returns the worker's reply; None where it ended without one."""
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the worker has no pipes")
    asked = asdict(replace(job, parameters=dict(job.parameters))) | {"out": str(job.out)}
    request = {"job": asked, "timeout": timeout}
    try:
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except (BrokenPipeError, OSError):
        return None
    if not line.endswith(b"\n"):
        return None
    reply: dict[str, Any] = json.loads(line)
    return reply


def end_processes(root: int) -> None:
    """Ends a process and everything that it started; a kernel has a session of its own and would go on."""
    try:
        process = psutil.Process(root)
        family = [*process.children(recursive=True), process]
    except psutil.NoSuchProcess:
        return
    for each in family:
        try:
            each.kill()
        except psutil.NoSuchProcess:
            continue


def _save_partial(out: Path) -> Path | None:
    """Keeps the notebook of a report that was stopped, and clears what it left behind."""
    kept = None
    for scratch in scratch_folders(out):
        for ran in scratch.glob("*.ipynb"):
            kept = failed_notebook(out)
            keep_partial(ran, kept)
        shutil.rmtree(scratch, ignore_errors=True)
    return kept
