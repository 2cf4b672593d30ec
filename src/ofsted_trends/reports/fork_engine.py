"""papermill's engine that runs a notebook in a fork of a warm process instead of a kernel.

A kernel needs seconds to start and to import what the process before has imported already. Where a process can be
forked safely (Linux), a notebook starts at once here, and charts are drawn in this process, whose Vega is warm.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TextIO

import nbformat
from papermill.engines import Engine, papermill_engines

from ofsted_trends.charts.drawing import draw_here

NAME = "ofsted-trends-fork"
#: Names of the errors of a notebook that was stopped, and of one whose process ended within a cell.
LATE, ENDED = "ReportTimeout", "ReportProcessEnded"


@dataclass(frozen=True, slots=True)
class Ran:
    """What one cell came to.

    Attributes:
        outputs: as a notebook keeps them.
        count: the cell's number.
        failed: whether nothing after it ran.
    """

    outputs: list[dict[str, Any]]
    count: int
    failed: bool


class ForkEngine(Engine):  # type: ignore[misc]
    """Runs the cells in a child of the warm process; a child that crashes, hangs or exits leaves an error in the
    cell that it was in."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, partial: Path, seconds: float | None = None, **_: Any
    ) -> None:
        """Runs every code cell up to the first that fails; then the notebook is written to `partial`."""
        cells = list(enumerate(nb_man.nb.cells))
        sources = [cell.source for _, cell in cells if cell.cell_type == "code"]
        with contextlib.closing(run_sources(sources, seconds)) as results:
            for index, cell in cells:
                nb_man.cell_start(cell, index)
                ran = next(results) if cell.cell_type == "code" else None
                if ran:
                    cell.outputs = [nbformat.NotebookNode(output) for output in ran.outputs]
                    cell.execution_count = ran.count
                    if ran.failed:
                        nb_man.cell_exception(cell, index)
                        nb_man.output_path = str(partial)
                nb_man.cell_complete(cell, index)
                if ran and ran.failed:
                    return


papermill_engines.register(NAME, ForkEngine)


def run_sources(sources: Sequence[str], seconds: float | None = None) -> Generator[Ran, None, None]:
    """Yields what each cell came to, in a child of the warm process; the first cell that fails is the last.

    Args:
        sources: of the code cells, in order.
        seconds: how long all of them may take; None for as long as they need.
    """
    late = threading.Event()
    with _server.fork(_find_imports(sources)) as channel, channel.makefile("r", encoding="utf-8") as lines:

        def expire() -> None:
            late.set()
            channel.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(seconds or threading.TIMEOUT_MAX, expire)
        timer.daemon = True
        try:
            _send(channel, {"cells": list(sources), "folder": str(Path.cwd()), "environment": dict(os.environ)})
            _receive(channel, lines)  # it is ready: the start of the warm process is no part of the report's time
            timer.start()
            for count in range(1, len(sources) + 1):
                answer = _receive(channel, lines)
                if "outputs" not in answer:
                    error = _late(seconds) if late.is_set() else _ended(answer.get("exit"))
                    yield Ran([error], count, True)
                    return
                yield Ran(answer["outputs"], answer["count"], answer["failed"])
        finally:
            timer.cancel()


def _send(channel: socket.socket, message: Mapping[str, object]) -> None:
    with contextlib.suppress(OSError):  # the child ended; what comes back says how
        channel.sendall(json.dumps(message).encode() + b"\n")


def _receive(channel: socket.socket, lines: TextIO) -> dict[str, Any]:
    """Returns the next message that is no wish for a drawing; empty where there is none, because it was cut off."""
    with contextlib.suppress(OSError):
        for line in lines:
            try:
                message: dict[str, Any] = json.loads(line)
            except json.JSONDecodeError:  # the child ended within it
                continue
            if "draw" not in message:
                return message
            try:
                _send(channel, {"svg": draw_here(message["draw"])})
            except ValueError as error:
                _send(channel, {"error": str(error)})
    return {}


def _late(seconds: float | None) -> dict[str, Any]:
    return _error(LATE, f"it took over {seconds:g} seconds and was stopped")


def _ended(code: int | None) -> dict[str, Any]:
    """Returns what is to be said of a child that ended within a cell; without a code its server ended too."""
    how = "" if code is None else f" ({signal.Signals(-code).name if code < 0 else f'exit code {code}'})"
    return _error(ENDED, f"its process ended unexpectedly{how}")


def _error(name: str, value: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": [f"{name}: {value}"]}


def _find_imports(sources: Sequence[str]) -> list[str]:
    """Returns the project's modules that cells import; a cell that is no plain Python is passed over.

    >>> _find_imports(["from ofsted_trends.charts.figure import Figure; import os", "%matplotlib inline"])
    ['ofsted_trends.charts.figure']
    """
    found: list[str] = []
    for source in sources:
        with contextlib.suppress(SyntaxError):
            nodes = list(ast.walk(ast.parse(source)))
            found += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return [name for name in dict.fromkeys(found) if name.split(".")[0] == "ofsted_trends"]


class _Server:
    """The warm process of this process: started when first asked for, ended with it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owner = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def fork(self, imports: Sequence[str]) -> socket.socket:
        """Returns a socket to a new child.

        Args:
            imports: modules that the warm process imports first, where it has not yet.
        """
        mine, theirs = socket.socketpair()
        with theirs, self._lock:
            socket.send_fds(self._start(), [json.dumps(imports).encode()], [theirs.fileno()])
        return mine

    def _start(self) -> socket.socket:
        """Returns the control socket; a process that ended, or belongs to the process that forked this one, is left."""
        ended = self._process is None or self._process.poll() is not None
        if self._control is None or ended or self._owner != os.getpid():
            self._control, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
            with theirs:
                command = [sys.executable, "-m", "ofsted_trends.reports.fork_server", str(theirs.fileno())]
                self._process = subprocess.Popen(
                    command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
                )
            self._owner = os.getpid()
        return self._control


_server = _Server()


@cache
def can_fork() -> bool:
    """Returns whether this machine can fork safely: Linux with handles of processes. Windows has no fork, and the
    libraries of macOS do not survive one."""
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return sys.platform == "linux"
