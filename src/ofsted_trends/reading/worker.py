"""A process that reads one document after another for its parent: a crash or a hang costs one document.

It speaks JSON, one line a request and one a reply, over standard input and output:
`python -m ofsted_trends.reading.worker`.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from ofsted_trends.documents import Limits
from ofsted_trends.reading.identity import IndexEntry
from ofsted_trends.reading.problem import Problem
from ofsted_trends.reading.record import read_record


def main() -> None:
    """Answers requests until standard input closes."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # what a library prints must not fall among the replies
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    limits: Limits | None = None
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if limits is None:
            limits = Limits(**request["limits"])
            _hold_memory(limits.memory_megabytes)
        reply = answer(request, limits)
        replies.write(json.dumps(reply, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        replies.flush()


def answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """Returns the record of the requested file; a bug in reading it becomes a problem with its traceback."""
    try:
        return read_record(Path(request["path"]), request["source"], index_entry(request["index"]), limits)
    except MemoryError:
        detail = f"reading it takes more than {limits.memory_megabytes} MB; raise --max-memory if the file is right"
        problem = Problem("open", "out_of_memory", detail)
    except Exception:
        problem = Problem(
            "open",
            "reader_failed",
            "please report this: " + traceback.format_exc(limit=-4).replace("\n", " | "),
        )
    return {"document": None, "grades": [], "sentences": [], "prints": [], "problems": [asdict(problem)]}


def index_entry(values: dict[str, Any] | None) -> IndexEntry:
    """Returns an index entry from its JSON values."""
    values = dict(values or {})
    if values.get("published"):
        values["published"] = date.fromisoformat(values["published"])
    return IndexEntry(**values)


def _hold_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    limit = megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main()
