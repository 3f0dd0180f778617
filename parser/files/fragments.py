"""Tables as printed: the part on one page, parts joined over page breaks, and their grid.

A page break may cut a table between rows or through one. A row cut in two is known by its label:
``2.其他法律行政法`` above and ``规禁止公开`` below are one of the form only together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap

from parser.files.columns import column_at, column_edges
from parser.files.ruled import NEAR, Frame, RuledCell
from parser.files.sheet import Box, evidence
from parser.forms import LABELS
from parser.grid import GridCell, Table
from parser.labels import core, fold

Texts = dict[RuledCell, str]


@dataclass
class Piece:
    """A cell, or its part on one page; ``left`` and ``right`` from the left edge of its table."""

    text: str
    page: int
    box: Box
    left: float
    right: float
    rowspan: int


@dataclass
class Fragment:
    """What one page shows of a table, or what several do when joined."""

    rows: list[list[Piece]]
    width: float


Pair = tuple[Piece, Piece]
"""The parts of one cell above and below a page break."""


def fragment_of(frame: Frame, texts: Texts, page: int) -> Fragment:
    left = frame.box.x0
    rows: list[list[Piece]] = [[] for _ in frame.ys[1:]]
    for cell in frame.cells:
        edges = cell.box.x0 - left, cell.box.x1 - left
        piece = Piece(texts.get(cell, ""), page, cell.box, *edges, cell.rowspan)
        rows[cell.row].append(piece)
    return Fragment(rows, frame.box.x1 - left)


def continues(above: Fragment, below: Fragment) -> bool:
    """Is the second, with nothing but a page break between them, the same table?"""
    return abs(above.width - below.width) <= NEAR


def join(above: Fragment, below: Fragment) -> Fragment:
    last, first = above.rows[-1], below.rows[0]
    if pairs := _cut_row(last, first):
        spanning = [piece for piece in first if piece.text and not _stands_in(piece, last)]
        row = sorted([*starmap(_joined, pairs), *spanning], key=lambda piece: piece.left)
        return Fragment([*above.rows[:-1], row, *below.rows[1:]], above.width)
    return Fragment([*above.rows, *below.rows], above.width)


def _cut_row(last: Sequence[Piece], first: Sequence[Piece]) -> list[Pair]:
    """The parts of each cell, if the page break went through a row. No row of a form is without
    its label, and a label is known only when it is whole; figures are cut as well."""
    pairs = [(above, below) for above in last for below in first if _is_under(above, below)]
    if len(pairs) < len(last) or not any(below.text for _, below in pairs):
        return []
    if any(core(pair[1].text) in LABELS and not _is_label(*pair) for pair in pairs):
        return []
    if any(_is_figure(below) and above.text and not _is_figure(above) for above, below in pairs):
        return []  # a row of headers, and one of values
    is_figures = all(_is_figure(below) for _, below in pairs if below.text)
    return pairs if is_figures or any(starmap(_is_label, pairs)) else []


def _is_label(above: Piece, below: Piece) -> bool:
    """Only together: what is known of the part above is known for lack of its gloss's end."""
    if not (above.text and below.text and core(above.text + below.text) in LABELS):
        return False
    printed = fold(above.text)
    return core(above.text) not in LABELS or printed.count("(") > printed.count(")")


def _is_under(above: Piece, below: Piece) -> bool:
    left, right = abs(above.left - below.left), abs(above.right - below.right)
    return max(left, right) <= NEAR


def _stands_in(piece: Piece, row: Sequence[Piece]) -> bool:
    return any(_is_under(other, piece) for other in row)


def _is_figure(piece: Piece) -> bool:
    return piece.text[:1].isdigit()


def _joined(above: Piece, below: Piece) -> Piece:
    """The place is that of the part which holds the text, or the most of it."""
    place = max(above, below, key=lambda piece: len(piece.text))
    rowspan = above.rowspan + below.rowspan - 1
    text = above.text + below.text
    return Piece(text, place.page, place.box, above.left, above.right, rowspan)


def grid_of(fragment: Fragment) -> Table:
    """The columns are those of all rows together."""
    edges = column_edges(edge for row in fragment.rows for p in row for edge in (p.left, p.right))
    rows = []
    for row in fragment.rows:
        cells = []
        for piece in row:
            begin, end = column_at(edges, piece.left), column_at(edges, piece.right)
            cell = GridCell(
                piece.text, evidence(piece.page, piece.box), max(end - begin, 1), piece.rowspan
            )
            cell.column = begin
            cells.append(cell)
        rows.append(cells)
    return Table(rows)
