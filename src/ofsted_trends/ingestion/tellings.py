"""One visit, told once: copies of a document and press reports beside the letter that they quote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ofsted_trends.reading import Record

#: Share of the shorter document's sentences that a copy of it has.
SAME_TEXT = 0.5
#: Days after a publication in which the press reports it.
PRESS_DAYS = 45
_FORMATS = {"pdf": 0, "html": 1, "text": 2}


@dataclass(slots=True)
class Telling:
    """How one document stands to the others.

    Attributes:
        primary: whether it counts as its visit.
        same_as: source of the document that tells the same visit first.
        adds: whether what it says counts as evidence: not so where the first telling is at hand.
        problem: what to say of it, as (reason, detail).
    """

    primary: bool = True
    same_as: str | None = None
    adds: bool = True
    problem: tuple[str, str] | None = None


def settle_tellings(records: dict[str, Record]) -> dict[str, Telling]:
    """Returns how each document stands to the others, by source.

    Args:
        records: the readable documents, by source.

    The same bytes twice are one document. Of a PDF and its copy as text the PDF counts. A press report never counts
    as a visit; it adds nothing where the letter is at hand, and is second-hand evidence where it is not.
    """
    tellings = {source: Telling() for source in records}
    _settle_copies(records, tellings)
    for source, record in records.items():
        if record["document"]["event"] == "press_report":
            first = _find_reported(record["document"], records)
            tellings[source] = Telling(
                primary=False,
                same_as=first,
                adds=first is None,
                problem=("second_telling", f"a press report about {first}, which is at hand; it adds nothing")
                if first
                else (
                    "second_hand",
                    "a press report whose letter is not at hand; what it quotes is second-hand evidence",
                ),
            )
    return tellings


def _settle_copies(records: dict[str, Record], tellings: dict[str, Telling]) -> None:
    groups: dict[tuple[Any, ...], list[str]] = {}
    for source, record in records.items():
        document = record["document"]
        if document["event"] != "press_report":
            when = document["visit_start"] or document["published"]
            groups.setdefault((document["authority"], document["framework"], document["event"], when), []).append(
                source
            )
    for group in groups.values():
        ranked = sorted(
            group, key=lambda s: (_FORMATS[records[s]["document"]["format"]], -len(records[s]["prints"]), s)
        )
        for place, source in enumerate(ranked):
            for first in ranked[:place]:
                if not tellings[first].primary:
                    continue
                same_bytes = records[first]["document"]["sha256"] == records[source]["document"]["sha256"]
                if same_bytes or _same_text(records[first], records[source]):
                    reason = "same_file_twice" if same_bytes else "same_document_twice"
                    detail = f"the same document as {first}; it is counted once, there"
                    tellings[source] = Telling(False, first, False, (reason, detail))
                    break


def _same_text(first: Record, second: Record) -> bool:
    one, other = set(first["prints"]), set(second["prints"])
    if not one or not other:
        return False
    return len(one & other) >= SAME_TEXT * min(len(one), len(other))


def _find_reported(press: dict[str, Any], records: dict[str, Record]) -> str | None:
    """Returns the newest document of the authority that was published shortly before a press report."""
    if not press["authority"] or not press["published"]:
        return None
    day = date.fromisoformat(press["published"])
    candidates: list[tuple[str, str]] = []
    for source, record in records.items():
        document = record["document"]
        if (
            document["authority"] != press["authority"]
            or document["event"] == "press_report"
            or not document["published"]
        ):
            continue
        if 0 <= (day - date.fromisoformat(document["published"])).days <= PRESS_DAYS:
            candidates.append((document["published"], source))
    return max(candidates)[1] if candidates else None
