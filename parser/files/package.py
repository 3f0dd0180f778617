"""Zip packages of XML parts, as Word, Excel and OFD are, read within bounds: a few kilobytes may
hold gigabytes of blanks, and XML may name files and other entities to be put in."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812  a class, whatever its name

from lxml import etree

from parser.errors import UnreadableDocument

MAX_PART = 32 * 2**20
MAX_PACKAGE = 96 * 2**20
"""Bytes unpacked. The text of the longest report seen takes 3 MB as XML."""
MAX_MEMBERS = 20_000

STRICT = (
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
)
"""The namespace of ISO/IEC 29500-1 (Strict), and that of 29500-4, in which Word writes unless told
otherwise; the elements are the same."""

DAMAGED = (BadZipFile, ZlibError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What ``zipfile`` raises for members that are cut off, encrypted or packed in another way."""


class Package:
    """Raises ``UnreadableDocument`` for whatever cannot be unpacked."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(content))
        except DAMAGED as error:
            raise UnreadableDocument("the zip container is damaged; fetch it again") from error
        self.names = self._zip.namelist()
        self._left = MAX_PACKAGE
        if len(self.names) > MAX_MEMBERS:
            raise UnreadableDocument(f"more than {MAX_MEMBERS} files in one; no report is")

    def read(self, name: str) -> bytes:
        most = min(MAX_PART, self._left)
        try:
            with self._zip.open(name) as member:
                content = member.read(most + 1)
        except KeyError as error:
            raise UnreadableDocument(f"{name} is missing; the document is damaged") from error
        except DAMAGED as error:
            raise UnreadableDocument(f"{name} cannot be unpacked; fetch it again") from error
        if len(content) > most:
            raise UnreadableDocument(f"{name} unpacks to more than {most // 2**20} MiB; no report")
        self._left -= len(content)
        return content

    def xml(self, name: str) -> etree._Element:
        """A part without entities of its own; deeper than 256 elements is an error, too."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        try:
            root = etree.fromstring(self.read(name).replace(*STRICT), parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableDocument(f"{name} is no XML; the document is damaged") from error
        if root.getroottree().docinfo.doctype:
            raise UnreadableDocument(f"{name} declares entities; no office program does")
        return root
