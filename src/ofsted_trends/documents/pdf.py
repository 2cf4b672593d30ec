"""PDF to lines, each with its place, and the size and weight of its first letter; the PDF library's only importer."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ofsted_trends.documents.document import Line
from ofsted_trends.errors import UnreadableDocumentError

#: By the call used, PDFium writes one of these for a hyphen at a line's end and swallows the line break.
LINE_END_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\xad": "-"})


def read_pdf_lines(path: Path, max_pages: int) -> tuple[list[Line], int]:
    """Returns the printed lines of a PDF in the file's order, and its number of pages.

    Args:
        path: a PDF file.
        max_pages: a document with more pages is refused.

    Raises:
        UnreadableDocumentError: reasons `encrypted`, `damaged`, `too_many_pages`.

    Source: one call for a page's text and four calls a line cost 1.3 to 1.5 times the bare text; every character's
    box would cost five times.
    """
    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise UnreadableDocumentError(
                "encrypted", "the PDF asks for a password; save a copy without one"
            ) from error
        raise UnreadableDocumentError("damaged", f"the PDF cannot be opened ({error}); fetch it again") from error
    try:
        pages = len(pdf)
        if pages > max_pages:
            raise UnreadableDocumentError(
                "too_many_pages",
                f"{pages} pages, the limit is {max_pages}; raise it with --max-pages if this is right",
            )
        lines: list[Line] = []
        for index in range(pages):
            lines.extend(_read_page(pdf, index))
        return lines, pages
    except pdfium.PdfiumError as error:
        raise UnreadableDocumentError("damaged", f"a page cannot be read ({error}); fetch the file again") from error
    finally:
        pdf.close()


def _font_size(raw: object, index: int) -> float:
    """Returns the printed size in points: some writers set size 1 and scale the text by its matrix."""
    size: float = pdfium_c.FPDFText_GetFontSize(raw, index)
    if size > 3:
        return size
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(raw, index, matrix)
    return size * abs(float(matrix.d))


def _read_page(pdf: pdfium.PdfDocument, index: int) -> list[Line]:
    page = pdf[index]
    height = page.get_height()
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    raw = textpage.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    lines: list[Line] = []
    start = 0
    for printed in text.split("\r\n"):
        stripped = printed.strip()
        if stripped:
            first = start + len(printed) - len(printed.lstrip())
            pdfium_c.FPDFText_GetCharOrigin(raw, first, x, y)
            left, baseline = x.value, y.value
            joined = stripped.translate(LINE_END_HYPHENS)
            letter = first + next((i for i, c in enumerate(stripped) if c.isalpha()), 0)
            if joined != stripped:
                pdfium_c.FPDFText_GetCharOrigin(raw, first + len(stripped) - 1, x, y)
            lines.append(
                Line(
                    page=index + 1,
                    text=joined,
                    x=left,
                    y=baseline,
                    y_last=y.value,
                    size=_font_size(raw, letter),
                    bold=pdfium_c.FPDFText_GetFontWeight(raw, letter) >= 600,
                    page_height=height,
                )
            )
        start += len(printed) + 2
    textpage.close()
    page.close()
    return lines
