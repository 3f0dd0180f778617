"""PDF → sheets, by pdfium. Loaded in a confined process only."""

import math
from collections import Counter
from collections.abc import Callable, Iterator
from ctypes import byref, c_double, c_float, c_int
from itertools import islice, pairwise

import pypdfium2
from pypdfium2 import raw

from parser.errors import UnreadableDocument
from parser.files.sheet import Glyph, PrintedFile, Ruling, Sheet, printed, ruling

MAX_SHEETS = 100
"""Pages read. The longest report seen has 43."""
MAX_GLYPHS = 200_000
"""Of all pages; after these no other page is begun. The longest report seen has 60,000."""
MAX_ON_SHEET = 10_000
"""A page of small print has 3,000."""
MAX_OBJECTS = 20_000
"""Drawings looked at on one page; a table of 240 cells drawn as bars has some thousand."""
MAX_FORM_DEPTH = 4
PICTURE_SHARE = 0.3
"""Of a page that pictures of a scan cover at least; a seal or a chart covers less."""
FAR_OFF = 12
"""Times the ink that the box of a font may measure: eight for a full stop, 22 where it is wrong."""
ASCENT, DESCENT = 0.86, 0.14
"""Of a size, of the Chinese fonts in use."""
TURNED_SAMPLE = 200

Place = Callable[[float, float], tuple[float, float]]
BoxSides = tuple[float, float, float, float]
"""Left, bottom, right, top, in the space of a PDF page."""


def read_sheets(content: bytes) -> PrintedFile:
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(_refusal(str(error))) from error
    sheets: list[Sheet] = []
    left = MAX_GLYPHS
    for number in range(min(len(pdf), MAX_SHEETS)):
        sheets.append(_read_sheet(pdf[number]))
        left -= len(sheets[-1].glyphs)
        if left < 0:
            break
    return PrintedFile(sheets, len(pdf))


def _refusal(error: str) -> str:
    if "password" in error.lower():
        return "the PDF is encrypted; save it again without its password"
    return "the PDF is damaged; fetch it again"


def _read_sheet(page: pypdfium2.PdfPage) -> Sheet:
    text = page.get_textpage()
    left, bottom, right, top = page.get_bbox()
    quarters = _turned(text)
    width, height = right - left, top - bottom
    place = _placing(quarters, left, bottom, width, height)
    glyphs = list(islice(_glyphs(text, place), MAX_ON_SHEET))
    unmapped = sum(
        raw.FPDFText_HasUnicodeMapError(text, number) == 1
        for number in range(min(text.count_chars(), MAX_ON_SHEET))
    )
    rulings, covered = _drawings(page, place)
    if quarters % 2:
        width, height = height, width
    has_picture = covered >= PICTURE_SHARE * width * height
    return Sheet(width, height, glyphs, rulings, unmapped, has_picture)


def _turned(text: pypdfium2.PdfTextPage) -> int:
    """Quarter turns that make most of the text upright, whether or not the page asks for them."""
    numbers = range(min(text.count_chars(), TURNED_SAMPLE))
    turns = Counter(round(-raw.FPDFText_GetCharAngle(text, n) / (math.pi / 2)) % 4 for n in numbers)
    return turns.most_common(1)[0][0] if turns else 0


def _placing(quarters: int, left: float, bottom: float, width: float, height: float) -> Place:
    """From the space of a PDF page, origin bottom left, to the sheet as shown."""
    placings: list[Place] = [
        lambda x, y: (x - left, height - (y - bottom)),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (width - (x - left), y - bottom),
        lambda x, y: (height - (y - bottom), width - (x - left)),
    ]
    return placings[quarters]


def _glyphs(text: pypdfium2.PdfTextPage, place: Place) -> Iterator[Glyph]:
    """Blanks are left out: gaps tell them better than fonts do."""
    for number in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, number) & 0x1FFFFF)
        if character.isspace() or raw.FPDFText_IsGenerated(text, number) == 1:
            continue
        left, bottom, right, top = _char_box(text, number)
        x0, y0 = place(left, bottom)
        x1, y1 = place(right, top)
        yield Glyph(printed(character), min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _char_box(text: pypdfium2.PdfTextPage, number: int) -> BoxSides:
    """As wide as the character steps, and from its baseline as high as its font: the box of the
    font that pdfium gives is only as high as the ink in some files, and a comma stands low. Fonts
    that write downwards have no baseline; there the ink is all there is."""
    loose: BoxSides = text.get_charbox(number, loose=True)
    tight: BoxSides = text.get_charbox(number)
    if min(_sides(loose)) > FAR_OFF * max(_sides(tight)):
        return tight
    matrix, x, y = raw.FS_MATRIX(), c_double(), c_double()
    raw.FPDFText_GetMatrix(text, number, byref(matrix))
    raw.FPDFText_GetCharOrigin(text, number, byref(x), byref(y))
    size = raw.FPDFText_GetFontSize(text, number)
    left, bottom, right, top = loose
    if abs(matrix.d) >= abs(matrix.c):
        bottom, top = sorted(y.value + matrix.d * size * part for part in (-DESCENT, ASCENT))
    else:
        left, right = sorted(x.value + matrix.c * size * part for part in (-DESCENT, ASCENT))
    return left, bottom, right, top


def _sides(box: BoxSides) -> tuple[float, float]:
    left, bottom, right, top = box
    return right - left, top - bottom


def _drawings(page: pypdfium2.PdfPage, place: Place) -> tuple[list[Ruling], float]:
    """The ruling lines, and the area that pictures cover."""
    rulings: list[Ruling] = []
    covered = 0.0
    for shape in islice(page.get_objects(max_depth=MAX_FORM_DEPTH), MAX_OBJECTS):
        if shape.type == raw.FPDF_PAGEOBJ_PATH:
            rulings += _rulings(shape, place)
        elif shape.type == raw.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = shape.get_bounds()
            covered += (x1 - x0) * (y1 - y0)
    return rulings[:MAX_OBJECTS], covered


def _rulings(path: pypdfium2.PdfObject, place: Place) -> Iterator[Ruling]:
    """Of a stroked path each straight edge; a filled one may itself be a bar."""
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    to_sheet = _outwards(path, place)
    if stroke.value:
        points = list(_points(path))
        for (begin, _), (end, is_line) in pairwise(points):
            if is_line and (found := ruling(*to_sheet(*begin), *to_sheet(*end))):
                yield found
    elif fill.value:
        for bar in _bars(list(_points(path))):
            if found := ruling(*to_sheet(*bar[:2]), *to_sheet(*bar[2:])):
                yield found


def _bars(points: list[tuple[tuple[float, float], bool]]) -> Iterator[tuple[float, ...]]:
    """The bounds of each part of a path; many bars are often filled at once."""
    part: list[tuple[float, float]] = []
    for point, is_line in [*points, ((0.0, 0.0), False)]:
        if not is_line and part:
            xs, ys = zip(*part, strict=True)
            yield min(xs), min(ys), max(xs), max(ys)
            part = []
        part.append(point)


def _points(path: pypdfium2.PdfObject) -> Iterator[tuple[tuple[float, float], bool]]:
    """Points of a path, and whether a straight line leads to each."""
    x, y = c_float(), c_float()
    start = (0.0, 0.0)
    for number in range(min(raw.FPDFPath_CountSegments(path), MAX_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        kind = raw.FPDFPathSegment_GetType(segment)
        point = (x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        yield point, kind == raw.FPDF_SEGMENT_LINETO
        if raw.FPDFPathSegment_GetClose(segment):
            yield start, True


def _outwards(path: pypdfium2.PdfObject, place: Place) -> Place:
    """Through the matrix of the path and of each form that it stands in."""
    matrices = []
    holder: pypdfium2.PdfObject | None = path
    while holder is not None:
        matrices.append(holder.get_matrix())
        holder = holder.container

    def to_sheet(x: float, y: float) -> tuple[float, float]:
        for matrix in matrices:
            x, y = matrix.on_point(x, y)
        return place(x, y)

    return to_sheet
