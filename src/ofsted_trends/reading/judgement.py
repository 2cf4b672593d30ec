"""One graded row of a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judgement:
    """One graded row.

    Attributes:
        area, strand, label: as in the frame.
        grade: the grade's key.
        page: where it is printed.
        text: the printed words.
        method: the rule that read it.
    """

    area: str
    strand: str | None
    label: str
    grade: str
    page: int | None
    text: str
    method: str
