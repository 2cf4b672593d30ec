"""Inspection frameworks, their judgement areas, grade words and scales, and what a document's title says it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from ofsted_trends.errors import RegisterError
from ofsted_trends.registers.loading import read_csv_register, read_toml_register

#: Kinds of visit that look at everything, and give grades where their framework has them.
INSPECTIONS = ("inspection", "reinspection")


@dataclass(frozen=True, slots=True)
class Framework:
    """One inspection framework.

    Attributes:
        key: as in the frame's column `framework`.
        label, short: full and short name for people.
        start, end: first and last day of fieldwork; end None while it runs.
        graded: whether its inspections print grades.
        scale: `2009-2013` or `2013-`; None where nothing is graded.
        versions: (key, first day of fieldwork) in order.
        source: where the facts are from.
    """

    key: str
    label: str
    short: str
    start: date
    end: date | None
    graded: bool
    scale: str | None
    versions: tuple[tuple[str, date], ...]
    source: str

    def version_on(self, day: date | None) -> str:
        """Returns the version in force on a day of fieldwork; the first one where no day is known."""
        key = self.versions[0][0]
        for version, start in self.versions:
            if day is not None and start <= day:
                key = version
        return key


@dataclass(frozen=True, slots=True)
class JudgementArea:
    """One graded row of a framework's table.

    Attributes:
        framework, strand, area: as in the frame.
        order: place in the printed table.
        label: the row's printed words.
        pattern: every printed form of the label.
        start, end: first and last day of fieldwork with this row, where the framework changed.
    """

    framework: str
    strand: str | None
    area: str
    order: int
    label: str
    pattern: re.Pattern[str]
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade word: its key in the frame, its printed form and the scales that it belongs to."""

    key: str
    label: str
    scales: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a kind of document is told: by a pattern in its title or in its opening words."""

    framework: str
    event: str
    where: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Comparability:
    """How far a judgement of one framework version may be set beside one of a later version.

    Attributes:
        area: the line of a timeline that the pair belongs to.
        from_version, from_strand, from_area, to_version, to_area: the pair.
        comparability: `same`, `near`, `loose` or `none`.
        why: in one sentence.
    """

    area: str
    from_version: str
    from_strand: str | None
    from_area: str
    to_version: str
    to_area: str
    comparability: str
    why: str


@cache
def load_frameworks() -> dict[str, Framework]:
    """Returns the frameworks by key, in order of their start.

    Raises:
        RegisterError: a version starts before its framework, or versions are out of order.
    """
    found: dict[str, Framework] = {}
    for entry in read_toml_register("frameworks.toml")["framework"]:
        versions = tuple((v["key"], v["start"]) for v in entry["versions"])
        starts = [start for _, start in versions]
        if starts != sorted(starts) or starts[0] < entry["start"]:
            raise RegisterError(f"frameworks.toml: versions of {entry['key']} are out of order")
        found[entry["key"]] = Framework(
            entry["key"], entry["label"], entry["short"], entry["start"], entry.get("end"), entry["graded"],
            entry.get("scale"), versions, entry["source"],
        )  # fmt: skip
    return found


@cache
def load_judgement_areas(framework: str) -> tuple[JudgementArea, ...]:
    """Returns the graded rows of a framework in printed order; none for a framework without grades."""
    rows = [row for row in read_csv_register("judgement_areas.csv") if row["framework"] == framework]
    return tuple(
        JudgementArea(
            framework=row["framework"],
            strand=row["strand"] or None,
            area=row["area"],
            order=int(row["order"]),
            label=row["label"],
            pattern=re.compile(row["pattern"], re.IGNORECASE),
            start=date.fromisoformat(row["start"]) if row["start"] else None,
            end=date.fromisoformat(row["end"]) if row["end"] else None,
        )
        for row in sorted(rows, key=lambda r: int(r["order"]))
    )


@cache
def load_grades() -> dict[str, Grade]:
    """Returns the grade words by key."""
    return {
        g["key"]: Grade(
            g["key"],
            g["label"],
            tuple(g["scales"]),
            re.compile(rf"\b(?:{g['pattern']})(?![a-z])", re.IGNORECASE),
        )
        for g in read_toml_register("grades.toml")["grade"]
    }


@cache
def load_layouts() -> tuple[Layout, ...]:
    """Returns the ways to tell what a document is, in the order in which they are tried."""
    return tuple(
        Layout(e["framework"], e["event"], e["where"], re.compile(e["pattern"], re.IGNORECASE))
        for e in read_toml_register("layouts.toml")["layout"]
    )


@cache
def load_licences() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Returns (label, pattern) of each licence that documents print."""
    return tuple(
        (e["label"], re.compile(e["pattern"], re.IGNORECASE)) for e in read_toml_register("licences.toml")["licence"]
    )


@cache
def load_crosswalk() -> tuple[Comparability, ...]:
    """Returns which judgements of successive framework versions may be compared, and how far.

    Raises:
        RegisterError: a version is not in the register of frameworks, or the comparability is no known word.
    """
    versions = {key for f in load_frameworks().values() for key, _ in f.versions}
    found: list[Comparability] = []
    for row in read_csv_register("crosswalk.csv"):
        if {row["from_version"], row["to_version"]} - versions or row["comparability"] not in (
            "same",
            "near",
            "loose",
            "none",
        ):
            raise RegisterError(f"crosswalk.csv: {row['from_version']} to {row['to_version']} is not well formed")
        found.append(
            Comparability(
                row["area"],
                row["from_version"],
                row["from_strand"] or None,
                row["from_area"],
                row["to_version"],
                row["to_area"],
                row["comparability"],
                row["why"],
            )
        )
    return tuple(found)
