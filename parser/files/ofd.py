"""OFD documents (GB/T 33190) → sheets → page. A zip of XML: text and paths at places, in
millimetres, as in PDF."""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, repeat
from posixpath import dirname, join, normpath
from typing import NamedTuple

from lxml import etree

from parser.files.package import Package
from parser.files.paper import page_of_paper
from parser.files.sheet import Box, Glyph, PrintedFile, Ruling, Sheet, printed, ruling
from parser.page import Page

POINTS = 72 / 25.4
"""In a millimetre."""
MAX_SHEETS = 100
MAX_OBJECTS = 20_000
MAX_GLYPHS = 200_000
MAX_ON_SHEET = 10_000
"""As in ``parser.files.pdfium``."""
A4 = (0.0, 0.0, 210.0, 297.0)
PICTURE_SHARE = 0.3
CTM_NUMBERS = 6
OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow each command of a path; the last two are a point (GB/T 33190, 9.3.3)."""
ASCENT, DESCENT = 0.86, 0.14
"""Of a size, of the fonts in use."""
FAR = 1e6
"""Millimetres; no page is as long."""


class Matrix(NamedTuple):
    """CTM, and the corner of the box that an object is drawn in."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0
    left: float = 0.0
    top: float = 0.0

    def place(self, x: float, y: float) -> tuple[float, float]:
        """In points of the page."""
        return (
            (self.a * x + self.c * y + self.e + self.left) * POINTS,
            (self.b * x + self.d * y + self.f + self.top) * POINTS,
        )


def read_ofd(content: bytes) -> Page:
    package = Package(content)
    root = _join("OFD.xml", _child_text(package.xml("OFD.xml"), "DocRoot"))
    document = package.xml(root)
    area = _numbers(_child_text(document, "PhysicalBox"))
    listed = document.iterfind(".//{*}Pages/{*}Page")
    pages = [_join(root, page.get("BaseLoc", "")) for page in listed]
    sheets: list[Sheet] = []
    left = MAX_GLYPHS
    for page in pages[:MAX_SHEETS]:
        sheets.append(_sheet(package.xml(page), area))
        left -= len(sheets[-1].glyphs)
        if left < 0:
            break
    return page_of_paper(PrintedFile(sheets, len(pages)))


def _join(base: str, path: str) -> str:
    """A place in the package: from its root, or from the part that names it."""
    return path.lstrip("/") if path.startswith("/") else normpath(join(dirname(base), path))


def _sheet(page: etree._Element, area: list[float]) -> Sheet:
    box = _numbers(_child_text(page, "PhysicalBox")) or area
    left, top, width, height = box if len(box) == len(A4) else A4
    glyphs = (g for text in _objects(page, "Text") for g in _glyphs(text, _matrix(text, left, top)))
    lines = (r for path in _objects(page, "Path") for r in _rulings(path, _matrix(path, left, top)))
    boxes = map(_box, _objects(page, "Image"))
    covered = sum(across * down for _, _, across, down in boxes)
    return Sheet(
        width * POINTS,
        height * POINTS,
        list(islice(glyphs, MAX_ON_SHEET)),
        list(islice(lines, MAX_OBJECTS)),
        has_picture=covered >= PICTURE_SHARE * width * height,
    )


def _objects(page: etree._Element, kind: str) -> Iterator[etree._Element]:
    return islice(page.iter(f"{{*}}{kind}Object"), MAX_OBJECTS)


def _matrix(element: etree._Element, left: float, top: float) -> Matrix:
    x, y, _, _ = _box(element)
    given = _numbers(element.get("CTM", ""))
    matrix = Matrix(*given) if len(given) == CTM_NUMBERS else Matrix()
    return matrix._replace(left=x - left, top=y - top)


def _box(element: etree._Element) -> list[float]:
    box = _numbers(element.get("Boundary", ""))
    return box if len(box) == len(A4) else [0.0] * len(A4)


def _glyphs(element: etree._Element, matrix: Matrix) -> Iterator[Glyph]:
    """From the baseline up by nearly a size; steps tell the widths, except of the last."""
    size = _number(element.get("Size", ""))
    x = y = 0.0
    for code in element.iterfind("{*}TextCode"):
        x, y = _number(code.get("X", ""), x), _number(code.get("Y", ""), y)
        across, down = _steps(code.get("DeltaX", "")), _steps(code.get("DeltaY", ""))
        for character in (code.text or "")[:MAX_ON_SHEET]:
            width = size / 2 if character.isascii() else size
            if not character.isspace():
                yield _glyph(
                    character, matrix, Box(x, y - size * ASCENT, x + width, y + size * DESCENT)
                )
            x, y = x + next(across, 0.0), y + next(down, 0.0)


def _glyph(character: str, matrix: Matrix, box: Box) -> Glyph:
    x0, y0 = matrix.place(box.x0, box.top)
    x1, y1 = matrix.place(box.x1, box.bottom)
    return Glyph(printed(character), min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _steps(text: str) -> Iterator[float]:
    """``g 3 5.5`` stands for three steps of 5.5 (11.3)."""
    words = iter(text.split())
    for word in words:
        if word == "g":
            times, step = next(words, ""), _number(next(words, ""))
            yield from repeat(step, min(int(_number(times)), MAX_ON_SHEET))
        else:
            yield _number(word)


def _rulings(element: etree._Element, matrix: Matrix) -> Iterator[Ruling]:
    """Of a stroked path each straight edge; a filled one may itself be a bar."""
    points = list(islice(_points(_child_text(element, "AbbreviatedData").split()), MAX_OBJECTS))
    places = [(matrix.place(x, y), is_line) for x, y, is_line in points]
    if element.get("Stroke", "true") != "false":
        for (begin, _), (end, is_line) in pairwise(places):
            if is_line and (found := ruling(*begin, *end)):
                yield found
    elif places and element.get("Fill") == "true":
        xs, ys = zip(*(place for place, _ in places), strict=True)
        if found := ruling(min(xs), min(ys), max(xs), max(ys)):
            yield found


def _points(words: Sequence[str]) -> Iterator[tuple[float, float, bool]]:
    """Points of a path, and whether a straight line leads to each."""
    start = (0.0, 0.0)
    at = 0
    while at < len(words) and (count := OPERANDS.get(words[at])) is not None:
        operands = [_number(word) for word in words[at + 1 : at + 1 + count]]
        if words[at] == "C":
            yield *start, True
        elif len(operands) == count:
            point = operands[-2], operands[-1]
            start = point if words[at] in "SM" else start
            yield *point, words[at] == "L"
        at += 1 + count


def _child_text(element: etree._Element, name: str) -> str:
    found = element.find(f".//{{*}}{name}")
    return "" if found is None else found.text or ""


def _numbers(text: str) -> list[float]:
    return [_number(word) for word in text.split()]


def _number(text: str, default: float = 0.0) -> float:
    try:
        number = float(text)
    except ValueError:
        return default
    return number if abs(number) < FAR else default
