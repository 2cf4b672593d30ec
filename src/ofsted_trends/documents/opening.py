"""Opens a file of any supported kind as a Document; what cannot be opened says why and what to do."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ofsted_trends.documents.document import Document
from ofsted_trends.documents.furniture import split_furniture
from ofsted_trends.documents.passages import parse_passages
from ofsted_trends.documents.text import parse_text
from ofsted_trends.errors import UnreadableDocumentError

#: File endings that an ingest looks at.
ENDINGS = (".pdf", ".txt", ".md", ".html", ".htm")
_ERROR_PAGE = ("page not found", "not found", "error", "404", "service unavailable", "access denied")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost.

    Attributes:
        pages: most pages; the longest published report has under 100.
        megabytes: largest file.
        seconds: longest time for one document; kept by the process that reads it.
        memory_megabytes: most memory of one reading process, where the system can hold it to that.
    """

    pages: int = 400
    megabytes: int = 60
    seconds: int = 60
    memory_megabytes: int = 4096


def open_document(path: Path, source: str | None = None, limits: Limits | None = None) -> Document:
    """Returns the document in a file.

    Args:
        path: a PDF, text, Markdown or HTML file; the kind is told by its first bytes, not by its name.
        source: how the frame names it; the file's name by default.
        limits: see `Limits`.

    Raises:
        UnreadableDocumentError: reasons `empty`, `too_large`, `too_many_pages`, `encrypted`, `damaged`, `scanned`,
            `web_page_saved_as_pdf`, `not_utf8`, `binary`.
    """
    limits = limits or Limits()
    size = path.stat().st_size
    if size == 0:
        raise UnreadableDocumentError("empty", "the file has no bytes; fetch it again")
    if size > limits.megabytes * 1_000_000:
        raise UnreadableDocumentError(
            "too_large",
            f"{size / 1e6:.0f} MB, the limit is {limits.megabytes} MB; raise it with --max-megabytes",
        )
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    source = source or path.name
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return _open_pdf(path, source, digest, limits)
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableDocumentError("binary", "this is neither a PDF nor a text; convert it to one of them")
    text = _decode(data)
    if _is_html(text):
        if path.suffix.lower() == ".pdf":
            raise UnreadableDocumentError(
                "web_page_saved_as_pdf",
                "the file is named .pdf but holds a web page, probably an error page; fetch the PDF again",
            )
        return _open_html(text, source, digest)
    if path.suffix.lower() == ".pdf":
        raise UnreadableDocumentError("damaged", "the file is named .pdf but does not begin as one; fetch it again")
    return _open_text(text, source, digest)


def _open_pdf(path: Path, source: str, digest: str, limits: Limits) -> Document:
    from ofsted_trends.documents.pdf import read_pdf_lines

    lines, pages = read_pdf_lines(path, limits.pages)
    letters = sum(len(line.text) for line in lines)
    if letters < 40 * pages:
        raise UnreadableDocumentError(
            "scanned",
            f"{pages} pages hold {letters} characters of text: pictures of pages; run OCR on the file first",
        )
    body, notes = split_furniture(lines)
    footnotes = tuple(line.text for line in notes)
    return Document(source, "pdf", digest, pages, tuple(lines), tuple(parse_passages(body)), footnotes)


def _open_html(text: str, source: str, digest: str) -> Document:
    from ofsted_trends.documents.html import read_html_text

    words, title = read_html_text(text)
    if len(words) < 1500 and any(sign in title.lower() for sign in _ERROR_PAGE):
        raise UnreadableDocumentError("error_page", f"a web page titled “{title[:80]}”, no document; fetch it again")
    return _open_text(words, source, digest, "html")


def _open_text(text: str, source: str, digest: str, kind: str = "text") -> Document:
    if not text.strip():
        raise UnreadableDocumentError("empty", "the file holds only white space; fetch it again")
    lines, passages, pages = parse_text(text)
    return Document(source, kind, digest, pages, tuple(lines), tuple(passages))


def _is_html(text: str) -> bool:
    head = text[:2000].lstrip("\ufeff \t\r\n").lower()
    return head.startswith(("<!doctype html", "<html", "<head", "<?xml")) or "<html" in head or "<body" in head


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableDocumentError(
            "not_utf8",
            f"byte {data[error.start]:#04x} in line {line} is not UTF-8; save the file as UTF-8 text",
        ) from error
