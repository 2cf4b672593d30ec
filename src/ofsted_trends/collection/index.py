"""The folder of documents and the index that names them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import urlsplit

from ofsted_trends.collection.publication import Publication
from ofsted_trends.errors import CollectError
from ofsted_trends.ingestion.files import INDEX, read_index
from ofsted_trends.ingestion.naming import slug
from ofsted_trends.registers.authorities import Authority

COLUMNS = ("path", "source_url", "urn", "authority", "published")


class Index:
    """A folder of documents and its `index.csv`; columns and rows that an analyst added stay."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._file = folder, folder / INDEX
        read_index(folder)  # refuses one that cannot be read
        words = self._file.read_text(encoding="utf-8-sig") if self._file.is_file() else ""
        reader = csv.DictReader(io.StringIO(words))
        self._rows = list(reader)
        self._columns = list(dict.fromkeys([*(reader.fieldnames or []), *COLUMNS]))

    def has(self, url: str) -> bool:
        """Returns whether a document is there already."""
        return any(row.get("source_url") == url and (self._folder / row["path"]).is_file() for row in self._rows)

    def keep(self, authority: Authority, publication: Publication, content: bytes) -> Path:
        """Writes a document, then the index that names it.

        Raises:
            CollectError: it is no PDF.
        """
        if b"%PDF-" not in content[:1024]:
            raise CollectError(f"{publication.url}: no PDF but {content[:20]!r}; it was not kept")
        day = publication.published.isoformat() if publication.published else ""
        name = slug(urlsplit(publication.url).path.rsplit("/", 1)[-1])
        path = f"{slug(authority.name)}/{'-'.join(part for part in (day, name) if part)}.pdf"
        self._write(self._folder / path, content)
        self._rows = [row for row in self._rows if row.get("source_url") != publication.url]
        self._rows.append(
            {
                "path": path,
                "source_url": publication.url,
                "urn": authority.ofsted_urn or "",
                "authority": authority.name,
                "published": day,
            }
        )
        held = io.StringIO()
        writer = csv.DictWriter(held, self._columns, restval="")
        writer.writeheader()
        writer.writerows(self._rows)
        self._write(self._file, held.getvalue().encode())
        return self._folder / path

    def _write(self, target: Path, content: bytes) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        partial.write_bytes(content)
        partial.replace(target)
