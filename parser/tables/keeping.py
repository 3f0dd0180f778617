"""Values of a row → figures: each at its column, or null with a finding that says why.

Not by grid column: in a real layout of the 2019 form the headers of blocks 五 and 六 span 1+1+2+1
columns and their data rows 1+2+1+1. Only where the number of values does not fit the form does the
grid column decide, and where that does not fit either, nothing is guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from parser.extraction import Cell, CitedFigure, Figure, Finding
from parser.findings import finding
from parser.forms import Column, Form, Row
from parser.forms.f2014 import UNITS
from parser.grid import GridCell, Table
from parser.labels import core
from parser.tables.figures import BLANK, UNREAD, Value, read_figure, scale_of
from parser.tables.headers import Header, Printed, printed_columns
from parser.tables.placing import (
    Placed,
    Surplus,
    all_blank,
    is_standard,
    place_row,
    place_values,
    surplus_of,
)
from parser.tables.vanished import occupants_of

WHOLE_BODY = frozenset({"统计数", "合计", "总计", "汇总"})
"""Headers of the value that stands for the body itself, beside those of its parts."""
MIN_LEVELS = 2

UNKNOWN = "?"
"""A value, or a place, that is not known; ``None`` is a blank."""


@dataclass
class Reading:
    """What the tables of a document say. ``subtotals``: values printed beside a group label,
    where the form has none, by group key and column key. ``unread``: paths that are null although
    something is printed there."""

    forms: list[Form]
    figures: dict[str, Figure] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    subtotals: dict[tuple[str, str], Figure] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


class Short(NamedTuple):
    """A row of flattened text with fewer cells than columns: blank ones have vanished."""

    row: Row
    values: Sequence[GridCell]
    scale: str | None


class Keeper:
    """Keeps what the rows of one form say. ``header``: the rows of labels over the row at hand;
    ``kept``: the cells of each row that has one for every column."""

    def __init__(self, form: Form, reading: Reading) -> None:
        self.form = form
        self.reading = reading
        self.table = Table([])
        self.caption = ""
        self.surplus: Surplus | None = None
        self.header: Header = ()
        self.printed: dict[tuple[Sequence[Column], str], Printed | None] = {}
        self.kept: dict[str, Sequence[GridCell]] = {}
        self.short: dict[str, Short] = {}
        self.blank: list[Row] = []

    def turn_to(self, table: Table, caption: str) -> None:
        self.caption = caption if "单位" in caption else ""
        self.table, self.surplus = table, surplus_of(table, self.form)

    @property
    def headers(self) -> Sequence[GridCell]:
        """The labels of the lowest row of headers."""
        return [cell for cell in self.header[-1][1:] if cell.core] if self.header else ()

    def set_header(self, header: Header) -> None:
        self.header, self.printed = header, {}

    def finish(self) -> None:
        """Rows that lost blank cells come last: the others tell where their values stood."""
        for row in self.blank:
            if row.path not in self.short:
                self._put(row, [None] * len(row.columns), None)
        occupants = self._occupants() if self.short else {}
        for path, short in self.short.items():
            self._put_short(short, occupants.get(path, ()))
        self._fill_missing_columns()

    def take(self, row: Row, values: Sequence[GridCell], label: str = "") -> None:
        """``label``: what stands before the values and names a block of columns."""
        unit, values = _without_unit(values)
        values = self._of_body(values)
        scale = self._scale(unit)
        if not values:
            if self.table.flattened:
                self.take_blank(row)
            return
        columns = [c for c in row.columns if c.block and c.block in label] or row.columns
        printed = self._printed(columns, values[0].column, label)
        if printed and (
            tuple(printed) == row.columns  # which the ordinal tells as well, and sooner
            or len(printed) < len(columns) == len(values)  # the headers have lost their spans
        ):
            printed = None
        standard = is_standard(row.columns, printed)
        if standard and self.table.flattened and len(values) < len(columns):
            self.short.setdefault(row.path, Short(row, values, scale))
            return
        self._take(row, columns, printed, values, scale)

    def _take(
        self,
        row: Row,
        columns: Sequence[Column],
        printed: Printed | None,
        values: Sequence[GridCell],
        scale: str | None,
    ) -> None:
        there = [column for column in columns if not printed or column in printed]
        placed = place_row(there, values, printed, self.table.width, self.surplus)
        placed = placed or [None] * len(there)
        if None in placed:
            self._note_ambiguous(row, values)
        elif len(there) == len(row.columns):
            self.kept.setdefault(row.path, cast("Sequence[GridCell]", placed))
        self._put(row, placed, scale, there)

    def _printed(self, columns: Sequence[Column], start: int, label: str) -> Printed | None:
        """Told once a header, by its first row of values."""
        key = (tuple(columns), label)
        if key not in self.printed:
            flattened = self.table.flattened
            self.printed[key] = printed_columns(columns, self.header, start, flattened, label)
        return self.printed[key]

    def _fill_missing_columns(self) -> None:
        """The table printed a row without some columns of the form."""
        lacking: dict[str, dict[str, None]] = {}
        for row in self.form.rows:
            if self.reading.figures.keys().isdisjoint(row.paths):
                continue
            for path, column in zip(row.paths, row.columns, strict=True):
                if path not in self.reading.figures:
                    self.reading.figures[path] = None
                    name = column.block + column.labels[0]
                    lacking.setdefault(row.path.partition(".")[0], {})[name] = None
        for where, names in lacking.items():
            self.note("COLUMN-MISSING", where, columns="、".join(names))

    def take_blank(self, row: Row) -> None:
        """A label of flattened text with nothing behind it: all its cells were blank."""
        self.blank.append(row)

    def _of_body(self, values: Sequence[GridCell]) -> Sequence[GridCell]:
        """A return with a column for each level of offices: the value of the whole body, where
        one header says which that is."""
        if self.form.table != "stat2014" or self.table.flattened or len(values) < MIN_LEVELS:
            return values
        whole = {cell.column for cell in self.headers if cell.core in WHOLE_BODY}
        found = [cell for cell in values if cell.column in whole]
        return found if len(found) == 1 else values

    def _place(self, columns: Sequence[Column], values: Sequence[GridCell]) -> Placed | None:
        return place_values(columns, values, self.table.width, self.surplus)

    def _scale(self, unit: str) -> str | None:
        """Of money in this row: the column 单位 says it, else the header of one of its columns,
        else the line above its table."""
        said = [unit] if unit else [*(cell.text for cell in self.headers), self.caption]
        return next((scale for text in said if (scale := scale_of(text)) is not None), None)

    def _put(
        self,
        row: Row,
        placed: Placed,
        scale: str | None,
        columns: Sequence[Column] | None = None,
    ) -> None:
        """``columns``: those that the table prints, if not all of the row."""
        columns = columns or row.columns
        whole = len(columns) == len(row.columns)
        paths = row.paths if whole else map(row.path_of, columns)
        for path, column, cell in zip(paths, columns, placed, strict=True):
            value = read_figure(cell.text, column.type, scale) if cell else BLANK
            if value.rule == "MONEY-UNIT-UNKNOWN" and self._is_cut(column):
                value = Value(None, "MONEY-UNIT-CUT")
            self._keep(path, value, cell)

    def _is_cut(self, column: Column) -> bool:
        """Has the header of a column lost its last words, and with them perhaps its unit?"""
        official = core(column.labels[0])
        printed = [cell.core for cell in self.headers]
        return official not in printed and any(map(official.startswith, printed))

    def _keep(self, path: str, value: Value, cell: GridCell | None) -> None:
        if path in self.reading.figures:
            if cell:
                self._keep_again(path, value.figure)
            return
        self.reading.figures[path] = value.figure
        if value.figure is None and value != BLANK:
            self.reading.unread.add(path)
        if cell:
            self.reading.cells[path] = Cell(cell.text, cell.evidence)
            if value.rule:
                self.note(value.rule, path, [_cited(path, value.figure, cell)], raw=cell.text)

    def _occupants(self) -> Mapping[str, list[set[int | None]]]:
        """Nothing is certain where a value of the table is not understood."""
        kept: dict[str, Sequence[GridCell]] = {row.path: [] for row in self.blank} | self.kept
        kept |= {path: short.values for path, short in self.short.items()}
        counts = {path: [_count(cell) for cell in cells] for path, cells in kept.items()}
        understood = {
            path: cast("list[int | None]", values)
            for path, values in counts.items()
            if UNKNOWN not in values
        }
        return occupants_of(self.form, understood)

    def _put_short(self, short: Short, occupants: Sequence[set[int | None]]) -> None:
        """What only one value, or a blank, can hold is certain; the rest stays null."""
        certain = [next(iter(found)) if len(found) == 1 else UNKNOWN for found in occupants]
        if UNKNOWN in certain or not certain:
            self._note_ambiguous(short.row, short.values)
        else:
            self.note("CELL-PLACED", short.row.path, shown=shown(short.values))
        placed = [short.values[at] if isinstance(at, int) else None for at in certain]
        self._put(short.row, placed or [None] * len(short.row.columns), short.scale)

    def take_run(self, group: str, leaves: Sequence[Row], run: Sequence[GridCell]) -> None:
        """Figures behind a group label: those of all its rows, whose labels are lost, or a
        subtotal. The form has none, so that is checked, not kept."""
        columns = self.form.rows[0].columns
        if placed := self._place(columns, run):
            for column, cell in zip(columns, placed, strict=True):
                figure = read_figure(cell.text, "count").figure if cell else None
                if figure is not None:
                    self.reading.subtotals[group, column.key] = figure
        elif leaves:
            self._take_leaves(leaves, run)

    def _take_leaves(self, leaves: Sequence[Row], run: Sequence[GridCell]) -> None:
        size = len(leaves[0].columns)
        whole = size * len(leaves)
        fits = len(run) >= whole and all_blank(run[whole:])
        for row, start in zip(leaves, range(0, whole, size), strict=True):
            if fits:
                self.take(row, run[start : start + size])
            else:
                self._note_ambiguous(row, run)
                self._put(row, [None] * size, None)

    def note(
        self, rule: str, where: str, figures: Sequence[CitedFigure] = (), **operands: object
    ) -> None:
        self.reading.findings.append(finding(rule, where, "fail", figures, **operands))

    def _note_ambiguous(self, row: Row, values: Sequence[GridCell]) -> None:
        """Enough values for several rows are those of rows whose labels are lost, perhaps of
        another form: the finding is about the table."""
        self.reading.unread.update(row.paths)
        filled = sum(bool(cell.core) for cell in values)
        is_several = row.columns[1:] and filled >= 2 * len(row.columns)
        self.note(
            "CELL-AMBIGUOUS",
            self.form.table if is_several else row.path,
            [_cited(row.path, None, cell) for cell in values[:1]],
            values=len(values),
            columns=len(row.columns),
            shown=shown(values),
        )

    def _keep_again(self, path: str, figure: Figure) -> None:
        """Of a row that is printed twice only what both say is kept."""
        first = self.reading.figures[path]
        if figure != first and path not in self.reading.unread:
            self.note("ROW-REPEATED", path, again=figure, first=first)
            self.reading.figures[path] = None
            self.reading.unread.add(path)


def _without_unit(values: Sequence[GridCell]) -> tuple[str, Sequence[GridCell]]:
    """The column 单位 stands before the values, or behind them."""
    if values[0].core in UNITS:
        return values[0].text, values[1:]
    if len(values) > 1 and values[-1].core in UNITS:
        return values[-1].text, values[:-1]
    return "", values


def _count(cell: GridCell) -> Figure:
    """Of a cell as the sums of its table take it; ``UNKNOWN`` where it is not understood."""
    value = read_figure(cell.text, "count")
    return UNKNOWN if value == UNREAD else value.figure


def _cited(path: str, figure: Figure, cell: GridCell) -> CitedFigure:
    return CitedFigure(path, figure, cell.evidence)


def shown(cells: Sequence[GridCell]) -> str:
    """A row for a message, not longer than a reader needs to find it."""
    return " | ".join(cell.text for cell in cells)[:120]
