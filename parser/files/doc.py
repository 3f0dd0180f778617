"""Word documents of 1997 to 2003, and those of WPS → page."""

import re
import struct
from io import BytesIO

import olefile

from parser.errors import UnreadableDocument
from parser.files.msdoc import CELL, read_paragraphs
from parser.files.wordflow import WordFlow
from parser.grid import Table
from parser.page import Page
from parser.text.bare import page_of_file

STREAMS = ("WordDocument", "0Table", "1Table", "Data")

_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))")
"""From the begin of a field to its result."""
_BREAK = re.compile("[\x0b\x0c\x0e]")
_MARKS = re.compile("[\x00-\x09\x0f-\x1d\x1f]")
"""Of pictures, notes, fields and soft hyphens; a tab is a blank."""


def read_doc(content: bytes) -> Page:
    try:
        main, *tables, data = _streams(content)
        return page_of_file(_body(main, (tables[0], tables[1]), data))
    except (struct.error, IndexError) as error:
        raise UnreadableDocument("the Word document is damaged; fetch it again") from error


def _streams(content: bytes) -> list[bytes]:
    """Those that a document has no need of are empty."""
    try:
        with olefile.OleFileIO(BytesIO(content)) as ole:
            return [ole.openstream(name).read() if ole.exists(name) else b"" for name in STREAMS]
    except Exception as error:  # olefile raises whatever its own parts raise
        raise UnreadableDocument("the OLE container is damaged; fetch it again") from error


def _body(main: bytes, tables: tuple[bytes, bytes], data: bytes) -> list[str | Table]:
    flow = WordFlow()
    for paragraph in read_paragraphs(main, tables, data):
        text = _printed(paragraph.text)
        if paragraph.ends_row:
            flow.end_row(paragraph.slots)
        elif paragraph.end == CELL:
            flow.end_cell(text)
        else:
            flow.paragraph(text, in_table=paragraph.in_table)
    return flow.finish()


def _printed(text: str) -> str:
    text = _BREAK.sub("\n", _FIELD_CODE.sub("", text)).replace("\x1e", "-")
    return _MARKS.sub(" ", text.replace("\x1f", ""))
