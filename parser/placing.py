"""Which value of a row stands in which column."""

from collections.abc import Sequence
from typing import Literal

from parser.forms.form import Column
from parser.grid import GridCell

Surplus = Literal["before", "behind"]
Placed = Sequence[GridCell | None]


def place_values(
    columns: Sequence[Column],
    values: Sequence[GridCell],
    width: int,
    surplus_at: Surplus | None = None,
) -> Placed | None:
    """The cell of each column, ``None`` where several columns share one, or ``None`` for the
    whole row when there is no telling. ``width`` is that of the table, in grid columns.

    The ordinal decides where the number of values fits; surplus blanks before or behind them do
    not count. Where both ends are blank, ``surplus_at`` tells which is surplus."""
    surplus = len(values) - len(columns)
    if surplus == 0:
        return values
    if surplus < 0:
        return _place_by_column(columns, values, width)
    behind = all_blank(values[len(columns) :])
    before = all_blank(values[:surplus])
    if behind and before and not all_blank(values):
        behind, before = surplus_at == "behind", surplus_at == "before"
    if behind:
        return values[: len(columns)]
    return values[surplus:] if before else None


def all_blank(cells: Sequence[GridCell]) -> bool:
    return not any(cell.core for cell in cells)


def _place_by_column(
    columns: Sequence[Column], values: Sequence[GridCell], width: int
) -> Placed | None:
    """Fewer values than columns: cells were merged, if the row is as wide as its table. The value
    columns are its last ones."""
    start = width - len(columns)
    if not values or values[0].column < start or values[-1].column + values[-1].colspan != width:
        return None
    placed: list[GridCell | None] = [None] * len(columns)
    for cell in values:
        if cell.colspan == 1:
            placed[cell.column - start] = cell
    return placed
