"""Tables → figures: labels matched in their context, values taken by their ordinal in the row.

Not by grid column: in a real layout of the 2019 form the headers of blocks 五 and 六 span 1+1+2+1
columns and their data rows 1+2+1+1. Only where the number of values does not
fit the form does the grid column decide, and where that does not fit either, nothing is guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from parser.extraction import Cell, CitedFigure, Figure, Finding
from parser.figures import BLANK, UNREAD, Value, read_figure, scale_of
from parser.findings import finding
from parser.forms import (
    LABELS,
    Column,
    Form,
    Row,
    forms_used,
    is_continuation,
    labels_of,
    shows,
)
from parser.forms.f2014 import UNITS
from parser.forms.remedies import OUTCOMES
from parser.forms.requests import LEAF_PREFIX
from parser.grid import GridCell, Table
from parser.labels import core, fold, ordinal
from parser.placing import Placed, Surplus, all_blank, place_values
from parser.vanished import occupants_of

HEADER = core("信息内容")
MIN_HEADER = 2
"""Characters of it that a cut keeps."""
OUTCOME_HEADER = core(OUTCOMES["upheld"])
"""One table may hold all three sections; the 总计 of section 四 is no row of section 三."""
OUTCOME_LABELS = frozenset(map(core, OUTCOMES.values()))

WHOLE_BODY = frozenset({"统计数", "合计", "总计", "汇总"})
"""Headers of the value that stands for the body itself, beside those of its parts."""
MIN_LEVELS = 2

UNKNOWN = "?"
"""A value, or a place, that is not known; ``None`` is a blank."""
Kept = Sequence[Figure]


@dataclass
class Reading:
    """What the tables of a document say. ``subtotals``: values printed beside a group label,
    where the form has none, by group key and column key."""

    forms: list[Form]
    figures: dict[str, Figure] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    subtotals: dict[tuple[str, str], Figure] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


class Short(NamedTuple):
    """A row of flattened text with fewer cells than columns: blank ones have vanished."""

    row: Row
    values: Sequence[GridCell]
    scale: str | None


def read_tables(tables: Iterable[Table]) -> Reading:
    labelled = [(table, labels_of(table)) for table in tables]
    reading = Reading(forms_used(frozenset[str]().union(*(labels for _, labels in labelled))))
    readers = [_TableReader(form, reading) for form in reading.forms]
    for table, labels in labelled:
        for reader in readers:
            if shows(reader.form, labels) or reader.continues(table):
                reader.read(table)
    for reader in readers:
        reader.finish()
    return reading


class _TableReader:
    """Walks the tables of one form, which may be cut in several, carrying the group label and the
    header row down. ``kept``: the values of each row as far as they are understood, in order."""

    def __init__(self, form: Form, reading: Reading) -> None:
        self.form = form
        self.reading = reading
        self.table = Table([])
        self.surplus: Surplus | None = None
        self.group: str | None = None
        self.headers: Sequence[GridCell] = ()
        self.unchecked: Sequence[GridCell] = ()
        self.kept: dict[str, Kept] = {}
        self.short: dict[str, Short] = {}
        self.blank: list[Row] = []
        self.run: list[GridCell] = []
        self.awaits_values = False

    def continues(self, table: Table) -> bool:
        """Does a table without the labels of the form go on where the last one was cut?"""
        known = self.form.by_label.keys() & table.cores
        return bool(self.table.rows and (known or self.awaits_values)) and is_continuation(table)

    def read(self, table: Table) -> None:
        self.table, self.surplus = table, _surplus_of(table, self.form)
        if self.form.table == "remedies":
            self._read_unlabelled(table.rows)
            return
        for row in table.rows:
            self._read_row(row)

    def finish(self) -> None:
        self._end_run(self.group)
        for row in self.blank:
            if row.path not in self.short:
                self._put(row, [None] * len(row.columns), None)
        occupants = self._occupants() if self.short else {}
        for path, short in self.short.items():
            self._put_short(short, occupants.get(path, ()))

    def _read_unlabelled(self, rows: Sequence[Sequence[GridCell]]) -> None:
        """Section 四: fifteen values behind the last header; no label stands before them."""
        headers = [n for n, row in enumerate(rows) if any(c.core in OUTCOME_LABELS for c in row)]
        start = 0
        if headers:
            last = [n for n, c in enumerate(rows[headers[-1]]) if c.core in OUTCOME_LABELS][-1]
            start = headers[-1] + 1
            rows = [rows[headers[-1]][last + 1 :], *rows[start:]]
        values: Sequence[GridCell] = next(filter(None, rows), ())
        self.awaits_values = not values
        if values:
            self._take(self.form.rows[0], values)

    def _read_row(self, cells: Sequence[GridCell]) -> None:
        names = [cell.core for cell in cells]
        opens = len(names[0]) >= MIN_HEADER and HEADER.startswith(names[0]) if names else False
        if opens or OUTCOME_HEADER in names or not self.form.headers.isdisjoint(names):
            self.headers = [cell for cell in cells[1:] if cell.core]
            self.unchecked = self.headers if opens else ()
            return
        group = self.group
        row, position = self._find_label(names)
        values = cells[position + 1 :]
        if position < 0:
            self._read_without_label(cells, names)
            return
        self._end_run(group)
        if row and values:
            self._check_label(row, cells[position])
            self._check_headers(row)
            self._take(row, values)
        elif row and self.table.flattened:
            self.blank.append(row)
        else:
            self.run = list(values)

    def _read_without_label(self, cells: Sequence[GridCell], names: Sequence[str]) -> None:
        if self.run and all(name == "" or name.isdigit() for name in names):
            self.run += cells
        else:
            self._note_extra(cells, names)

    def _find_label(self, names: Sequence[str]) -> tuple[Row | None, int]:
        """The last label of a row and where it stands; group labels before it are carried down."""
        row, position = None, -1
        for number, name in enumerate(names):
            if not name or name.isdigit():
                continue
            group = self.form.groups.get(name)
            self.group = group or self.group
            found = self.form.find_row(name, self.group)
            if found and name not in self.form.by_label and self._prints(found):
                found = None
            if found or group:
                row, position = found, number
        return row, position

    def _prints(self, row: Row) -> bool:
        """Does the table print the very label of a row? Then a longer one is not that row."""
        return any(core(label) in self.table.cores for label in row.labels)

    def _take(self, row: Row, values: Sequence[GridCell]) -> None:
        unit = values[0].text if values[0].core in UNITS else ""
        values = self._of_body(values[1:] if unit else values)
        scale = self._scale(unit)
        if self.table.flattened and not values:
            self.blank.append(row)
            return
        if self.table.flattened and len(values) < len(row.columns):
            self.short.setdefault(row.path, Short(row, values, scale))
            return
        placed = self._place(row.columns, values) or [None] * len(row.columns)
        if None in placed:
            self._note_ambiguous(row, values)
        self._put(row, placed, scale)
        if None not in placed and row.path not in self.kept:
            self.kept[row.path] = [_count(cell) for cell in placed if cell]

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
        """Of money in this row: the column 单位 says it, or the header of one of its columns."""
        said = [unit] if unit else [cell.text for cell in self.headers]
        return next((scale for text in said if (scale := scale_of(text)) is not None), None)

    def _put(self, row: Row, placed: Placed, scale: str | None) -> None:
        for path, column, cell in zip(row.paths, row.columns, placed, strict=True):
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
                self._note_repeated(path, value.figure)
            return
        self.reading.figures[path] = value.figure
        if cell:
            self.reading.cells[path] = Cell(cell.text, cell.evidence)
            if value.rule:
                self._note(value.rule, path, [_cited(path, value.figure, cell)], raw=cell.text)

    def _occupants(self) -> Mapping[str, list[set[int | None]]]:
        """Nothing is certain where a value of the table is not understood."""
        kept: dict[str, Kept] = {row.path: [] for row in self.blank} | self.kept
        kept |= {path: [_count(cell) for cell in s.values] for path, s in self.short.items()}
        understood = {
            path: cast("list[int | None]", values)
            for path, values in kept.items()
            if UNKNOWN not in values
        }
        return occupants_of(self.form, understood)

    def _put_short(self, short: Short, occupants: Sequence[set[int | None]]) -> None:
        """What only one value, or a blank, can hold is certain; the rest stays null."""
        certain = [next(iter(found)) if len(found) == 1 else UNKNOWN for found in occupants]
        if UNKNOWN in certain or not certain:
            self._note_ambiguous(short.row, short.values)
        else:
            self._note("CELL-PLACED", short.row.path, shown=_shown(short.values))
        placed = [short.values[at] if isinstance(at, int) else None for at in certain]
        self._put(short.row, placed or [None] * len(short.row.columns), short.scale)

    def _end_run(self, group: str | None) -> None:
        """Figures behind a group label: those of all its rows, whose labels are lost, or a
        subtotal. The form has none, so that is checked, not kept."""
        run, self.run = self.run, []
        if not run:
            return
        columns = self.form.rows[0].columns
        prefix = f"{self.form.table}.{LEAF_PREFIX.get(group or '', '-')}"
        leaves = [row for row in self.form.rows if row.path.startswith(prefix)]
        if placed := self._place(columns, run):
            for column, cell in zip(columns, placed, strict=True):
                figure = read_figure(cell.text, "count").figure if cell else None
                if group and figure is not None:
                    self.reading.subtotals[group, column.key] = figure
        elif leaves:
            self._take_leaves(leaves, run)

    def _take_leaves(self, leaves: Sequence[Row], run: Sequence[GridCell]) -> None:
        size = len(leaves[0].columns)
        whole = size * len(leaves)
        fits = len(run) >= whole and all_blank(run[whole:])
        for row, start in zip(leaves, range(0, whole, size), strict=True):
            if fits:
                self._take(row, run[start : start + size])
            else:
                self._note_ambiguous(row, run)
                self._put(row, [None] * size, None)

    def _note(
        self, rule: str, where: str, figures: Sequence[CitedFigure] = (), **operands: object
    ) -> None:
        self.reading.findings.append(finding(rule, where, "fail", figures, **operands))

    def _note_ambiguous(self, row: Row, values: Sequence[GridCell]) -> None:
        self._note(
            "CELL-AMBIGUOUS",
            row.path,
            [_cited(row.path, None, cell) for cell in values[:1]],
            values=len(values),
            columns=len(row.columns),
            shown=_shown(values),
        )

    def _note_repeated(self, path: str, figure: Figure) -> None:
        if figure != self.reading.figures[path]:
            first = self.reading.figures[path]
            self._note("ROW-REPEATED", path, again=figure, first=first)

    def _note_extra(self, cells: Sequence[GridCell], names: Sequence[str]) -> None:
        known = LABELS.intersection(names)
        words = [name for name in names[:2] if name and not name.isdigit()]  # behind its 序号
        if words and not known and any(map(str.isdigit, names)):
            self._note("ROW-EXTRA", self.form.table, shown=_shown(cells))

    def _check_label(self, row: Row, cell: GridCell) -> None:
        if cell.text == row.labels[0]:
            return
        official, printed = fold(row.labels[0]), fold(cell.text)
        lost = ordinal(official) and not ordinal(printed)
        if lost or (cell.core not in self.form.by_label and len(printed) < len(official)):
            self._note("LABEL-TRUNCATED", row.path, printed=printed, label=row.labels[0])

    def _check_headers(self, row: Row) -> None:
        """Said once a header row; the columns are known by their order all the same."""
        headers, self.unchecked = self.unchecked, ()
        for column, cell in zip(row.columns, headers, strict=False):
            printed = cell.core
            if not printed or printed in map(core, column.labels):
                continue
            cut = core(column.labels[0]).startswith(printed)
            self._note(
                "LABEL-TRUNCATED" if cut else "LABEL-UNKNOWN",
                f"{row.path.partition('.')[0]}.header",
                printed=cell.text,
                label=column.labels[0],
            )


def _surplus_of(table: Table, form: Form) -> Surplus | None:
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


def _count(cell: GridCell) -> Figure:
    """Of a cell as the sums of its table take it; ``UNKNOWN`` where it is not understood."""
    value = read_figure(cell.text, "count")
    return UNKNOWN if value == UNREAD else value.figure


def _cited(path: str, figure: Figure, cell: GridCell) -> CitedFigure:
    return CitedFigure(path, figure, cell.evidence)


def _shown(cells: Sequence[GridCell]) -> str:
    """A row for a message, not longer than a reader needs to find it."""
    return " | ".join(cell.text for cell in cells)[:120]
