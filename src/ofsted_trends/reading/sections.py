"""Walks a document's passages and says, for each, what section it stands in and what that section is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ofsted_trends.documents import Document, Passage, Shape
from ofsted_trends.reading.grades import grade_of
from ofsted_trends.registers.frameworks import JudgementArea, load_frameworks
from ofsted_trends.registers.sections import Section, find_section

_END_MATTER = re.compile(
    r"the office for standards in education,? children|ofsted (?:is the|regulates and inspects)|"
    r"if you would like a copy of this document|any complaints about the inspection|© crown copyright|"
    r"you may (?:reuse|copy) (?:all or parts of )?this",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"yours (?:sincerely|faithfully)|ofsted will (?:take|use|consider) the findings|i am copying this letter",
    re.IGNORECASE,
)
#: A grade printed below or behind the heading of a section, as reports of 2009 to 2013 do.
_SECTION_GRADE = re.compile(r"(?:(?P<label>.*?)[.:]?\s+)?grade\s+[1-4]\s*\((?P<word>[a-z]+)\)\.?", re.IGNORECASE)
_GRADE_ONLY = re.compile(
    r"(?:(?:is|are)\s+)?(?:outstanding|good|adequate|inadequate|requires?\s+improvement(?:\s+to\s+be\s+good)?)\W*\d?",
    re.IGNORECASE,
)
#: The overall judgement as the cover prints it, above the list of grades.
_OVERALL_LINE = re.compile(r"the overall judge?ment|children[’']?s?[’']? services", re.IGNORECASE)
_TABLE_HEADER = re.compile(r"judge?ments?\s+grades?", re.IGNORECASE)
#: The last section of the reports of 2009 to 2013; in their contents its page number stands behind it.
_LAST_SECTION = re.compile(r"record of main findings\D*", re.IGNORECASE)
_INSET = re.compile(r"(?:case|practice) stud(?:y|ies)\b", re.IGNORECASE)
_LETTER_START = re.compile(r"^dear\b", re.IGNORECASE)
_INLINE_HEADING = 110


@dataclass(slots=True)
class Placed:
    """A passage with the section in which it stands.

    Attributes:
        passage: the passage; never a heading.
        role: as in the register of sections; `front` before the document's first section; `section_grade` for a line
            such as `Grade 3 (adequate)`.
        heading: the printed words of the nearest heading; empty before the first.
        area, strand: inherited from the headings above.
        paragraphs_are_items: see the register.
        group: number of the section; passages of one list share it.
    """

    passage: Passage
    role: str
    heading: str
    area: str | None
    strand: str | None
    paragraphs_are_items: bool
    group: int


@dataclass(slots=True)
class _State:
    role: str = "front"
    heading: str = ""
    area: str | None = None
    strand: str | None = None
    paragraphs_are_items: bool = False
    group: int = 0
    #: size and weight of the heading that set the role
    level: tuple[float, bool] = (99.0, True)
    #: left edge of a boxed case study
    inset: float = 0.0
    #: whether the list of grades on the cover may still go on, and whether running text has begun
    cover: bool = False
    told: bool = False
    #: whether only tables follow
    ended: bool = False


def place_passages(document: Document, framework: str) -> Iterator[Placed]:
    """Yields every passage of the body that is no heading, in order, with its section.

    A heading that the register knows sets role, area and strand; one that it does not know, of the rank of the heading
    before or higher, ends a background section; a lower one changes nothing but the heading's words. In letters and
    joint reports, which grade no areas, the name of an area is a heading within a list. A boxed case study interrupts
    the section in which it stands.

    Args:
        document: the document, read.
        framework: its framework.
    """
    walk = _Walk(document, framework)
    for passage in document.passages:
        placed = walk.place(passage)
        if placed is not None:
            yield placed


class _Walk:
    """Remembers, from passage to passage, which section is open."""

    def __init__(self, document: Document, framework: str) -> None:
        self.document = document
        self.graded = load_frameworks()[framework].graded
        self.state = _State(cover=framework in ("sif", "ilacs"))
        self.interrupted: _State | None = None
        self.margin = 0.0

    def place(self, passage: Passage) -> Placed | None:
        """Returns the passage with its section; None for a heading."""
        heading = passage.shape is Shape.HEADING
        if self.state.ended:
            return None if heading else self._placed(passage, "about")
        if self.interrupted is not None and passage.x < self.state.inset - 3 and not heading:
            self.state, self.interrupted = self.interrupted, None
        grade_line = _SECTION_GRADE.fullmatch(passage.text)
        section = None if grade_line else _section_of(passage, self.document)
        if self.state.cover and _stays_on_cover(self.state, section, passage):
            return None if heading else Placed(passage, "front", "", None, None, False, 0)
        self.state.cover = False
        if grade_line:
            self.state.heading = grade_line["label"] or self.state.heading
            return self._placed(passage, "section_grade")
        if section is not None:
            self._open(section, passage)
            return None
        if heading:
            if not _GRADE_ONLY.fullmatch(passage.text):
                _pass_heading(self.state, passage)
            return None
        return self._place_text(passage)

    def _open(self, section: Section, passage: Passage) -> None:
        state = self.state
        boxed = self.interrupted is not None and state.inset > self.margin + 3 and passage.x > state.inset - 3
        if boxed and section.role != "closing":
            state.heading = passage.text
        elif _INSET.match(passage.text):
            self.interrupted = self.interrupted or replace(state)
            _enter(state, section, passage)
            state.inset = passage.x
        elif not self.graded and section.area and state.role in ("improvement", "priority_action"):
            state.heading, state.area = passage.text, section.area
        else:
            _enter(state, section, passage)
            self.interrupted = None
            state.ended = bool(_LAST_SECTION.fullmatch(passage.text))

    def _place_text(self, passage: Passage) -> Placed:
        if _END_MATTER.match(passage.text) or _CLOSING.match(passage.text):
            self.state.role = "closing"
        elif _LETTER_START.match(passage.text) and self.state.role in ("front", "about"):
            self.state.role = "front"
        if self.interrupted is None:
            self.margin = passage.x
        return self._placed(passage, self.state.role)

    def _placed(self, passage: Passage, role: str) -> Placed:
        state = self.state
        items = state.paragraphs_are_items and role == state.role
        return Placed(passage, role, state.heading, state.area, state.strand, items, state.group)


def _stays_on_cover(state: _State, section: Section | None, passage: Passage) -> bool:
    """Returns whether a passage belongs to the cover: its list of grades names the areas, as the body's headings do.

    The body begins with the first heading that names no area, or with one that does on a later page (in a text
    without pages, after running text).
    """
    state.told = state.told or (passage.shape is Shape.PARAGRAPH and len(passage.text) > _INLINE_HEADING)
    if section is None:
        return True
    page = passage.page_at(0)
    if section.area is None:
        return bool(_TABLE_HEADER.search(passage.text)) or (page == 1 and bool(_OVERALL_LINE.match(passage.text)))
    return page == 1 if page is not None else not state.told


def find_section_grades(
    document: Document, areas: tuple[JudgementArea, ...], framework: str
) -> dict[tuple[str | None, str], tuple[str, int | None]]:
    """Returns (grade, page) by (strand, area), as printed below the headings of sections.

    Args:
        document: a report of 2009 to 2013.
        areas: the framework's graded rows.
        framework: whose grade words count.
    """
    found: dict[tuple[str | None, str], tuple[str, int | None]] = {}
    for placed in place_passages(document, framework):
        if placed.role == "section_grade":
            area = find_row(placed.heading, placed.strand, areas)
            key = grade_of(placed.passage.text.rsplit("(", 1)[-1], framework)
            if area and key:
                found[area.strand, area.area] = (key, placed.passage.page_at(0))
    return found


def find_row(words: str, strand: str | None, areas: tuple[JudgementArea, ...]) -> JudgementArea | None:
    """Returns the graded row that a heading or the subject of a sentence names, or None."""
    for area in areas:
        if area.strand in (strand, None) and (area.pattern.match(words.strip()) or area.pattern.search(words[-60:])):
            return area
    return None


def _section_of(passage: Passage, document: Document) -> Section | None:
    """Returns the section that a heading opens; a short paragraph opens one only by the whole of its words."""
    text = passage.text
    if passage.shape is Shape.HEADING:
        return find_section(text)
    plain = document.format != "pdf" or passage.number is None
    if plain and passage.shape is Shape.PARAGRAPH and len(text) <= _INLINE_HEADING and text[-1:] not in ".,;":
        found = find_section(text)
        # a plain line is a heading only by wording that no running text has
        return found if found is not None and (found.role != "findings" or found.reset or found.area) else None
    return None


def _enter(state: _State, section: Section, passage: Passage) -> None:
    state.role = section.role
    state.heading = passage.text
    state.level = (passage.size, passage.bold)
    state.group += 1
    state.paragraphs_are_items = section.paragraphs_are_items
    if section.strand:
        state.strand, state.area = section.strand, None
    if section.area:
        state.area = section.area
    elif section.reset:
        state.area = None


def _pass_heading(state: _State, passage: Passage) -> None:
    higher = passage.size > state.level[0] - 0.4 and (passage.bold or not state.level[1])
    if state.role == "front":
        return
    state.heading = passage.text
    if higher and state.role != "closing":
        in_list = state.role in ("improvement", "priority_action") and passage.size < state.level[0] + 0.6
        if not in_list and state.role != "about":
            state.role = "findings"
