"""Paper as PDF (ISO 32000-1): text and ruled lines, compressed, no font embedded.

STSong-Light is one of the fonts that every reader brings along for simplified Chinese; its text is
written in UCS-2 (the predefined CMap UniGB-UCS2-H, §9.7.5.2).
"""

import zlib
from collections.abc import Iterable, Sequence

from demo.paper import HEIGHT, WIDTH, Sheet

_HEADER = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_CATALOG, _PAGES, _FONT, _CID_FONT, _DESCRIPTOR, _FIRST_PAGE = range(1, 7)


def write_pdf(sheets: Sequence[Sheet]) -> bytes:
    """The same bytes for the same sheets: no date, no id."""
    return _file([*_head(len(sheets)), *_leaves(sheets)])


def _head(pages: int) -> Iterable[bytes]:
    """The objects before the pages, in the order of their numbers."""
    kids = " ".join(f"{_FIRST_PAGE + 2 * n} 0 R" for n in range(pages))
    yield f"<< /Type /Catalog /Pages {_PAGES} 0 R >>".encode()
    yield f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode()
    yield (
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H "
        f"/Encoding /UniGB-UCS2-H /DescendantFonts [{_CID_FONT} 0 R] >>"
    ).encode()
    # The 95 characters of ASCII are half as wide as they are high, all others square.
    yield (
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> "
        f"/FontDescriptor {_DESCRIPTOR} 0 R >>"
    ).encode()
    yield (
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    )


def _leaves(sheets: Iterable[Sheet]) -> Iterable[bytes]:
    """Each page and, behind it, its content."""
    for number, sheet in enumerate(sheets):
        content = _FIRST_PAGE + 2 * number + 1
        yield (
            f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {WIDTH:g} {HEIGHT:g}] "
            f"/Resources << /Font << /F1 {_FONT} 0 R >> >> /Contents {content} 0 R >>"
        ).encode()
        packed = zlib.compress("\n".join(_operators(sheet)).encode())
        head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
        yield head + packed + b"\nendstream"


def _operators(sheet: Sheet) -> Iterable[str]:
    """Paper counts from the top, PDF from the bottom."""
    for x, y, size, text in sheet.texts:
        codes = text.encode("utf-16-be").hex()
        yield f"BT /F1 {size:g} Tf {x:.2f} {HEIGHT - y:.2f} Td <{codes}> Tj ET"
    for x0, y0, x1, y1 in sheet.rules:
        yield f"{x0:.2f} {HEIGHT - y0:.2f} m {x1:.2f} {HEIGHT - y1:.2f} l S"


def _file(objects: Sequence[bytes]) -> bytes:
    """With the table that says at which byte each object begins (§7.5.4)."""
    written, offsets = bytearray(_HEADER), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    return (
        bytes(written)
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{entries}"
            f"trailer\n<< /Size {size} /Root {_CATALOG} 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
        ).encode()
    )
