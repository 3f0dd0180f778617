"""One printed page, as PDF, OFD and OCR give it: glyphs and ruling lines at their places.

Lengths are points (1/72 inch); the origin is the top left corner of the page,
turned so that its text is upright.
"""

import unicodedata
from typing import NamedTuple

import msgspec

RADICALS = str.maketrans(
    "⺠⺟⻄⻅⻆⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "民母西见角贝车长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
"""Fonts that draw a character and its radical with one glyph name the radical in the text layer;
Unicode decomposes those of 2F00–2FDF, but not these."""

MAX_THICKNESS = 3.0
"""Of a border drawn as a filled bar; the thickest seen is 2.25."""
MIN_LENGTH = 0.4
"""Dotted borders are drawn as dots of half a point."""

ODD = range(0x2E80, 0x2FE0)
COMPATIBLE = range(0xF900, 0xFB00)


class Glyph(msgspec.Struct, array_like=True):
    """One character; of OCR, what was read of one."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


class Ruling(msgspec.Struct, array_like=True, frozen=True):
    """A straight line along one axis: the other pair of its coordinates is equal."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        return self.top == self.bottom


class Sheet(msgspec.Struct):
    """``unmapped``: glyphs that the font gives no character for. ``has_picture``: pictures cover
    a good part of it, as they do in scans."""

    width: float
    height: float
    glyphs: list[Glyph]
    rulings: list[Ruling]
    unmapped: int = 0
    has_picture: bool = False


class PrintedFile(msgspec.Struct):
    """The sheets that were read, and how many pages the file has."""

    sheets: list[Sheet]
    pages: int


class Box(NamedTuple):
    x0: float
    top: float
    x1: float
    bottom: float


def evidence(page: int, box: Box) -> str:
    """Where a cell is printed: page from 1, then left, top, right, bottom."""
    return f"page {page} box " + ",".join(f"{edge:.1f}" for edge in box)


def printed(character: str) -> str:
    """The character that a glyph shows, whichever code its font gave it."""
    code = ord(character)
    if code in ODD or code in COMPATIBLE:
        return unicodedata.normalize("NFKC", character).translate(RADICALS)
    return character


def ruling(x0: float, top: float, x1: float, bottom: float) -> Ruling | None:
    """The line that a stroke or a narrow bar draws, if it runs along an axis."""
    across, down = abs(x1 - x0), abs(bottom - top)
    if min(across, down) > MAX_THICKNESS or max(across, down) < MIN_LENGTH:
        return None
    left, right, high, low = min(x0, x1), max(x0, x1), min(top, bottom), max(top, bottom)
    if across > down:
        return Ruling(left, (high + low) / 2, right, (high + low) / 2)
    return Ruling((left + right) / 2, high, (left + right) / 2, low)
