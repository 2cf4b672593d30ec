"""The smallest writer of PDFs that tests need: words at a place, in a size and a weight. No library, no font file."""

from __future__ import annotations

from dataclasses import dataclass

HEIGHT, WIDTH = 842, 595
_DESCRIPTOR = (
    "<< /Type /FontDescriptor /FontName /{name} /Flags 32 /StemV {stem} /ItalicAngle 0 /Ascent 718 /Descent -207 "
    "/CapHeight 718 /FontBBox [-166 -225 1000 931] >>"
)


@dataclass(frozen=True)
class Put:
    """Words at a place: points from the page's lower left corner, size in points."""

    x: float
    y: float
    text: str
    size: float = 12
    bold: bool = False


def write_pdf(pages: list[list[Put]], *, locked: bool = False) -> bytes:
    """Returns a PDF of the pages; `locked` asks for a password.

    Characters that Windows-1252 does not have (bullets of symbol fonts, box-drawing dashes) are printed with a font
    of their own that says which character each of its codes stands for, as word processors do.
    """
    odd = sorted({c for page in pages for put in page for c in put.text if not _is_plain(c)})
    codes = {c: 33 + n for n, c in enumerate(odd)}
    body: list[str] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{10 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        _font("Helvetica", 6),
        _font("Helvetica-Bold", 7),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 0 /LastChar 255 /ToUnicode 9 0 R "
        f"/FontDescriptor 8 0 R /Widths [{' '.join(['500'] * 256)}] >>",
        _DESCRIPTOR.format(name="Helvetica", stem=80),
        _DESCRIPTOR.format(name="Helvetica-Bold", stem=140),
        _DESCRIPTOR.format(name="Helvetica", stem=80),
        _stream(_unicode_map(codes)),
    ]
    for number, page in enumerate(pages):
        fonts = "/F1 3 0 R /F2 4 0 R /F3 5 0 R"
        body.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {11 + 2 * number} 0 R "
            f"/Resources << /Font << {fonts} >> >> >>"
        )
        body.append(_stream("\n".join(_show(put, codes) for put in page)))
    return _assemble(body, locked)


def _is_plain(c: str) -> bool:
    try:
        c.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _font(name: str, descriptor: int) -> str:
    kind = f"/Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding"
    return f"<< {kind} /FontDescriptor {descriptor} 0 R >>"


def _stream(content: str) -> str:
    return f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream"


def _show(put: Put, codes: dict[str, int]) -> str:
    """Returns the page's drawing command; a change of font is no change of place."""
    parts: list[str] = []
    plain = "/F2" if put.bold else "/F1"
    for c in put.text:
        font = "/F3" if c in codes else plain
        byte = codes[c] if c in codes else c.encode("cp1252")[0]
        if not parts or not parts[-1].startswith(font):
            parts.append(f"{font} {put.size} Tf <")
        parts[-1] += f"{byte:02x}"
    shown = " ".join(f"{part}> Tj" for part in parts)
    return f"BT 1 0 0 1 {put.x} {put.y} Tm {shown} ET"


def _unicode_map(codes: dict[str, int]) -> str:
    pairs = "\n".join(f"<{code:02x}> <{ord(c):04x}>" for c, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Odd def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )


def _assemble(body: list[str], locked: bool) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, part in enumerate(body, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(body) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010} 00000 n \n".encode()
    lock = ""
    if locked:
        key = "ab" * 32
        lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >> /ID [<{key}> <{key}>]"
    out += f"trailer << /Size {len(body) + 1} /Root 1 0 R {lock} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
