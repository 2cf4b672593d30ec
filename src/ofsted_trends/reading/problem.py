"""What a person should look at: something that could not be read, or that breaks a rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One row of the problems table, before it knows its document.

    Attributes:
        stage: `open`, `identify`, `judgements`, `findings`, `validate`, `coding` or `index`.
        reason: a short fixed word.
        detail: what was found and what to do.
        page: where, as far as known.
    """

    stage: str
    reason: str
    detail: str
    page: int | None = None
