"""Which value of a row stands in which column."""

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby, islice, pairwise
from typing import Literal

from parser.forms.form import Column, Form
from parser.grid import GridCell, Table
from parser.tables.headers import Printed

Surplus = Literal["before", "behind", "within"]
"""Where cells beyond the columns of a row stand: text pads its rows, and a grid expanded to all
its columns has blanks, or copies, where a label or a value spans several."""
Placed = Sequence[GridCell | None]

MAX_SURPLUS = 12
"""Cells; the widest statutory grid has 15 columns. More are not searched for spans."""


def place_row(
    columns: Sequence[Column],
    values: Sequence[GridCell],
    printed: Printed | None,
    width: int,
    surplus_at: Surplus | None = None,
) -> Placed | None:
    """The cell of each column, by the ``printed`` ones where the headers tell them."""
    is_lone = len(values) == len(columns) == 1
    if (
        printed is None
        or is_lone
        or (is_standard(columns, printed) and len(values) != len(printed))
    ):
        return place_values(columns, values, width, surplus_at)
    found = place_values(printed, values, width, surplus_at) if printed else None
    if found is None:
        return None
    pairs = groupby(zip(printed, found, strict=True), key=lambda pair: pair[0])
    stretches = {column: [cell for _, cell in same if cell] for column, same in pairs}
    return [_copied(stretches.get(column, [])) for column in columns]


def is_standard(columns: Sequence[Column], printed: Printed | None) -> bool:
    """Are the columns of a table those of the form, as far as its headers tell?"""
    return printed is None or [column for column, _ in groupby(printed)] == list(columns)


def _copied(stretch: Sequence[GridCell]) -> GridCell | None:
    """The value that stands in all cells under copies of one header, or in the first alone."""
    return stretch[0] if stretch and _is_spanned(stretch) else None


def place_values(
    columns: Printed,
    values: Sequence[GridCell],
    width: int,
    surplus_at: Surplus | None = None,
) -> Placed | None:
    """The cell of each column, ``None`` where several columns share one, or ``None`` for the
    whole row when there is no telling. ``width`` is that of the table, in grid columns.

    The ordinal decides where the number of values fits; surplus blanks before or behind them do
    not count. Where both ends are blank, ``surplus_at`` tells which is surplus; without it the
    table is a true grid."""
    surplus = len(values) - len(columns)
    if surplus == 0:
        return values
    if surplus < 0:
        return _place_by_column(columns, values, width) if surplus_at is None else None
    if surplus_at == "within":
        return _place_spanned(len(columns), values)
    behind = all_blank(values[len(columns) :])
    before = all_blank(values[:surplus])
    if behind and before and surplus_at is not None and not all_blank(values):
        return values[surplus:] if surplus_at == "before" else None
    if behind:
        return values[: len(columns)]
    return values[surplus:] if before else None


def all_blank(cells: Sequence[GridCell]) -> bool:
    return not any(cell.core for cell in cells)


def _place_by_column(columns: Printed, values: Sequence[GridCell], width: int) -> Placed | None:
    """Fewer values than columns: cells were merged, if the row is as wide as its table. The value
    columns are its last ones."""
    start = width - len(columns)
    if (
        not values
        or not 0 <= start <= values[0].column
        or values[-1].column + values[-1].colspan != width
    ):
        return None
    placed: list[GridCell | None] = [None] * len(columns)
    for cell in values:
        if cell.colspan == 1:
            placed[cell.column - start] = cell
    return placed


def _place_spanned(columns: int, values: Sequence[GridCell]) -> Placed | None:
    """More positions than columns: values span several, and the positions behind each are blank
    or copies of it. ``None`` if that can be read in two ways."""
    if len(values) - columns > MAX_SURPLUS:
        return None
    found = list(islice(_spans(columns, values), 2))
    return found[0] if len(found) == 1 else None


def _spans(columns: int, values: Sequence[GridCell]) -> Iterator[Placed]:
    """Each way to cut the positions into one stretch a column, told apart by the texts read."""
    seen = set()
    for cuts in combinations(range(1, len(values)), columns - 1):
        stretches = [values[a:b] for a, b in pairwise((0, *cuts, len(values)))]
        texts = tuple(stretch[0].text for stretch in stretches)
        if texts not in seen and all(map(_is_spanned, stretches)):
            seen.add(texts)
            yield [stretch[0] for stretch in stretches]


def _is_spanned(stretch: Sequence[GridCell]) -> bool:
    first, *others = stretch
    return all_blank(others) or all(cell.text == first.text for cell in others)


def surplus_of(table: Table, form: Form) -> Surplus | None:
    """Where cells beyond the columns of a row stand: text pads its rows, and a grid expanded to
    all columns has more of them where the labels of section 三 span several, or a value does."""
    if not table.flattened:
        return None
    if not table.is_expanded:
        return "behind"
    if form.table != "requests":
        return "within"
    return "before" if _spans_labels(table, form) else "behind"


def _spans_labels(table: Table, form: Form) -> bool:
    """Are the positions behind the label blank in all rows with more of them than columns, and
    the last ones not? A table cut below a label that spans rows is padded behind instead."""
    size = len(form.rows[0].columns)
    longer = []
    for row in table.rows:
        last = max((n for n, cell in enumerate(row) if cell.core in form.row_labels), default=-1)
        values = row[last + 1 :]
        if len(values) > size and any(cell.core.isdigit() for cell in values):
            longer.append(values)
    return any(values[-1].core for values in longer) and not any(v[0].core for v in longer)
