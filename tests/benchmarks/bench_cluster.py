"""Prints what a worker of a cluster does: documents and reports a core-minute, its memory, and what that comes to.

Run: python tests/benchmarks/bench_cluster.py DOCUMENTS_FOLDER [REPORTS]. A scheduler and two workers are started here. A
core-minute is a minute of work of one processor, counted by the system, so that other work on the machine does not
matter.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
from distributed import Client

from ofsted_trends.ingestion import ingest
from ofsted_trends.registers.authorities import load_authorities
from ofsted_trends.reports.batch import RenderJob, render_jobs

WORKERS = 2
DOCUMENTS, REPORTS = 100_000, 10_000
CORES = (4, 16, 64)


class Family:
    """A worker with all processes that it starts.

    Attributes:
        most_memory: the most bytes that they held together when they were looked at; what a fork has in common with
            its parent counts once.
    """

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)
        self.most_memory = 0

    def look(self) -> None:
        """Looks at the memory once."""
        held = 0
        for process in [self._root, *self._root.children(recursive=True)]:
            with contextlib.suppress(psutil.Error):
                held += process.memory_full_info().pss
        self.most_memory = max(self.most_memory, held)

    @property
    def seconds(self) -> float:
        """The work of the processes that there are, and of those that they started and that ended."""
        worked = 0.0
        for process in [self._root, *self._root.children(recursive=True)]:
            with contextlib.suppress(psutil.Error):
                worked += sum(process.cpu_times()[:4])
        return worked


@contextlib.contextmanager
def start_cluster() -> Iterator[tuple[str, list[Family]]]:
    """Gives the address of a scheduler and its workers."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "scheduler.json"
        dask = [sys.executable, "-m", "dask"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": scratch}
        options = ["--scheduler-file", str(file), "--no-dashboard"]
        started = [subprocess.Popen([*dask, "scheduler", *options, "--port", "0"], **quiet)]
        worker = [*dask, "worker", *options, "--nthreads", "1", "--no-nanny"]
        started += [subprocess.Popen(worker, **quiet) for _ in range(WORKERS)]
        try:
            while not file.is_file():
                time.sleep(0.1)
            with Client(scheduler_file=str(file), set_as_default=False) as client:
                client.wait_for_workers(WORKERS, timeout=120)
                address = client.scheduler.address
            yield address, [Family(process.pid) for process in started[1:]]
        finally:
            for process in started:
                process.kill()
                process.wait()


def watch(families: list[Family], work: Callable[[], int]) -> tuple[float, float]:
    """Returns how many things a core-minute did, and the most megabytes that a worker held."""
    before = sum(family.seconds for family in families)
    over = threading.Event()

    def keep_looking() -> None:
        while not over.wait(0.1):
            for family in families:
                family.look()

    watching = threading.Thread(target=keep_looking)
    watching.start()
    try:
        done = work()
    finally:
        over.set()
        watching.join()
    spent = sum(family.seconds for family in families) - before
    return 60 * done / spent, max(family.most_memory for family in families) / 1e6


def main() -> None:
    """Prints one line a kind of work, then what it comes to."""
    if len(sys.argv) < 2:
        print("name a folder of documents to measure a cluster's workers")
        return
    documents = Path(sys.argv[1])
    authorities = load_authorities()[: int(sys.argv[2]) if len(sys.argv) > 2 else 40]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)

        def read(address: str) -> int:
            return ingest([documents], folder / "frame", scheduler=address).read

        def render(address: str) -> int:
            given = [{"authority": a.name, "corpus": str(folder / "frame")} for a in authorities]
            jobs = [RenderJob("authority_timeline", p, folder / f"{n}.html") for n, p in enumerate(given)]
            return sum(result.good for result in render_jobs(jobs, scheduler=address))

        with start_cluster() as (address, families):
            read_rate, read_memory = watch(families, lambda: read(address))
        with start_cluster() as (address, families):
            render_rate, render_memory = watch(families, lambda: render(address))
    print(f"documents a core-minute {read_rate:6.0f}   a worker holds at most {read_memory:5.0f} MB")
    print(f"reports a core-minute   {render_rate:6.0f}   a worker holds at most {render_memory:5.0f} MB")
    for cores in CORES:
        read_minutes, render_minutes = DOCUMENTS / read_rate / cores, REPORTS / render_rate / cores
        print(f"{cores:>3} cores: {DOCUMENTS:,} documents {read_minutes:6.0f} minutes, ", end="")
        print(f"{REPORTS:,} reports {render_minutes:6.0f} minutes")


if __name__ == "__main__":
    main()
