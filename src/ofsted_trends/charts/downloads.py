"""Files that a page carries and a reader saves: a table as CSV, behind a link that works without a script.

Words of documents are untrusted here too: a spreadsheet must not take one for a formula.
"""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Sequence
from typing import Any

from ofsted_trends.charts.markup import escape, strip_control
from ofsted_trends.charts.tables import MISSING

#: A part of a file's name is cut to whole words of so many letters.
LONGEST_NAME = 80
#: What makes a spreadsheet take text for a formula, at the start of a cell; also the wide forms of Asian keyboards.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(data: dict[str, Any]) -> str:
    """Returns a table as CSV: one row of headings, then the rows; a missing value is `[x]`.

    Text that a spreadsheet would take for a formula has an apostrophe before it; numbers stay numbers.

    Args:
        data: as `table_data` gives it.

    >>> write_csv({"columns": ["Area", "n"], "numeric": [False, True], "rows": [["=1+1", -2], [None, 3]]})
    "Area,n\\r\\n'=1+1,-2\\r\\n[x],3\\r\\n"
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_defuse(column) for column in data["columns"]])
    writer.writerows([[_defuse(cell) for cell in row] for row in data["rows"]])
    return out.getvalue()


def _defuse(cell: object) -> object:
    """Returns a cell that no spreadsheet takes for a formula."""
    if cell is None:
        return MISSING
    if not isinstance(cell, str):
        return cell
    text = strip_control(cell)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def link_csv(data: dict[str, Any], name: str) -> str:
    """Returns a link that saves a table as CSV, without a script and without a network.

    Args:
        data: as `table_data` gives it.
        name: of the file, without its ending.
    """
    # the mark at the start makes Excel read UTF-8
    words = ("\ufeff" + write_csv(data)).encode()
    return link_file(words, "text/csv;charset=utf-8", f"{name}.csv", "Download the data (CSV)")


def link_file(content: bytes, kind: str, name: str, words: str) -> str:
    """Returns a link that saves a file which the page itself carries.

    Args:
        content: of the file.
        kind: its MIME type.
        name: under which it is saved.
        words: of the link.
    """
    packed = base64.b64encode(content).decode()
    return f'<a download="{escape(name)}" href="data:{kind};base64,{packed}">{escape(words)}</a>'


def name_file(parts: Sequence[str]) -> str:
    """Returns a file's name without its ending: plain letters, digits and hyphens, not too long.

    >>> name_file(["Sheffield: children’s services", "figure-1"])
    'sheffield-childrens-services-figure-1'
    """
    return "-".join(filter(None, (_plain(part) for part in parts)))


def _plain(text: str) -> str:
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.lower().replace("’", "").replace("'", ""))
    words = list(filter(None, kept.split("-")))
    while len("-".join(words)) > LONGEST_NAME and len(words) > 1:
        words.pop()
    return "-".join(words)[:LONGEST_NAME]
