"""Text with marks at the end of paragraphs, cells and rows, as .doc and RTF keep tables → body."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from parser.files.columns import column_at, column_edges
from parser.grid import MAX_CELLS, GridCell, Table

TWIPS = 20
"""In a point."""


class Slot(NamedTuple):
    """Where a cell of a row stands, in twips, and whether it belongs to the one before it or to
    the one above it."""

    left: int
    right: int
    goes_on_across: bool = False
    goes_on_down: bool = False


@dataclass
class _Row:
    texts: list[str]
    slots: Sequence[Slot]


@dataclass
class WordFlow:
    """``in_table`` is told at each mark: what is no row ends a table."""

    body: list[str | Table] = field(default_factory=list)
    tables: int = 0
    _cell: list[str] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    _rows: list[_Row] = field(default_factory=list)
    _cells: int = 0

    def paragraph(self, text: str, *, in_table: bool) -> None:
        if in_table:
            self._cell.append(text)
            return
        self._end_table()
        self.body += filter(None, (" ".join(line.split()) for line in text.split("\n")))

    def end_cell(self, text: str) -> None:
        self._texts.append(" ".join(" ".join([*self._cell, text]).split()))
        self._cell = []

    def end_row(self, slots: Sequence[Slot]) -> None:
        self._cells += len(self._texts)
        if self._cells <= MAX_CELLS:
            self._rows.append(_Row(self._texts, slots))
        self._texts, self._cell = [], []

    def finish(self) -> list[str | Table]:
        self._end_table()
        return self.body

    def _end_table(self) -> None:
        """What stands in cells of a row that never ended is text."""
        if self._rows:
            self.tables += 1
            self.body.append(_table(self._rows, self.tables))
        self.body += filter(None, [*self._texts, *self._cell])
        self._rows, self._texts, self._cell, self._cells = [], [], [], 0


def _table(rows: Sequence[_Row], number: int) -> Table:
    edges = column_edges(
        edge / TWIPS for row in rows for slot in row.slots for edge in (slot.left, slot.right)
    )
    above: dict[int, GridCell] = {}
    return Table([_cells(row, edges, above, (number, y)) for y, row in enumerate(rows, 1)])


def _cells(
    row: _Row, edges: Sequence[float], above: dict[int, GridCell], place: tuple[int, int]
) -> list[GridCell]:
    """The cells that begin in a row; those that go on make the one they belong to larger."""
    cells: list[GridCell] = []
    table, y = place
    for x, (text, slot) in enumerate(zip(row.texts, row.slots, strict=False), 1):
        column = column_at(edges, slot.left / TWIPS)
        span = max(column_at(edges, slot.right / TWIPS) - column, 1)
        if slot.goes_on_across and cells:
            cells[-1].colspan += span
        elif slot.goes_on_down and (cell := above.get(column)):
            cell.rowspan += 1
        else:
            cell = GridCell(text, f"table {table} row {y} cell {x}", span, column=column)
            cells.append(cell)
            above[column] = cell
    return cells
