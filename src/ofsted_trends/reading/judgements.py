"""Grades as printed: the table of a report, the cover's list and sentences, and the board's judgement in the body."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from itertools import accumulate

from ofsted_trends.documents import Document, Line, Shape
from ofsted_trends.reading.grades import grade_of, grade_pattern
from ofsted_trends.reading.identity import Identity
from ofsted_trends.reading.judgement import Judgement
from ofsted_trends.reading.problem import Problem
from ofsted_trends.reading.tables import read_main_findings
from ofsted_trends.registers.frameworks import JudgementArea, load_judgement_areas
from ofsted_trends.registers.sections import find_section

_OVERALL = re.compile(
    r"(?:^|(?<=[.\s]))(?:"
    r"the\s+overall\s+judge?ment\s+(?:for\s+[\w ]{0,40}\s+)?is\s*(?:that\s+children[’']?s?[’']?\s+services\s+)?|"
    r"children[’']?s?[’']?\s+services?(?:\s+(?:in|for|provided\s+by)\s+(?:(?!\b(?:are|is|requires?)\b)[^.]){1,80}?)?"
    r"\s+(?=(?:are|is|requires?)\b)|"
    r"overall\s+effectiveness\s*:?\s*(?:is\s+)?)"
    r"(?:(?:are|is)\s+)?(?:judged\s+to\s+(?:be\s+)?)?(?P<grade>{grade})",
    re.IGNORECASE,
)  # the grade's forms are filled in from the register
_BOARD = (
    r"(?:effectiveness\s+of\s+)?the\s+(?:[\w’' ]{0,40}\s)?"
    r"(?:local\s+safeguarding\s+children(?:\s+board)?|lscb|safeguarding\s+children\s+board)"
    r"(?:\s*\d)?(?:\s*\([^)]{2,12}\))?\s*\d?\s*(?:(?:is|are)\s+(?:judged\s+to\s+be\s+)?)?(?P<grade>{grade})"
)
#: A row of a table has no verb.
_SAYS = re.compile(r"\b(?:is|are|was|were|has|have|had|remains?|remained)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|previous|last|201\d)\b", re.IGNORECASE)


def read_judgements(document: Document, identity: Identity) -> tuple[list[Judgement], list[Problem]]:
    """Returns the document's own grades, and problems where it contradicts itself or prints none where it should.

    Grades of earlier inspections that a report reprints are not read: only the cover and its table, the record of main
    findings, and the board's own section are.

    Args:
        document: the document, read.
        identity: who, what and when.
    """
    if identity.event not in ("inspection", "reinspection", "board_review"):
        return [], []
    if identity.framework in ("slac", "lac", "protection"):
        return read_main_findings(document, identity)
    if identity.framework == "ilacs":
        return _read_ilacs(document, identity)
    if identity.framework == "sif":
        return _read_sif(document, identity)
    return [], []


def _cover_lines(document: Document) -> list[Line]:
    """Returns the cover's lines down to its footnote: the first page, or the first lines of a text."""
    if document.format != "pdf":
        return list(document.lines[:70])
    notes = set(document.footnotes)
    return [line for line in document.lines if line.page == 1 and line.text not in notes]


def _read_ilacs(document: Document, identity: Identity) -> tuple[list[Judgement], list[Problem]]:
    areas = list(load_judgement_areas("ilacs"))
    lines = _table_lines(document)
    found, problems = _read_rows(lines, areas, "ilacs")
    rows = {j.area for j in found}
    joint = next((j for j in found if j.area == "in_care" and "leavers" in j.label.lower()), None)
    if joint is not None and "care_leavers" not in rows and identity.framework_version != "ilacs-2018":
        identity.framework_version = "ilacs-2018"
    elif "care_leavers" in rows and identity.framework_version == "ilacs-2018":
        identity.framework_version = "ilacs-2023"
    if "overall" in rows and identity.framework_version == "ilacs-2026":
        identity.framework_version = "ilacs-2023"
    return _check_with_headings(document, found, problems)


def _table_lines(document: Document) -> list[Line]:
    """Returns the printed table: from its header `Judgement Grade` to the first line of running text."""
    front = [line for line in document.lines if (line.page or 1) <= 2]
    for number, line in enumerate(front):
        if re.search(r"\bjudge?ments?\b.{0,12}\bgrades?\b", line.text, re.IGNORECASE):
            return _until_running_text(front[number + 1 :])
    first = next(
        (
            n
            for n, line in enumerate(front)
            if re.match(r"\W*the impact of leaders|\W*the experiences and progress", line.text, re.I)
        ),
        None,
    )
    return _until_running_text(front[first:]) if first is not None else []


def _until_running_text(lines: list[Line]) -> list[Line]:
    """Returns the lines of a table: it ends at the first line that is a sentence, or long without ending in a grade."""
    ends_in_grade = re.compile(rf"{grade_pattern('ilacs')}\W*$", re.IGNORECASE)
    kept: list[Line] = []
    for line in lines[:40]:
        words = line.text.replace("|", " ").strip()
        row = any(area.pattern.match(words) for area in load_judgement_areas("ilacs"))
        sentence = words.endswith((".", ",")) or bool(_SAYS.search(words))
        if kept and (sentence or (not row and len(words) > 70 and not ends_in_grade.search(words))):
            break
        kept.append(line)
    return kept


def _read_rows(
    lines: list[Line], areas: Iterable[JudgementArea], framework: str
) -> tuple[list[Judgement], list[Problem]]:
    """Returns one judgement for each label found, its grade from the words up to the next label.

    A wrapped grade may stand between the two lines of its label; so a label is looked for with grade words left out.
    """
    grade = re.compile(grade_pattern(framework) + r"(?:\s+to\s+be\s+good)?", re.IGNORECASE)
    rows = [" ".join(line.text.replace("|", " ").replace("**", "").split()) for line in lines]
    text = " ".join(rows)
    ends = list(accumulate(len(row) + 1 for row in rows))
    masked = grade.sub(lambda m: "\0" * len(m[0]), text)
    masked = re.sub(r"\bto be good\b", lambda m: "\0" * len(m[0]), masked, flags=re.IGNORECASE)
    # the same text without grades, and where each of its characters stands in the text
    places = [at for at, c in enumerate(masked) if c != "\0"]
    plain = "".join(masked[at] for at in places)
    squeezed_places: list[int] = []
    squeezed = ""
    for at, c in zip(places, plain, strict=True):
        if not (c == " " and squeezed.endswith(" ")):
            squeezed += c
            squeezed_places.append(at)
    hits: list[tuple[int, int, JudgementArea, str]] = []
    for area in areas:
        for match in area.pattern.finditer(squeezed):
            if match[0][:1].islower():
                continue
            start, end = squeezed_places[match.start()], squeezed_places[match.end() - 1] + 1
            overlaps = [h for h in hits if h[0] < end and start < h[1]]
            if not overlaps:
                hits.append((start, end, area, match[0]))
    hits.sort(key=lambda h: h[0])
    found: list[Judgement] = []
    problems: list[Problem] = []
    for number, (start, end, area, label) in enumerate(hits):
        first_grade = grade.search(text, start)
        told = max(end, first_grade.end() if first_grade else 0)
        last_stop = next((line_end for line_end in ends if line_end > told), len(text))
        stop = hits[number + 1][0] if number + 1 < len(hits) else last_stop
        words = text[start:stop].strip()
        key = grade_of(_without_label(words, label), framework)
        page = lines[0].page if lines else None
        if key is None and re.search(
            r"\bnot\s+(?:judged|applicable|inspected)\b", text[start : end + 40], re.IGNORECASE
        ):
            problems.append(
                Problem("judgements", "not_judged", f"row “{area.label}” is printed as not judged; no grade", page)
            )
            continue
        if key is None:
            problems.append(
                Problem(
                    "judgements",
                    "no_single_grade",
                    f"row “{area.label}”: printed words “{words[:120]}” name no single grade; left null",
                    page,
                )
            )
            continue
        found.append(
            Judgement(area.area, area.strand, " ".join(label.split()), key, page, words[:200], f"table:{framework}")
        )
    return _without_repeats(found, problems)


def _without_label(words: str, label: str) -> str:
    for part in label.split():
        words = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", " ", words, count=1)
    return words


def _without_repeats(found: list[Judgement], problems: list[Problem]) -> tuple[list[Judgement], list[Problem]]:
    kept: dict[tuple[str, str | None], Judgement] = {}
    for judgement in found:
        key = (judgement.area, judgement.strand)
        if key not in kept:
            kept[key] = judgement
        elif kept[key].grade != judgement.grade:
            problems.append(
                Problem(
                    "judgements",
                    "contradiction",
                    f"{judgement.label}: printed as {kept[key].grade} and as {judgement.grade}; left null",
                    judgement.page,
                )
            )
            del kept[key]
    return list(kept.values()), problems


def _check_with_headings(
    document: Document, found: list[Judgement], problems: list[Problem]
) -> tuple[list[Judgement], list[Problem]]:
    """Sets each grade against the grade in its section's heading; where they differ neither is kept."""
    printed: dict[str, tuple[str, int | None, str]] = {}
    for passage in document.passages:
        if passage.shape is Shape.HEADING and (passage.page_at(0) or 2) > 1:
            section = find_section(passage.text)
            tail = re.split(r":|\bis\b|\bare\b|(?=\brequires?\b)", passage.text, maxsplit=1)
            if section and section.area and len(tail) == 2 and (key := grade_of(tail[1], "ilacs")):
                printed.setdefault(section.area, (key, passage.page_at(0), passage.text))
    kept: list[Judgement] = []
    for judgement in found:
        other = printed.get(judgement.area)
        if other and other[0] != judgement.grade:
            problems.append(
                Problem(
                    "judgements",
                    "contradiction",
                    f"{judgement.label}: {judgement.grade} in the table, {other[0]} in the heading “{other[2][:90]}”; "
                    "left null",
                    other[1],
                )
            )
            continue
        kept.append(judgement)
    return kept, problems


def _read_sif(document: Document, identity: Identity) -> tuple[list[Judgement], list[Problem]]:
    cover = _cover_lines(document)
    found, problems = _read_rows(_list_lines(cover), load_judgement_areas("sif"), "sif")
    forms = grade_pattern("sif")
    text = " ".join(line.text for line in cover)
    overall = re.compile(_OVERALL.pattern.replace("{grade}", forms), re.IGNORECASE).search(text)
    if overall and identity.event != "board_review":
        key = grade_of(overall["grade"], "sif")
        if key:
            page = cover[0].page if cover else None
            found.append(Judgement("overall", None, "Overall judgement", key, page, overall[0].strip(), "cover:sif"))
    board = _read_board(document, cover)
    if isinstance(board, Problem):
        problems.append(board)
    elif board is not None:
        found.append(board)
    return found, problems


def _list_lines(cover: list[Line]) -> list[Line]:
    """Returns the cover's list of grades: from its first row to the sentence on the board or the footnote."""
    start = next(
        (n for n, line in enumerate(cover) if re.match(r"\W*1\.?\s+children who need help", line.text, re.I)),
        None,
    )
    if start is None:
        return []
    kept = []
    for line in cover[start:]:
        if re.match(
            r"the effectiveness of|the local safeguarding|the lscb|\d\s+ofsted produces|executive summary|summary",
            line.text,
            re.I,
        ):
            break
        kept.append(line)
    return kept


def _read_board(document: Document, cover: list[Line]) -> Judgement | Problem | None:
    """Returns the board's grade: from the cover, else from headings, else from a sentence of the board's section."""
    forms = grade_pattern("sif")
    pattern = re.compile(_BOARD.replace("{grade}", forms), re.IGNORECASE)
    cover_text = " ".join(line.text for line in cover)
    sources: list[list[tuple[str, int | None]]] = [[(cover_text, 1)]]
    headings = [(p.text, p.page_at(0)) for p in document.passages if p.shape is Shape.HEADING]
    joined = [(f"{a[0]} {b[0]}", a[1]) for a, b in itertools.pairwise(headings) if a[1] == b[1]]
    sources.append(headings)
    sources.append(joined)
    sources.append([(p.text, p.page_at(0)) for p in document.passages if p.shape is not Shape.HEADING])
    for source in sources:
        hits: dict[str, tuple[str, int | None]] = {}
        for text, page in source:
            for match in pattern.finditer(text):
                key = grade_of(match["grade"], "sif")
                if key and not _PAST.search(match[0]):
                    hits.setdefault(key, (match[0], page))
        if len(hits) == 1:
            key, (words, page) = next(iter(hits.items()))
            return Judgement(
                "safeguarding_board",
                None,
                "Local Safeguarding Children Board",
                key,
                page,
                words.strip(),
                "board:sif",
            )
        if len(hits) > 1:
            return Problem(
                "judgements",
                "contradiction",
                f"the safeguarding board is printed as {' and as '.join(sorted(hits))}; left null",
                None,
            )
    return None
