"""What became of an item in a later document: the rows on its theme, and those that are worded alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ofsted_trends.following.wording import Floats, Whole

Flags = NDArray[np.bool_]

RAISED, IMPROVED, MENTIONED, SILENT = 0, 1, 2, 3
#: Rows are worded alike from this cosine on, with this many shared words that name a matter. Set by reading
#: 431 pairs of items and later sentences of 30 authorities: below, they share a word and not the matter.
ALIKE, ALIKE_WORDS = 0.30, 2
#: Without a shared theme more is needed.
ALONE, ALONE_WORDS = 0.50, 3
#: From this cosine on, with a shared theme, confidence is high.
SURE = 0.42


@dataclass(frozen=True, slots=True)
class Items:
    """Numbered items, in order of authority and day.

    Attributes:
        themes: items by themes, whether the item is about it; one more column, always false, for no theme.
        board: whether it is asked of the safeguarding board.
        worded: whether its words are at hand.
    """

    themes: Flags
    board: Flags
    worded: Flags

    def take(self, part: slice) -> Items:
        """Returns a run of the items."""
        return Items(self.themes[part], self.board[part], self.worded[part])


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of documents, in order of document and place.

    Attributes:
        theme: number of the theme; the last one for none.
        said: `RAISED`, `IMPROVED` or `MENTIONED`.
        asked: whether it is itself an improvement or priority action.
        board: whether it is about the safeguarding board.
        worded: whether its words are at hand.
    """

    theme: Whole
    said: Whole
    asked: Flags
    board: Flags
    worded: Flags

    def take(self, part: slice) -> Rows:
        """Returns a run of the rows."""
        return Rows(self.theme[part], self.said[part], self.asked[part], self.board[part], self.worded[part])


@dataclass(frozen=True, slots=True)
class Matches:
    """What became of each item in one document.

    Attributes:
        outcome: `RAISED`, `IMPROVED`, `MENTIONED` or `SILENT`.
        by_theme: what the stances on the theme alone tell; `SILENT` where nothing is on it.
        row: the evidence's place in the document; -1 where nothing is said.
        similarity: of the evidence; not a number where words are not at hand.
        themed: whether the evidence is on a theme of the item.
        confidence: 3 high, 2 medium, 1 low; 0 where nothing is said.
    """

    outcome: Whole
    by_theme: Whole
    row: Whole
    similarity: Floats
    themed: Flags
    confidence: Whole


def match_items(items: Items, rows: Rows, alike: Floats, shared: Floats) -> Matches:
    """Returns what became of items in one later document.

    A row that is worded alike decides: another improvement or priority action before anything else, then the
    most alike. Where none is, or words are not at hand, the theme was only mentioned: in 8,350 pairs of the
    corpus where the stances on a theme told `raised` or `improved`, words bore them out in one of six.

    Args:
        items: asked before.
        rows: of the later document, at least one.
        alike: items by rows, cosine of the words.
        shared: items by rows, number of shared words that name a matter.
    """
    same_part = items.board[:, None] == rows.board[None, :]
    themed = items.themes[:, rows.theme] & same_part
    spoken = themed.any(axis=1)
    by_stance = _decide_by_stance(themed, rows)
    fits = rows.said[None, :] == by_stance[:, None]
    told = 4 * fits + 2 * rows.asked
    if rows.worded.any():
        close = (themed & (alike >= ALIKE) & (shared >= ALIKE_WORDS)) | (
            same_part & (alike >= ALONE) & (shared >= ALONE_WORDS)
        )
        worded = close.any(axis=1)
        best = np.where(close, 1 + alike + 2 * rows.asked, 0).argmax(axis=1)
        told = np.where(items.worded[:, None], 0, told)
    else:
        worded, best = np.zeros_like(spoken), np.zeros(len(spoken), np.int64)
    likely = np.where(themed, 1 + alike + told, 0).argmax(axis=1)
    row = np.where(worded, best, np.where(spoken, likely, -1))
    place = np.arange(len(row))
    cosine = np.where((row >= 0) & items.worded & rows.worded[row], alike[place, row], np.nan)
    on_theme = (row >= 0) & themed[place, row]
    outcome = np.where(worded, rows.said[best], np.where(spoken, MENTIONED, SILENT))
    confidence = np.where(worded, np.where(on_theme & (cosine >= SURE), 3, 2), np.where(spoken, 1, 0))
    by_theme = np.where(spoken, by_stance, SILENT)
    return Matches(outcome, by_theme, row, cosine.astype(np.float32), on_theme, confidence)


def _decide_by_stance(themed: Flags, rows: Rows) -> Whole:
    """Returns what the stances on the theme alone tell: asked again or only concerns; only strengths; or both."""
    raised, improved, mentioned = (
        (themed & (rows.said == said)[None, :]).any(axis=1) for said in (RAISED, IMPROVED, MENTIONED)
    )
    again = (themed & rows.asked[None, :]).any(axis=1)
    return np.where(
        again | (raised & ~improved & ~mentioned),
        RAISED,
        np.where(improved & ~raised & ~mentioned, IMPROVED, MENTIONED),
    )
