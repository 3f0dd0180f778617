"""Spans: every cell stands at the grid column a browser would give it."""

from hypothesis import given
from hypothesis import strategies as st

from parser.grid import MAX_CELLS, MAX_COLUMNS, GridCell, place_cells

Rectangle = tuple[int, int, int, int]  # row, column, rowspan, colspan


def _area(row: int, column: int, height: int, width: int) -> set[tuple[int, int]]:
    return {(row + r, column + c) for r in range(height) for c in range(width)}


@st.composite
def tilings(draw: st.DrawFn) -> tuple[int, int, list[Rectangle]]:
    """A grid covered without gaps by rectangles, in reading order."""
    rows, columns = draw(st.integers(1, 8)), draw(st.integers(1, 10))
    free = {(row, column) for row in range(rows) for column in range(columns)}
    rectangles = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in free:
                continue
            height, width = draw(st.integers(1, 3)), draw(st.integers(1, 4))
            while not _area(row, column, 1, width) <= free:
                width -= 1
            while not (area := _area(row, column, height, width)) <= free:
                height -= 1
            free -= area
            rectangles.append((row, column, height, width))
    return rows, columns, rectangles


@given(tilings())
def test_cells_are_placed_where_they_were(tiling: tuple[int, int, list[Rectangle]]) -> None:
    rows, _, rectangles = tiling
    printed: list[list[GridCell]] = [[] for _ in range(rows)]
    for row, column, rowspan, colspan in rectangles:
        text = f"{row},{column}"
        printed[row].append(GridCell(text, "", colspan=colspan, rowspan=rowspan))
    placed = [(number, c) for number, row in enumerate(place_cells(printed).rows) for c in row]
    assert [(row, c.column, c.rowspan, c.colspan) for row, c in placed] == rectangles
    assert all(cell.text == f"{row},{cell.column}" for row, cell in placed)


def test_spans_and_sizes_are_held_to_bounds() -> None:
    wide = GridCell("x", "", colspan=1_000_000_000, rowspan=1_000_000_000)
    table = place_cells([[wide, wide]] * (MAX_CELLS + 1))
    assert table.rows[0][0].colspan == MAX_COLUMNS
    assert sum(map(len, table.rows)) <= MAX_CELLS
