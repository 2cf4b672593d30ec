"""An analyst's corrections of the coding: read, checked, applied, and loud once they no longer apply."""

from __future__ import annotations

import csv
import datetime
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import polars as pl

from ofsted_trends.coding.weights import DIRECTIONS, STANCES
from ofsted_trends.errors import CorrectionError, InputError
from ofsted_trends.registers.themes import Theme, load_themes

NOTHING = "none"
DIRECTION = "direction"


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of `data/corrections.csv`.

    Attributes:
        document_id: the document.
        page: the page.
        paragraph: the paragraph, or empty.
        fingerprint: what `fingerprint` gives for the sentence.
        theme: a theme's key; or `direction`, where the sentence's direction is corrected.
        expected: what the machine says: a stance, or `none` where it does not give the theme; or a direction.
        corrected: what it should say; `none` takes the theme away.
        who: who says so.
        when: since when, as YYYY-MM-DD.
        why: the reason, in words.
        line: the line in the file.
    """

    document_id: str
    page: int
    paragraph: str
    fingerprint: str
    theme: str
    expected: str
    corrected: str
    who: str
    when: datetime.date
    why: str
    line: int = 0


COLUMNS = tuple(f.name for f in fields(Correction) if f.name != "line")


def fingerprint(text: str) -> str:
    """Returns 12 characters that stand for a sentence's words, whatever its spacing, case and marks.

    >>> fingerprint("Plans are good.") == fingerprint("PLANS  are good")
    True
    """
    words = re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def read_corrections(path: Path, themes: Sequence[Theme] | None = None) -> list[Correction]:
    """Returns the corrections of a CSV file.

    Args:
        path: a file with the columns `document_id`, `page`, `paragraph`, `fingerprint`, `theme`, `expected`,
            `corrected`, `who`, `when`, `why`.
        themes: which themes there are; None for the built-in ones.

    Raises:
        InputError: the file cannot be read.
        CorrectionError: a column is missing or a value cannot be; all faults with their lines.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
            if missing:
                raise CorrectionError(
                    f"{path}: line 1: the columns {', '.join(missing)} are missing; they are {', '.join(COLUMNS)}"
                )
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as corrections ({error})") from error
    keys = {t.key for t in (load_themes() if themes is None else themes)}
    faults: list[str] = []
    good: list[Correction] = []
    for line, row in rows:
        values = {c: (row[c] or "").strip() for c in COLUMNS}
        wrong = _find_faults(values, keys)
        faults += [f"{path}: line {line}: {w}" for w in wrong]
        if not wrong:
            page, when = int(values.pop("page")), datetime.date.fromisoformat(values.pop("when"))
            good.append(Correction(**values, page=page, when=when, line=line))
    if faults:
        raise CorrectionError("\n".join(faults))
    return good


def _find_faults(values: dict[str, str], keys: set[str]) -> list[str]:
    """What is wrong with one row, with the mend."""
    needed = [c for c in COLUMNS if c != "paragraph" and not values[c]]
    faults = [f"{c} is empty; fill it" for c in needed]
    if needed:
        return faults
    if not values["page"].isdigit():
        faults.append(f"page is {values['page']!r}; give a number")
    try:
        datetime.date.fromisoformat(values["when"])
    except ValueError:
        faults.append(f"when is {values['when']!r}; give a date such as 2026-01-31")
    if values["theme"] != DIRECTION and values["theme"] not in keys:
        faults.append(f"theme is {values['theme']!r}; give a key of the register, or `direction`")
    allowed = DIRECTIONS if values["theme"] == DIRECTION else (*STANCES, NOTHING)
    faults += [
        f"{c} is {values[c]!r}; give one of {', '.join(allowed)}"
        for c in ("expected", "corrected")
        if values[c] not in allowed
    ]
    if values["expected"] == values["corrected"]:
        faults.append(f"expected and corrected are both {values['expected']!r}; drop the line")
    return faults


def apply_corrections(observations: pl.DataFrame, path: Path, themes: Sequence[Theme] | None = None) -> pl.DataFrame:
    """Returns the observations with the corrections of a file applied; `method` becomes `correction:<who>`.

    A theme that is added is one more row of its sentence (or the sentence's row, where it had no theme), and one that
    is taken away leaves (or leaves the row without theme, where it was the last). Corrections of documents that are
    not among the observations wait, without complaint.

    Args:
        observations: the tidy frame, with text.
        path: see `read_corrections`.
        themes: see `read_corrections`.

    Returns:
        One row per observation, the columns and types as they came.

    Raises:
        InputError: the file cannot be read.
        CorrectionError: the file breaks the rules, or corrections no longer find what they expect; all of them,
            with what was expected and what was found.
    """
    corrections = read_corrections(path, themes)
    present = set(observations["document_id"].unique().to_list())
    corrections = [c for c in corrections if c.document_id in present]
    if not corrections:
        return observations
    touched = {c.document_id for c in corrections}
    mine = observations["document_id"].is_in(list(touched))
    rows = observations.filter(mine).to_dicts()
    for row in rows:
        row["_place"] = (row["document_id"], row["page"], row["paragraph"] or "", fingerprint(row["text"] or ""))
    faults = []
    for correction in corrections:
        fault = _apply_one(rows, correction)
        if fault:
            faults.append(f"{path}: line {correction.line}: {fault}")
    if faults:
        raise CorrectionError(f"{len(faults)} corrections no longer apply; mend or drop them:\n" + "\n".join(faults))
    for row in rows:
        del row["_place"]
    changed = pl.DataFrame(rows, schema=observations.schema, orient="row")
    order = {d: n for n, d in enumerate(observations["document_id"].unique(maintain_order=True).to_list())}
    return (
        pl.concat([observations.filter(~mine), changed])
        .with_columns(pl.col("document_id").replace_strict(order, return_dtype=pl.Int64).alias("_order"))
        .sort("_order", maintain_order=True).drop("_order")
    )  # fmt: skip


def _apply_one(rows: list[dict[str, Any]], correction: Correction) -> str | None:
    """Applies one correction to the rows in place; returns why it cannot be applied, or None."""
    c = correction
    where = f"{c.document_id}, page {c.page}, paragraph {c.paragraph or '-'}, {c.fingerprint}"
    at = [
        r for r in rows if r["_place"] == (c.document_id, c.page, c.paragraph, c.fingerprint) and r["kind"] != "grade"
    ]
    if not at:
        return f"{where}: expected a sentence with this fingerprint, found none"
    method = f"correction:{c.who}"
    if c.theme == DIRECTION:
        found = at[0]["direction"]
        if found != c.expected:
            return f"{where}: expected direction {c.expected}, found {found}"
        for row in at:
            row.update(direction=c.corrected, method=method)
        return None
    own = [r for r in at if r["theme"] == c.theme]
    found = (own[0]["stance"] or "neutral") if own else NOTHING
    if found != c.expected:
        return f"{where}: expected {c.theme} {c.expected}, found {found}"
    if not own:
        bare = [r for r in at if r["theme"] is None]
        row = bare[0] if bare else dict(at[0])
        if not bare:
            rows.insert(rows.index(at[-1]) + 1, row)
        token = f"{row['observation_id']}|{c.theme}".encode()
        row.update(observation_id=hashlib.sha256(token).hexdigest()[: len(row["observation_id"])])
        row.update(theme=c.theme, stance=c.corrected, method=method)
    elif c.corrected != NOTHING:
        own[0].update(stance=c.corrected, method=method)
    elif len(at) > 1:
        rows.remove(own[0])
    else:
        own[0].update(theme=None, stance=None, method=method)
    return None
