"""Runs a notebook with its parameters, in a fork of a warm process or in a kernel."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from ofsted_trends.errors import InputError, RenderError, RenderTimeoutError
from ofsted_trends.reports.partials import keep_partial

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: Says what runs notebooks: `fork`, `kernel`, or nothing for the fork wherever it is safe.
ENGINE_VARIABLE = "OFSTED_TRENDS_ENGINE"


def choose_engine() -> str:
    """Returns what runs notebooks here: `fork` (a child of a warm process, much faster) or `kernel` (Jupyter's).

    The page is the same. The environment variable `OFSTED_TRENDS_ENGINE` may ask for either.

    Raises:
        InputError: the variable asks for something else, or for a fork where there is none.
    """
    from ofsted_trends.reports.fork_engine import can_fork

    asked = os.environ.get(ENGINE_VARIABLE, "").strip()
    if asked not in ("", "fork", "kernel"):
        raise InputError(f"{ENGINE_VARIABLE}: {asked!r} is no engine; write fork or kernel, or nothing")
    if asked == "fork" and not can_fork():
        raise InputError(f"{ENGINE_VARIABLE}: this system cannot fork safely; write kernel, or nothing")
    return asked or ("fork" if can_fork() else "kernel")


def run_notebook(
    notebook: Path, ran: Path, parameters: Mapping[str, object], failed: Path, timeout: float | None = None
) -> NotebookNode:
    """Returns the notebook with its outputs, having run it.

    Args:
        notebook: what to run.
        ran: where it may be written while it runs.
        parameters: of the right types.
        failed: where it is kept, as far as it ran, if it fails.
        timeout: seconds that it (in a kernel, each cell) may take; None for as long as it needs.

    Raises:
        RenderTimeoutError: it was stopped.
        RenderError: a cell failed or left the notebook, or its process ended.
    """
    import nbclient.exceptions
    import papermill
    from papermill.exceptions import PapermillExecutionError

    asked = _options(choose_engine(), ran, timeout)
    try:
        done = papermill.execute_notebook(
            str(notebook), parameters=dict(parameters), kernel_name="python3", progress_bar=False, **asked
        )
    except PapermillExecutionError as error:
        _fail(notebook, error.exec_count, error.source, error.ename, error.evalue, _keep(ran, failed))
    except nbclient.exceptions.CellTimeoutError as error:
        kept = _keep(ran, failed)
        raise RenderTimeoutError(f"{notebook.name}: it took over {timeout:g} seconds and was stopped.{kept}") from error
    except nbclient.exceptions.DeadKernelError as error:
        kept = _keep(ran, failed)
        raise RenderError(f"{notebook.name}: its process ended unexpectedly ({error}).{kept}") from error
    for cell in done.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":  # sys.exit(0), which papermill takes for a good end
                keep_partial(done, failed)
                kept = _say_kept(failed)
                _fail(notebook, cell.execution_count, cell.source, output.ename, output.evalue, kept)
    return done


def _options(engine: str, ran: Path, timeout: float | None) -> dict[str, Any]:
    """Returns what papermill is to be told beside the notebook."""
    if engine == "fork":
        from ofsted_trends.reports.fork_engine import NAME

        # written only when a cell fails, hangs or ends its process
        return {"output_path": None, "engine_name": NAME, "seconds": timeout, "partial": ran}
    return {
        "output_path": str(ran),
        "execution_timeout": timeout and max(1, round(timeout)),
        "shutdown_kernel": "immediate",  # saves 0.7 s a run
        "extra_arguments": ["--IPKernelApp.log_level=40"],  # no remark on its transport on every run
    }


def _fail(notebook: Path, count: int, source: str, name: str, value: str, kept: str) -> NoReturn:
    from ofsted_trends.reports.fork_engine import ENDED, LATE

    what = value if name in (ENDED, LATE) else f"{name}: {value}"
    line = source.strip().partition("\n")[0]
    kind = RenderTimeoutError if name == LATE else RenderError
    raise kind(f"{notebook.name}, cell {count} ({line}): {what}.{kept}")


def _keep(ran: Path, failed: Path) -> str:
    """Keeps the notebook as far as it ran, and says where."""
    if not ran.is_file():
        return ""
    keep_partial(ran, failed)
    return _say_kept(failed)


def _say_kept(failed: Path) -> str:
    return f" The notebook as far as it ran: {failed}"
