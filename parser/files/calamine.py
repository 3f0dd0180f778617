"""Excel workbooks → worksheets, by calamine. Loaded in a confined process only."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from itertools import islice

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from parser.errors import UnreadableDocument
from parser.files.worksheet import Range, Worksheet

MAX_SHEETS = 20
MAX_ROWS = 2_000
MAX_COLUMNS = 200
"""What a report fills of its grid: 300 rows, 15 columns. What stands further out is not read."""
MAX_MERGED = 50_000
"""Fields covered by merged cells of one sheet; a report has some hundred."""


def read_sheets(content: bytes) -> list[Worksheet]:
    """Those that are shown."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible
        ]
        return [_read_sheet(book.get_sheet_by_name(name)) for name in shown[:MAX_SHEETS]]
    except CalamineError as error:
        if "assword" in str(error):
            raise UnreadableDocument("encrypted; save it without its password") from error
        raise UnreadableDocument("the Excel workbook is damaged; fetch it again") from error


def _read_sheet(sheet: CalamineSheet) -> Worksheet:
    values = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS)
    rows = [[_text(value) for value in row[:MAX_COLUMNS]] for row in values]
    return Worksheet(sheet.name, rows, list(_merged(sheet.merged_cell_ranges or ())))


def _merged(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> Iterator[Range]:
    left = MAX_MERGED
    for (top, first), (lowest, rightmost) in islice(ranges, MAX_MERGED):
        bottom, last = min(lowest, MAX_ROWS - 1), min(rightmost, MAX_COLUMNS - 1)
        left -= max(bottom - top + 1, 0) * max(last - first + 1, 0)
        if left < 0:
            return
        yield top, first, bottom, last


def _text(value: object) -> str:
    """A number without what binary fractions add to it: 5, not 5.0, and 0.3."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return " ".join(str(value).split())
