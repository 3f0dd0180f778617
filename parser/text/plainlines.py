"""Lines without pipes → text and tables.

Some extractors write a cell a line, drop blank cells, and break labels over lines; text taken out
of a PDF has a row a line, the label first. Either way a table is told by its labels: a row begins
with one, and figures follow it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from parser.forms import LABELS, MIN_UNSIGNED, ROW_LABELS
from parser.forms.f2014 import UNITS
from parser.grid import GridCell, Table, place_cells
from parser.labels import core, fold
from parser.prose.sections import HEADINGS, heading_of
from parser.tables.figures import is_figure

MAX_BROKEN = 8
"""Lines of one label. 三、本年度办理结果 stands in a narrow column, a character a line."""
MAX_PIECE = 120
"""Characters of a line that may stand in a table: the longest label has 62, that of the group
before it 8, and seven figures with blanks between them about 40."""
_PAGE_NUMBER = re.compile(r"[-—–]\s*\d+\s*[-—–]|第\s*\d+\s*页.*|\d+\s*/\s*\d+")


class Line(NamedTuple):
    number: int
    text: str


class Piece(NamedTuple):
    """One or several lines that belong together. ``values`` may follow a label or a text on its
    line; ``end`` begins another paragraph."""

    kind: Literal["label", "text", "values", "page number", "end"]
    lines: Sequence[Line]
    words: Sequence[str] = ()
    values: Sequence[str] = ()

    def cells(self, words: Iterable[str]) -> list[GridCell]:
        return [GridCell(word, f"line {self.lines[-1].number}") for word in words]


def read_lines(lines: Sequence[Line]) -> Iterator[str | Table]:
    """The lines in order, with a table in the place of those that are one."""
    within: list[Piece] = []
    for piece in _pieces(lines):
        if piece.kind != "end" and (within or piece.kind == "label"):
            within.append(piece)
            continue
        yield from _table_or_lines(within)
        within = []
        yield from _texts([piece])
    yield from _table_or_lines(within)


def _pieces(lines: Sequence[Line]) -> Iterator[Piece]:
    at = 0
    while at < len(lines):
        piece = _label_at(lines, at) or _unlabelled(lines[at])
        yield piece
        at += len(piece.lines)


def _label_at(lines: Sequence[Line], at: int) -> Piece | None:
    """The label that begins at a line, in as few lines as it takes, with the figures behind it."""
    text = ""
    for count, line in enumerate(lines[at : at + MAX_BROKEN], 1):
        if len(line.text) > MAX_PIECE or (count > 1 and _is_heading(line.text)):
            return None
        head, values = _split(line.text)
        words = _labels_in(text, head)
        if words:
            return Piece("label", lines[at : at + count], words, values)
        if values and not (head and UNITS.issuperset(values)):
            return None  # words that end in 项 or 件 may go on: 采购项⏎目数量
        text += line.text
    return None


def _labels_in(before: str, head: str) -> Sequence[str]:
    """The label that a text ends with: all of it, or its last words, behind those of a label that
    spans several rows; or several labels, as in a header."""
    words = head.split()
    several = not before and len(words) > 1
    if several and all(map(_is_label, words)):
        return words  # 三、本年度办理结果 （一）予以公开: whole, the second looks like a gloss
    if _is_label(whole := before + head):
        return [whole]
    if not several:
        return []
    ends = (" ".join(words[cut:]) for cut in range(1, len(words)))
    return next(([end] for end in ends if _is_label(end)), [])


def _is_label(text: str) -> bool:
    """A bracket that is open closes on a line below."""
    folded = fold(text)
    return folded.count("(") == folded.count(")") and core(text) in LABELS


def _split(text: str) -> tuple[str, list[str]]:
    """The figures that a line ends with, and what stands before them."""
    words = text.split()
    cut = len(words)
    while cut and _is_value(words[cut - 1]):
        cut -= 1
    if cut and UNITS.issuperset(words[cut:]):
        cut = len(words)  # 采购 项 of 采购项目数量: a unit stands before a figure or alone
    return " ".join(words[:cut]), words[cut:]


def _is_value(word: str) -> bool:
    return word in UNITS or is_figure(word)


def _unlabelled(line: Line) -> Piece:
    if len(line.text) > MAX_PIECE or line.text.endswith("。") or _is_heading(line.text):
        return Piece("end", [line])
    if _PAGE_NUMBER.fullmatch(line.text):
        return Piece("page number", [line])
    head, values = _split(line.text)
    return Piece("text" if head else "values", [line], [head] if head else [], values)


def _is_heading(text: str) -> bool:
    heading = heading_of(text)
    return heading is not None and (heading.key in HEADINGS or heading.key == "attachment")


def _table_or_lines(pieces: Sequence[Piece]) -> Iterator[str | Table]:
    """A table, and the texts behind its last row."""
    last = max(
        (n for n, piece in enumerate(pieces, 1) if piece.kind in ("label", "values")), default=0
    )
    inside = pieces[:last]
    labels = {core(word) for piece in inside if piece.kind == "label" for word in piece.words}
    if len(labels) < MIN_UNSIGNED or not any(piece.values for piece in inside):
        yield from _texts(pieces)
        return
    yield place_cells(_rows(inside), flattened=True)
    yield from _texts(pieces[len(inside) :])


def _texts(pieces: Iterable[Piece]) -> Iterator[str]:
    return (line.text for piece in pieces for line in piece.lines)


def _rows(pieces: Iterable[Piece]) -> Iterator[list[GridCell]]:
    """A row begins with a text, or with a label that begins rows in the form; those of the
    columns follow each other in a header."""
    row: list[GridCell] = []
    for piece in pieces:
        begins = piece.kind == "text" or (
            piece.kind == "label" and core(piece.words[0]) in ROW_LABELS
        )
        if begins and row:
            yield row
            row = []
        row += piece.cells([*piece.words, *piece.values])
    if row:
        yield row
