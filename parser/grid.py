"""Rows of cells, as printed: a spanned cell stands once, in its first row, at its grid column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from parser.labels import core, fold

MAX_SPAN = 1000
"""What a browser makes of a colspan (HTML standard, "forming a table")."""
MAX_COLUMNS = 200
MAX_CELLS = 20_000
"""The widest statutory table has 15 columns and the longest 240 cells; a page may be hostile."""


class GridCell(msgspec.Struct):
    """``text`` as printed, ``core`` its words as a label; ``evidence`` leads back to it: an XPath;
    ``line N`` of a text; ``page 3 box 72.0,140.5,110.2,155.0`` of PDF and OFD (left, top, right,
    bottom, in points from the top left corner of the upright page); ``table 2 row 3 cell 4`` of
    Word; ``Sheet1!C5`` of Excel. ``column`` is set when the cell is placed."""

    text: str
    evidence: str
    colspan: int = 1
    rowspan: int = 1
    column: int = 0
    core: str = ""

    def __post_init__(self) -> None:
        self.core = core(self.text)


@dataclass(frozen=True)
class Table:
    """``flattened``: from text, where rows are padded and spans are lost."""

    rows: list[list[GridCell]]
    flattened: bool = False

    @cached_property
    def cells(self) -> list[GridCell]:
        return [cell for row in self.rows for cell in row]

    @cached_property
    def cores(self) -> frozenset[str]:
        return frozenset(cell.core for cell in self.cells)

    @cached_property
    def folds(self) -> frozenset[str]:
        """Its texts without blanks; glosses and ordinals stay."""
        return frozenset(fold(cell.text) for cell in self.cells)

    @cached_property
    def width(self) -> int:
        """In grid columns."""
        return max((row[-1].column + row[-1].colspan for row in self.rows if row), default=0)

    @property
    def is_expanded(self) -> bool:
        """Does each row with figures have a cell, if a blank one, for every column of the grid?"""
        figured = {len(row) for row in self.rows if any(cell.core.isdigit() for cell in row)}
        lengths = figured if len(self.rows) > 1 else set()
        return len(lengths) == 1 and lengths == {max(map(len, self.rows))}


def place_cells(rows: Iterable[Sequence[GridCell]], flattened: bool = False) -> Table:
    """Give each cell its grid column, in place, by the table model of HTML: a cell takes the first
    column that no cell from a row above still covers. Spans are held to the bounds above."""
    placed: list[list[GridCell]] = []
    covered: dict[int, int] = {}  # column → rows it stays covered, this one included
    budget = MAX_CELLS
    for row in rows:
        budget -= len(row)
        if budget < 0:
            break
        placed.append(_place_row(row, covered))
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
    return Table(placed, flattened)


def _place_row(row: Sequence[GridCell], covered: dict[int, int]) -> list[GridCell]:
    """The cells that fit."""
    column = 0
    cells = []
    for cell in row:
        while column in covered:
            column += 1
        if column >= MAX_COLUMNS:
            break
        cell.column = column
        if cell.colspan != 1:
            cell.colspan = min(max(cell.colspan, 1), MAX_SPAN, MAX_COLUMNS - column)
        if cell.rowspan != 1:
            cell.rowspan = min(max(cell.rowspan, 1), MAX_SPAN)
            covered.update(dict.fromkeys(range(column, column + cell.colspan), cell.rowspan))
        cells.append(cell)
        column += cell.colspan
    return cells
