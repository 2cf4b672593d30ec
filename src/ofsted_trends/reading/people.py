"""Who inspected: the lead inspector and the team, by name."""

from __future__ import annotations

import re

from ofsted_trends.documents import Document, Shape

_WORD = (
    r"(?:[A-ZÀ-Þ][a-zà-ÿ]+(?:[’'][A-Za-z][a-zà-ÿ]*)?|[A-Z][’'][A-Z][a-zà-ÿ]+|d[’'][A-Z][a-zà-ÿ]+|Ma?c[A-Z][a-zà-ÿ]+|"
    r"[A-Z]\.?(?=\s)|(?:van|von|de|der|den|la|le|bin|al|ap)(?=\s))"
)
_NAME = rf"{_WORD}(?:[- ]{_WORD}|-[a-z]+){{1,4}}"
_LEAD_LABEL = re.compile(
    r"^(?:lead|reporting|managing)\s+inspector(?:s)?(?:\s+on\s+site)?(?:\s*\([^)]*\))?\s*[:–-]?\s*(?P<names>\S.*)",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r",?\s*\b(?:(?:senior\s+)?(?:her|his)\s+majesty[’']?s\s+inspectors?(?:\s*\([^)]*\))?|s?hmi\b|senior\s+hmi|ofsted\s+(?:hmi|inspectors?|senior\s+hmi)|"
    r"(?:social\s+care\s+|senior\s+)?inspectors?|regulatory\s+inspection\s+manager|(?:and\s+)?national\s+lead.*|\((?:hmi|shmi)\)|"
    r"lead\s+inspectors?|of\s+ofsted|from\s+ofsted|mr|mrs|ms|dr)\b\.?",
    re.IGNORECASE,
)
_TEAM_SENTENCE = re.compile(
    r"(?:inspectors?\s+(?:for\s+this\s+(?:visit|inspection)\s+)?(?:was|were)|(?:was|were)\s+(?:carried\s+out|conducted|undertaken|led)\s+by|"
    r"the\s+inspectors\s+were)\s*:?\s*(?P<names>.+?)(?:\.(?=\s|$)|$)",
    re.IGNORECASE | re.DOTALL,
)
_TEAM_LABEL = re.compile(r"^(?:team|other|shadow)\s+inspectors?\s*:?\s*(?P<names>\S.*)", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"\b(?:majesty|inspectors?|ofsted|council|children|services|judgement|grade|overall|inspection|date|quality|care|commission|"
    r"local|authority|city|county|borough|board|hmi|manager|seconded|senior|team|report|visit|age|group|regional|director|and)\b",
    re.IGNORECASE,
)


def find_inspectors(document: Document) -> tuple[str | None, list[str]]:
    """Returns (lead inspector, all inspectors) by name; two leads are joined by `; `.

    Args:
        document: reports print a label on the cover or in the section on the team; letters name the inspectors in a
            sentence of the opening, the signature is the lead's.
    """
    leads: list[str] = []
    team: list[str] = []
    lines = [line.text.replace("**", "") for line in document.lines]
    for number, line in enumerate(lines):
        if label := _LEAD_LABEL.match(line):
            text = label["names"]
            if re.search(r"(?:,|\band|&)\s*$", text) and number + 1 < len(lines):
                text += " " + lines[number + 1]
            leads += [n for n in parse_names(text) if n not in leads] if len(leads) == 0 else []
    for passage in document.passages:
        if label := _TEAM_LABEL.match(passage.text):
            team += parse_names(label["names"])
    team += _find_boxed_team(document)
    for passage in [p for p in document.passages if p.shape is not Shape.HEADING][:30]:
        if match := _TEAM_SENTENCE.search(passage.text):
            team += parse_names(match["names"])
            break
    signed = _find_signature(lines)
    if not leads and signed:
        leads = [signed]
    people = list(dict.fromkeys([*leads, *team]))
    return ("; ".join(leads) or None), people


def parse_names(text: str) -> list[str]:
    """Returns the names of people in a list such as `Ann Lee HMI, Bo O’Hara and Cy d’Arc, Ofsted Inspector`.

    >>> parse_names("Ann Lee HMI, Bo O’Hara and Cy d’Arc, Ofsted Inspector")
    ['Ann Lee', 'Bo O’Hara', 'Cy d’Arc']
    """
    plain = _TITLES.sub(",", text)
    names: list[str] = []
    for part in re.split(r"[,;:()]|\band\b|\bwith\b|&|(?<=[a-z])\.\s", plain):
        words = part.strip(" .-–")
        if re.fullmatch(_NAME, words) and not _NOT_A_NAME.search(words):
            names.append(words)
    return names


def _find_boxed_team(document: Document) -> list[str]:
    """Returns the names in the two-column box below `Inspection team`, as area SEND reports print it."""
    names: list[str] = []
    inside = False
    for passage in document.passages:
        if passage.shape is Shape.HEADING and not re.fullmatch(r"ofsted\s+care quality commission", passage.text, re.I):
            inside = bool(re.fullmatch(r"(?:the )?inspection team", passage.text, re.I))
        elif inside and len(passage.text) < 1500:
            names += parse_names(re.sub(r"\bCQC\b|Care Quality Commission", ",", passage.text))
    return names


def _find_signature(lines: list[str]) -> str | None:
    for number, line in enumerate(lines):
        if re.match(r"yours (?:sincerely|faithfully)", line, re.IGNORECASE):
            for follower in lines[number + 1 : number + 5]:
                names = parse_names(follower)
                if names:
                    return names[0]
    return None
