"""What a build changed, for the page of changes; and one line on each build before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ofsted_trends.charts.tables import format_day
from ofsted_trends.reports.batch import RenderResult
from ofsted_trends.reports.site.feed import sort_newest
from ofsted_trends.reports.site.news import KINDS, Item, News

#: So many builds are remembered.
LONGEST = 30


@dataclass(frozen=True, slots=True)
class Changes:
    """What the latest build changed that changed something.

    Attributes:
        day: of the build, as a reader writes it.
        headline: in one sentence.
        groups: heading and items, the newest first.
        rendered: names of the pages that were made again.
        builds: one line on each build, the latest first: day, first, counts by kind of item, rendered.
    """

    day: str
    headline: str
    groups: list[tuple[str, list[Item]]]
    rendered: list[str]
    builds: list[dict[str, Any]]


def note_changes(
    news: News, results: Sequence[RenderResult], noted: Sequence[dict[str, Any]], today: date
) -> list[dict[str, Any]]:
    """Returns the notes on all builds, the latest first, for the next build to keep.

    A build that brought no news and rendered nothing, such as one that only tried a failed report again, is not noted:
    what the last one changed is still what a reader wants to know.
    """
    rendered = [result.job.label for result in results if result.status == "rendered"]
    if noted and not (news.new or news.reworded or news.gone or rendered):
        return list(noted)
    note = {
        "day": today.isoformat(),
        "first": news.first,
        "counts": {kind: sum(item.kind == kind for item in news.new) for kind in KINDS},
        "gone": len(news.gone),
        "rendered": len(rendered),
        "detail": {
            "new": [item.key for item in news.new],
            "reworded": [item.key for item in news.reworded],
            "rendered": rendered,
        },
    }
    earlier = [{key: value for key, value in line.items() if key != "detail"} for line in noted]
    return [note, *earlier][:LONGEST]


def describe_changes(news: News, notes: Sequence[dict[str, Any]]) -> Changes:
    """Returns the latest of the notes in words."""
    note, items = notes[0], {item.key: item for item in news.items}
    new = [items[key] for key in note["detail"]["new"] if key in items]
    reworded = [items[key] for key in note["detail"]["reworded"] if key in items]
    groups = [(KINDS[kind][0], sort_newest([i for i in new if i.kind == kind], news.updated)) for kind in KINDS]
    groups.append(("Read anew, with another result", sort_newest(reworded, news.updated)))
    return Changes(
        day=_write_day(note["day"]),
        headline=_say(note, len(reworded)),
        groups=[(heading, found) for heading, found in groups if found],
        rendered=note["detail"]["rendered"],
        builds=[line | {"day": _write_day(line["day"])} for line in notes],
    )


def _write_day(day: str) -> str:
    return format_day(date.fromisoformat(day))


def _say(note: dict[str, Any], reworded: int) -> str:
    if note["first"]:
        return "This is the first build of this site; the next one says here what is new."
    counts = {KINDS[kind][1 if count == 1 else 2]: count for kind, count in note["counts"].items() if count}
    counts |= {"read anew with another result": reworded, "no longer at hand": note["gone"]}
    told = [f"{count:,} {words}" for words, count in counts.items() if count]
    return f"New: {'; '.join(told)}." if told else "No new document, judgement or turned theme; pages were made again."
