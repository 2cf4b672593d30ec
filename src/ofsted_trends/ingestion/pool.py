"""Reads files in worker processes, so that a crash, a hang or a memory explosion costs one document, never the run."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ofsted_trends.cluster import run_on_cluster
from ofsted_trends.documents import Limits
from ofsted_trends.errors import InputError
from ofsted_trends.reading import Record

#: Files that a worker of a cluster is given at once: what it read is kept when it goes.
PART = 20


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read.

    Attributes:
        path: where it is.
        source: how the frame names it.
        index: what the folder's index says of it, as JSON values.
    """

    path: Path
    source: str
    index: dict[str, Any]


def read_in_processes(
    tasks: Iterable[Task], limits: Limits, workers: int | None = None
) -> Iterator[tuple[Task, Record]]:
    """Yields each task with its record, in the order in which they are done.

    Args:
        tasks: the files to read.
        limits: what one document may cost; a document over its seconds is stopped.
        workers: number of processes; one for each processor by default.
    """
    waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()
    count = 0
    for task in tasks:
        waiting.put(task)
        count += 1
    done: queue.SimpleQueue[tuple[Task, Record] | BaseException] = queue.SimpleQueue()
    stop = threading.Event()
    size = max(1, min(workers or os.cpu_count() or 1, count))
    threads = [threading.Thread(target=_serve, args=(waiting, done, stop, limits), daemon=True) for _ in range(size)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(count):
            result = done.get()
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=5)


def read_on_cluster(tasks: Sequence[Task], limits: Limits, scheduler: str) -> Iterator[tuple[Task, Record]]:
    """Yields each task with its record, in the order in which they are done, read by the workers of a Dask cluster.

    Args:
        tasks: the files to read; every worker must find them under the same path.
        limits: what one document may cost.
        scheduler: address of the scheduler.

    Raises:
        InputError: the cluster cannot be used, or a worker does not find a file.
    """
    parts = [tasks[start : start + PART] for start in range(0, len(tasks), PART)]
    for part, records in run_on_cluster(scheduler, read_part, parts, limits):
        yield from zip(part, records, strict=True)


def read_part(tasks: Sequence[Task], limits: Limits) -> list[Record]:
    """Returns the records of some files, read one after another by a process of this worker.

    Raises:
        InputError: a file is not here.
    """
    for task in tasks:
        if not task.path.is_file():
            raise InputError(f"{task.path}: a worker does not find it; share the folder under this path")
    records = {task.source: record for task, record in read_in_processes(tasks, limits, 1)}
    return [records[task.source] for task in tasks]


def _serve(
    waiting: queue.SimpleQueue[Task],
    done: queue.SimpleQueue[tuple[Task, Record] | BaseException],
    stop: threading.Event,
    limits: Limits,
) -> None:
    worker: subprocess.Popen[bytes] | None = None
    try:
        while not stop.is_set():
            try:
                task = waiting.get_nowait()
            except queue.Empty:
                return
            if worker is None or worker.poll() is not None:
                worker = _start_worker()
            record = _ask(worker, task, limits)
            done.put((task, record))
    except BaseException as error:
        done.put(error)
    finally:
        if worker is not None:
            worker.kill()
            worker.wait()


def _start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "ofsted_trends.reading.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _ask(worker: subprocess.Popen[bytes], task: Task, limits: Limits) -> Record:
    if worker.stdin is None or worker.stdout is None:
        raise RuntimeError("the worker has no pipes")
    late = threading.Event()

    def expire() -> None:
        late.set()
        worker.kill()

    timer = threading.Timer(limits.seconds, expire)
    timer.start()
    try:
        request = {
            "path": str(task.path),
            "source": task.source,
            "index": task.index,
            "limits": asdict(limits),
        }
        worker.stdin.write(json.dumps(request).encode() + b"\n")
        worker.stdin.flush()
        reply = worker.stdout.readline()
    except (BrokenPipeError, OSError):
        reply = b""
    finally:
        timer.cancel()
    if reply.endswith(b"\n"):
        record: Record = json.loads(reply)
        return record
    worker.wait()
    if late.is_set():
        reason, detail = (
            "too_slow",
            f"reading took over {limits.seconds} seconds and was stopped; raise --max-seconds",
        )
    else:
        reason = "reader_crashed"
        detail = f"the PDF library ended the process (exit {worker.returncode}); save the PDF anew and ingest again"
    problem = {"stage": "open", "reason": reason, "detail": detail, "page": None}
    return {"document": None, "grades": [], "sentences": [], "prints": [], "problems": [problem]}
