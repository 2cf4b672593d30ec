"""What a page depends on, as one hash: its own rows, its parameters, its notebook, the package. A page whose hash is
what it was need not be rendered again."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import polars as pl

from ofsted_trends import __version__
from ofsted_trends.frame import MATCHES, SCHEMAS, Tables
from ofsted_trends.reports.batch import RenderJob
from ofsted_trends.reports.notebooks import load_notebooks
from ofsted_trends.reports.parameters import find_notebook

#: Libraries whose version can change what a page looks like.
DRAWING = ("altair", "nbconvert", "polars", "vl-convert-python")
#: The part of the package that no page of a notebook depends on.
_APART = "cli"


class Fingerprints:
    """The hashes of pages.

    Args:
        load: gives the tables of a folder; empty for the bundled facts.
    """

    def __init__(self, load: Callable[[str], Tables]) -> None:
        self._rows = cache(lambda corpus: digest_rows(load(corpus)))

    def fingerprint(self, job: RenderJob) -> str:
        """Returns the hash of everything that a page depends on."""
        given = {name: value for name, value in job.parameters.items() if name != "corpus"}
        corpus = str(job.parameters.get("corpus", ""))
        rows = self._rows(corpus)
        own = load_notebooks().get(Path(job.notebook).stem, {}).get("rows") == "authority"
        depends = {
            "rows": rows.of(str(given.get("authority", ""))) if own else rows.all,
            "parameters": given,
            "corpus": Path(corpus).name,
            "notebook": digest(find_notebook(job.notebook).read_bytes()),
            "interactive": job.interactive,
            "home": job.home,
            "package": package_version(),
        }
        return digest(json.dumps(depends, sort_keys=True, default=str).encode())


class RowDigests:
    """Hashes of the rows of authorities.

    Attributes:
        all: of every row.
    """

    def __init__(self, by_authority: dict[str, str], shared: str, everything: str) -> None:
        self._by_authority, self._shared = by_authority, shared
        self.all = everything

    def of(self, authority: str) -> str:
        """Returns the hash of an authority's rows, and of the little that its page takes from all of them."""
        return f"{self._by_authority.get(authority, '')} {self._shared}"


def digest_rows(tables: Tables) -> RowDigests:
    """Returns the hashes of the rows of each authority, and of all rows."""
    documents = tables.documents
    hashes: dict[str, list[str]] = {}
    owners = documents.select("document_id", "source", "authority")
    everything = []
    for name in SCHEMAS if tables.matches is None else [*SCHEMAS, MATCHES]:
        table: pl.DataFrame = getattr(tables, name)
        everything.append(_digest_frame(table))
        key = "source" if name == "problems" else "document_id"
        owned = table if "authority" in table.columns else table.join(owners.select(key, "authority"), on=key)
        for (authority,), part in owned.partition_by("authority", as_dict=True, maintain_order=True).items():
            hashes.setdefault(str(authority), []).append(f"{name} {_digest_frame(part)}")
    newest = documents.select(pl.coalesce("visit_start", "published").max()).item()
    spoken_of = sorted(tables.observations["theme"].drop_nulls().unique())
    shared = [str(newest)[:4], *spoken_of, str(tables.has_text)]
    by_authority = {authority: digest(" ".join(parts).encode()) for authority, parts in hashes.items()}
    return RowDigests(by_authority, digest(" ".join(shared).encode()), digest(" ".join(everything).encode()))


def _digest_frame(frame: pl.DataFrame) -> str:
    held = io.BytesIO()
    frame.rechunk().write_ipc(held, compression="uncompressed")
    return digest(held.getbuffer())


@cache
def package_version() -> str:
    """Returns the package's version with a hash of its files, which tells a checkout's changes, and the versions of
    what draws."""
    root = Path(__file__).parents[1]
    state = hashlib.sha256()
    for file in sorted(root.rglob("*")):
        part = file.relative_to(root)
        skipped = part.parts[0] in (_APART, "bundled_facts", "notebooks") or file.suffix == ".pyc"
        if file.is_file() and not skipped:
            state.update(part.as_posix().encode())
            state.update(file.read_bytes())
    return " ".join([__version__, state.hexdigest()[:16], *(_version_of(name) for name in DRAWING)])


def _version_of(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def digest(content: Any) -> str:
    """Returns the hash of bytes."""
    return hashlib.sha256(content).hexdigest()


def digest_files(files: list[Path]) -> str:
    """Returns one hash of the names and contents of files, in their order; of a file that is not there, the name."""
    return digest(" ".join(f"{f.name} {digest(f.read_bytes()) if f.is_file() else ''}" for f in files).encode())
