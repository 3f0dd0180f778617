"""Bytes → text: what kind of document it is, and in which encoding."""

import codecs
from collections.abc import Iterator
from itertools import chain

from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

from parser.errors import UnreadableDocument
from parser.extraction import Document

MAX_BYTES = 8 * 1024 * 1024
"""What is read of one document. The longest report page seen is 0.3 MB; pages with pictures
inlined as base64 reach some MB; beyond that a page is no report."""

MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip container (Word, Excel, OFD or an archive)",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an OLE file (Word or Excel before 2007, or WPS)",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a gzip stream",
    b"Rar!\x1a\x07": "a RAR archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"\x89PNG\r\n": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"BM": "a BMP picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
}

TEXTUAL = ("text/", "application/xhtml", "application/xml")
HTML_SIGNS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<div", b"<meta")
SNIFFED = 1024
"""Bytes looked at for a sign of HTML, as in the WHATWG prescan."""


def read_document(document: Document) -> tuple[str, bool]:
    """The text of a document and whether it is HTML (else plain text).

    The bytes decide before the media type does: portals serve error pages as ``.pdf`` and HTML
    as ``application/msword``. Raises ``UnreadableDocument``."""
    content = document.content[:MAX_BYTES]
    if not content.strip():
        raise UnreadableDocument("the document is empty; fetch it again or drop it")
    for magic, kind in MAGIC.items():
        if content.startswith(magic):
            raise UnreadableDocument(f"the document is {kind}; this kind is not read yet")
    html = looks_like_html(content)
    media_type = document.media_type.lower()
    if not html and not media_type.startswith(TEXTUAL):
        raise UnreadableDocument(
            f"the document is neither HTML nor text (declared as {document.media_type!r});"
            " this kind is not read yet"
        )
    return decode(content, document.charset), html or not media_type.startswith("text/plain")


def looks_like_html(content: bytes) -> bool:
    start = content[:SNIFFED].lower()
    return any(sign in start for sign in HTML_SIGNS)


def decode(content: bytes, charset: str | None = None) -> str:
    """Text of a page, whatever it says of itself.

    Tried in order, strictly: the byte order mark, UTF-8, the transport's charset, the page's own,
    GB 18030. UTF-8 comes before the labels because Chinese text in another encoding is never
    valid UTF-8 by chance, while UTF-8 often passes as GBK. If none fits, the first label is read
    with replacement characters."""
    for encoding in chain(["utf-8"], declared_encodings(content, charset), ["gb18030"]):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            text = decoder.decode(content)  # not final: a cut at MAX_BYTES may split a character
        except UnicodeError:
            continue
        return text.removeprefix("\ufeff")
    label = next(declared_encodings(content, charset), "utf-8")
    return content.decode(label, errors="replace")


def declared_encodings(content: bytes, charset: str | None) -> Iterator[str]:
    bom, _ = read_bom(content)
    said = [bom, charset and resolve_encoding(charset), html_body_declared_encoding(content)]
    yield from filter(None, said)
