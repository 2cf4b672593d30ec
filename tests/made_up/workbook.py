"""Reads a workbook as plain rows, with nothing but the standard library."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_sheets(content: bytes) -> dict[str, list[list[str | float]]]:
    """Returns the cells of each sheet by its name: text, or numbers where the cell holds one."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        strings = ["".join(item.itertext()) for item in _parse(book, "xl/sharedStrings.xml")]
        names = [sheet.attrib["name"] for sheet in _parse(book, "xl/workbook.xml").iter(f"{_MAIN}sheet")]
        return {
            name: [
                [_value(cell, strings) for cell in row if cell.find(f"{_MAIN}v") is not None]
                for row in _parse(book, f"xl/worksheets/sheet{number}.xml").iter(f"{_MAIN}row")
            ]
            for number, name in enumerate(names, 1)
        }


def read_part(content: bytes, part: str) -> str:
    """Returns one file within a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read(part).decode()


def _parse(book: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(book.read(part))


def _value(cell: ElementTree.Element, strings: list[str]) -> str | float:
    written = cell.findtext(f"{_MAIN}v", "")
    return strings[int(written)] if cell.get("t") == "s" else float(written)
