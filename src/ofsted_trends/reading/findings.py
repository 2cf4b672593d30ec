"""What a document says: its sentences by section, its items for improvement and priority action, and its scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from ofsted_trends.documents import Document, Shape
from ofsted_trends.reading.grades import grade_of, grade_pattern
from ofsted_trends.reading.identity import Identity
from ofsted_trends.reading.items import find_openings, find_responsible_bodies
from ofsted_trends.reading.press import find_quotes
from ofsted_trends.reading.sections import Placed, find_row, place_passages
from ofsted_trends.reading.sentences import split_sentences
from ofsted_trends.registers.frameworks import load_frameworks, load_judgement_areas
from ofsted_trends.registers.sections import is_boilerplate


@dataclass(slots=True)
class Sentence:
    """One sentence of the body that reports, judges or asks.

    Attributes:
        kind: `finding`, `improvement` or `priority_action`.
        section: printed words of its heading; empty before the first.
        area, strand, grade: as in the frame.
        item: which item of its list, from 1.
        page, paragraph: where it begins.
        text: the sentence.
        previous, following: its neighbours in the same section, empty at its ends.
    """

    kind: str
    section: str
    area: str | None
    strand: str | None
    grade: str | None
    item: int | None
    page: int | None
    paragraph: str
    text: str
    previous: str = ""
    following: str = ""


@dataclass(slots=True)
class Findings:
    """Everything that one document says.

    Attributes:
        sentences: in order.
        scope: the words that say what inspectors looked at; None where the document does not say.
        outcome: which outcome an area SEND report gives, a key of `_OUTCOMES`.
        left_out_words: words of the body that stand in sections that report no findings.
    """

    sentences: list[Sentence] = field(default_factory=list)
    scope: str | None = None
    outcome: str | None = None
    left_out_words: int = 0


_NO_ITEM = re.compile(r"^(?:there (?:are|were) no|none|no areas?)\b.{0,120}$", re.IGNORECASE)
_SCOPE = re.compile(
    r"^(?:inspectors|(?:the|this) (?:visit|inspection)|during (?:the course of )?(?:this|the) visit|they)\b.{0,80}?"
    r"\b(?:looked at|considered|reviewed the|focus+ed (?:on|their)|evaluated|examined|included a ‘deep dive|"
    r"with a particular focus|concentrated on|covered|explored)\b|"
    r"\b(?:summarises|outlines) (?:the|our) findings (?:about|of|on) the (?:effectiveness of the )?multi-agency|"
    r"deep dive",
    re.IGNORECASE,
)
_SCOPE_METHOD = re.compile(
    r"(?:considered|reviewed) a (?:wide )?range of|looked closely at|considered the quality of work",
    re.IGNORECASE,
)
#: The outcomes of area SEND inspections, by what their sentence says. Source: area SEND framework, 2016 and 2023.
_OUTCOMES = {
    "typically_positive": re.compile(r"typically\s+lead\s+to\s+positive\s+experiences", re.IGNORECASE),
    "inconsistent": re.compile(r"inconsistent\s+experiences\s+and\s+outcomes", re.IGNORECASE),
    "systemic_failings": re.compile(r"widespread\s+and/?(?:or)?\s+systemic\s+failings", re.IGNORECASE),
    "written_statement_required": re.compile(
        r"(?:is|are)\s+required|requires?\s+.{0,60}written\s+statement\s+of\s+action", re.IGNORECASE
    ),
}
#: A line without two words in a row, such as a stray page number, says nothing.
_WORDS = re.compile(r"[A-Za-z]{2,}\W+[A-Za-z]{2,}")
_LISTS = ("improvement", "priority_action")
#: Such a subject is no aspect that is judged: `Nearly all work to safeguard children is good`.
_QUANTIFIED = re.compile(
    r"(?:nearly|almost|most|some|many|few|all|both|several|this|these|those|they|it|there|where|when|while)\b|"
    r".*\bwas\b",
    re.IGNORECASE,
)


def read_findings(document: Document, identity: Identity) -> Findings:
    """Returns the sentences, items, scope and outcome of a document.

    Sections that say how it was inspected, give background, define grades or close a letter are left out; their words
    are counted in `left_out_words`.

    Args:
        document: the document, read.
        identity: who, what and when.
    """
    found = Findings()
    if identity.event == "press_report":
        found.sentences = _quoted_sentences(document)
        return found
    counts = {"improvement": 0, "priority_action": 0}
    placed = [p for p in place_passages(document, identity.framework) if p.passage.text]
    # letters have headings; running text before the first one is about the visit
    front_counts = identity.event in ("inspection", "reinspection", "joint_inspection", "board_review")
    for _, passages in groupby(placed, key=lambda p: (p.role, p.group)):
        section = list(passages)
        role = section[0].role
        if role in _LISTS:
            _read_items(section, role, counts, found, identity)
            continue
        for entry in section:
            _read_passage(entry, found, identity, front_counts)
    _link_neighbours(found.sentences)
    return found


def _quoted_sentences(document: Document) -> list[Sentence]:
    """Returns only what a press report quotes: the rest is the newspaper's."""
    return [
        Sentence("finding", "", None, None, None, None, passage.page_at(0), passage.place, text)
        for number, words in find_quotes(document)
        for passage in [document.passages[number]]
        for _, text in split_sentences(words)
    ]


def _read_passage(entry: Placed, found: Findings, identity: Identity, front_counts: bool) -> None:
    text = entry.passage.text
    if (entry.role in ("front", "about", "scope", "background") and found.scope is None) or entry.role == "scope":
        _collect_scope(entry, found)
    if (
        identity.framework == "send"
        and found.outcome is None
        and entry.heading.lower().startswith("inspection outcome")
    ):
        found.outcome = next((key for key, pattern in _OUTCOMES.items() if pattern.search(text)), None)
    if entry.role == "section_grade":
        found.sentences.extend(_section_grade(entry, identity))
    elif entry.role == "findings" or (entry.role == "front" and front_counts and _is_running_text(entry)):
        found.sentences.extend(_sentences(entry, "finding", None, identity, found))
    else:
        found.left_out_words += len(text.split())


def _is_running_text(entry: Placed) -> bool:
    """Cover lines, addressees and table rows are no running text."""
    text = entry.passage.text
    return len(text) > 90 and text[-1:] in ".!?’”)" and not re.match(r"dear\b|\d{1,2} \w+ 20\d\d", text, re.IGNORECASE)


def _read_items(section: list[Placed], role: str, counts: dict[str, int], found: Findings, identity: Identity) -> None:
    """Numbers the items of one list; what stands between them in running text is a finding."""
    opens = find_openings(section, identity.framework)
    item: int | None = None
    bodies = find_responsible_bodies(section, opens)
    for entry in section:
        if id(entry) in bodies:
            found.left_out_words += len(entry.passage.text.split())
            continue
        if id(entry) in opens and not _NO_ITEM.match(entry.passage.text):
            counts[role] += 1
            item = counts[role]
        elif entry.passage.shape is Shape.PARAGRAPH and not entry.passage.number and id(entry) not in opens:
            item = item if identity.framework == "send" or _goes_on(entry, item) else None
        elif id(entry) in opens:
            item = None
        kind = role if item is not None else "finding"
        found.sentences.extend(_sentences(entry, kind, item, identity, found))


def _goes_on(entry: Placed, item: int | None) -> bool:
    return item is not None and entry.passage.text[:1].islower()


def _sentences(entry: Placed, kind: str, item: int | None, identity: Identity, found: Findings) -> Iterator[Sentence]:
    passage = entry.passage
    for offset, text in split_sentences(passage.text):
        if kind == "finding" and (is_boilerplate(text) or not _WORDS.search(text)):
            found.left_out_words += len(text.split())
            if found.scope is None and _SCOPE.search(text) and not _SCOPE_METHOD.search(text):
                found.scope = text
            continue
        area, grade = _judged(text, entry, identity) if kind == "finding" else (entry.area, None)
        yield Sentence(
            kind, entry.heading, area, entry.strand, grade, item, passage.page_at(offset), passage.place, text
        )


def _judged(text: str, entry: Placed, identity: Identity) -> tuple[str | None, str | None]:
    """Returns (area, grade) of a sentence that is itself a judgement, such as `Case recording is inadequate.`

    Only the reports of 2009 to 2013 judge in sentences with the words of their scale.
    """
    if load_frameworks()[identity.framework].scale != "2009-2013":
        return entry.area, None
    judged = rf"(?:is|are) (?P<grade>{grade_pattern(identity.framework)})(?: overall)?\."
    match = re.fullmatch(rf"(?P<topic>[A-Z][\w ,’'/-]{{3,120}}?) {judged}", text)
    if not match or _QUANTIFIED.match(match["topic"]):
        return entry.area, None
    row = find_row(
        re.sub(r"^the (?:promotion of )?", "", match["topic"], flags=re.I),
        entry.strand,
        load_judgement_areas(identity.framework),
    )
    return (row.area if row else entry.area), grade_of(match["grade"], identity.framework)


def _section_grade(entry: Placed, identity: Identity) -> Iterator[Sentence]:
    grade = (
        grade_of(entry.passage.text.rsplit("(", 1)[-1], identity.framework)
        if load_frameworks()[identity.framework].scale
        else None
    )
    row = find_row(entry.heading, entry.strand, load_judgement_areas(identity.framework))
    area = row.area if row else entry.area
    yield Sentence(
        "finding",
        entry.heading,
        area,
        entry.strand,
        grade,
        None,
        entry.passage.page_at(0),
        entry.passage.place,
        entry.passage.text,
    )


def _collect_scope(entry: Placed, found: Findings) -> None:
    text = entry.passage.text
    if entry.role == "scope":
        if not _SCOPE_METHOD.search(text[:120]):
            found.scope = f"{found.scope} {text}" if found.scope else text
        return
    said = [s for _, s in split_sentences(text) if _SCOPE.search(s) and not _SCOPE_METHOD.search(s)]
    if said:
        found.scope = " ".join(said)


def _link_neighbours(sentences: list[Sentence]) -> None:
    for before, after in pairwise(sentences):
        if before.section == after.section:
            before.following = after.text
            after.previous = before.text
