"""Reports rendered by the workers of a Dask cluster: what they leave is sent back and written here."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ofsted_trends.cluster import run_on_cluster
from ofsted_trends.errors import OfstedTrendsError
from ofsted_trends.reports.batch import RenderJob, RenderResult, render_job
from ofsted_trends.reports.parameters import find_notebook
from ofsted_trends.reports.render import failed_notebook

#: A worker process renders one report at a time, whatever the number of its threads.
_RENDERING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes to a worker: the job, and its notebook, which need not be there.

    Attributes:
        job: the report.
        notebook: content of the notebook.
    """

    job: RenderJob
    notebook: bytes


@dataclass(frozen=True, slots=True)
class Returned:
    """What comes back from a worker.

    Attributes:
        result: what became of the report; paths are those of the machine that asked.
        page: the page; None where the report failed.
        partial: the notebook as far as it ran; None where the report succeeded.
    """

    result: RenderResult
    page: bytes | None
    partial: bytes | None


def render_on_cluster(jobs: Sequence[RenderJob], scheduler: str, timeout: float) -> Iterator[RenderResult]:
    """Yields what became of each report, as `render_jobs` does.

    Notebooks are sent and pages come back; the folder that a parameter `corpus` names must be there on every worker.

    Args:
        jobs: the reports; no two with the same file.
        scheduler: address of the scheduler.
        timeout: seconds that one report may take.

    Raises:
        InputError: the cluster cannot be used.
    """
    sent = []
    for job in jobs:
        try:
            sent.append(Sent(job, find_notebook(job.notebook).read_bytes()))
        except OfstedTrendsError:
            yield render_job(job)  # which fails here as it would anywhere
    for asked, returned in run_on_cluster(scheduler, render_here, sent, timeout, lost=_lose):
        out = asked.job.out.expanduser().resolve()
        out.parent.mkdir(parents=True, exist_ok=True)
        for target, content in ((out, returned.page), (failed_notebook(out), returned.partial)):
            if content is not None:
                partial = target.with_name(f".{target.name}.partial")
                partial.write_bytes(content)
                partial.replace(target)
        if returned.page is not None:
            failed_notebook(out).unlink(missing_ok=True)
        yield replace(returned.result, job=asked.job, page=out if out.is_file() else None)


def _lose(sent: Sent) -> Returned:
    message = "its worker ended again and again; give the workers more memory"
    return Returned(RenderResult(sent.job, "failed", 0.0, message), None, None)


def render_here(sent: Sent, timeout: float) -> Returned:
    """Returns what became of a report that this worker renders, and what it left."""
    asked = sent.job
    with _RENDERING, tempfile.TemporaryDirectory() as scratch:
        notebook = Path(scratch) / f"{Path(asked.notebook).stem}.ipynb"
        notebook.write_bytes(sent.notebook)
        out = Path(scratch).resolve() / "page" / asked.out.name
        result = render_job(replace(asked, notebook=str(notebook), out=out), timeout)
        message = result.message.replace(str(out.parent), str(asked.out.expanduser().resolve().parent))
        kept = failed_notebook(out)
        return Returned(
            replace(result, message=message),
            out.read_bytes() if result.good else None,
            kept.read_bytes() if kept.is_file() else None,
        )
