"""Builds a folder of pages from a saved set: only what changed is rendered, and nothing is replaced until it is whole.

Pages are rendered beside the folder's own and moved into place at the end, one step a file. A build that is killed
leaves the folder as it was, and the next one goes on with what was rendered.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ofsted_trends.frame import Tables, facts_folder
from ofsted_trends.measures import load_tables
from ofsted_trends.reports.batch import TIMEOUT, Progress, RenderJob, RenderResult, Status, render_jobs
from ofsted_trends.reports.failures import drop_failure, failure_page
from ofsted_trends.reports.fingerprints import Fingerprints, digest, digest_files, package_version
from ofsted_trends.reports.kept import FOLDER, LOG, Kept, KeptFile, lock_folder, read_kept, write_kept
from ofsted_trends.reports.parameters import find_notebook
from ofsted_trends.reports.runlog import RunLog
from ofsted_trends.reports.sets import SavedSet
from ofsted_trends.reports.stage import Stage, put_file

#: Gives further files of a build, by their path below the folder, from what became of the reports and what is kept.
Finish = Callable[[list[RenderResult], Kept], Mapping[str, bytes]]


@dataclass(slots=True)
class Build:
    """What became of a build.

    Attributes:
        folder: of the pages.
        log: the JSON-lines log.
        results: one a report; empty where nothing at all had changed.
        untouched: pages that are there, where nothing at all had changed.
        seconds: how long it took.
    """

    folder: Path
    log: Path
    results: list[RenderResult] = field(default_factory=list)
    untouched: int = 0
    seconds: float = 0.0

    @property
    def failures(self) -> list[RenderResult]:
        """The reports without a page as it should be."""
        return [result for result in self.results if not result.good]

    def counts(self) -> dict[Status, int]:
        """Returns how many reports became what."""
        found = Counter(result.status for result in self.results)
        found["unchanged"] += self.untouched
        return {status: found[status] for status in ("rendered", "unchanged", "failed", "timed_out")}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page that a set asks for.

    Attributes:
        job: renders it into place.
        fingerprint: of everything that it depends on.
    """

    job: RenderJob
    fingerprint: str


def build_set(
    saved: SavedSet,
    folder: Path,
    *,
    name: str,
    home: str = "",
    finish: Finish | None = None,
    options: str = "",
    force: bool = False,
    workers: int | None = None,
    timeout: float = TIMEOUT,
    scheduler: str = "",
    log: Path | None = None,
    wait_seconds: float = 3600,
    progress: Progress | None = None,
) -> Build:
    """Renders what changed of a saved set, and puts the pages into a folder once all are there.

    A report that fails leaves its last good page, its notebook as far as it ran and a page that says what failed.

    Args:
        saved: the set.
        folder: where the pages go; made where it is not there. Pages of other sets may be there too.
        name: of the set in this folder: what its last build made and this one does not is removed.
        home: the index below the folder, which every page is to link; empty for none.
        finish: gives further files, such as that index.
        options: what those files depend on besides the data.
        force: whether pages that are still right are rendered too.
        workers: number of processes; one for each processor by default.
        timeout: seconds that one report may take.
        scheduler: address of a Dask scheduler whose workers render; empty for processes here.
        log: file for the JSON-lines log; in the folder's hidden folder by default.
        wait_seconds: how long to wait for another build into the same folder.
        progress: called as reports are done, and with a message while waiting.

    Raises:
        InputError: the folder cannot be used, or another build did not end in time.
    """
    started = time.perf_counter()
    folder = folder.expanduser().resolve()
    build = Build(folder, log or folder / FOLDER / LOG)

    def say(message: str) -> None:
        if progress:
            progress(0, 0, message)

    with lock_folder(folder, wait_seconds, say), RunLog(build.log) as told:
        told.write("started", folder=str(folder), forced=force)
        kept, state = read_kept(folder, name), _state_of(saved, options)
        if not force and state and state == kept.state and all(kept.is_there(folder, path) for path in kept.files):
            build.untouched = sum(bool(file.fingerprint) for file in kept.files.values())
        else:
            stage, wanted = Stage(folder), find_wanted(saved, folder, home)
            if force:
                stage.clear()
            fresh = {p for p, want in wanted.items() if not force and kept.is_there(folder, p, want.fingerprint)}
            stale = {path: want for path, want in wanted.items() if path not in fresh}
            found = {path: RenderResult(wanted[path].job, "unchanged", page=folder / path) for path in fresh}
            for path, result in _render(stage, stale, workers, timeout, scheduler, progress):
                told.write("report", **_describe(path, result))
                found[path] = result
            build.results = [found[path] for path in wanted]
            failed = sorted(path for path, result in found.items() if not result.good)
            mended, kept.failed = set(kept.failed) - set(failed), failed
            extras = finish(build.results, kept) if finish else {}
            _put_in_place(stage, {path: found[path] for path in stale}, wanted, extras, kept)
            for path in mended:
                drop_failure(folder / path)
            kept.state = "" if failed else state
            write_kept(folder, name, kept)
            stage.clear()
        build.seconds = time.perf_counter() - started
        told.write("ended", **build.counts(), seconds=round(build.seconds, 2))
    return build


def _state_of(saved: SavedSet, options: str) -> str:
    """Returns a hash of everything that a build rests on; empty where that cannot be told without reading documents."""
    entries = [repr(entry) for entry in saved.entries]
    corpora = {str(entry.parameters.get("corpus", "")) for entry in saved.entries}
    folders = [Path(corpus) if corpus else facts_folder() for corpus in sorted(corpora)]
    if not all((folder / "observations.parquet").is_file() for folder in folders):
        return ""
    tables = [file for folder in folders for file in sorted(folder.glob("*.parquet"))]
    notebooks = [find_notebook(entry.notebook) for entry in saved.entries]
    depends = [*entries, repr(saved.at_hand.place), digest_files([*tables, *notebooks]), package_version(), options]
    return digest("\n".join(depends).encode())


def find_wanted(saved: SavedSet, folder: Path, home: str = "") -> dict[str, Wanted]:
    """Returns the pages that a set asks for, by their path below the folder, in the order of the set."""

    def load(corpus: str) -> Tables:
        return saved.at_hand.tables if corpus == saved.at_hand.corpus else load_tables(corpus)

    prints = Fingerprints(load)
    wanted = {}
    for job in saved.jobs(folder):
        path = job.out.relative_to(folder)
        linked = replace(job, home="../" * (len(path.parts) - 1) + home if home else "")
        wanted[path.as_posix()] = Wanted(linked, prints.fingerprint(linked))
    return wanted


def _render(
    stage: Stage,
    stale: Mapping[str, Wanted],
    workers: int | None,
    timeout: float,
    scheduler: str,
    progress: Progress | None,
) -> Iterator[tuple[str, RenderResult]]:
    """Yields what became of each page that is to be rendered; those that a killed build had rendered come first."""
    waiting = {path: want for path, want in stale.items() if stage.holds(path, want.fingerprint)}
    for path, want in waiting.items():
        yield path, RenderResult(want.job, "rendered", page=want.job.out)
    jobs = [replace(want.job, out=stage.folder / path) for path, want in stale.items() if path not in waiting]
    for result in render_jobs(jobs, workers=workers, timeout=timeout, scheduler=scheduler, progress=progress):
        path = stage.path_of(result.job.out)
        if result.good:
            stage.note(path, stale[path].fingerprint)
        yield path, stage.send_home(result, stale[path].job)


def _put_in_place(
    stage: Stage,
    found: Mapping[str, RenderResult],
    wanted: Mapping[str, Wanted],
    extras: Mapping[str, bytes],
    kept: Kept,
) -> None:
    """Moves what was rendered into place, then the further files in their order; removes what is no longer wanted."""
    for path, result in found.items():
        stage.put(path, result)
        if result.good:
            kept.files[path] = KeptFile(wanted[path].fingerprint, result.job.out.stat().st_size)
    for path, content in extras.items():
        put_file(stage.home / path, content)
        kept.files[path] = KeptFile("", len(content))
    for path in set(kept.files) - set(wanted) - set(extras):
        del kept.files[path]
        (stage.home / path).unlink(missing_ok=True)


def _describe(path: str, result: RenderResult) -> dict[str, Any]:
    """Returns what the log says of a report."""
    return {
        "name": result.job.label,
        "notebook": result.job.notebook,
        "parameters": dict(result.job.parameters),
        "page": path,
        "status": result.status,
        "seconds": round(result.seconds, 2),
        "message": result.message,
        "failure_page": "" if result.good else failure_page(Path(path)).as_posix(),
    }
