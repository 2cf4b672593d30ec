"""Prints what reports cost beside the plain way, a papermill process and a jupyter nbconvert process for each: seconds
a report, the ratio, and where the time of one report goes.

Run: python tests/benchmarks/bench_render.py [TABLES_FOLDER [REPORTS]]; without a folder the bundled facts are used. The
plain way runs before and after, so that a machine that slows down does so for both.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ofsted_trends.registers.authorities import load_authorities
from ofsted_trends.reports import find_notebook, fork_engine, page, render_report
from ofsted_trends.reports.batch import RenderJob, render_jobs

NOTEBOOK = "authority_timeline"
PLAIN_RUNS = 3
REPORTS = 40
WORKERS = 2
ALLOWED = 0.1


def time_plainly(authority: str, corpus: str, folder: Path) -> float:
    """Returns the seconds of one report by two processes."""
    ran = folder / "plain.ipynb"
    run = [sys.executable, "-m", "papermill", "--kernel", "python3", "-p", "authority", authority, "-p", "corpus"]
    export = [sys.executable, "-m", "nbconvert", "--to", "html", "--output", str(folder / "plain.html"), str(ran)]
    started = time.perf_counter()
    for command in ([*run, corpus, str(find_notebook(NOTEBOOK)), str(ran)], export):
        subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def time_batch(authorities: list[str], corpus: str, folder: Path) -> float:
    """Returns the seconds a report of a batch, the start of its processes among them."""
    jobs = [RenderJob(NOTEBOOK, {"authority": a, "corpus": corpus}, folder / f"{a}.html") for a in authorities]
    started = time.perf_counter()
    failed = [result.message for result in render_jobs(jobs, workers=WORKERS) if not result.good]
    if failed:
        sys.exit("\n".join(failed))
    return (time.perf_counter() - started) / len(jobs)


@contextmanager
def count_seconds(of: dict[str, float], name: str, place: Any, attribute: str) -> Iterator[None]:
    """Adds up what a function takes."""
    inner: Callable[..., Any] = getattr(place, attribute)

    def timed(*args: Any, **named: Any) -> Any:
        started = time.perf_counter()
        try:
            return inner(*args, **named)
        finally:
            of[name] = of.get(name, 0.0) + time.perf_counter() - started

    setattr(place, attribute, timed)
    try:
        yield
    finally:
        setattr(place, attribute, inner)


def split_one(authority: str, corpus: str, folder: Path) -> dict[str, float]:
    """Returns where the seconds of one report in a warm process go."""
    given = {"authority": authority, "corpus": corpus}
    render_report(NOTEBOOK, given, folder / "warm.html")
    of: dict[str, float] = {}
    started = time.perf_counter()
    with (
        count_seconds(of, "charts drawn by Vega", fork_engine, "draw_here"),
        count_seconds(of, "workbook", page, "write_workbook"),
        count_seconds(of, "page with its workbook", page, "export_page"),
        count_seconds(of, "notebook with its drawings", fork_engine.ForkEngine, "execute_managed_notebook"),
    ):
        render_report(NOTEBOOK, given, folder / "split.html")
    total = time.perf_counter() - started
    drawn, book = of["charts drawn by Vega"], of.get("workbook", 0.0)
    told = {
        "charts drawn by Vega": drawn,
        "tables, measures and charts in the fork": of["notebook with its drawings"] - drawn,
        "workbook": book,
        "page": of["page with its workbook"] - book,
    }
    return told | {"papermill, files": total - sum(told.values()), "together": total}


def main() -> int:
    """Prints one line a way of making pages; the exit code is 1 where the batch is not ten times as fast."""
    corpus = str(Path(sys.argv[1]).resolve()) if len(sys.argv) > 1 else ""
    reports = int(sys.argv[2]) if len(sys.argv) > 2 else REPORTS
    authorities = [authority.name for authority in load_authorities()][:reports]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        plain = [time_plainly(name, corpus, folder) for name in authorities[:PLAIN_RUNS]]
        batch = time_batch(authorities, corpus, folder)
        plain += [time_plainly(name, corpus, folder) for name in authorities[-PLAIN_RUNS:]]
        base = statistics.median(plain)
        print(f"{os.cpu_count()} processors; seconds a report, and their share of the plain way's")
        print(f"papermill + jupyter nbconvert, median of {len(plain)}  {base:6.2f}  1.00")
        print(f"batch of {len(authorities)}, {WORKERS} workers                  {batch:6.2f}  {batch / base:.3f}")
        for name, seconds in split_one(authorities[0], corpus, folder).items():
            print(f"  {name:<40} {seconds:6.2f}")
    return int(batch / base > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
