"""A frame as a table that a reader can read: the data of a figure, and tables of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from ofsted_trends.charts.markup import escape
from ofsted_trends.charts.names import name_theme
from ofsted_trends.errors import InputError

#: How a cell without a value is printed; Analysis Function shorthand for "not available".
MISSING = "[x]"
#: How a cell that has nothing to hold is printed; Analysis Function shorthand for "not applicable".
NOT_APPLICABLE = "[z]"
#: What a notebook keeps of the tables that a page's workbook holds: a list of `table_entry`.
TABLES_MIME = "application/vnd.ofsted-trends.tables.v1+json"
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
]  # fmt: skip


def format_day(day: date | None) -> str:
    """Returns a date as a reader writes it, whatever the machine's language.

    >>> format_day(date(2018, 5, 18))
    '18 May 2018'
    """
    return MISSING if day is None else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_period(start: date | None, end: date | None, published: date | None) -> str:
    """Returns when inspectors were on site, or when the document was published where that is all that is
    known.

    >>> format_period(date(2018, 4, 24), date(2018, 4, 25), None)
    '24 to 25 April 2018'
    """
    if start is None:
        return MISSING if published is None else f"published {format_day(published)}"
    if end is None or end == start:
        return format_day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {format_day(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} to {format_day(end)}"
    return f"{format_day(start)} to {format_day(end)}"


def table_data(frame: pl.DataFrame) -> dict[str, Any]:
    """Returns a frame as JSON: `columns`, `numeric` (one truth value a column), `rows`; dates as text, null
    stays null."""
    rows = [[format_day(cell) if isinstance(cell, date) else cell for cell in row] for row in frame.rows()]
    return {"columns": frame.columns, "numeric": [dtype.is_numeric() for dtype in frame.dtypes], "rows": rows}


def table_entry(
    title: str, data: dict[str, Any], *, subtitle: str = "", source: str = "", note: str = "", detail: bool = False
) -> dict[str, Any]:
    """Returns a table as a page's workbook wants it.

    Args:
        title: what the table says.
        data: as `table_data` gives it.
        subtitle: measure, place, period and number.
        source: where the data are from.
        note: how to read it.
        detail: whether a page may leave it to the command line where its workbook would be too large.
    """
    words = {"title": title, "subtitle": subtitle, "source": source, "note": note}
    return words | {"table": data, "detail": detail}


def table_html(data: dict[str, Any], caption: str, label: str, *, links: str | None = None) -> str:
    """Returns a table in a region that can be reached and scrolled with the keyboard.

    Args:
        data: what `table_data` gives.
        caption: printed above the table.
        label: name of the region, unique on the page.
        links: a column that holds https addresses; it is printed as a link.
    """
    kinds = [' class="n"' if numeric else "" for numeric in data["numeric"]]
    head = "".join(f'<th scope="col"{kind}>{escape(c)}</th>' for c, kind in zip(data["columns"], kinds, strict=True))
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{kind}>{_cell(cell, c == links)}" for c, cell, kind in zip(data["columns"], row, kinds, strict=True)
        )
        for row in data["rows"]
    )
    body = body or f'<tr><td colspan="{len(data["columns"])}">Nothing at hand.</td></tr>'
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(label)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(cell: object, is_link: bool) -> str:
    if cell is None:
        return MISSING
    if is_link:
        return link_html(str(cell), "Ofsted’s page")
    return escape(f"{cell:,.1f}" if isinstance(cell, float) else f"{cell:,}" if type(cell) is int else str(cell))


def link_html(address: str, words: str) -> str:
    """Returns a link, or only its words where the address is not a web address (`javascript:` and the
    like)."""
    if not address.startswith(("https://", "http://")):
        return escape(words)
    return f'<a href="{escape(address)}" rel="noreferrer">{escape(words)}</a>'


@dataclass(frozen=True, slots=True)
class Table:
    """A table of its own on a page.

    Attributes:
        frame: the rows, with the headings that a reader sees.
        caption: what the rows are: measure, place, period.
        links: a column that holds https addresses.
        theme: key of the theme that the table is about; a page lets its reader choose among such tables.
    """

    frame: pl.DataFrame
    caption: str
    links: str | None = None
    theme: str = ""

    def __post_init__(self) -> None:
        """Refuses a table without caption or columns."""
        if not self.caption.strip() or not self.frame.width:
            raise InputError("a table needs a caption and columns")

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {
            TABLES_MIME: [table_entry(self.caption, table_data(self.frame))],
            "text/html": self._repr_html_(),
            "text/plain": self.caption,
        }

    def _repr_html_(self) -> str:
        table = table_html(table_data(self.frame), self.caption, self.caption, links=self.links)
        return f'<div data-theme="{escape(name_theme(self.theme))}">{table}</div>' if self.theme else table
