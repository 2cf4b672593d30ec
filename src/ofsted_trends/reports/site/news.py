"""What is new in the data since the last build: documents, judgements, themes that turned, one item each."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from ofsted_trends.charts.names import AREAS, GRADES, name_theme
from ofsted_trends.charts.tables import format_day
from ofsted_trends.frame import Tables
from ofsted_trends.measures import measure_transitions, measure_turns
from ofsted_trends.measures.lanes import list_lanes, select_grades
from ofsted_trends.measures.populations import select_primary, take_columns
from ofsted_trends.reports.blocks import name_visit
from ofsted_trends.reports.fingerprints import digest

DOCUMENT, JUDGEMENTS, TURNED = "document", "judgements", "turned"
#: How a page calls a kind of item: heading, one, many.
KINDS = {
    DOCUMENT: ("New documents", "document", "documents"),
    JUDGEMENTS: ("New judgements", "set of judgements", "sets of judgements"),
    TURNED: ("Themes that turned", "document in which themes turned", "documents in which themes turned"),
}
#: Names of items are made in this space, so that they are the same on every machine and for ever.
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:ofsted-trends:news")

_OTHER = {"strength": "concern", "concern": "strength"}


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news. What it is about never changes; what it says may, when a document is read anew.

    Attributes:
        kind: `document`, `judgements` or `turned`.
        document_id: the document that brought it.
        authority: canonical name.
        day: of its publication; else the last day on site that is known; None where no day is known.
        title: in one line.
        sentences: what there is to say.
        source_url: where the document is; empty where that is not known.
    """

    kind: str
    document_id: str
    authority: str
    day: date | None
    title: str
    sentences: tuple[str, ...]
    source_url: str

    @property
    def key(self) -> str:
        """What the item is about."""
        return f"{self.kind}:{self.document_id}"

    @property
    def name(self) -> str:
        """The item's name for feed readers."""
        return uuid.uuid5(_SPACE, self.key).urn

    @property
    def content(self) -> str:
        """A hash of what the item says."""
        return digest("\n".join([self.title, *self.sentences]).encode())[:16]


def find_news(tables: Tables, place: Any = "") -> list[Item]:
    """Returns every item that the data hold, by document; whether it is new, `mark_seen` says.

    Args:
        tables: the tidy frame.
        place: see `choose_place`.
    """
    chosen = select_primary(tables.documents, place)
    urls = dict(take_columns(tables.documents, ["document_id", "source_url"], "documents").iter_rows())
    documents = {row["document_id"]: row | {"url": urls[row["document_id"]] or ""} for row in chosen.to_dicts()}
    items = [_item(DOCUMENT, row, "New document", _say_published(row)) for row in documents.values()]
    items += _find_judgements(tables, chosen, documents, place)
    items += _find_turned(tables, documents, place)
    return items


def _item(kind: str, row: Mapping[str, Any], what: str, sentences: tuple[str, ...]) -> Item:
    visit = name_visit(dict(row))
    day = row["published"] or row["visit_end"] or row["visit_start"]
    title = f"{row['authority']}: {what[:1].lower()}{what[1:]} ({visit[:1].lower()}{visit[1:]})"
    return Item(kind, row["document_id"], row["authority"], day, title, sentences, row["url"])


def _say_published(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (f"Published on {format_day(row['published'])}.",) if row["published"] else ()


def _find_judgements(
    tables: Tables, chosen: pl.DataFrame, documents: Mapping[str, dict[str, Any]], place: Any
) -> Iterator[Item]:
    before = {
        (row["to_document_id"], lane): row["from_grade"]
        for lane in list_lanes()
        for row in measure_transitions(tables.observations, tables.documents, lane, place=place).iter_rows(named=True)
    }
    graded = select_grades(tables.observations, chosen)
    lanes = list_lanes()
    for (document_id,), part in graded.partition_by("document_id", as_dict=True, maintain_order=True).items():
        rows = sorted(part.iter_rows(named=True), key=lambda row: lanes.index(row["lane"]))
        sentences = tuple(_say_grade(row, before.get((str(document_id), row["lane"]))) for row in rows)
        yield _item(JUDGEMENTS, documents[str(document_id)], "new judgements", sentences)


def _say_grade(row: Mapping[str, Any], earlier: str | None) -> str:
    said = f"{AREAS[row['lane']]}: {GRADES[row['grade']].lower()}"
    if earlier is None:
        return f"{said}."
    return f"{said}, as before." if earlier == row["grade"] else f"{said} (before: {GRADES[earlier].lower()})."


def _find_turned(tables: Tables, documents: Mapping[str, dict[str, Any]], place: Any) -> Iterator[Item]:
    turns = measure_turns(tables.observations, tables.documents, place=place)
    for (document_id,), part in turns.partition_by("to_document_id", as_dict=True, maintain_order=True).items():
        sentences = tuple(_say_turn(row) for row in part.iter_rows(named=True))
        count = len(sentences)
        what = f"{count} theme{'s' if count > 1 else ''} turned"
        yield _item(TURNED, documents[str(document_id)], what, sentences)


def _say_turn(row: Mapping[str, Any]) -> str:
    side, other = row["turned"], _OTHER[row["turned"]]
    return f"{name_theme(row['theme'])}: from {other} ({format_day(row['from_day'])}) to {side}."


@dataclass(frozen=True, slots=True)
class News:
    """What is new, against what an earlier build has seen.

    Attributes:
        items: all of the data.
        updated: by key, the day on which an item was last new or reworded, as text.
        new, reworded: the items that the earlier build had not, or had with other words.
        gone: keys of items that are no longer there.
        first: whether there was no earlier build; nothing is new then.
    """

    items: list[Item]
    updated: dict[str, str]
    new: list[Item]
    reworded: list[Item]
    gone: list[str]
    first: bool


def mark_seen(items: list[Item], seen: Mapping[str, list[str]], today: date) -> tuple[News, dict[str, list[str]]]:
    """Returns what is new, and what the next build is to know.

    At the first build every item is dated by its document, so that the same data make the same feed; later, an item
    that appears is dated by the build, so that a feed reader shows it however old its document is.

    Args:
        items: all of the data.
        seen: by key, day and hash of what was said, as the last build kept it; empty for none.
        today: the day of this build.
    """
    first = not seen
    known: dict[str, list[str]] = {}
    new: list[Item] = []
    reworded: list[Item] = []
    for item in items:
        old = seen.get(item.key)
        if old and old[1] == item.content:
            known[item.key] = list(old)
            continue
        if not first:
            (reworded if old else new).append(item)
        day = item.day or date(1970, 1, 1) if first else today
        known[item.key] = [day.isoformat(), item.content]
    gone = sorted(set(seen) - set(known))
    return News(items, {key: day for key, (day, _) in known.items()}, new, reworded, gone, first), known
