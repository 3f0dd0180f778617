"""Bytes → page, whatever kind of document they are."""

import re

from parser.errors import UnreadableDocument
from parser.extraction import Document
from parser.files.kinds import kind_of
from parser.findings import finding
from parser.html.reader import read_html
from parser.page import Page
from parser.text.decoding import decode, looks_like_html
from parser.text.flattened import read_text
from parser.text.mojibake import is_mojibake, restore

MAX_BYTES = 8 * 1024 * 1024
"""What is read of HTML or text. The longest report page seen is 0.3 MB; pages with pictures
inlined as base64 reach some MB; beyond that a page is no report."""
MAX_FILE_BYTES = 64 * 1024 * 1024
"""Of any other kind, which cannot be read in part. The longest scan of a report seen has 20 MB."""

TEXTUAL = ("text/", "application/xhtml", "application/xml")
_TAG = re.compile(r"<[a-zA-Z!/?]")


def read_document(document: Document) -> Page:
    """What a document shows. The bytes decide before the media type does: portals serve error
    pages as ``.pdf`` and HTML as ``application/msword``. Raises ``UnreadableDocument``."""
    content = document.content
    if not content.strip():
        raise UnreadableDocument("the document is empty; fetch it again or drop it")
    if kind := kind_of(content):
        if len(content) > MAX_FILE_BYTES:
            raise UnreadableDocument(f"larger than {MAX_FILE_BYTES // 2**20} MiB; no report is")
        return kind.read(content)
    return _read_text(document)


def _read_text(document: Document) -> Page:
    content = document.content[:MAX_BYTES]
    is_html = looks_like_html(content)
    media_type = document.media_type.lower()
    if not is_html and not media_type.startswith(TEXTUAL):
        raise UnreadableDocument(
            f"the document is neither HTML nor text, nor another kind that is read"
            f" (declared as {document.media_type!r})"
        )
    text = decode(content, document.charset)
    restored = restore(text) if is_mojibake(text) else None
    text = text if restored is None else restored
    is_page = is_html or (not media_type.startswith("text/plain") and bool(_TAG.search(text)))
    page = read_html(text, document.url) if is_page else read_text(text)
    if restored is not None:
        page.findings.append(finding("TEXT-RESTORED", "document"))
    if len(document.content) > MAX_BYTES:
        size = len(document.content)
        page.findings.append(finding("DOC-TRUNCATED", "document", read=MAX_BYTES, size=size))
    return page
