"""Ofsted's reports site to files on disk: politely, and going on where the last run ended.

The page of an authority links its reports and letters. What is new is kept as a file, and named in the folder's
`index.csv`, from which `ingest` takes where a document came from and when it was published.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx

from ofsted_trends.collection.index import Index
from ofsted_trends.collection.publication import Publication
from ofsted_trends.collection.site import Site, is_ofsted
from ofsted_trends.documents.html import find_links
from ofsted_trends.errors import CollectError, InputError
from ofsted_trends.reading.dates import parse_day
from ofsted_trends.registers.authorities import Authority, find_authority, load_authorities

#: Where the links to documents lead.
FILES = "/v1/file/"
ALL = "all"

#: Called with (authorities done, authorities to do, name).
Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class Collected:
    """What a run came to.

    Attributes:
        folder: of the documents.
        new: files that were fetched.
        known: how many documents were there already.
        problems: what could not be fetched, and why.
    """

    folder: Path
    new: list[Path] = field(default_factory=list)
    known: int = 0
    problems: list[str] = field(default_factory=list)


def collect(
    names: Sequence[str],
    folder: Path,
    *,
    pause: float = 1.0,
    client: httpx.Client | None = None,
    progress: Progress | None = None,
) -> Collected:
    """Fetches the documents of authorities that are not there yet, one at a time.

    Each is on disk, and in the index, before the next is asked for: an interrupted run goes on. What cannot be fetched
    is told and stops nothing.

    Args:
        names: of authorities, in any printed form; `all` for every authority of today.
        folder: where the documents go, a folder for each authority.
        pause: seconds between two requests.
        client: asks for pages; one of its own by default.
        progress: called before each authority.

    Raises:
        UnknownNameError: an authority is not known.
        InputError: the folder's index cannot be read.
        CollectError: not one page of an authority could be read.
    """
    authorities = _choose(names)
    index = Index(folder)
    found = Collected(folder)
    pages = 0
    with Site(client or httpx.Client(), pause) as site:
        for done, authority in enumerate(authorities):
            if progress:
                progress(done, len(authorities), authority.name)
            try:
                publications = find_publications(site.get(authority.url or ""), authority.url or "")
            except CollectError as error:
                found.problems.append(f"{authority.name}: {error}")
                continue
            pages += 1
            for publication in publications:
                if index.has(publication.url):
                    found.known += 1
                    continue
                try:
                    found.new.append(index.keep(authority, publication, site.get(publication.url)))
                except CollectError as error:
                    found.problems.append(f"{authority.name}: {error}")
    if authorities and not pages:
        raise CollectError("no page of an authority could be read:\n" + "\n".join(found.problems))
    return found


def _choose(names: Sequence[str]) -> list[Authority]:
    if [name.strip().lower() for name in names] == [ALL]:
        return [authority for authority in load_authorities() if authority.url and not authority.end]
    chosen = [find_authority(name) for name in names if name.strip()]
    lost = [authority.name for authority in chosen if not authority.url]
    if lost:
        raise InputError(f"{', '.join(lost)}: there is no page of it on Ofsted's site; name its successor")
    return list(dict.fromkeys(chosen))


def find_publications(page: bytes, address: str) -> list[Publication]:
    """Returns the documents that the page of an authority links, each once, in its order.

    Args:
        page: as it was fetched.
        address: of the page, to which links are resolved.

    >>> link = b'<a href="https://files.ofsted.gov.uk/v1/file/5">Inspection <span>pdf - 30 January 2024</span></a>'
    >>> find_publications(link, "https://reports.ofsted.gov.uk/")[0].published
    datetime.date(2024, 1, 30)
    """
    found: dict[str, Publication] = {}
    for link, words in find_links(page.decode("utf-8", errors="replace")):
        url = urljoin(address, link)
        if is_ofsted(url) and FILES in urlsplit(url).path:
            found.setdefault(url, Publication(url, words, parse_day(words)))
    return list(found.values())
