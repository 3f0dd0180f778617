"""Pages as pictures → sheets, by RapidOCR. Loaded in a confined process only.

The lines of tables are found in the picture, so that a scanned table becomes a table like any
other; what was read with little confidence is marked as unread and never taken for a figure.
"""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import pypdfium2
from rapidocr_onnxruntime import RapidOCR

from parser.files.sheet import Glyph, PrintedFile, Ruling, Sheet

MAX_SHEETS = 40
SCALE = 200 / 72
"""Pixels a point: 200 dpi, at which print of 9 points is 25 pixels high."""
MIN_SCORE = 0.8
"""Of RapidOCR; clean print reaches 0.95."""
UNREAD = "\ufffd"
MIN_RULING = 12
"""Points; the strokes of a heading's characters are as long at most."""

Picture = Any
"""A numpy array of height, width and BGR."""


def read_sheets(content: bytes) -> PrintedFile:
    """Raises what pdfium raises: it has opened these bytes before."""
    pdf = pypdfium2.PdfDocument(content)
    engine = RapidOCR()
    pages = (pdf[number] for number in range(min(len(pdf), MAX_SHEETS)))
    pictures = (page.render(scale=SCALE).to_numpy() for page in pages)
    return PrintedFile([_read_sheet(engine, picture) for picture in pictures], len(pdf))


def _read_sheet(engine: RapidOCR, picture: Picture) -> Sheet:
    height, width = picture.shape[:2]
    found, _ = engine(picture)
    glyphs = [glyph for box, text, score in found or () for glyph in _glyphs(box, text, score)]
    ink = cv2.threshold(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), 0, 255, _DARK)[1]
    rulings = [*_rulings(ink, across=True), *_rulings(ink, across=False)]
    return Sheet(width / SCALE, height / SCALE, glyphs, rulings)


_DARK = cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU


def _glyphs(box: list[list[float]], text: str, score: float) -> Iterator[Glyph]:
    """A line is read as one; its characters share its width, Latin ones half of it each."""
    xs, ys = zip(*box, strict=True)
    left, top, right, bottom = (n / SCALE for n in (min(xs), min(ys), max(xs), max(ys)))
    widths = [0.5 if character.isascii() else 1.0 for character in text]
    unit = (right - left) / max(sum(widths), 0.5)
    for character, width in zip(text, widths, strict=True):
        if not character.isspace():
            known = character if score >= MIN_SCORE else UNREAD
            yield Glyph(known, left, top, left + width * unit, bottom)
        left += width * unit


def _rulings(ink: Picture, *, across: bool) -> Iterator[Ruling]:
    """What is left of the ink when all that is short in one direction is taken away."""
    length = round(MIN_RULING * SCALE)
    kernel: Any = np.ones((1, length) if across else (length, 1), np.uint8)
    lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(lines)
    for left, top, width, height, _ in boxes[1:].tolist():
        x0, y0 = left / SCALE, top / SCALE
        x1, y1 = (left + width) / SCALE, (top + height) / SCALE
        if across:
            yield Ruling(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
        else:
            yield Ruling((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
