"""Tables as printed: the part on one page, parts joined over page breaks, and their grid.

A page break may cut a table between rows or through one. A row cut in two is known by its label:
``2.其他法律行政法`` above and ``规禁止公开`` below are one of the form only together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from parser.files.columns import column_at, column_edges
from parser.files.ruled import NEAR, Frame, RuledCell
from parser.files.sheet import Box, evidence
from parser.forms import LABELS
from parser.grid import GridCell, Table
from parser.labels import core

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
    if _is_cut(last, first):
        row = [_joined(*pair) for pair in zip(last, first, strict=True)]
        return Fragment([*above.rows[:-1], row, *below.rows[1:]], above.width)
    return Fragment([*above.rows, *below.rows], above.width)


def _is_cut(last: Sequence[Piece], first: Sequence[Piece]) -> bool:
    """One figure never stands on two pages, and a label is known only when it is whole."""
    if not _aligned(last, first):
        return False
    pairs = list(zip(last, first, strict=True))
    if any(_is_figure(above) and _is_figure(below) for above, below in pairs):
        return False
    labels = [(core(above.text), core(below.text)) for above, below in pairs]
    if any(below and below not in LABELS and above + below in LABELS for above, below in labels):
        return True
    figures_follow = all(not below.text or _is_figure(below) for _, below in pairs)
    return figures_follow and not any(_is_figure(above) for above, _ in pairs)


def _aligned(last: Sequence[Piece], first: Sequence[Piece]) -> bool:
    return len(last) == len(first) and all(
        abs(above.left - below.left) <= NEAR and abs(above.right - below.right) <= NEAR
        for above, below in zip(last, first, strict=True)
    )


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
