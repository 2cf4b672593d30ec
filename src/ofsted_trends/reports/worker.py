"""A worker process: reads one job a line from standard input, renders it, answers with one line.

It ends when its input ends, also in the middle of a report: a batch that was killed leaves no worker behind.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from pathlib import Path

from ofsted_trends.reports.batch import RenderJob, end_processes, render_job


def main() -> None:
    """Serves jobs until there are no more."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a notebook or a library prints is no answer
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(requests,), daemon=True).start()
    while True:
        request = json.loads(requests.get())
        asked = request["job"]
        result = render_job(RenderJob(**asked | {"out": Path(asked["out"])}), request["timeout"])
        answer = {
            "status": result.status,
            "seconds": result.seconds,
            "message": result.message,
            "page": None if result.page is None else str(result.page),
        }
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _read(requests: queue.SimpleQueue[bytes]) -> None:
    """Passes lines on as they come, by the bare system call: no lock of Python's is held while it waits, which a
    fork would copy."""
    rest = b""
    while chunk := os.read(0, 65536):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            requests.put(line)
    end_processes(os.getpid())
    sys.exit()


if __name__ == "__main__":
    main()
