"""Builds the site: the pages of a saved set, and around them what a reader finds them by."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from ofsted_trends.errors import InputError
from ofsted_trends.reports.batch import TIMEOUT, Progress, RenderResult
from ofsted_trends.reports.build import Build, build_set
from ofsted_trends.reports.kept import Kept
from ofsted_trends.reports.plain_page import draw_plain_page
from ofsted_trends.reports.provenance import Provenance
from ofsted_trends.reports.sets import SavedSet, read_set
from ofsted_trends.reports.site import index
from ofsted_trends.reports.site.changes import describe_changes, note_changes
from ofsted_trends.reports.site.downloads import write_downloads
from ofsted_trends.reports.site.feed import FEED, write_feed
from ofsted_trends.reports.site.news import Item, find_news, mark_seen

INDEX, CHANGES = "index.html", "changes.html"


def build_site(
    folder: Path,
    *,
    corpus: str = "",
    place: str | Sequence[str] = "",
    base_url: str = "",
    pages: Path | None = None,
    static: bool = False,
    force: bool = False,
    workers: int | None = None,
    timeout: float = TIMEOUT,
    scheduler: str = "",
    log: Path | None = None,
    wait_seconds: float = 3600,
    progress: Progress | None = None,
) -> Build:
    """Builds a site that works from a folder, a network share or any web server; only what changed is rendered.

    The same data build the same site, but for the days that the news carry: the page of changes says when it was
    built, and the feed when an item first came. `SOURCE_DATE_EPOCH` sets that day.

    Args:
        folder: where the site goes.
        corpus: folder of tables that `ingest` wrote; empty for the bundled facts.
        place: only authorities of this place have pages; empty for all. National pages always count all.
        base_url: web address of the site, for a feed that works from everywhere; empty for relative links.
        pages: a saved set to build instead of the project's own.
        static: whether all pages go without scripts, which makes the site much smaller.
        force, workers, timeout, scheduler, log, wait_seconds, progress: see `build_set`.

    Raises:
        InputError: a path cannot be used, or the saved set is wrong.
    """
    if base_url and not base_url.startswith(("https://", "http://")):
        raise InputError(
            f"base URL {base_url!r} is no web address; write it in full, such as https://example.org/trends/"
        )
    if pages:
        saved = read_set(pages, corpus=corpus, place=place)
    else:
        with as_file(files(__package__) / "site.toml") as own:
            saved = read_set(own, corpus=corpus, place=place, trusted=True)
    if static:
        saved = SavedSet([replace(entry, interactive=False) for entry in saved.entries], saved.at_hand)
    site = Site(folder.expanduser().resolve(), saved, base_url, _today())
    return build_set(
        saved,
        folder,
        name="site",
        home=INDEX,
        finish=site.finish,
        options=base_url,
        force=force,
        workers=workers,
        timeout=timeout,
        scheduler=scheduler,
        log=log,
        wait_seconds=wait_seconds,
        progress=progress,
    )


def _today() -> date:
    """Returns the day of the build; the one that `SOURCE_DATE_EPOCH` names, where it does."""
    moment = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (datetime.fromtimestamp(int(moment), UTC) if moment.isdigit() else datetime.now(UTC)).date()


@dataclass(frozen=True, slots=True)
class Site:
    """What the files around the pages are made of.

    Attributes:
        folder: of the site.
        saved: the set of pages.
        base_url: web address; empty where it is not known.
        today: the day of the build.
    """

    folder: Path
    saved: SavedSet
    base_url: str
    today: date

    def finish(self, results: list[RenderResult], kept: Kept) -> Mapping[str, bytes]:
        """Returns the files of the site that are no reports, the index last."""
        tables, place = self.saved.at_hand.tables, self.saved.at_hand.place
        sections, pages = self._arrange(results, kept)
        news, seen = mark_seen(find_news(tables, place), kept.extras.get("seen", {}), self.today)
        notes = note_changes(news, results, kept.extras.get("notes", []), self.today)
        kept.extras = {"seen": seen, "notes": notes}

        def link(item: Item) -> str:
            return next((page.path for page in pages.get(item.authority, []) if page.path), INDEX)

        downloads = write_downloads(tables)
        every = [*(page for own in pages.values() for page in own), *(page for s in sections for page in s.links)]
        authorities = index.list_authorities(tables, place, pages)
        shared: dict[str, Any] = {"index": INDEX, "changes_page": CHANGES, "feed": FEED}
        shared["changes"] = describe_changes(news, notes)
        found = {file.path: file.content for file in downloads}
        found[FEED] = write_feed(news, link, self.base_url)
        found[CHANGES] = draw_plain_page("changes.html.j2", link=link, **shared).encode()
        found[INDEX] = draw_plain_page(
            "index.html.j2",
            script="site.js",
            authorities=authorities,
            missing=index.list_missing(authorities, place),
            columns=index.list_columns(),
            symbols=index.list_symbols(),
            counted=index.count_documents(tables, place),
            sections=sections,
            failures=[page for page in every if page.failure],
            downloads=downloads,
            base_url=self.base_url,
            about=Provenance(tables, "", {})._repr_html_(),
            **shared,
        ).encode()
        return found

    def _arrange(
        self, results: Sequence[RenderResult], kept: Kept
    ) -> tuple[list[index.Section], dict[str, list[index.Link]]]:
        """Returns the pages by section, and those of each authority by its name; both in the order of the set."""
        sections: list[index.Section] = []
        pages: dict[str, list[index.Link]] = {}
        told = iter(results)
        for entry in self.saved.entries:
            section = index.Section(entry.about, bool(entry.ranging), [])
            for job in entry.jobs(self.folder, self.saved.at_hand):
                path = job.out.relative_to(self.folder).as_posix()
                there = next(told).page is not None
                link = index.link_page(job.label, path, there, path in kept.failed)
                if entry.ranging == "authority":
                    pages.setdefault(str(job.parameters["authority"]), []).append(link)
                else:
                    section.links.append(link)
            if section.links:
                sections.append(section)
        return sections, pages
