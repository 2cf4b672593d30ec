"""Which files an ingest looks at, and what a folder's index says of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ofsted_trends.documents import ENDINGS
from ofsted_trends.errors import InputError, UnknownNameError
from ofsted_trends.reading.dates import parse_day
from ofsted_trends.reading.problem import Problem
from ofsted_trends.registers.authorities import find_authority

INDEX = "index.csv"
#: Columns of an index that are read; others are left alone.
INDEX_COLUMNS = ("path", "source_url", "urn", "authority", "published", "kind")


@dataclass(frozen=True, slots=True)
class Found:
    """One file to read.

    Attributes:
        path: where it is.
        source: its path below the folder that was named, with forward slashes.
        index: what the folder's index says of it, as JSON values.
        size, changed: bytes and time of the last change in nanoseconds.
    """

    path: Path
    source: str
    index: dict[str, Any]
    size: int
    changed: int


def find_files(paths: list[Path]) -> tuple[list[Found], list[tuple[str, Problem]]]:
    """Returns the documents in files and folders, by source, and what is wrong with their indexes.

    Args:
        paths: files, or folders that are searched with all that is below them; hidden files are left out.

    Raises:
        InputError: a path does not exist, or nothing is there to read; all at once.
    """
    missing = [str(p) for p in paths if not p.exists()]
    if missing:
        raise InputError(
            f"{', '.join(missing)}: not found; name a document or a folder of documents (PDF, text or HTML)"
        )
    found: dict[str, Found] = {}
    problems: list[tuple[str, Problem]] = []
    for root in paths:
        index: dict[str, dict[str, Any]] = {}
        if root.is_file():
            files = [(root, root.name)]
        else:
            index, wrong = read_index(root)
            problems += wrong
            files = [(p, p.relative_to(root).as_posix()) for p in sorted(root.rglob("*")) if _is_document(p, root)]
            known = {source for _, source in files}
            problems += [
                (
                    name,
                    Problem(
                        "index",
                        "file_missing",
                        f"{INDEX} names it, but the folder does not hold it; fetch it or drop the line",
                    ),
                )
                for name in index
                if name not in known and not (root / name).exists()
            ]
        for path, below in files:
            taken = below in found and found[below].path != path.resolve()
            source = f"{root.name}/{below}" if taken else below
            stat = path.stat()
            found[source] = Found(path.resolve(), source, index.get(below, {}), stat.st_size, stat.st_mtime_ns)
    if not found:
        names = ", ".join(str(p) for p in paths)
        raise InputError(f"{names}: no documents found; put files ending in {', '.join(ENDINGS)} there")
    return [found[source] for source in sorted(found)], problems


def read_index(folder: Path) -> tuple[dict[str, dict[str, Any]], list[tuple[str, Problem]]]:
    """Returns what the folder's `index.csv` says, by source; empty where there is none.

    Args:
        folder: a folder whose index has the column `path` and any of `source_url`, `urn`, `authority`, `published`.

    Raises:
        InputError: the index has no column `path`, or is not UTF-8.
    """
    file = folder / INDEX
    if not file.is_file():
        return {}, []
    try:
        rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8 CSV") from error
    if rows and "path" not in rows[0]:
        raise InputError(f"{file}: no column `path`; found {', '.join(rows[0])}")
    entries: dict[str, dict[str, Any]] = {}
    problems: list[tuple[str, Problem]] = []
    for number, row in enumerate(rows, 2):
        values = {c: (row.get(c) or "").strip() for c in INDEX_COLUMNS}
        source = values.pop("path").replace("\\", "/")
        entry: dict[str, Any] = {c: v for c, v in values.items() if v}
        if "published" in entry:
            day = _index_day(entry["published"])
            entry["published"] = day
            if day is None:
                problems.append(
                    (
                        source,
                        _index_problem(number, f"published {values['published']!r} is no date; write 2024-11-28"),
                    )
                )
                del entry["published"]
        if "authority" in entry:
            try:
                find_authority(entry["authority"])
            except UnknownNameError as error:
                problems.append((source, _index_problem(number, str(error))))
                del entry["authority"]
        entries[source] = entry
    return entries, problems


def _index_problem(line: int, detail: str) -> Problem:
    return Problem("index", "wrong_value", f"{INDEX}, line {line}: {detail}")


def _index_day(text: str) -> str | None:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        day = parse_day(text)
        return day.isoformat() if day else None


def _is_document(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return path.suffix.lower() in ENDINGS and not hidden and path.is_file()
