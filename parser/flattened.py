"""Flattened text → page: tables that an extractor wrote as lines with pipes.

One rule reads the shapes A to E alike, whatever mixture a document has: **a pipe closes the
pending text as a cell; where nothing is pending it is a blank cell.** Pipes behind the closing
one pad a row out to the width of its table.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from parser.chrome import trim
from parser.fields import fields_of_lines
from parser.forms import LABELS, ROW_LABELS, is_statutory
from parser.grid import MAX_COLUMNS, GridCell, Table, place_cells
from parser.labels import core
from parser.page import Page
from parser.titles import title_candidates

MAX_LINES = 50_000
MIN_PAD = 2
"""Pipes in a run at the end of a row of several cells; a single one closes the last of them."""
MAX_LABEL_LINES = 4
"""Over how many lines a source breaks one label; narrow header cells take three."""

_PAD_ALONE = re.compile(r"\|{2,}")
_ONE_CELL = re.compile(r"(?:\|\s*(?=[^|\s]))?([^|]*)\|(?:\s+(\|+))?")


class Line(NamedTuple):
    number: int
    text: str


class _Rows:
    """Cells as they come, cut into rows: at a pad, at the width that padded rows tell, or before
    a label that begins a row; the labels are right where the width is not."""

    def __init__(self) -> None:
        self.rows: list[list[GridCell]] = []
        self.open: list[GridCell] = []
        self.width = 0

    def add(self, text: str, line: int) -> None:
        begins = core(text) in ROW_LABELS and any(cell.core not in LABELS for cell in self.open)
        if begins or len(self.open) >= (self.width or MAX_COLUMNS):
            self.end_row()
        self.open.append(GridCell(text, f"line {line}"))

    def add_row(self, texts: Sequence[str], line: int) -> None:
        self.end_row()
        self.open = [GridCell(text.strip(), f"line {line}") for text in texts]
        self.end_row()

    def pad(self, length: int) -> None:
        self.width = len(self.open) + length
        self.end_row()

    def end_row(self) -> None:
        if self.open:
            self.rows.append(self.open)
        self.open = []


class _Reader:
    """Goes down the lines, keeping the text that no pipe has closed yet."""

    def __init__(self) -> None:
        self.body: list[str | Table] = []
        self.rows = _Rows()
        self.pending: list[Line] = []

    def read(self, number: int, line: str) -> None:
        line = line.strip()
        if "|" not in line:
            if line:
                self.pending.append(Line(number, line))
        elif "---" in line and not line.strip("|-: "):
            return  # |---|---| under a Markdown header
        elif _PAD_ALONE.fullmatch(line) and not self.pending:
            self.rows.pad(len(line))
        elif match := _ONE_CELL.fullmatch(line):
            self._close(match[1].strip(), number)
            if match[2]:
                self.rows.pad(len(match[2]))
        else:
            self._read_whole_row(number, line)

    def _read_whole_row(self, number: int, line: str) -> None:
        self._end_prose()
        cells = line.rstrip("|")
        if len(line) - len(cells) >= MIN_PAD:
            cells = cells.rstrip().removesuffix("|")
        self.rows.add_row(cells.removeprefix("|").split("|"), number)

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
            self.body += [line.text for line in self.pending]
            self.pending = []

    def end_table(self) -> None:
        self.rows.end_row()
        if self.rows.rows:
            self.body += _table_or_lines(self.rows.rows)
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


def _table_or_lines(rows: list[list[GridCell]]) -> Iterator[str | Table]:
    """A stray pipe in a line is punctuation, and leaves text."""
    table = place_cells(rows, flattened=True)
    if is_statutory(table):
        yield table
        return
    for _, same_line in groupby(table.cells, key=lambda cell: cell.evidence):
        if text := " ".join(cell.text for cell in same_line if cell.text):
            yield text


def read_text(text: str) -> Page:
    """Text has no template around it: the lines above the report, its title among them, stay."""
    reader = _Reader()
    for number, line in enumerate(text.splitlines()[:MAX_LINES], 1):
        reader.read(number, line)
    above, report = trim(reader.finish())
    fields = fields_of_lines([*above, *(item for item in report if isinstance(item, str))])
    return Page([*above, *report], title_candidates(above), fields)
