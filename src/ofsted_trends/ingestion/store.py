"""Keeps what was read of each file, so that the next run reads only what changed and an interrupted run goes on."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

from ofsted_trends.ingestion.files import Found
from ofsted_trends.reading import Record

STORE = ".ingest.sqlite"
MANIFEST = ".ingest.json"

#: Parts of the package whose change means that every document is read again.
_RULES = ("documents", "reading", "registers")
_ALL_RULES = (*_RULES, "coding", "following", "ingestion")


class Store:
    """Records by file and rules, in one SQLite file; each is safe on disk once it is put."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(folder / STORE)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS record (source TEXT PRIMARY KEY, stamp TEXT NOT NULL, body BLOB NOT NULL)"
        )

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.commit()
        self._connection.close()

    def get_all(self, stamps: dict[str, str]) -> dict[str, Record]:
        """Returns the kept records whose stamp is still right, by source."""
        rows = self._connection.execute("SELECT source, stamp, body FROM record")
        return {
            source: json.loads(zlib.decompress(body)) for source, stamp, body in rows if stamps.get(source) == stamp
        }

    def put(self, source: str, stamp: str, record: Record) -> None:
        """Keeps a record; it is on disk when this returns."""
        body = zlib.compress(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(), 1)
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", (source, stamp, body))

    def drop_others(self, sources: set[str]) -> None:
        """Forgets files that are no longer there."""
        kept = {row[0] for row in self._connection.execute("SELECT source FROM record")}
        with self._connection:
            self._connection.executemany("DELETE FROM record WHERE source = ?", [(s,) for s in kept - sources])


def stamp_of(found: Found, limits: dict[str, int]) -> str:
    """Returns what a record depends on: the file, its index entry, the limits and the rules that read it."""
    parts = [found.size, found.changed, found.index, limits, rules_version()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@cache
def rules_version(*, coding: bool = False) -> str:
    """Returns a hash of the package's own rules and registers.

    Args:
        coding: whether the rules that code sentences and lay out tables count too.
    """
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for part in _ALL_RULES if coding else _RULES:
        for file in sorted((root / part).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(file.relative_to(root).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def read_manifest(folder: Path) -> dict[str, Any]:
    """Returns what the last complete run noted; empty where there is none."""
    try:
        noted: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return noted


def write_manifest(folder: Path, values: dict[str, Any]) -> None:
    """Notes a complete run."""
    partial = folder / f"{MANIFEST}.partial"
    partial.write_text(json.dumps(values, indent=1), encoding="utf-8")
    partial.replace(folder / MANIFEST)
