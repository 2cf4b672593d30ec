"""Who was inspected, under which framework, when and by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from ofsted_trends.documents import Document, Shape
from ofsted_trends.reading.dates import Visit, parse_day, parse_visit
from ofsted_trends.reading.people import find_inspectors
from ofsted_trends.reading.problem import Problem
from ofsted_trends.registers.authorities import (
    Authority,
    authority_by_urn,
    find_authorities,
    find_authority,
    find_providers,
    suggest_authorities,
)
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
    """Who, what and when of one document; a value that the document does not settle is None, with a problem beside it."""

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


_VISIT_LABEL = re.compile(r"^(?:inspection|visit|review)\s+dates?\s*:?\s*|^dates?\s+of\s+(?:the\s+)?(?:inspection|visit|review)\s*:?\s*", re.IGNORECASE)
_PUBLISHED_LABEL = re.compile(r"^(?:report\s+)?published\s*:\s*|^(?:date\s+of\s+)?publication(?:\s+date)?\s*:\s*|^report\s+published\b:?\s*", re.IGNORECASE)
_VISIT_SENTENCE = re.compile(
    r"(?:(?:summarises|outlines|sets out|presents)\b.*?\b(?:visit|inspection)|\btook place|undertook|"
    r"(?:was|were) (?:carried out|conducted|undertaken)|\bvisit(?:ed)?\b)",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?=\d)", re.IGNORECASE)
_LONE_DATE = re.compile(r"^\W*(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)?,?\s*\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]+,?\s+20\d{2}\W*$", re.IGNORECASE)
_FILE_DATE = re.compile(r"(\d{1,2})[ _-]([a-z]{3,9})[ _-](20\d{2})|(20\d{2})-(\d{2})-(\d{2})", re.IGNORECASE)
_TITLE_WORDS = re.compile(r"\b(?:visit|inspection|review|reinspection|partnership)\b", re.IGNORECASE)
_BOARD_TITLE = re.compile(r"review\s+of\s+the\s+effectiveness\s+of\s+the\s+local\s+safeguarding", re.IGNORECASE)
#: Re-inspections under the single inspection framework began in this year.
FIRST_REINSPECTION = date(2016, 1, 1)
#: Words that may stand before a title on its line: a council's name.
_CAPITALISED = re.compile(r"(?:[A-Z][\w’'-]*|of|and|the|upon|on|with|[\W\d])*")
#: Sentences about other inspections than this one.
_OTHER_VISIT = re.compile(r"\b(?:previous|last|earlier|first|second|third|fourth|fifth|judged|following the inspection)\b", re.IGNORECASE)


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
    identity.published = _find_published(document, front, index)
    identity.visit = _find_visit(document, front, identity)
    _check_publication(document, identity)
    if _is_untitled_reinspection(document, identity):
        identity.event = "reinspection"
    identity.framework_version = load_frameworks()[framework].version_on(
        identity.visit.start if identity.visit else identity.published
    )
    _settle_authority(document, front, identity, index)
    identity.lead_inspector, identity.inspectors = find_inspectors(document)
    identity.licence = _find_licence(document)
    if identity.visit is None and event != "press_report":
        identity.problems.append(
            Problem("identify", "no_visit_dates", "no dates on site were found on the first two pages; add none by guess", 1)
        )
    elif identity.visit and (identity.visit.end - identity.visit.start).days > 120:
        identity.problems.append(
            Problem("identify", "visit_dates_implausible", f"printed as “{identity.visit.printed}”; kept as printed", 1)
        )
    return identity


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
                return layout.framework, layout.event, _title_of(window, headings)
    return "none", "press_report" if document.format != "pdf" else "inspection", headings[0] if headings else None


def _reads_as_title(window: str, match: re.Match[str]) -> bool:
    """Returns whether a match is set as a title: it begins with a capital, behind nothing but a name or a label."""
    return match[0][:1].isupper() and bool(_CAPITALISED.fullmatch(window[: match.start()]))


def _title_of(window: str, headings: list[str]) -> str:
    for heading in headings:
        if heading in window or window in heading:
            return heading
    return window[:160]


def _is_untitled_reinspection(document: Document, identity: Identity) -> bool:
    """A second single inspection leaves out the review of the board, whatever its title says.

    Source: reports of Leicester (2017), Darlington and Lambeth (2018); the pilots of 2014 had a board report of their own.
    """
    if (identity.framework, identity.event) != ("sif", "inspection") or identity.visit is None:
        return False
    cover = " ".join(line.text for line in document.lines[:30])
    return identity.visit.start >= FIRST_REINSPECTION and not _BOARD_TITLE.search(cover)


def _find_published(document: Document, front: list[str], index: IndexEntry) -> date | None:
    for number, line in enumerate(front):
        if label := _PUBLISHED_LABEL.match(line):
            day = parse_day(line[label.end() :] + " " + " ".join(front[number + 1 : number + 2]))
            if day:
                return day
    if index.published:
        return index.published
    for line in front[:40]:
        if _LONE_DATE.match(line) and (day := parse_day(line)):
            return day
    return _file_date(document.source)


def _check_publication(document: Document, identity: Identity) -> None:
    """A letter dated before its visit has a slip in its year; the file's name then tells the day, and a problem says so."""
    visit, printed, named = identity.visit, identity.published, _file_date(document.source)
    if visit and printed and named and printed < visit.end <= named:
        identity.published = named
        identity.problems.append(
            Problem(
                "identify",
                "published_from_file_name",
                f"the document is dated {printed.isoformat()}, before its visit of {visit.printed}; taken from the file's name",
                1,
            )
        )


def _file_date(source: str) -> date | None:
    """Returns the date in a file's name, as Ofsted's site and common downloads write it."""
    stem = PurePosixPath(source).stem
    for match in _FILE_DATE.finditer(stem):
        words = f"{match[1]} {match[2]} {match[3]}" if match[1] else f"{match[6]}/{match[5]}/{match[4]}"
        if day := parse_day(words):
            return day
    return None


def _find_visit(document: Document, front: list[str], identity: Identity) -> Visit | None:
    for number, line in enumerate(front):
        if label := _VISIT_LABEL.match(line):
            words = line[label.end() :]
            following = " ".join(front[number + 1 : number + 3])
            for candidate in (words + " " + _until_label(following), words):
                visit = parse_visit(candidate, identity.published)
                if visit:
                    return visit
    if identity.framework in ("sif", "slac", "lac", "protection") and identity.event != "press_report":
        return None
    return _find_visit_in_sentences(document, identity)


def _until_label(text: str) -> str:
    """Cuts at the first word that no date goes on with."""
    match = re.search(r"[A-Za-z]{3,}", re.sub(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\band\b|\bto\b", lambda m: "0" * len(m[0]), text))
    return text[: match.start()] if match else text


def _find_visit_in_sentences(document: Document, identity: Identity) -> Visit | None:
    paragraphs = [p.text for p in document.passages if p.shape is not Shape.HEADING][:40]
    openings = [s for text in paragraphs for s in re.split(r"(?<=[.])\s+(?=[A-Z])", text)]
    for strict in (True, False):
        for sentence in openings:
            if _LONE_DATE.match(sentence):
                continue
            between = _BETWEEN.search(sentence)
            says = _VISIT_SENTENCE.search(sentence)
            if not says and not (between and re.search(r"ofsted|inspector", sentence, re.I)):
                continue
            if strict and _OTHER_VISIT.search(sentence) and not re.search(r"this letter", sentence, re.I):
                continue
            visit = parse_visit(sentence, identity.published)
            if visit and (identity.published is None or -400 < (identity.published - visit.end).days < 500):
                return visit
    return None


def _settle_authority(document: Document, front: list[str], identity: Identity, index: IndexEntry) -> None:
    """The index settles it, then the title, the cover's first lines, the opening sentences, and the file's name."""
    if index.urn and index.urn in authority_by_urn():
        identity.authority = authority_by_urn()[index.urn]
        return
    if index.authority:
        identity.authority = find_authority(index.authority)
        return
    titles = [identity.title or ""]
    titles += [p.text for p in document.passages[:25] if p.shape is Shape.HEADING and (p.page_at(0) or 1) <= 2]
    sentences = [p.text for p in document.passages[:25] if _TITLE_WORDS.search(p.text)]
    salutations = [line for line in front[:60] if line.lower().startswith("dear")]
    places = (titles, front[:6], salutations, sentences[:3], [_path_words(document.source)])
    for number, texts in enumerate(places):
        found: list[Authority] = []
        for text in texts:
            found = find_authorities(text)
            if found:
                break
        named = _one_in_force(found, identity)
        if named:
            identity.authority = named
            break
        providers = [p for text in texts for p in find_providers(text)]
        if providers and len(providers[0].authorities) == 1:
            identity.authority = find_authority(providers[0].authorities[0])
            identity.provider = providers[0].name
            break
        if number == len(places) - 1:
            name = identity.title or (front[0] if front else "")
            nearest = ", ".join(suggest_authorities(name, 3))
            identity.problems.append(
                Problem("identify", "unknown_authority", f"no authority of the register is named in “{name[:80]}”; nearest: {nearest}. Name it in index.csv, column authority", 1)
            )
    if identity.provider is None:
        words = " ".join(front[:60])
        day = identity.visit.start if identity.visit else identity.published
        for provider in find_providers(words):
            serves = identity.authority and identity.authority.name in provider.authorities
            if serves and (day is None or provider.start <= day <= (provider.end or date.max)):
                identity.provider = provider.name


def _one_in_force(found: list[Authority], identity: Identity) -> Authority | None:
    day = identity.visit.start if identity.visit else identity.published
    in_force = [a for a in found if day is None or ((a.start or date.min) <= day <= (a.end or date.max))]
    return (in_force or found or [None])[0]


def _path_words(source: str) -> str:
    path = PurePosixPath(source)
    return re.sub(r"[_\d]+", " ", f"{path.parent.name} {path.stem}")


def _find_licence(document: Document) -> str | None:
    words = " ".join(line.text for line in document.lines[:40] + document.lines[-60:])
    for label, pattern in load_licences():
        if pattern.search(words):
            return label
    return None
