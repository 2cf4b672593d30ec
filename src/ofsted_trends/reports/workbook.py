"""All tables of a page as one accessible workbook, made with the Analysis Function's gptables: a cover, contents,
notes, and one marked-up table a sheet.

Source: Analysis Function, "Releasing statistics in spreadsheets".
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ofsted_trends.charts.markup import strip_control
from ofsted_trends.charts.tables import MISSING, NOT_APPLICABLE

if TYPE_CHECKING:
    import pandas as pd

SHORTHAND = {MISSING: "[x] = not available", NOT_APPLICABLE: "[z] = not applicable: there is nothing to state"}
#: More letters than this do not fit into a cell.
LONGEST = 32_000
#: A column with longer words than this many letters wraps them.
WIDEST = 60
#: The same workbook has the same bytes: no time of making is kept.
_NO_TIME = datetime(2000, 1, 1)
_TELLS_NOTHING = re.compile(r"[^a-zA-Z0-9]*")


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first sheet says.

    Attributes:
        title: of the page; also the document's title.
        intro: what the page is about.
        about: how it was made: data, parameters, version, licences.
    """

    title: str
    intro: Sequence[str] = ()
    about: Sequence[str] = ()


def write_workbook(cover: Cover, tables: Sequence[dict[str, Any]]) -> bytes:
    """Returns the workbook (xlsx). The same tables give the same bytes.

    Cells are numbers or plain text: nothing in them is a formula, a link or a mark of gptables, whatever a document
    says. Missing values are `[x]`, empty ones `[z]`, each explained on its sheet.

    Args:
        cover: what the first sheet says.
        tables: as `table_entry` gives them.
    """
    import gptables

    sheets, notes = {}, []
    for number, entry in enumerate(tables, 1):
        frame = _read_cells(entry["table"])
        title = _words(entry["title"])
        if entry["note"]:
            notes.append({"reference": f"n{number}", "Note": _words(entry["note"])})
            title = f"{title} $$n{number}$$"
        sheets[f"Table_{number}"] = gptables.GPTable(
            table=frame,
            table_name=f"data_{number}",
            title=title,
            subtitles=[_plain(entry["subtitle"])] if entry["subtitle"] else [],
            instructions="This worksheet contains one table."
            + (" The note is on the worksheet Notes." if entry["note"] else ""),
            source=f"Source: {_plain(entry['source'])}" if entry["source"] else None,
            legend=[words for mark, words in SHORTHAND.items() if (frame == mark).any(axis=None)],
            index_columns={},
            additional_formatting=[{"column": {"columns": _find_long(frame), "format": {"text_wrap": True}}}],
        )
    return _draw(gptables, cover, sheets, notes)


def _draw(gptables: Any, cover: Cover, sheets: dict[str, Any], notes: list[dict[str, str]]) -> bytes:
    """Returns the bytes of a workbook."""
    import pandas as pd

    out = io.BytesIO()
    title = _plain(cover.title)
    about = [_plain(line) for line in cover.about]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a workbook has no notes
        book = gptables.produce_workbook(
            out,
            sheets=sheets,
            contentsheet_label="Contents" if sheets else None,
            cover=gptables.Cover(title=title, intro=[_plain(line) for line in cover.intro], about=about),
            notes_table=pd.DataFrame(notes) if notes else None,
            workbook_options={
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
    for label, sheet in sheets.items():
        for column in _find_long(sheet.table):
            book.get_worksheet_by_name(label).set_column(column, column, WIDEST)
    book.set_properties({"title": title, "author": "ofsted_trends", "created": _NO_TIME})
    book.close()
    return out.getvalue()


def _read_cells(data: dict[str, Any]) -> pd.DataFrame:
    """Returns a table in pandas, which is all that gptables takes: every cell a number or text, and at least one
    row."""
    import pandas as pd

    columns = [_plain(column) for column in data["columns"]]
    rows = [[_cell(cell) for cell in row] for row in data["rows"]] or [[NOT_APPLICABLE] * len(columns)]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _find_long(frame: pd.DataFrame) -> list[int]:
    """Returns the numbers of the columns with words too long for one line."""
    return [n for n, name in enumerate(frame.columns) if max(len(str(cell)) for cell in frame[name]) > WIDEST]


def _cell(cell: object) -> object:
    if cell is None:
        return MISSING
    return _words(cell) if isinstance(cell, str) else cell


def _words(words: str) -> str:
    """Returns words as gptables takes them: not empty, and with a letter or digit, because a screen reader may pass
    over others."""
    text = _plain(words)
    if not text:
        return NOT_APPLICABLE
    return f"sign {text}" if _TELLS_NOTHING.fullmatch(text) else text


def _plain(text: str) -> str:
    """Returns text in which gptables sees neither a note (`$$a$$`) nor a link (`[a](b)`).

    >>> _plain("Paid $$5$$ [here](http://x)")
    'Paid $ $5$ $ [here] (http://x)'
    """
    kept = strip_control(str(text)).replace("](", "] (").strip()
    while "$$" in kept:
        kept = kept.replace("$$", "$ $")
    return kept if len(kept) <= LONGEST else f"{kept[:LONGEST]} … (cut)"
