"""The binary Word format of 1997 to 2003 ([MS-DOC]), as far as text and tables need it: the piece
table says where each character stands, the paragraph pages which paragraphs end cells and rows."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from parser.errors import UnreadableDocument
from parser.files.wordflow import Slot

WORD = 0xA5EC
FIRST_FIB = 0x00C1
"""nFib of Word 97; earlier files are built otherwise."""
ENCRYPTED, TABLE_1 = 0x0100, 0x0200
"""Bits of the FIB at 0x0A."""
CCP_TEXT, BTE_PAPX, CLX = 0x4C, 0x102, 0x1A2
"""Where the FIB holds the length of the main text, and offset and length of two tables."""

PAGE = 512
BX = 13
PIECES = 0x02
COMPRESSED = 0x40000000

IN_TABLE, ROW_END, HUGE, DEFINE_TABLE = 0x2416, 0x2417, 0x6646, 0xD608
"""Property modifiers (sprm); the properties of a long row stand in another stream."""
OPERAND_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes behind a property modifier, by its upper three bits; for 6 they are said."""
CELL_BYTES = 20
MERGED_ACROSS, MERGED_DOWN, RESTARTS_DOWN = 0x02, 0x20, 0x40
"""Bits of a cell (Tc80): goes on from the left, is part of a vertical merge, begins it."""

PARAGRAPH, CELL = "\r", "\x07"
ENDS = frozenset({PARAGRAPH, CELL, "\x0c"})


class Piece(NamedTuple):
    """Characters ``begin`` to ``end``, at ``offset`` of the file."""

    begin: int
    end: int
    offset: int
    is_compressed: bool

    @property
    def width(self) -> int:
        return 1 if self.is_compressed else 2


class Paragraph(NamedTuple):
    """``end``: the mark behind it. ``slots``: of a row that ends here."""

    text: str
    end: str
    in_table: bool
    ends_row: bool
    slots: list[Slot]


Properties = dict[int, bytes]


def read_paragraphs(main: bytes, tables: tuple[bytes, bytes], data: bytes) -> Iterator[Paragraph]:
    """From the streams WordDocument, 0Table and 1Table, and Data. Raises ``UnreadableDocument``,
    and ``struct.error`` or ``IndexError`` where offsets lead nowhere."""
    ident, fib = struct.unpack_from("<HH", main)
    (flags,) = struct.unpack_from("<H", main, 0x0A)
    if ident != WORD or fib < FIRST_FIB:
        raise UnreadableDocument(
            "a Word document from before 1997; save it as .docx (LibreOffice can)"
        )
    if flags & ENCRYPTED:
        raise UnreadableDocument("the Word document is encrypted; save it without its password")
    table = tables[bool(flags & TABLE_1)]
    (length,) = struct.unpack_from("<I", main, CCP_TEXT)
    pieces = list(_pieces(_part(main, table, CLX)))
    properties = _ParagraphProperties(main, _part(main, table, BTE_PAPX), data)
    parts: list[str] = []
    for piece in pieces:
        text = _text(main, piece, length)
        begin = 0
        for at, character in enumerate(text):
            if character in ENDS:
                parts.append(text[begin:at])
                said = properties.at(piece.offset + at * piece.width)
                yield _paragraph("".join(parts), character, said)
                parts, begin = [], at + 1
        parts.append(text[begin:])
    yield Paragraph("".join(parts), PARAGRAPH, False, False, [])


def _part(main: bytes, table: bytes, at: int) -> bytes:
    offset, length = struct.unpack_from("<II", main, at)
    return table[offset : offset + length]


def _pieces(clx: bytes) -> Iterator[Piece]:
    at = 0
    while clx[at] != PIECES:  # properties of pieces come first
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    (size,) = struct.unpack_from("<I", clx, at + 1)
    count = (size - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    for number, (begin, end) in enumerate(pairwise(places)):
        (found,) = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * number + 2)
        offset = found & (COMPRESSED - 1)
        is_compressed = bool(found & COMPRESSED)
        yield Piece(begin, end, offset // 2 if is_compressed else offset, is_compressed)


def _text(main: bytes, piece: Piece, length: int) -> str:
    """Of the main text only; notes, headers and text boxes stand behind it."""
    count = max(min(piece.end, length) - piece.begin, 0)
    found = main[piece.offset : piece.offset + count * piece.width]
    return found.decode("cp1252" if piece.is_compressed else "utf-16-le", "replace")


def _paragraph(text: str, end: str, said: Properties) -> Paragraph:
    ends_row = said.get(ROW_END, b"\0") != b"\0"
    in_table = ends_row or said.get(IN_TABLE, b"\0") != b"\0"
    return Paragraph(text, end, in_table, ends_row, _slots(said) if ends_row else [])


class _ParagraphProperties:
    """By the file offset of any character of a paragraph."""

    def __init__(self, main: bytes, pages: bytes, data: bytes) -> None:
        self.main, self.data = main, data
        self.begins: list[int] = []
        self.places: list[tuple[int, int]] = []
        count = (len(pages) - 4) // 8
        for (number,) in struct.iter_unpack("<I", pages[4 * (count + 1) : 4 * (count + 1 + count)]):
            self._read_page((number & 0x3FFFFF) * PAGE)

    def _read_page(self, at: int) -> None:
        count = self.main[at + PAGE - 1]
        begins = struct.unpack_from(f"<{count + 1}I", self.main, at)
        for number, begin in enumerate(begins[:-1]):
            word = self.main[at + 4 * (count + 1) + BX * number]
            self.begins.append(begin)
            self.places.append((at, 2 * word))

    def at(self, offset: int) -> Properties:
        number = bisect_right(self.begins, offset) - 1
        if number < 0:
            return {}
        page, place = self.places[number]
        if not place:
            return {}
        said = dict(_modifiers(self._papx(page + place)))
        if HUGE in said:
            (at,) = struct.unpack("<I", said[HUGE])
            (size,) = struct.unpack_from("<H", self.data, at)
            said |= dict(_modifiers(self.data[at + 2 : at + 2 + size]))
        return said

    def _papx(self, at: int) -> bytes:
        """Behind its length, in words, and the number of its style."""
        words = self.main[at]
        begin, size = (at + 1, 2 * words - 1) if words else (at + 2, 2 * self.main[at + 1])
        return self.main[begin + 2 : begin + size]


def _modifiers(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 < len(content):
        (name,) = struct.unpack_from("<H", content, at)
        at += 2
        size = OPERAND_SIZES.get(name >> 13)
        if name == DEFINE_TABLE:
            size, at = struct.unpack_from("<H", content, at)[0] - 1, at + 2
        elif size is None:
            size, at = content[at], at + 1
        yield name, content[at : at + size]
        at += size


def _slots(said: Properties) -> list[Slot]:
    """The cells of a row by their edges, with what they go on from."""
    defined = said.get(DEFINE_TABLE, b"\0")
    count = defined[0]
    edges = struct.unpack_from(f"<{count + 1}h", defined, 1)
    cells = 1 + 2 * (count + 1)
    slots = []
    for number, (left, right) in enumerate(pairwise(edges)):
        cell = defined[cells + CELL_BYTES * number : cells + CELL_BYTES * number + 2]
        flags = int.from_bytes(cell, "little")  # a row may leave out its last cells
        goes_on_down = flags & MERGED_DOWN != 0 and not flags & RESTARTS_DOWN
        slots.append(Slot(left, right, bool(flags & MERGED_ACROSS), goes_on_down))
    return slots
