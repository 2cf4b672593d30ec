"""Builds a folder of pages from a saved set: only what changed is rendered, and nothing is replaced until it is whole.

Pages are rendered beside the folder's own, in `.ofsted-trends/staged`, and moved into place at the end, one step a
file. A build that is killed leaves the folder as it was, and the next one goes on with what was rendered.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ofsted_trends.frame import Tables, facts_folder
from ofsted_trends.measures import load_tables
from ofsted_trends.reports.batch import TIMEOUT, Progress, RenderJob, RenderResult, render_jobs
from ofsted_trends.reports.failures import drop_failure, failure_page, write_failure_page
from ofsted_trends.reports.fingerprints import Fingerprints, digest, digest_files, package_version
from ofsted_trends.reports.kept import FOLDER, LOG, STAGED, Kept, KeptFile, lock_folder, read_kept, write_kept
from ofsted_trends.reports.parameters import find_notebook
from ofsted_trends.reports.render import failed_notebook
from ofsted_trends.reports.runlog import RunLog
from ofsted_trends.reports.sets import SavedSet

#: Gives further files of a build, by their path below the folder, from what became of the reports and what is kept.
Finish = Callable[[list[RenderResult], Kept], Mapping[str, bytes]]


@dataclass(slots=True)
class Build:
    """What became of a build.

    Attributes:
        folder: of the pages.
        log: the JSON-lines log.
        results: one a report; empty where nothing changed at all.
        unchanged: reports that were not rendered, because their pages are still right.
        seconds: how long it took.
    """

    folder: Path
    log: Path
    results: list[RenderResult] = field(default_factory=list)
    unchanged: int = 0
    seconds: float = 0.0

    @property
    def failures(self) -> list[RenderResult]:
        """The reports without a page as it should be."""
        return [result for result in self.results if not result.good]


def build_set(
    saved: SavedSet,
    folder: Path,
    *,
    finish: Finish | None = None,
    options: str = "",
    force: bool = False,
    workers: int | None = None,
    timeout: float = TIMEOUT,
    log: Path | None = None,
    wait_seconds: float = 3600,
    progress: Progress | None = None,
) -> Build:
    """Renders what changed of a saved set, and puts the pages into a folder once all are there.

    A report that fails leaves its last good page, its notebook as far as it ran and a page that says what failed.

    Args:
        saved: the set.
        folder: where the pages go; made where it is not there.
        finish: gives further files, such as an index.
        options: what those files depend on besides the data.
        force: whether pages that are still right are rendered too.
        workers: number of processes; one for each processor by default.
        timeout: seconds that one report may take.
        log: file for the JSON-lines log; in the folder's hidden folder by default.
        wait_seconds: how long to wait for another build into the same folder.
        progress: called as reports are done, and with a message while waiting.

    Raises:
        InputError: the folder cannot be used, or another build did not end in time.
    """
    started = time.perf_counter()
    folder = folder.expanduser().resolve()

    def say(message: str) -> None:
        if progress:
            progress(0, 0, message)

    with lock_folder(folder, wait_seconds, say):
        kept = read_kept(folder)
        build = Build(folder, log or folder / FOLDER / LOG)
        with RunLog(build.log) as told:
            state = _state_of(saved, options)
            told.write("started", folder=str(folder), forced=force)
            if not force and state and state == kept.state and all(kept.is_there(folder, path) for path in kept.files):
                build.unchanged = sum(bool(file.fingerprint) for file in kept.files.values())
            else:
                _build(build, saved, kept, finish, force, workers, timeout, progress, told)
                kept.state = "" if build.failures else state
                write_kept(folder, kept)
                shutil.rmtree(folder / FOLDER / STAGED, ignore_errors=True)
            build.seconds = time.perf_counter() - started
            counts = {"rendered": len(build.results) - build.unchanged - len(build.failures)}
            counts |= {"unchanged": build.unchanged, "failed": len(build.failures)}
            told.write("ended", **counts, seconds=round(build.seconds, 2))
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


def _build(
    build: Build,
    saved: SavedSet,
    kept: Kept,
    finish: Finish | None,
    force: bool,
    workers: int | None,
    timeout: float,
    progress: Progress | None,
    told: RunLog,
) -> None:
    """Renders what is stale and puts it into place."""

    def load(corpus: str) -> Tables:
        return saved.at_hand.tables if corpus == saved.at_hand.corpus else load_tables(corpus)

    folder, staged = build.folder, build.folder / FOLDER / STAGED
    prints = Fingerprints(load)
    wanted = {job.out.relative_to(folder).as_posix(): job for job in saved.jobs(folder)}
    hashes = {path: prints.fingerprint(job) for path, job in wanted.items()}
    stale = {path: job for path, job in wanted.items() if force or not kept.is_there(folder, path, hashes[path])}
    build.unchanged = len(wanted) - len(stale)
    if force:
        shutil.rmtree(staged, ignore_errors=True)
    ready = [path for path in stale if _is_staged(staged / path, hashes[path])]
    jobs = [replace(job, out=staged / path) for path, job in stale.items() if path not in ready]
    found = {path: RenderResult(stale[path], "rendered", 0.0, "", folder / path) for path in ready}
    for result in render_jobs(jobs, workers=workers, timeout=timeout, progress=progress):
        path = result.job.out.relative_to(staged).as_posix()
        if result.good:
            _print_of(result.job.out).write_text(hashes[path], encoding="utf-8")
        found[path] = _at_home(result, wanted[path], staged)
        told.write("report", **_describe(found[path], path))
    build.results = [found.get(path) or RenderResult(job, "unchanged", page=job.out) for path, job in wanted.items()]
    gone = set(kept.files) | set(kept.failed)
    kept.failed = sorted(path for path, result in found.items() if not result.good)
    extras = finish(build.results, kept) if finish else {}
    for path, result in found.items():
        _put(staged / path, result)
        if result.good:
            kept.files[path] = KeptFile(hashes[path], result.job.out.stat().st_size)
    for path, content in extras.items():
        _write_file(folder / path, content)
        kept.files[path] = KeptFile("", len(content))
    for path in gone - set(wanted) - set(extras):
        kept.files.pop(path, None)
        drop_failure(folder / path)
        (folder / path).unlink(missing_ok=True)


def _print_of(staged: Path) -> Path:
    return staged.with_suffix(".fingerprint")


def _is_staged(staged: Path, fingerprint: str) -> bool:
    """Returns whether a build that was killed has rendered a page already."""
    noted = _print_of(staged)
    return staged.is_file() and noted.is_file() and noted.read_text(encoding="utf-8") == fingerprint


def _at_home(result: RenderResult, job: RenderJob, staged: Path) -> RenderResult:
    """Returns a result whose paths are those of the folder itself."""
    home = job.out
    here = home.parents[len(result.job.out.relative_to(staged).parts) - 1]
    page = home if result.good or home.is_file() else None
    return replace(result, job=job, page=page, message=result.message.replace(str(staged), str(here)))


def _put(staged: Path, result: RenderResult) -> None:
    """Moves what a report left into place: its page, or its notebook and a page that says what failed."""
    home = result.job.out
    home.parent.mkdir(parents=True, exist_ok=True)
    if result.good:
        staged.replace(home)
        drop_failure(home)
        return
    if failed_notebook(staged).is_file():
        failed_notebook(staged).replace(failed_notebook(home))
    write_failure_page(home, result.job.label, result.status, result.message)


def _write_file(target: Path, content: bytes) -> None:
    """Writes a file in one step; one that holds the same already is left alone."""
    if target.is_file() and target.read_bytes() == content:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    partial.write_bytes(content)
    partial.replace(target)


def _describe(result: RenderResult, path: str) -> dict[str, Any]:
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
