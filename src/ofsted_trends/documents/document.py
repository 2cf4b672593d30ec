"""What every format becomes: a Document of lines and passages, each knowing where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line.

    Attributes:
        page: 1 for the first page; None where the file has no pages.
        text: the line without the space around it.
        x, y: left edge and baseline in points from the page's lower left corner; 0 where there is no layout.
        y_last: baseline of the last character: lower than `y` where a line-end hyphen swallowed the line break.
        size: font size in points of the first letter; 0 where there is no layout.
        bold: whether the first letter is bold.
        page_height: height of the page in points; 0 where there is no layout.
    """

    page: int | None
    text: str
    x: float = 0.0
    y: float = 0.0
    y_last: float = 0.0
    size: float = 0.0
    bold: bool = False
    page_height: float = 0.0


class Shape(Enum):
    """What a passage looks like on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    SUB_BULLET = "sub_bullet"


@dataclass(slots=True)
class Passage:
    """A heading, a paragraph or a bulleted item, its lines joined.

    Attributes:
        shape: what it looks like.
        text: its words, with single spaces.
        number: the printed paragraph number, such as `12`; None where none is printed.
        starts: pairs of (offset in `text`, page): where each page's part begins; empty without pages.
        ordinal: 1 for the first passage of its page (of the document, where there are no pages).
        size, bold, x: of the first line; 0 and False where there is no layout.
    """

    shape: Shape
    text: str
    number: str | None = None
    starts: list[tuple[int, int]] = field(default_factory=list)
    ordinal: int = 0
    size: float = 0.0
    bold: bool = False
    x: float = 0.0

    def page_at(self, offset: int) -> int | None:
        """Returns the page on which the character at `offset` stands."""
        page = None
        for start, number in self.starts:
            if start > offset:
                break
            page = number
        return page

    @property
    def place(self) -> str:
        """The printed number, or `[n]`: the n-th passage of the page on which it begins."""
        return self.number or f"[{self.ordinal}]"


def number_passages(passages: list[Passage]) -> None:
    """Counts the passages of each page, or of the document where there are no pages."""
    page, ordinal = None, 0
    for passage in passages:
        first = passage.page_at(0)
        page, ordinal = (page, ordinal + 1) if first == page else (first, 1)
        passage.ordinal = ordinal


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read.

    Attributes:
        source: the path below the folder that was ingested, with forward slashes.
        format: `pdf`, `text` or `html`.
        sha256: of the file's bytes.
        pages: number of pages; 1 where the file has none.
        lines: every printed line, running headers, footers and footnotes included, in the file's order.
        passages: the body: headings, paragraphs and bullets without running headers, footers and footnotes.
        footnotes: the notes at the foot of pages, joined.
    """

    source: str
    format: str
    sha256: str
    pages: int
    lines: tuple[Line, ...]
    passages: tuple[Passage, ...]
    footnotes: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """Number of words in the body."""
        return sum(len(p.text.split()) for p in self.passages)
