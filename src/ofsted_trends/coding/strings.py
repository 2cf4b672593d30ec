"""Read strings once: which theme and cue patterns hit, and which known words stand where.

A sentence is also its neighbour's `prev` and `next`, so that distinct strings are read, not rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from ofsted_trends.registers.cues import Cue
from ofsted_trends.registers.themes import Theme

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

TOKEN = r"[a-z]+(?:'[a-z]+)?|[,;:()]"
#: Words that open a new clause, and marks that close one.
OPENERS = (
    "but", "however", "although", "though", "while", "whilst", "yet", "except", "despite", "nevertheless",
    "and", "with", "which", "so", "because", "or",
)  # fmt: skip
MARKS = (",", ";", ":", "(", ")")
NEGATORS = (
    "not", "no", "never", "without", "rarely", "cannot", "nor", "neither", "lack", "insufficient",
    "insufficiently", "yet", "less",
)  # fmt: skip
_MARK_BYTES = np.array([chr(b) in MARKS for b in range(256)])
#: How many words a negation reaches.
REACH = 5


@dataclass(frozen=True, slots=True)
class Tokens:
    """The known words of strings, flat, in order of the strings.

    Attributes:
        row: (T,) which string.
        word: (T,) the word's number in the vocabulary.
        negated: (T,) whether a negation stands up to five words before.
        clause: (T,) which clause, counted over all strings.
        clause_row: (C,) which string a clause belongs to.
        place: (T,) which word of its string this is, counted with unknown words.
        length: (S,) words of each string, unknown ones too.
    """

    row: Ints
    word: Ints
    negated: Bools
    clause: Ints
    clause_row: Ints
    place: Ints
    length: Ints


def ascii_pattern(pattern: str) -> str:
    """Returns a pattern with the same hits in ASCII text, several times as fast to compile.

    >>> ascii_pattern(r"\\bold.man")
    '(?-u:\\\\b)old[ -~]man'
    """
    swaps = {r"\b": r"(?-u:\b)", r"\w": "[0-9a-z_]", r"\d": "[0-9]", r"\s": "[ \\t\\n]", ".": "[ -~]"}
    return re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]|\.", lambda m: swaps.get(m.group(), m.group()), pattern)


def plain_text(column: pl.Series) -> pl.Series:
    """Returns strings in lower case, ASCII only, with straight apostrophes; null becomes empty."""
    return (
        column.fill_null("").str.to_lowercase()
        .str.replace_many(["’", "‘", "–", "‑", "‐"], ["'", "'", "-", "-", "-"]).str.replace_all(r"[^\x00-\x7F]", "?")
    )  # fmt: skip


def match_themes(texts: pl.Series, themes: Sequence[Theme]) -> tuple[Bools, Ints]:
    """Returns where theme patterns hit.

    Args:
        texts: (S,) plain strings.
        themes: (K,) themes.

    Returns:
        hits (S, K); the word that the first hit starts with (S, K), -1 without a hit.
    """
    n = len(texts)
    hits = np.zeros((n, len(themes)), dtype=bool)
    first = np.full((n, len(themes)), -1, dtype=np.int32)
    patterns = [ascii_pattern(t.pattern) for t in themes]
    column = pl.col("text").str
    seen = pl.DataFrame({"text": texts}).select(
        column.contains(p).alias(t.key) for p, t in zip(patterns, themes, strict=True)
    )
    for k, (theme, pattern) in enumerate(zip(themes, patterns, strict=True)):
        rows = seen[theme.key].arg_true()
        some = texts.gather(rows)
        if theme.exclusion and len(some):
            blanked = some.str.replace_all(ascii_pattern(theme.exclusion), "-")
            still = blanked.str.contains(pattern).arg_true()
            rows, some = rows.gather(still), blanked.gather(still)
        where = rows.to_numpy()
        hits[where, k] = True
        if len(some):
            first[where, k] = count_before(some, some.str.find(pattern).to_numpy().astype(np.int64))
    return hits, first


def count_before(texts: pl.Series, at: npt.NDArray[np.int64]) -> Ints:
    """Returns how many words and marks (see `TOKEN`) start before a place in each plain string.

    >>> count_before(pl.Series(["one, two three"]), np.array([9])).tolist()
    [3]
    """
    data = np.frombuffer("".join(texts.to_list()).encode("ascii"), dtype=np.uint8)
    ends = np.cumsum(texts.str.len_bytes().to_numpy().astype(np.int64))
    begins = np.concatenate([[0], ends[:-1]])
    letter = (data >= ord("a")) & (data <= ord("z"))
    inner = letter.copy()
    inner[1:-1] |= (data[1:-1] == ord("'")) & letter[:-2] & letter[2:]
    starts = letter.copy()
    starts[1:] &= ~inner[:-1]
    starts[begins[begins < len(data)]] = letter[begins[begins < len(data)]]
    starts |= _MARK_BYTES[data]
    upto = np.concatenate([[0], np.cumsum(starts, dtype=np.int32)])
    before: Ints = (upto[begins + at] - upto[begins]).astype(np.int32)
    return before


def match_cues(texts: pl.Series, cues: Sequence[Cue]) -> Floats:
    """Returns how often each cue's patterns hit, (S, Q), at most 4; cues of the section column are left at 0 here."""
    out = np.zeros((len(texts), len(cues)), dtype=np.float32)
    column = pl.col("text").str
    found = pl.DataFrame({"text": texts}).select(
        (column.count_matches(p) if cue.where == "text" else column.contains(p)).alias(cue.key)
        for cue, p in ((c, ascii_pattern(c.pattern)) for c in cues if c.where != "section")
    )
    for q, cue in enumerate(cues):
        if cue.where != "section":
            out[:, q] = found[cue.key].to_numpy()
    return np.minimum(out, 4)


def match_sections(sections: pl.Series, cues: Sequence[Cue]) -> Floats:
    """Returns which cues of headings hit, (S, Q); other cues are 0."""
    out = np.zeros((len(sections), len(cues)), dtype=np.float32)
    for q, cue in enumerate(cues):
        if cue.where == "section":
            out[:, q] = sections.str.contains(ascii_pattern(cue.pattern)).to_numpy()
    return out


def read_tokens(texts: pl.Series, words: pl.Enum, numbers: Ints) -> Tokens:
    """Returns the known words of plain strings.

    Args:
        texts: (S,) plain strings.
        words: every known form, with the marks of `MARKS` and the words of `OPENERS` and `NEGATORS` among them.
        numbers: (F,) the vocabulary number of each form; -1 for marks.
    """
    lists = texts.str.extract_all(TOKEN)
    length = lists.list.len().to_numpy().astype(np.int32)
    total = int(length.sum())
    row = np.repeat(np.arange(len(texts), dtype=np.int32), length)
    forms = words.categories.to_list()
    at = {f: i for i, f in enumerate(forms)}
    flat = lists.explode().drop_nulls()
    physical = flat.cast(words, strict=False).to_physical()
    form = physical.fill_null(len(forms)).cast(pl.Int32).to_numpy()
    number = np.append(numbers, -1)[form]
    flags = np.zeros(len(forms) + 1, dtype=np.int8)
    flags[[at[w] for w in OPENERS]] |= 1
    flags[[at[w] for w in MARKS]] |= 2
    flags[[at[w] for w in NEGATORS]] |= 4
    flags[[i for i, f in enumerate(forms) if f.endswith("n't")]] |= 4
    flag = flags[form]
    starts = np.ones(total, dtype=bool)
    starts[1:] = row[1:] != row[:-1]
    opens = starts | ((flag & 1) > 0)
    opens[1:] |= (flag[:-1] & 2) > 0
    clause = np.cumsum(opens, dtype=np.int32) - 1
    places = np.arange(total, dtype=np.int32)
    begin = np.zeros(len(texts) + 1, dtype=np.int32)
    begin[1:] = np.cumsum(length)
    negator = np.where((flag & 4) > 0, places, -100)
    last = np.maximum.accumulate(np.append(-100, negator)[:-1]) if total else negator
    negated = (places - last <= REACH) & (last >= begin[row])
    known = number >= 0
    return Tokens(
        row[known], number[known], negated[known], clause[known], row[opens], (places - begin[row])[known], length
    )  # fmt: skip


def sum_rows(values: Floats, row: Ints, size: int) -> Floats:
    """Returns the sums of values (T, N) by row, (size, N); rows must be in rising order."""
    out = np.zeros((size, values.shape[1]), dtype=np.float32)
    if len(row):
        at = np.flatnonzero(np.append(True, row[1:] != row[:-1]))
        out[row[at]] = np.add.reduceat(values, at, axis=0)
    return out
