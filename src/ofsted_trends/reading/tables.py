"""The record of main findings at the end of reports of 2009 to 2013: two columns, one graded row a line, by strand."""

from __future__ import annotations

import re

from ofsted_trends.documents import Document, Line
from ofsted_trends.reading.grades import grade_of, grade_pattern
from ofsted_trends.reading.identity import Identity
from ofsted_trends.reading.judgement import Judgement
from ofsted_trends.reading.problem import Problem
from ofsted_trends.reading.sections import find_section_grades
from ofsted_trends.registers.frameworks import JudgementArea, load_judgement_areas

_RECORD = re.compile(r"record of main findings|(?:summary|table) of judge?ments", re.IGNORECASE)
_STRANDS = {
    "safeguarding": re.compile(r"safeguarding services", re.IGNORECASE),
    "looked_after": re.compile(r"(?:services for )?looked after children(?: services)?", re.IGNORECASE),
}


def read_main_findings(document: Document, identity: Identity) -> tuple[list[Judgement], list[Problem]]:
    """Returns the graded rows of the record of main findings, checked against the grades below section headings.

    Args:
        document: a report of 2009 to 2013.
        identity: who, what and when.

    A row whose section prints another grade is left out, with a problem.
    """
    framework = identity.framework
    areas = load_judgement_areas(framework)
    lines = _record_lines(document)
    problems: list[Problem] = []
    if not lines:
        problems.append(
            Problem("judgements", "no_table", "no record of main findings was found; read the grades by hand")
        )
        return [], problems
    found = _read_record(lines, areas, framework)
    sections = find_section_grades(document, areas, framework)
    kept: list[Judgement] = []
    for judgement in found:
        printed = sections.get((judgement.strand, judgement.area))
        if printed and printed[0] != judgement.grade:
            problems.append(
                Problem(
                    "judgements",
                    "contradiction",
                    f"{judgement.label}: {judgement.grade} in the record, {printed[0]} in its section; left null",
                    printed[1],
                )
            )
        else:
            kept.append(judgement)
    return kept, problems


def _record_lines(document: Document) -> list[Line]:
    starts = [
        n
        for n, line in enumerate(document.lines)
        if _RECORD.search(line.text) and not re.search(r"\d\s*\|?$", line.text)
    ]
    return list(document.lines[starts[-1] + 1 :]) if starts else []


def _read_record(lines: list[Line], areas: tuple[JudgementArea, ...], framework: str) -> list[Judgement]:
    """Joins lines until one ends in a grade word; rows without a grade are the table's own headings."""
    ending = re.compile(rf"^(?P<label>.*?)\W*(?P<grade>{grade_pattern(framework)})\W*$", re.IGNORECASE)
    strands = {area.strand for area in areas}
    strand = next(iter(strands)) if len(strands) == 1 else None
    pending: list[str] = []
    found: list[Judgement] = []
    for line in lines:
        text = re.sub(r"\s*[|\t]+\s*", " ", line.text).replace("**", "").strip()
        if not text or set(text) <= set("-: "):
            continue
        if len(strands) > 1 and (opened := next((s for s, p in _STRANDS.items() if p.fullmatch(text)), None)):
            strand, pending = opened, []
            continue
        match = ending.match(text)
        if not match:
            pending.append(text)
            continue
        row = _match_row([*pending, match["label"].strip()], areas, strand)
        key = grade_of(match["grade"], framework)
        if row and key:
            area, label = row
            found.append(
                Judgement(
                    area.area,
                    area.strand,
                    label,
                    key,
                    line.page,
                    f"{label}: {match['grade']}",
                    f"record:{framework}",
                )
            )
        pending = []
    return found


def _match_row(
    parts: list[str], areas: tuple[JudgementArea, ...], strand: str | None
) -> tuple[JudgementArea, str] | None:
    """Returns the area of a row and its label: the longest run of lines that a label's pattern takes."""
    parts = [part for part in parts if part]
    for first in range(len(parts)):
        label = " ".join(parts[first:])
        for area in areas:
            if area.strand == strand and area.pattern.fullmatch(label):
                return area, label
    return None
