"""A document that Ofsted's site links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Publication:
    """A document that the page of an authority links.

    Attributes:
        url: where it is.
        title: the words of the link.
        published: the day that they print; None where there is none.
    """

    url: str
    title: str
    published: date | None
