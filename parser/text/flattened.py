"""Flattened text → page: tables that an extractor wrote as lines with pipes.

One rule reads the shapes A to E alike, whatever mixture a document has: **a pipe closes the
pending text as a cell; where nothing is pending it is a blank cell.** Pipes behind the closing
one pad a row out to the width of its table. Lines without such pipes are left to ``plainlines``.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from parser.forms import COLUMN_LABELS, LABELS, ROW_LABELS, is_statutory, remedies
from parser.grid import MAX_COLUMNS, GridCell, Table, place_cells
from parser.labels import core
from parser.page import Page
from parser.tables.figures import is_figure
from parser.text.bare import bare_page
from parser.text.plainlines import Line, read_lines

MAX_LINES = 50_000
MIN_PAD = 2
"""Pipes in a run at the end of a row of several cells; a single one closes the last of them."""
MAX_LABEL_LINES = 4
"""Over how many lines a source breaks one label; narrow header cells take three."""

_PAD_ALONE = re.compile(r"\|{2,}")
_ONE_CELL = re.compile(r"(?:\|\s*(?=[^|\s]))?([^|]*)\|(?:\s+(\|+))?")
_HALF_PIPED = re.compile(r"\|([^|]+)|([^|]*[^|\s])\|")
"""``|规章`` and ``规章|``: a cell a line by some extractors, which drop blank cells and pads."""
_DOUBLE_PIPED = re.compile(r"\|([^|]*)\|")
_IS_DOUBLE_PIPED = re.compile(r"\|[^|]*(?:(?:\|\|)+[^|]+)*(?:\|\|)*\|")


class _Rows:
    """Cells as they come, cut into rows: at a pad, at the width that padded rows tell, or before
    a label that begins a row; the labels are right where the width is not.

    ``doubtful``: rows that end in a pipe of two readings, a blank cell or a pad of one.
    ``is_exact``: a Markdown table, whose pipes are all of its grid."""

    def __init__(self) -> None:
        self.rows: list[list[GridCell]] = []
        self.open: list[GridCell] = []
        self.doubtful: list[list[GridCell]] = []
        self.width = 0
        self.is_exact = False
        self.is_padded = False
        self.is_padded_apart = False
        self.goes_on = False

    def add(self, text: str, line: int) -> None:
        if self._begins_row(core(text)) or len(self.open) >= (self.width or MAX_COLUMNS):
            self.end_row()
        self.open.append(_cell(text, line))

    def _begins_row(self, name: str) -> bool:
        """其他 begins a row behind figures only: a header may be cut, so that its other labels are
        not known."""
        if name in COLUMN_LABELS:
            return name in ROW_LABELS and any(is_figure(cell.text) for cell in self.open)
        return name in ROW_LABELS and any(cell.core not in LABELS for cell in self.open)

    def add_row(self, texts: Sequence[str], line: int, is_doubtful: bool) -> None:
        """A row on a line of its own; one without a label goes on with the last, broken off at a
        blank cell that holds a line break."""
        self.end_row()
        cells = [_cell(text, line) for text in texts]
        if self.goes_on and _continues(self.rows[-1], cells):
            self.open = [*self.rows.pop(), GridCell("", f"line {line}"), *cells]
        else:
            self.open = cells
        if is_doubtful:
            self.doubtful.append(self.open)
        self.end_row()
        self.goes_on = True

    def pad(self, length: int) -> None:
        self.is_padded = True
        self.width = len(self.open) + length
        self.end_row()
        self.goes_on = False

    def closes_width(self) -> bool:
        """Would one more cell fill the row, where pads stand on lines of their own? Such a lone
        pipe is a pad; read as a blank cell, it could hide that another has vanished."""
        return self.is_padded_apart and len(self.open) == self.width - 1

    def end_row(self) -> None:
        if self.open:
            self.rows.append(self.open)
        self.open = []
        self.goes_on = False

    def tables(self) -> list[Table]:
        """Grids with all their columns follow each other without a line between them; each has a
        width of its own. Elsewhere a last blank cell of two readings may be a pad."""
        self.end_row()
        runs = [list(run) for _, run in groupby(self.rows, key=len)]
        if not self.is_padded and all(len(run) > 1 or not _has_label(run) for run in runs):
            return [place_cells(run, flattened=True) for run in runs]
        if not self.is_exact:
            for row in self.doubtful:
                row.pop()
        return [place_cells(self.rows, flattened=True)]


def _has_label(rows: Sequence[Sequence[GridCell]]) -> bool:
    return any(cell.core in ROW_LABELS for row in rows for cell in row)


def _cell(text: str, line: int) -> GridCell:
    """Markdown prints headers and figures in bold."""
    return GridCell(text.replace("**", "").strip(), f"line {line}")


def _continues(row: Sequence[GridCell], cells: Sequence[GridCell]) -> bool:
    has_figures = any(cell.core.isdigit() for cell in row)
    is_unlabelled = all(cell.core.isdigit() or not cell.core for cell in cells)
    return has_figures and is_unlabelled and len(row) + len(cells) < remedies.SIZE


class _Reader:
    """Goes down the lines, keeping the text that no pipe has closed yet."""

    def __init__(self) -> None:
        self.body: list[str | Table] = []
        self.rows = _Rows()
        self.pending: list[Line] = []

    def read(self, number: int, line: str) -> None:
        line = line.strip()
        half_piped = _HALF_PIPED.fullmatch(line)
        if "|" not in line or (half_piped and not self.rows.open):
            if text := line.strip("|"):
                self.pending.append(Line(number, text))
        elif "---" in line and not line.strip("|-: "):
            self.rows.is_exact = True  # |---|---| under a Markdown header
        elif _PAD_ALONE.fullmatch(line) and not self.pending:
            self.rows.is_padded_apart = True
            self.rows.pad(len(line))
        elif line == "|" and not self.pending and self.rows.closes_width():
            self.rows.pad(1)
        elif match := _ONE_CELL.fullmatch(line):
            self._close(match[1].strip(), number)
            if match[2]:
                self.rows.pad(len(match[2]))
        else:
            self._read_whole_row(number, line)

    def _read_whole_row(self, number: int, line: str) -> None:
        self._end_prose()
        cells = line.rstrip("|")
        pad = len(line) - len(cells)
        if self.rows.is_exact:
            self.rows.add_row(line.removeprefix("|").removesuffix("|").split("|"), number, False)
        elif _IS_DOUBLE_PIPED.fullmatch(line):
            self.rows.add_row(_DOUBLE_PIPED.findall(line), number, False)
        elif pad >= MIN_PAD:
            cells = cells.rstrip().removesuffix("|")
            self.rows.add_row(cells.removeprefix("|").split("|"), number, False)
            self.rows.is_padded = True
            self.rows.goes_on = False
        else:
            texts = cells.removeprefix("|").split("|")
            self.rows.add_row(texts, number, not texts[-1].strip())

    def _close(self, text: str, number: int) -> None:
        """A pipe was met: the pending lines that form a label, else the last one, are a cell."""
        lines = [*self.pending, Line(number, text)] if text or not self.pending else self.pending
        cut = len(lines) - _cell_lines(lines)
        self.pending = lines[:cut]
        self._end_prose()
        self.rows.add("".join(line.text for line in lines[cut:]), lines[cut].number)

    def _end_prose(self) -> None:
        """Text that is no cell ends a table."""
        if self.pending:
            self.end_table()
            self.body += read_lines(self.pending)
            self.pending = []

    def end_table(self) -> None:
        for table in self.rows.tables():
            self.body += _table_or_lines(table)
        self.rows = _Rows()

    def finish(self) -> list[str | Table]:
        self.end_table()
        self._end_prose()
        return self.body


def _cell_lines(lines: Sequence[Line]) -> int:
    """How many of the last lines make up the cell."""
    for count in range(min(MAX_LABEL_LINES, len(lines)), 1, -1):
        if core("".join(line.text for line in lines[-count:])) in LABELS:
            return count
    return 1


def _table_or_lines(table: Table) -> Iterator[str | Table]:
    """A stray pipe in a line is punctuation, and leaves text."""
    if is_statutory(table):
        yield table
        return
    for _, same_line in groupby(table.cells, key=lambda cell: cell.evidence):
        if text := " ".join(cell.text for cell in same_line if cell.text):
            yield text


def read_text(text: str) -> Page:
    reader = _Reader()
    for number, line in enumerate(text.splitlines()[:MAX_LINES], 1):
        reader.read(number, line)
    return bare_page(reader.finish())
