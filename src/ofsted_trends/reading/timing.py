"""When inspectors were on site, and when the document was published."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

from ofsted_trends.documents import Document, Shape
from ofsted_trends.reading.dates import Visit, parse_day, parse_visit

_VISIT_LABEL = re.compile(
    r"^(?:inspection|visit|review)\s+dates?\s*:?\s*|^dates?\s+of\s+(?:the\s+)?(?:inspection|visit|review)\s*:?\s*",
    re.IGNORECASE,
)
_PUBLISHED_LABEL = re.compile(
    r"^(?:report\s+)?published\s*:\s*|^(?:date\s+of\s+)?publication(?:\s+date)?\s*:\s*|^report\s+published\b:?\s*",
    re.IGNORECASE,
)
_VISIT_SENTENCE = re.compile(
    r"(?:(?:summarises|outlines|sets out|presents)\b.*?\b(?:visit|inspection)|\btook place|undertook|"
    r"(?:was|were) (?:carried out|conducted|undertaken)|\bvisit(?:ed)?\b)",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?=\d)", re.IGNORECASE)
#: Sentences about other inspections than this one.
_OTHER_VISIT = re.compile(
    r"\b(?:previous|last|earlier|first|second|third|fourth|fifth|judged|following the inspection)\b", re.IGNORECASE
)
_LONE_DATE = re.compile(
    r"^\W*(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)?,?\s*"
    r"\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]+,?\s+20\d{2}\W*$",
    re.IGNORECASE,
)
_FILE_DATE = re.compile(r"(\d{1,2})[ _-]([a-z]{3,9})[ _-](20\d{2})|(20\d{2})-(\d{2})-(\d{2})", re.IGNORECASE)
_DATE_WORDS = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\band\b|\bto\b", re.IGNORECASE)


def find_published(document: Document, front: list[str], indexed: date | None, *, letter: bool) -> date | None:
    """Returns the day of publication: as labelled, as the index says, as a letter is dated, or as the file is named.

    Args:
        document: the document, read.
        front: the printed lines of its first pages.
        indexed: what the folder's index says.
        letter: whether a date alone on a line is the letter's own, and no running header.
    """
    for number, line in enumerate(front):
        if label := _PUBLISHED_LABEL.match(line):
            day = parse_day(line[label.end() :] + " " + " ".join(front[number + 1 : number + 2]))
            if day:
                return day
    if indexed:
        return indexed
    for line in front[:40] if letter else []:
        if _LONE_DATE.match(line) and (day := parse_day(line)):
            return day
    return find_file_date(document.source)


def find_dateline(front: list[str]) -> date | None:
    """Returns the day of a press report: the first full date of its first lines, with or without weekday and time."""
    return next((day for line in front[:20] if (day := parse_day(line))), None)


def find_file_date(source: str) -> date | None:
    """Returns the date in a file's name, as Ofsted's site and common downloads write it.

    >>> find_file_date("sheffield/children's services inspection - 27 august 2019.pdf")
    datetime.date(2019, 8, 27)
    """
    for match in _FILE_DATE.finditer(PurePosixPath(source).stem):
        words = f"{match[1]} {match[2]} {match[3]}" if match[1] else f"{match[6]}/{match[5]}/{match[4]}"
        if day := parse_day(words):
            return day
    return None


def find_visit(document: Document, front: list[str], published: date | None, *, labelled: bool) -> Visit | None:
    """Returns when inspectors were on site.

    Args:
        document: the document, read.
        front: the printed lines of its first pages.
        published: gives the year where none is printed.
        labelled: whether this kind of document always prints the dates behind a label.
    """
    for number, line in enumerate(front):
        if label := _VISIT_LABEL.match(line):
            words = line[label.end() :]
            following = _until_other_words(" ".join(front[number + 1 : number + 3]))
            for candidate in (f"{words} {following}", words):
                visit = parse_visit(candidate, published)
                if visit:
                    return visit
    return None if labelled else _find_visit_in_sentences(document, published)


def _until_other_words(text: str) -> str:
    """Cuts at the first word that no date goes on with."""
    match = re.search(r"[A-Za-z]{3,}", _DATE_WORDS.sub(lambda m: "0" * len(m[0]), text))
    return text[: match.start()] if match else text


def _find_visit_in_sentences(document: Document, published: date | None) -> Visit | None:
    """Looks first in sentences that speak of this visit only, then in those that mention another."""
    paragraphs = [p.text for p in document.passages if p.shape is not Shape.HEADING][:40]
    openings = [s for text in paragraphs for s in re.split(r"(?<=[.])\s+(?=[A-Z])", text)]
    for strict in (True, False):
        for sentence in openings:
            if _LONE_DATE.match(sentence) or not _speaks_of_visit(sentence):
                continue
            if strict and _OTHER_VISIT.search(sentence) and not re.search(r"this letter", sentence, re.IGNORECASE):
                continue
            visit = parse_visit(sentence, published)
            if visit and (published is None or -400 < (published - visit.end).days < 500):
                return visit
    return None


def _speaks_of_visit(sentence: str) -> bool:
    if _VISIT_SENTENCE.search(sentence):
        return True
    return bool(_BETWEEN.search(sentence) and re.search(r"ofsted|inspector", sentence, re.IGNORECASE))
