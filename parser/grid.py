"""Rows of cells, as printed: a spanned cell stands once, in its first row, at its grid column."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

MAX_SPAN = 1000
"""What a browser makes of a colspan (HTML standard, "forming a table")."""
MAX_COLUMNS = 200
MAX_CELLS = 20_000
"""The widest statutory table has 15 columns and the longest 240 cells; a page may be hostile."""


class GridCell(NamedTuple):
    """``text`` as printed; ``evidence`` leads back to it: an XPath, or ``line N``."""

    text: str
    evidence: str
    row: int = 0
    column: int = 0
    colspan: int = 1
    rowspan: int = 1


class Table(NamedTuple):
    """``flattened``: from text, where rows are padded and spans are lost."""

    rows: list[list[GridCell]]
    flattened: bool = False

    @property
    def cells(self) -> list[GridCell]:
        return [cell for row in self.rows for cell in row]

    @property
    def width(self) -> int:
        """In grid columns."""
        return max((row[-1].column + row[-1].colspan for row in self.rows if row), default=0)

    @property
    def is_expanded(self) -> bool:
        """Does each row have a cell, if a blank one, for every column of the grid?"""
        return len(self.rows) > 1 and len({len(row) for row in self.rows}) == 1


def place_cells(rows: Iterable[Iterable[GridCell]]) -> Table:
    """Give each cell its row and grid column, by the table model of HTML: a cell takes the first
    column that no cell from a row above still covers. Spans are held to the bounds above."""
    placed: list[list[GridCell]] = []
    covered: dict[int, int] = {}  # column → rows it stays covered, this one included
    budget = MAX_CELLS
    for number, cells in enumerate(rows):
        row = list(cells)
        budget -= len(row)
        if budget < 0:
            break
        placed.append(_place_row(number, row, covered))
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
    return Table(placed)


def _place_row(number: int, row: Sequence[GridCell], covered: dict[int, int]) -> list[GridCell]:
    column = 0
    cells = []
    for cell in row:
        while column in covered:
            column += 1
        if column >= MAX_COLUMNS:
            break
        text, evidence, _, _, colspan, rowspan = cell
        colspan = min(max(colspan, 1), MAX_SPAN, MAX_COLUMNS - column)
        rowspan = min(max(rowspan, 1), MAX_SPAN)
        cells.append(GridCell(text, evidence, number, column, colspan, rowspan))
        if rowspan > 1:
            covered.update(dict.fromkeys(range(column, column + colspan), rowspan))
        column += colspan
    return cells
