"""Which columns of the form the headers of a table name, and in which order it prints them.

Most tables print the columns of the form in their order, with headers that may be cut or span
otherwise than the values below: there the ordinal of a value tells its column. Some leave columns
out, add their own or change the order; where their headers are known, these tell it.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise

from parser.forms.form import Column
from parser.forms.requests import APPLICANTS, ORGANISATIONS
from parser.grid import GridCell
from parser.labels import core

Header = Sequence[Sequence[GridCell]]
"""The rows of headers above a row of values."""
Stack = Sequence[GridCell]
"""The headers over one column of a table, the lowest first."""
Printed = Sequence[Column | None]
"""The columns of a table from left to right; ``None`` for one that the form has not."""

FOREIGN = frozenset(map(core, (ORGANISATIONS, "小计", "合计", "备注")))
"""Headers of columns that no form has; 法人或其他组织 stands above five of them."""
MEMBERS = frozenset(core(column.labels[0]) for column in APPLICANTS[1:-1])
"""What stands below 法人或其他组织."""
CONTRADICTION: Printed = ()


def printed_columns(
    columns: Sequence[Column], header: Header, start: int, flattened: bool, label: str = ""
) -> Printed | None:
    """The columns of a table whose values begin at grid column ``start``; a column whose header
    was copied stands as often. ``label`` stands before the row. ``CONTRADICTION`` where some
    headers are not known and the others not in the order of the form; ``None`` where the headers
    do not tell."""
    stacks = _unfolded(header) if flattened else _stacks(header, start)
    while stacks and not stacks[-1][0].core:
        stacks = stacks[:-1]
    printed = [_column_under(stack, columns, label) for stack in stacks]
    named = [column for column, _ in groupby(printed) if column]
    if not named or len(set(named)) < len(named):
        return None
    if flattened and (len(named) < len(columns) or named == list(columns)):
        return None  # text breaks headers, and loses which cells they are
    is_known = all(map(_is_known, stacks, printed))
    if is_known or len(named) == len(columns):
        return printed
    in_order = all(a < b for a, b in pairwise(map(columns.index, named)))
    return None if in_order else CONTRADICTION


def _is_known(stack: Stack, column: Column | None) -> bool:
    return column is not None or stack[0].core in FOREIGN


def _stacks(header: Header, start: int) -> Sequence[Stack]:
    above: dict[int, list[GridCell]] = {}
    for row in header:
        for cell in row:
            for column in range(max(cell.column, start), cell.column + cell.colspan):
                above.setdefault(column, []).insert(0, cell)
    stacks = (above[column] for column in sorted(above))
    return [next(same) for _, same in groupby(stacks, key=lambda stack: id(stack[0]))]


def _unfolded(header: Header) -> Sequence[Stack]:
    """Of flattened text, where 法人或其他组织 stands in the row above the columns it spans."""
    cells = [cell for row in header for cell in row[1:] if cell.core]
    if not any(cell.core == core(ORGANISATIONS) for cell in cells):
        return [[cell] for cell in cells]
    cells = list({cell.core: cell for row in header for cell in row if cell.core}.values())
    members = [[cell] for cell in cells if cell.core in MEMBERS]
    stacks: list[Stack] = []
    for cell in cells:
        if cell.core == core(ORGANISATIONS):
            stacks += members or [[cell]]
        elif cell.core not in MEMBERS:
            stacks.append([cell])
    return stacks


def _column_under(stack: Stack, columns: Sequence[Column], label: str) -> Column | None:
    """The column that the lowest header names, in the block that stands over it or before it."""
    lowest, *above = stack
    named = [column for column in columns if lowest.core in map(core, column.labels)]
    if len(named) > 1 or (named and named[0].block):
        block = _block([*(cell.text for cell in above), label], named)
        named = [column for column in named if column.block == block]
    return named[0] if len(named) == 1 else None


def _block(texts: Sequence[str], columns: Sequence[Column]) -> str | None:
    """The one that the nearest text names; 行政诉讼（未经复议直接起诉） names one."""
    for text in texts:
        if found := {column.block for column in columns if column.block in text}:
            exact = [block for block in found if core(block) == core(text)]
            return exact[0] if exact else found.pop() if len(found) == 1 else None
    return None
