"""Word and Excel documents, with spans as these programs keep them."""

from io import BytesIO
from random import Random

from docx import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from demo.layout import Grid
from demo.spans import Part, parts_of
from parser import Document
from tests.renderings.report import Report

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HALF = 0.5


def render_docx(report: Report, rng: Random) -> Document:
    document = WordDocument()
    heading = rng.random() < HALF
    for item in report.body:
        if isinstance(item, list):
            document.element.body.insert(-1, word_table(item, rng))  # the last one sets the page
        elif item == report.title and heading:
            document.add_heading(item, 0)
        else:
            _write_runs(document.add_paragraph()._p, item, rng)
    return Document(_saved(document), DOCX)


def word_table(grid: Grid, rng: Random) -> OxmlElement:
    """Spans as gridSpan; a cell that spans rows restarts a vMerge and goes on in blank cells."""
    table = OxmlElement("w:tbl")
    table.append(OxmlElement("w:tblPr"))
    for parts in parts_of(grid):
        row = OxmlElement("w:tr")
        row.extend(_word_cell(part, rng) for part in parts)
        table.append(row)
    return table


def _word_cell(part: Part, rng: Random) -> OxmlElement:
    cell = part.cell
    element, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    if cell.colspan > 1:
        properties.append(_valued("w:gridSpan", str(cell.colspan)))
    if cell.rowspan > 1:
        properties.append(_valued("w:vMerge", "continue" if part.continued else "restart"))
    element.append(properties)
    paragraph = OxmlElement("w:p")
    _write_runs(paragraph, "" if part.continued else cell.text, rng)
    element.append(paragraph)
    return element


def _write_runs(paragraph: OxmlElement, text: str, rng: Random) -> None:
    """Word ends a run anywhere, inside a number as well."""
    cut = rng.randint(0, len(text))
    for part in filter(None, (text[:cut], text[cut:])):
        run, written = OxmlElement("w:r"), OxmlElement("w:t")
        written.text = part
        run.append(written)
        paragraph.append(run)


def _valued(tag: str, value: str) -> OxmlElement:
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element


def render_xlsx(report: Report, rng: Random) -> Document:
    """All on one sheet, or the tables on sheets of their own."""
    book, apart, numbers = Workbook(), rng.random() < HALF, rng.random() < HALF
    sheet = book.active
    for item in report.body:
        if isinstance(item, str):
            sheet.append([item])
        else:
            write_grid(book.create_sheet() if apart else sheet, item, numbers=numbers)
    return Document(_saved(book), XLSX)


def write_grid(sheet: Worksheet, grid: Grid, *, numbers: bool) -> None:
    """``numbers``: figures are kept as numbers, not as the text they are printed with."""
    top = sheet.max_row + 1
    for y, parts in enumerate(parts_of(grid), start=top):
        for cell, column, _ in (part for part in parts if not part.continued):
            is_number = numbers and cell.text.isascii() and cell.text.isdigit()
            sheet.cell(y, column + 1, int(cell.text) if is_number else cell.text or None)
            if cell.colspan * cell.rowspan > 1:
                last_row, last_column = y + cell.rowspan - 1, column + cell.colspan
                sheet.merge_cells(None, y, column + 1, last_row, last_column)


def _saved(document: "WordDocument | Workbook") -> bytes:
    written = BytesIO()
    document.save(written)
    return written.getvalue()
