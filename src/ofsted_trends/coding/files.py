"""Code a file of sentences: one JSON line in, one JSON line out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl

from ofsted_trends.coding.sentences import COLUMNS, code_sentences
from ofsted_trends.errors import InputError
from ofsted_trends.registers.themes import load_themes


def code_file(in_jsonl: Path, out_jsonl: Path, themes_file: Path | None = None) -> int:
    """Codes the sentences of a file, writes what was coded, and returns how many sentences there were.

    Args:
        in_jsonl: lines of `{"id", "section", "prev", "text", "next"}`; `id` and `text` are needed.
        out_jsonl: becomes lines of `{"id", "finding", "themes": {key: stance}, "direction"}`, in the same order.
        themes_file: an analyst's own themes, see `load_themes`.

    Raises:
        InputError: a file cannot be read or written, or lines are wrong; the message names file and lines.
        RegisterError: the themes file is wrong.
    """
    themes = load_themes(themes_file)
    sentences = read_sentences(in_jsonl)
    coded = code_sentences(
        sentences.with_row_index("row").with_columns(pl.col("row").cast(pl.String).alias("id")), themes
    )
    lines: list[dict[str, Any]] = [
        {"id": i, "finding": True, "themes": {}, "direction": "none"} for i in sentences["id"]
    ]
    for row, finding, theme, stance, direction in coded.select(
        "id", "finding", "theme", "stance", "direction"
    ).iter_rows():
        line = lines[int(row)]
        line["finding"], line["direction"] = finding, direction
        if theme is not None:
            line["themes"][theme] = stance
    try:
        Path(out_jsonl).write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{out_jsonl}: cannot be written ({error})") from error
    return len(lines)


def read_sentences(path: Path) -> pl.DataFrame:
    """Returns the sentences of a JSON lines file: columns `id`, `section`, `prev`, `text`, `next`.

    Raises:
        InputError: see `code_file`; all wrong lines at once.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as sentences ({error})") from error
    rows: list[dict[str, str]] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        fault, row = _read_line(line)
        if row is not None and row["id"] in seen:
            fault = f"id {row['id']!r} stands in line {seen[row['id']]} already; give each sentence its own"
        if fault or row is None:
            faults.append(f"{path}: line {number}: {fault}")
            continue
        seen[row["id"]] = number
        rows.append(row)
    if faults:
        more = f"\nand {len(faults) - 20} more lines" if len(faults) > 20 else ""
        raise InputError("\n".join(faults[:20]) + more)
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")


def _read_line(line: str) -> tuple[str, dict[str, str] | None]:
    """A line as a sentence, or what is wrong with it."""
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        return f"not JSON ({error.msg}, column {error.colno}); write one JSON object a line", None
    if not isinstance(data, dict):
        return 'not a JSON object; write {"id": ..., "text": ...}', None
    for key in ("id", "text"):
        if data.get(key) in (None, ""):
            return f"{key!r} is missing or empty; each sentence needs `id` and `text`", None
    for key in COLUMNS[1:]:
        if data.get(key) is not None and not isinstance(data[key], str):
            return f"{key!r} is {data[key]!r}; give words in quotation marks", None
    return "", {c: str(data.get(c) or "") for c in COLUMNS}
