"""A warm process that forks itself for each notebook: `python -m ofsted_trends.reports.fork_server DESCRIPTOR`.

It imports what notebooks import, and does nothing else: it never runs a query of polars, because a process whose
query threads have started must not be forked (a lock that one of them holds stays locked for ever in the child).
Each child reads its own data, runs one notebook and ends, so nothing of a notebook outlives it.

Over the socket DESCRIPTOR come the names of modules to import, as JSON, each with one end of a socket on which the
child and `fork_engine` speak JSON, a line a message:

    engine to child    {"cells": [source, ...], "folder": path, "environment": {...}}, once
    child to engine    {"ready": true}, once
                       {"outputs": [...], "count": n, "failed": bool}, for each cell
                       {"draw": specification}, answered by {"svg": drawing} or {"error": words}
    server to engine   {"exit": code}, once the child has ended; negative for a signal

A child whose engine hangs up is killed; where the server's own socket closes, all are.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import select
import signal
import socket
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

WARM = ("altair", "dataframely", "numpy", "polars", "vl_convert", "ofsted_trends.reports.fork_shell")
#: Bytes of one request: names of modules.
REQUEST = 65_536
#: PR_SET_PDEATHSIG of prctl(2).
DIES_WITH_PARENT = 1


@dataclass(frozen=True, slots=True)
class _Child:
    """One running notebook: its process, the handle that tells of its end, and its socket."""

    pid: int
    handle: int
    channel: socket.socket

    def end(self) -> None:
        """Kills the process and all that it started, and says how it ended."""
        for kill in (os.killpg, os.kill):  # it may have no group of its own yet
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        with contextlib.suppress(OSError):  # nobody may be there any more
            self.channel.settimeout(1)
            self.channel.sendall(f'\n{{"exit": {code}}}\n'.encode())
        self.channel.close()
        os.close(self.handle)


def serve(control: socket.socket) -> None:
    """Forks a child for each request until the socket closes."""
    for name in WARM:
        import_module(name)
    # charts are checked once, when they are drawn, not with each of their parts
    import_module("altair.utils.schemapi").disable_debug_mode()
    gc.freeze()  # a collection in a child would touch, and so copy, everything that is imported
    children: dict[int, _Child] = {}
    events = select.poll()
    events.register(control, select.POLLIN)
    try:
        while True:
            for descriptor, _ in events.poll():
                if descriptor == control.fileno():
                    words, passed, *_ = socket.recv_fds(control, REQUEST, 1)
                    if not words:
                        return
                    for name in json.loads(words):
                        with contextlib.suppress(ImportError):  # the cell that imports it will say so
                            import_module(name)
                    child = _start(socket.socket(fileno=passed[0]), control)
                    children[child.handle] = children[child.channel.fileno()] = child
                    events.register(child.handle, select.POLLIN)
                    events.register(child.channel, select.POLLRDHUP)
                elif descriptor in children:
                    child = children[descriptor]
                    for known in (child.handle, child.channel.fileno()):
                        del children[known]
                        events.unregister(known)
                    child.end()
    finally:
        for child in {child.pid: child for child in children.values()}.values():
            child.end()


def _start(channel: socket.socket, control: socket.socket) -> _Child:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.setsid()
            ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
            control.close()
            _run(channel)
            code = 0
        finally:
            os._exit(code)
    return _Child(pid, os.pidfd_open(pid), channel)


def _run(channel: socket.socket) -> None:
    """Runs one notebook in this process."""
    from ofsted_trends.charts.drawing import use_drawer
    from ofsted_trends.reports.fork_shell import run_cells

    lines = channel.makefile("rw", encoding="utf-8", newline="\n")

    def send(message: dict[str, Any]) -> None:
        lines.write(json.dumps(message) + "\n")
        lines.flush()

    def draw(spec: dict[str, Any]) -> str:
        send({"draw": spec})
        answer = json.loads(lines.readline())
        if "error" in answer:
            raise ValueError(answer["error"])
        return str(answer["svg"])

    request = json.loads(lines.readline())
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    # as in a kernel: modules of the folder can be imported, before installed ones
    installed = [place for place, path in enumerate(sys.path) if Path(path).name in ("site-packages", "dist-packages")]
    sys.path.insert(min(installed, default=0), "")
    del sys.path[0]
    use_drawer(draw)
    send({"ready": True})
    for outputs, count, failed in run_cells(request["cells"]):
        send({"outputs": outputs, "count": count, "failed": failed})


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the engine's process is asked to stop, and hangs up
    serve(socket.socket(fileno=int(sys.argv[1])))
