"""A grid with its spans worked out: which cells reach into each row, and where."""

from collections import deque
from typing import NamedTuple

from demo.layout import Cell, Grid


class Part(NamedTuple):
    """A cell in one of its rows: its first grid column, and the rows it still reaches into, this
    one included."""

    cell: Cell
    column: int
    left: int

    @property
    def continued(self) -> bool:
        return self.left < self.cell.rowspan


def parts_of(grid: Grid) -> list[list[Part]]:
    """By row, from left to right; the grids of the demo country have neither gaps nor overlaps."""
    rows: list[list[Part]] = []
    hanging: dict[int, Part] = {}
    for cells in grid:
        fresh, row, column = deque(cells), list[Part](), 0
        while column in hanging or fresh:
            part = hanging.pop(column, None) or _begun(fresh.popleft(), column)
            row.append(part)
            column += part.cell.colspan
        hanging = {part.column: part._replace(left=part.left - 1) for part in row if part.left > 1}
        rows.append(row)
    return rows


def _begun(cell: Cell, column: int) -> Part:
    return Part(cell, column, cell.rowspan)
