"""What a folder of pages keeps of the last build of each saved set: which pages are there, made from what; and the lock
of the folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from ofsted_trends.errors import InputError

#: The hidden folder below the folder of pages.
FOLDER = ".ofsted-trends"
LOCK, LOG = "lock", "log.jsonl"


@dataclass(slots=True)
class KeptFile:
    """A file that is there.

    Attributes:
        fingerprint: of what a page was made from; empty for other files.
        size: bytes of the file.
    """

    fingerprint: str
    size: int


@dataclass(slots=True)
class Kept:
    """What is known of the last build of a set. Other sets may have pages in the same folder.

    Attributes:
        state: hash of everything that the build rests on; empty where it was not complete.
        files: pages and other files of the build by their path below the folder; of a page whose last render failed,
            the last good one.
        failed: paths of pages whose last render failed.
        extras: what the site keeps for its news.
    """

    state: str = ""
    files: dict[str, KeptFile] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    extras: dict[str, Any] = field(default_factory=dict)

    def is_there(self, folder: Path, path: str, fingerprint: str | None = None) -> bool:
        """Returns whether a file is there as it was written, and made from what the fingerprint says."""
        known, file = self.files.get(path), folder / path
        if known is None or (fingerprint is not None and known.fingerprint != fingerprint):
            return False
        return file.is_file() and file.stat().st_size == known.size


def read_kept(folder: Path, name: str) -> Kept:
    """Returns what the last build of the set `name` kept; an empty one where there is none, or where it cannot be
    read."""
    try:
        found = json.loads(_kept_file(folder, name).read_text(encoding="utf-8"))
        files = {path: KeptFile(**page) for path, page in found.pop("files").items()}
        return Kept(files=files, **found)
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError, AttributeError):
        return Kept()


def write_kept(folder: Path, name: str, kept: Kept) -> None:
    """Keeps what is known of a build of the set `name`, in one step."""
    target = _kept_file(folder, name)
    partial = target.with_suffix(".partial")
    partial.write_text(json.dumps(asdict(kept), indent=1, sort_keys=True, ensure_ascii=False), encoding="utf-8")
    partial.replace(target)


def _kept_file(folder: Path, name: str) -> Path:
    return folder / FOLDER / f"{name}.json"


@contextmanager
def lock_folder(folder: Path, seconds: float, say: Callable[[str], None]) -> Iterator[None]:
    """Holds a folder of pages for one build; says so while it waits for another.

    Raises:
        InputError: the folder cannot be made, or another build did not end in time.
    """
    try:
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot be a folder of pages ({error.strerror}); name another") from None
    lock = FileLock(folder / FOLDER / LOCK)
    try:
        lock.acquire(timeout=0.2)
    except Timeout:
        say(f"another build is writing to {folder}; waiting for it to end")
        try:
            lock.acquire(timeout=seconds)
        except Timeout:
            raise InputError(
                f"{folder}: another build has been writing there for over {seconds:.0f} seconds; wait for it to end, "
                "or build into another folder"
            ) from None
    try:
        yield
    finally:
        lock.release()
