"""PDF → page. Its glyphs are collected in a confined process; where a file has none, or none that
mean anything, its pages are read as pictures, if the extra ``gongkai[ocr]`` is installed."""

from parser.files.confined import Limits, read_confined
from parser.files.paper import page_of_paper
from parser.files.sheet import PrintedFile
from parser.findings import finding
from parser.page import Page
from parser.version import OCR

LIMITS = Limits(seconds=30, megabytes=1500)
"""A report of 10 pages takes 0.1 seconds and 100 MB, the address space of pdfium included."""
OCR_LIMITS = Limits(seconds=300, megabytes=8000)
"""A page takes 3 seconds; onnxruntime reserves much more memory than it uses."""

MIN_GLYPHS = 30
"""On a page with text; a scan may carry a stamped page number."""
MAX_STRANGE = 0.1
"""Share of characters that no Chinese document prints; a broken font has more than half."""

LATIN_SUPPLEMENT = range(0x80, 0x250)
PRIVATE = range(0xE000, 0xF900)
REPLACEMENT = "\ufffd"
MEANT = frozenset("·×÷±°§")
"""Of the Latin supplement, what Chinese documents print."""


def read_pdf(content: bytes) -> Page:
    file = read_confined("parser.files.pdfium:read_sheets", content, PrintedFile, LIMITS)
    is_broken, is_scan = _is_broken(file), _is_scan(file)
    if OCR and (is_broken or is_scan):
        file = read_confined("parser.files.ocr:read_sheets", content, PrintedFile, OCR_LIMITS)
        page = page_of_paper(file)
        page.findings.append(finding("OCR-READ", "document"))
        return page
    page = page_of_paper(file)
    if is_scan:
        page.findings.append(finding("PDF-SCANNED", "document"))
    if is_broken:
        page = Page(
            [*page.lines], findings=[*page.findings, finding("PDF-TEXT-BROKEN", "document")]
        )
    return page


def _is_scan(file: PrintedFile) -> bool:
    """Most pages show a picture and next to no text."""
    scanned = [sheet for sheet in file.sheets if sheet.has_picture]
    bare = [sheet for sheet in scanned if len(sheet.glyphs) < MIN_GLYPHS]
    return len(bare) * 2 > len(file.sheets)


def _is_broken(file: PrintedFile) -> bool:
    """Does the text layer hold characters by the number of a glyph, or of a byte?"""
    texts = [glyph.text for sheet in file.sheets for glyph in sheet.glyphs]
    strange = sum(map(_is_strange, texts)) + sum(sheet.unmapped for sheet in file.sheets)
    return strange > MAX_STRANGE * len(texts)


def _is_strange(character: str) -> bool:
    code = ord(character)
    strange = code in LATIN_SUPPLEMENT or code in PRIVATE or code < ord(" ")
    return (strange and character not in MEANT) or character == REPLACEMENT
