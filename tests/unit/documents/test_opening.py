"""Files that cannot be opened: each says by a fixed word what it is, and in words what to do."""

import zlib

import pytest
from made_up import Put, draw_pdf, write_pdf

from ofsted_trends.documents import Limits, open_document
from ofsted_trends.errors import UnreadableDocumentError

TEXT = "Children are seen in time, and their plans are clear to everyone who reads them.\n" * 3


def picture_of_a_page() -> bytes:
    return write_pdf([[Put(72, 700, "1")], [Put(72, 700, "2")]])


BAD = [
    # name, bytes, reason, what the message names, what it says to do
    ("empty.pdf", b"", "empty", "no bytes", "fetch it again"),
    ("blank.txt", b"  \n\n ", "empty", "white space", "fetch it again"),
    ("page.pdf", b"<!DOCTYPE html><html>Not here</html>", "web_page_saved_as_pdf", "web page", "fetch the PDF again"),
    ("words.pdf", TEXT.encode(), "damaged", "does not begin as one", "fetch it again"),
    ("locked.pdf", write_pdf([[Put(72, 700, TEXT)]], locked=True), "encrypted", "password", "save a copy without one"),
    ("cut.pdf", draw_pdf(TEXT)[:200], "damaged", "cannot be opened", "fetch it again"),
    ("scan.pdf", picture_of_a_page(), "scanned", "2 pages hold 2 characters", "run OCR"),
    ("latin.txt", "Ren\xe9e said so.\n".encode("latin-1"), "not_utf8", "line 1", "save the file as UTF-8"),
    ("photo.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary", "neither a PDF nor a text", "convert it"),
    ("gone.html", b"<html><title>Page not found</title></html>", "error_page", "Page not found", "fetch it again"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "reason", "found", "mend"), BAD, ids=[b[0] for b in BAD])
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(tmp_path, name, data, reason, found, mend):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableDocumentError) as raised:
        open_document(path)
    assert raised.value.reason == reason
    assert found in raised.value.detail
    assert mend in raised.value.detail


def test_limits_on_bytes_and_pages_say_how_to_raise_them(tmp_path):
    path = tmp_path / "long.pdf"
    path.write_bytes(draw_pdf("\n===\n".join([TEXT] * 4)))
    with pytest.raises(UnreadableDocumentError, match=r"4 pages, the limit is 3; raise it with --max-pages") as raised:
        open_document(path, limits=Limits(pages=3))
    assert raised.value.reason == "too_many_pages"
    path.write_bytes(path.read_bytes() + b"%" + b"x" * 1_100_000)
    with pytest.raises(
        UnreadableDocumentError, match=r"1 MB, the limit is 1 MB; raise it with --max-megabytes"
    ) as raised:
        open_document(path, limits=Limits(megabytes=1))
    assert raised.value.reason == "too_large"


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9, 0.99])
def test_a_pdf_cut_anywhere_is_read_or_refused_never_a_bug(tmp_path, cut):
    data = draw_pdf("\n===\n".join([TEXT] * 3))
    path = tmp_path / "cut.pdf"
    path.write_bytes(data[: int(len(data) * cut)])
    try:
        open_document(path)
    except UnreadableDocumentError as error:
        assert error.reason in ("damaged", "scanned")


@pytest.mark.parametrize("seed", range(20))
def test_a_pdf_with_flipped_bytes_is_read_or_refused_never_a_bug(tmp_path, seed):
    data = bytearray(draw_pdf(TEXT))
    for n in range(12):
        place = zlib.crc32(f"{seed}-{n}".encode()) % len(data)
        data[place] ^= 0x5A
    path = tmp_path / "flipped.pdf"
    path.write_bytes(data)
    try:
        open_document(path)
    except UnreadableDocumentError as error:
        assert error.reason in ("damaged", "scanned", "encrypted", "binary", "not_utf8", "empty")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_in_any_unicode_encoding_is_the_same_document(tmp_path, encoding):
    path = tmp_path / "letter.txt"
    path.write_bytes("Renée’s plan is clear.".encode(encoding))
    assert [p.text for p in open_document(path).passages] == ["Renée’s plan is clear."]


def test_the_kind_is_told_by_the_bytes_not_by_the_name(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(draw_pdf(TEXT))
    assert open_document(path).format == "pdf"
    path.write_text("<html><body><p>Plans are clear.</p></body></html>", encoding="utf-8")
    assert open_document(path).format == "html"


def test_the_source_is_the_file_s_name_unless_another_is_given(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert open_document(path).source == "letter.txt"
    assert open_document(path, "2019/letter.txt").source == "2019/letter.txt"
