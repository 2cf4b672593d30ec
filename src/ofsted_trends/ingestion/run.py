"""Files to frame: the one orchestration, incremental and safe to interrupt."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from ofsted_trends.documents import Limits
from ofsted_trends.errors import FrameError, InputError
from ofsted_trends.ingestion.files import find_files
from ofsted_trends.ingestion.pool import Task, read_in_processes, read_on_cluster
from ofsted_trends.ingestion.store import Store, read_manifest, rules_version, stamp_of, write_manifest
from ofsted_trends.ingestion.summary import Summary, summarise
from ofsted_trends.reading import Record

if TYPE_CHECKING:
    import polars as pl

LOCK = ".ingest.lock"
TABLES = ("observations.parquet", "documents.parquet", "problems.parquet", "matches.parquet")

#: Called with (files done, files to do, source) as files are read, and with a message while waiting.
Progress = Callable[[int, int, str], None]


def ingest(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    themes: str | Path | None = None,
    corrections: str | Path | None = None,
    limits: Limits | None = None,
    workers: int | None = None,
    scheduler: str = "",
    wait_seconds: float = 600,
    progress: Progress | None = None,
) -> Summary:
    """Reads documents and writes their tables; only what changed is read again.

    Args:
        paths: documents, or folders of documents (PDF, text, Markdown, HTML); a folder may hold an `index.csv`.
        out: folder for `observations.parquet`, `documents.parquet`, `problems.parquet` and `matches.parquet`.
        themes: a TOML file with themes of one's own, besides the built-in ones.
        corrections: a CSV file with corrections of the coding.
        limits: what one document may cost.
        workers: reading processes; one for each processor by default.
        scheduler: address of a Dask scheduler whose workers read, instead of processes here; empty for none.
        wait_seconds: how long to wait for another ingest into the same folder.
        progress: called as files are read.

    Returns:
        Counts of what was read, and where the tables are.

    Raises:
        InputError: a path is not there, holds no documents, another ingest did not end in time, or the cluster
            cannot be used.
        CorrectionError: a correction no longer finds what it expects.
    """
    started = time.monotonic()
    folder = Path(out)
    limits = limits or Limits()
    files, index_problems = find_files([Path(p) for p in paths])
    stamps = {f.source: stamp_of(f, asdict(limits)) for f in files}
    state = _state_of(stamps, [themes, corrections])
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder, wait_seconds, progress):
        noted = read_manifest(folder)
        if noted.get("state") == state and all((folder / name).is_file() for name in TABLES):
            summary = Summary(**noted["summary"])
            summary.unchanged, summary.read, summary.folder = True, 0, str(folder)
            summary.seconds = round(time.monotonic() - started, 1)
            return summary
        with Store(folder) as store:
            records = store.get_all(stamps)
            missing = [f for f in files if f.source not in records]
            # the largest first: no process is left with one while the others have nothing to do
            tasks = [
                Task(f.path, f.source, f.index) for f in sorted(missing, key=lambda found: found.size, reverse=True)
            ]
            read = (
                read_on_cluster(tasks, limits, scheduler)
                if scheduler and tasks
                else read_in_processes(tasks, limits, workers)
            )
            for done, (task, record) in enumerate(read, 1):
                store.put(task.source, stamps[task.source], record)
                records[task.source] = record
                if progress:
                    progress(done, len(tasks), task.source)
            store.drop_others(set(stamps))
        ordered = {f.source: records[f.source] for f in files}
        summary = _write(ordered, index_problems, folder, themes, corrections, len(missing), started)
        write_manifest(folder, {"state": state, "summary": summary.to_json()})
    return summary


def _write(
    records: dict[str, Record],
    index_problems: list[Any],
    folder: Path,
    themes: str | Path | None,
    corrections: str | Path | None,
    read: int,
    started: float,
) -> Summary:
    from ofsted_trends.coding import apply_corrections
    from ofsted_trends.following.matches import find_matches
    from ofsted_trends.frame import write_tables
    from ofsted_trends.ingestion.tables import build_tables
    from ofsted_trends.registers.themes import load_themes

    tables = build_tables(records, index_problems, load_themes(Path(themes)) if themes else None)
    if corrections:
        tables = replace(tables, observations=apply_corrections(tables.observations, Path(corrections)))
    tables = replace(tables, matches=find_matches(tables.observations, tables.documents, _read_kept(folder)))
    write_tables(tables, folder)
    return summarise(tables, str(folder), len(records), read, time.monotonic() - started)


def _read_kept(folder: Path) -> pl.DataFrame | None:
    """Returns the matches of the run before; None where they cannot be read, and so are all found again."""
    import polars as pl

    from ofsted_trends.frame import read_matches

    try:
        return read_matches(folder)
    except (FrameError, pl.exceptions.PolarsError, OSError):
        return None


def _state_of(stamps: dict[str, str], extras: list[str | Path | None]) -> str:
    """Returns a hash of everything that the tables depend on."""
    files: list[str | None] = []
    for extra in extras:
        if extra is not None and not Path(extra).is_file():
            raise InputError(f"{extra}: not found; name a file that is there")
        files.append(hashlib.sha256(Path(extra).read_bytes()).hexdigest() if extra else None)
    body = json.dumps([stamps, files, rules_version(coding=True)], sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()


@contextmanager
def _locked(folder: Path, seconds: float, progress: Progress | None) -> Iterator[None]:
    """Holds the folder for one ingest; says so while it waits for another."""
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0.2)
    except Timeout:
        if progress:
            progress(0, 0, f"another ingest is writing to {folder}; waiting for it to end")
        try:
            lock.acquire(timeout=seconds)
        except Timeout:
            raise InputError(
                f"{folder}: another ingest has been writing there for over {seconds:.0f} seconds; "
                "wait for it to end, or ingest into another folder"
            ) from None
    try:
        yield
    finally:
        lock.release()
