"""Ruling lines → the cells they enclose.

Lines that cross make a frame. Its lines, drawn through, make a grid of small fields; fields with
no line between them are one cell, so that spans need no guess.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parser.files.sheet import Box, Ruling

NEAR = 3.0
"""Points between lines that are one: double borders, bars drawn cell by cell. Rows are 10 high."""
MAX_LINES = 400
"""Of one direction on a page, joined; more are a drawing. The fullest real page has 60."""
MAX_FIELDS = 20_000

Line = tuple[float, float, float]
"""Where it stands on the other axis, and from where to where it runs."""
Field = tuple[int, int]
"""Row and column of the grid."""


@dataclass(eq=False)
class RuledCell:
    """``row`` and ``rowspan`` in rows of its frame."""

    box: Box
    row: int
    rowspan: int


@dataclass(eq=False)
class Frame:
    """A ruled table: its cells in reading order, and the grid of fields they are made of."""

    cells: list[RuledCell]
    xs: Sequence[float]
    ys: Sequence[float]
    fields: dict[Field, RuledCell]

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> RuledCell | None:
        """The cell around a point of the sheet."""
        return self.fields.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))


def read_frames(rulings: Iterable[Ruling]) -> list[Frame]:
    """The smallest first: a table in a cell of another is met before it. Boxes around prose, of
    one cell, are none."""
    across, down = [], []
    for line in rulings:
        if line.is_horizontal:
            across.append((line.top, line.x0, line.x1))
        else:
            down.append((line.x0, line.top, line.bottom))
    across, down = _joined(across), _joined(down)
    if max(len(across), len(down)) > MAX_LINES:
        return []
    frames = [_frame(*lines) for lines in _crossing(across, down)]
    return sorted((frame for frame in frames if len(frame.cells) > 1), key=_area)


def _area(frame: Frame) -> float:
    x0, top, x1, bottom = frame.box
    return (x1 - x0) * (bottom - top)


def _joined(lines: list[Line]) -> list[Line]:
    """Lines in line with each other, as one where there is no gap between them."""
    found = []
    for group in _near(lines):
        place = sum(line[0] for line in group) / len(group)
        spans = sorted((start, stop) for _, start, stop in group)
        begin, end = spans[0]
        for start, stop in spans[1:]:
            if start > end + NEAR:
                found.append((place, begin, end))
                begin = start
            end = max(end, stop)
        found.append((place, begin, end))
    return found


def _near(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines by their place, in groups with no gap between them."""
    group: list[Line] = []
    for line in sorted(lines):
        if group and line[0] - group[-1][0] > NEAR:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _crossing(across: list[Line], down: list[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Lines that hang together: each crosses or meets another of its group."""
    left_across, left_down = list(across), list(down)
    while left_down:
        some_across: list[Line] = []
        some_down = [left_down.pop()]
        met: list[Line] = list(some_down)
        while met:
            met_across, left_across = _split(left_across, met)
            met, left_down = _split(left_down, met_across)
            some_across += met_across
            some_down += met
        if some_across:
            yield some_across, some_down


def _split(lines: list[Line], others: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines that meet any of the others, and those that do not."""
    meeting: list[Line] = []
    apart: list[Line] = []
    for line in lines:
        (meeting if any(_meet(line, other) for other in others) else apart).append(line)
    return meeting, apart


def _meet(line: Line, other: Line) -> bool:
    (at, begin, end), (other_at, other_begin, other_end) = line, other
    return begin - NEAR <= other_at <= end + NEAR and other_begin - NEAR <= at <= other_end + NEAR


def _frame(across: list[Line], down: list[Line]) -> Frame:
    """Where a page break or a style leaves the outer border out, the ends of the lines are it."""
    xs = _edges([*down, *((x, 0, 0) for line in across for x in line[1:])])
    ys = _edges([*across, *((y, 0, 0) for line in down for y in line[1:])])
    if (len(xs) - 1) * (len(ys) - 1) > MAX_FIELDS:
        return Frame([], xs, ys, {})
    closed_right = _closed(down, xs, ys)
    closed_below = {(row, column) for column, row in _closed(across, ys, xs)}
    fields: dict[Field, RuledCell] = {}
    cells = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) not in fields:
                cell = _cell((row, column), xs, ys, closed_right, closed_below, fields)
                cells.append(cell)
    return Frame(cells, xs, ys, fields)


def _edges(lines: list[Line]) -> list[float]:
    return [sum(line[0] for line in group) / len(group) for group in _near(lines)]


def _closed(lines: list[Line], places: Sequence[float], cuts: Sequence[float]) -> set[Field]:
    """The fields that a line closes on their far side: by the number of the part between two cuts,
    and of the field before the line."""
    found = set()
    for at, begin, end in lines:
        before = min(range(len(places)), key=lambda n: abs(places[n] - at)) - 1
        for part, (start, stop) in enumerate(pairwise(cuts)):
            if min(end, stop) - max(begin, start) > (stop - start) / 2:
                found.add((part, before))
    return found


def _cell(
    start: Field,
    xs: Sequence[float],
    ys: Sequence[float],
    closed_right: set[Field],
    closed_below: set[Field],
    fields: dict[Field, RuledCell],
) -> RuledCell:
    """All fields that can be reached from the first without crossing a line."""
    reached, todo = {start}, [start]
    while todo:
        row, column = todo.pop()
        for field, is_closed in (
            ((row, column + 1), (row, column) in closed_right),
            ((row, column - 1), (row, column - 1) in closed_right),
            ((row + 1, column), (row, column) in closed_below),
            ((row - 1, column), (row - 1, column) in closed_below),
        ):
            inside = 0 <= field[0] < len(ys) - 1 and 0 <= field[1] < len(xs) - 1
            if inside and not is_closed and field not in reached:
                reached.add(field)
                todo.append(field)
    rows, columns = zip(*reached, strict=True)
    top, left = min(rows), min(columns)
    box = Box(xs[left], ys[top], xs[max(columns) + 1], ys[max(rows) + 1])
    cell = RuledCell(box, top, max(rows) + 1 - top)
    fields.update(dict.fromkeys(reached, cell))
    return cell
