"""Which kind of file some bytes are, by what they begin with and hold, never by their name.

A ``.doc`` may be HTML and a ``.pdf`` an error page; what is of no kind here is HTML or text.
"""

from io import BytesIO
from pkgutil import resolve_name
from typing import TYPE_CHECKING, NamedTuple, cast
from zipfile import BadZipFile, ZipFile

from parser.errors import UnreadableDocument
from parser.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
SNIFFED = 1024
"""Bytes in front of a PDF that readers put up with (ISO 32000-1, annex H.3.4.1)."""


class Kind(NamedTuple):
    """``reader``: ``module:function``, bytes → ``Page``, in ``parser.files``; ``None`` for a kind
    that holds no report that could be read, and ``cure`` is what to do about it."""

    name: str
    reader: str | None = None
    cure: str = "convert it to PDF, Word or Excel"

    def read(self, content: bytes) -> Page:
        """Raises ``UnreadableDocument``."""
        if self.reader is None:
            raise UnreadableDocument(f"the document is {self.name}, which is not read; {self.cure}")
        read = cast("Callable[[bytes], Page]", resolve_name(f"parser.files.{self.reader}"))
        return read(content)


UNPACK = "unpack it and add what is in it"
PDF = Kind("a PDF", "pdf:read_pdf")

BY_MAGIC = {
    b"%PDF-": PDF,
    b"{\\rtf": Kind("an RTF document", "rtf:read_rtf"),
    b"\x1f\x8b": Kind("a gzip stream", cure=UNPACK),
    b"Rar!\x1a\x07": Kind("a RAR archive", cure=UNPACK),
    b"7z\xbc\xaf\x27\x1c": Kind("a 7z archive", cure=UNPACK),
    b"\x89PNG\r\n": Kind("a PNG picture"),
    b"\xff\xd8\xff": Kind("a JPEG picture"),
    b"GIF8": Kind("a GIF picture"),
    b"BM": Kind("a BMP picture"),
    b"II*\x00": Kind("a TIFF picture"),
    b"MM\x00*": Kind("a TIFF picture"),
}

WORKBOOK = Kind("an Excel workbook", "workbook:read_workbook")

BY_MEMBER = {
    "word/document.xml": Kind("a Word document", "docx:read_docx"),
    "xl/workbook.xml": WORKBOOK,
    "xl/workbook.bin": WORKBOOK,
    "OFD.xml": Kind("an OFD document", "ofd:read_ofd"),
    "content.xml": Kind("an OpenDocument file (.odt, .ods)"),
}
ARCHIVE = Kind("a zip archive", "archive:read_archive")

BY_STREAM = {
    "WordDocument": Kind("a Word document from before 2007", "doc:read_doc"),
    "Workbook": WORKBOOK,
    "Book": WORKBOOK,
    "EncryptedPackage": Kind("an encrypted Office document", cure="save it without a password"),
}
OTHER_OLE = Kind("an OLE file that is neither Word nor Excel")


def kind_of(content: bytes) -> Kind | None:
    """``None`` for what may be HTML or text."""
    if content.startswith(ZIP):
        return _kind_of_zip(content)
    if content.startswith(OLE):
        return _kind_of_ole(content)
    for magic, kind in BY_MAGIC.items():
        if content.startswith(magic):
            return kind
    return PDF if b"\n%PDF-" in content[:SNIFFED] else None


def _kind_of_zip(content: bytes) -> Kind:
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = set(archive.namelist())
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableDocument("the zip container is damaged; fetch it again") from error
    return next((kind for name, kind in BY_MEMBER.items() if name in members), ARCHIVE)


def _kind_of_ole(content: bytes) -> Kind:
    """The directory of an OLE file is not read for this: its names stand in UTF-16 in it."""
    named = (kind for name, kind in BY_STREAM.items() if _entry(name) in content)
    return next(named, OTHER_OLE)


def _entry(name: str) -> bytes:
    """A directory entry begins with its name, NUL to its end (MS-CFB 2.6.1)."""
    return name.encode("utf-16-le").ljust(64, b"\0")
