"""Excel workbooks, of before and after 2007 → page. Cells are collected by calamine in a confined
process: a sheet may claim a cell at the end of a grid of 17 billion."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from parser.files.confined import Limits, read_confined
from parser.files.worksheet import Worksheet
from parser.grid import GridCell, Table
from parser.page import Page
from parser.text.bare import page_of_file

LIMITS = Limits(seconds=20, megabytes=1000)
"""A report takes 0.1 seconds and 30 MB."""
LETTERS = 26


def read_workbook(content: bytes) -> Page:
    sheets = read_confined("parser.files.calamine:read_sheets", content, list[Worksheet], LIMITS)
    return page_of_file(block for sheet in sheets for block in _blocks(sheet))


def _blocks(sheet: Worksheet) -> Iterator[Table]:
    """The parts of a sheet between its blank rows."""
    spans = _Spans(sheet)
    joined = {row for row, _ in spans.covered}
    numbered = enumerate(sheet.rows)
    for is_blank, rows in groupby(numbered, lambda row: not any(row[1]) and row[0] not in joined):
        if not is_blank:
            yield _table(sheet.name, list(rows), spans)


class _Spans:
    """``corners``: the rows and columns that a merged cell spans, by its first field;
    ``covered``: its other fields."""

    def __init__(self, sheet: Worksheet) -> None:
        self.corners: dict[tuple[int, int], tuple[int, int]] = {}
        self.covered: set[tuple[int, int]] = set()
        for top, left, bottom, right in sheet.merged:
            self.corners[top, left] = (bottom - top + 1, right - left + 1)
            self.covered |= {
                (row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
            } - {(top, left)}


def _table(name: str, rows: Sequence[tuple[int, list[str]]], spans: _Spans) -> Table:
    """Without the columns that are blank on the right: a sheet is as wide as its widest part."""
    filled = (column for _, row in rows for column, text in enumerate(row) if text)
    covered = {column for number, _ in rows for row, column in spans.covered if row == number}
    width = max([*filled, *covered], default=0) + 1
    table = []
    for number, row in rows:
        cells = []
        for column, text in enumerate(row[:width]):
            if (number, column) in spans.covered:
                continue
            rowspan, colspan = spans.corners.get((number, column), (1, 1))
            evidence = f"{name}!{_letters(column)}{number + 1}"
            cells.append(GridCell(text, evidence, colspan, rowspan, column))
        table.append(cells)
    return Table(table)


def _letters(column: int) -> str:
    """A to Z, AA …"""
    before, last = divmod(column, LETTERS)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
