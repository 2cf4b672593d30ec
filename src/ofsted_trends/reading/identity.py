"""Who was inspected, under which framework, when and by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from ofsted_trends.documents import Document, Shape
from ofsted_trends.reading.authority import find_indexed_authority, find_inspected_authority, find_provider_of
from ofsted_trends.reading.dates import Visit
from ofsted_trends.reading.people import find_inspectors
from ofsted_trends.reading.problem import Problem
from ofsted_trends.reading.timing import find_dateline, find_file_date, find_published, find_visit
from ofsted_trends.registers.authorities import Authority
from ofsted_trends.registers.frameworks import load_frameworks, load_layouts, load_licences


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What a folder's index says of a document that the document cannot say of itself.

    Attributes:
        source_url: where the file was published.
        urn: the authority's number on Ofsted's reports site.
        authority: its name.
        published: the day of publication.
        kind: the index's word for what the document is.
    """

    source_url: str | None = None
    urn: str | None = None
    authority: str | None = None
    published: date | None = None
    kind: str | None = None


@dataclass(slots=True)
class Identity:
    """Who, what and when of one document; what the document does not settle is None, with a problem beside it."""

    framework: str
    framework_version: str
    event: str
    title: str | None = None
    authority: Authority | None = None
    provider: str | None = None
    visit: Visit | None = None
    published: date | None = None
    lead_inspector: str | None = None
    inspectors: list[str] = field(default_factory=list)
    licence: str | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def day(self) -> date | None:
        """The first day on site, or the publication where none is printed."""
        return self.visit.start if self.visit else self.published


#: Events of which a report appears, not a letter.
_REPORTS = ("inspection", "reinspection", "board_review", "area_send")
#: Frameworks whose reports print the dates behind a label or not at all.
_LABELLED = ("sif", "slac", "lac", "protection", "jar", "apa")
#: Days; the longest published inspection, in two periods, took 109.
LONGEST_VISIT = 120
_BOARD_TITLE = re.compile(r"review\s+of\s+the\s+effectiveness\s+of\s+the\s+local\s+safeguarding", re.IGNORECASE)
#: Re-inspections under the single inspection framework began in this year.
FIRST_REINSPECTION = date(2016, 1, 1)
#: Words that may stand before a title on its line: a council's name.
_CAPITALISED = re.compile(r"(?:[A-Z][\w’'-]*|of|and|the|upon|on|with|[\W\d])*")


def identify(document: Document, index: IndexEntry | None = None) -> Identity:
    """Returns who, what and when of a document.

    Args:
        document: the document, read.
        index: what the folder's index says of it.

    The title tells the framework and the authority; the fieldwork's date and the printed rows tell the version.
    """
    index = index or IndexEntry()
    front = _front_lines(document)
    framework, event, title = _classify(document, front)
    identity = Identity(framework, framework, event, title)
    identity.published = find_published(document, front, index.published, letter=event not in _REPORTS)
    if event == "press_report":
        identity.published = index.published or find_dateline(front) or identity.published
    labelled = framework in _LABELLED or event == "press_report"
    identity.visit = find_visit(document, front, identity.published, labelled=labelled)
    _check_publication(document, identity)
    if _is_untitled_reinspection(document, identity):
        identity.event = "reinspection"
    identity.framework_version = load_frameworks()[framework].version_on(identity.day)
    identity.authority = find_indexed_authority(index.urn, index.authority)
    if identity.authority is None:
        identity.authority, problem = find_inspected_authority(document, front, title, identity.day)
        identity.problems += [problem] if problem else []
    identity.provider = find_provider_of(identity.authority, front, identity.day)
    identity.lead_inspector, identity.inspectors = find_inspectors(document)
    identity.licence = _find_licence(document)
    _check_visit(identity)
    return identity


def _check_visit(identity: Identity) -> None:
    if identity.visit is None and identity.event != "press_report":
        detail = "no dates on site were found on the first two pages; add none by guess"
        identity.problems.append(Problem("identify", "no_visit_dates", detail, 1))
    elif identity.visit and (identity.visit.end - identity.visit.start).days > LONGEST_VISIT:
        detail = f"printed as “{identity.visit.printed}”; kept as printed"
        identity.problems.append(Problem("identify", "visit_dates_implausible", detail, 1))


def _front_lines(document: Document) -> list[str]:
    """Returns the printed lines of the first two pages, or the first hundred of a text without pages."""
    if document.format == "pdf":
        return [line.text for line in document.lines if (line.page or 1) <= 2]
    return [line.text.replace("**", "") for line in document.lines[:100]]


def _classify(document: Document, front: list[str]) -> tuple[str, str, str | None]:
    headings = [p.text for p in document.passages if p.shape is Shape.HEADING and (p.page_at(0) or 1) <= 2][:12]
    lines = front[:45]
    windows = headings + [" ".join(lines[i : i + 3]) for i in range(len(lines))]
    opening = " ".join(front)
    for layout in load_layouts():
        if layout.where == "opening":
            if layout.pattern.search(opening):
                return layout.framework, layout.event, headings[0] if headings else None
            continue
        for window in windows:
            match = layout.pattern.search(window)
            if match and _reads_as_title(window, match):
                return layout.framework, layout.event, _title_of(window[match.start() :], layout.pattern, headings)
    return (
        "none",
        "press_report" if document.format != "pdf" else "inspection",
        headings[0] if headings else None,
    )


def _reads_as_title(window: str, match: re.Match[str]) -> bool:
    """Returns whether a match is set as a title: it begins with a capital, behind nothing but a name or a label."""
    return match[0][:1].isupper() and bool(_CAPITALISED.fullmatch(window[: match.start()]))


def _title_of(words: str, pattern: re.Pattern[str], headings: list[str]) -> str:
    """Returns the heading that holds the title, or the printed words from the title on."""
    return next((heading for heading in headings if pattern.search(heading)), words[:160])


def _is_untitled_reinspection(document: Document, identity: Identity) -> bool:
    """A second single inspection leaves out the review of the board, whatever its title says.

    Source: reports of Leicester (2017), Darlington and Lambeth (2018); the pilots of 2014 had a board report apart.
    """
    if (identity.framework, identity.event) != ("sif", "inspection") or identity.visit is None:
        return False
    cover = " ".join(line.text for line in document.lines[:30])
    return identity.visit.start >= FIRST_REINSPECTION and not _BOARD_TITLE.search(cover)


def _check_publication(document: Document, identity: Identity) -> None:
    """A letter dated before its visit has a slip in its year: the file's name then tells the day, with a problem."""
    visit, printed, named = identity.visit, identity.published, find_file_date(document.source)
    if visit and printed and named and printed < visit.end <= named:
        identity.published = named
        detail = (
            f"the document is dated {printed.isoformat()}, before its visit of {visit.printed}; "
            "taken from the file's name"
        )
        identity.problems.append(Problem("identify", "published_from_file_name", detail, 1))


def _find_licence(document: Document) -> str | None:
    words = " ".join(line.text for line in document.lines[:40] + document.lines[-60:])
    for label, pattern in load_licences():
        if pattern.search(words):
            return label
    return None
