"""Tables → figures: labels matched in their context, values taken by their ordinal in the row.

Not by grid column: in a real layout of the 2019 form the headers of blocks 五 and 六 span 1+1+2+1
columns and their data rows 1+2+1+1. Only where the number of values does not
fit the form does the grid column decide, and where that does not fit either, nothing is guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from parser.extraction import Cell, CitedFigure, Figure, Finding
from parser.figures import BLANK, Value, read_figure
from parser.findings import finding
from parser.forms import LABELS, Column, Form, Row, forms_used, labels_of, shows
from parser.forms.f2014 import UNITS
from parser.forms.remedies import OUTCOMES
from parser.grid import GridCell, Table
from parser.labels import core, fold, ordinal
from parser.placing import Placed, Surplus, place_values

HEADER = core("信息内容")
OUTCOME_HEADER = core(OUTCOMES["upheld"])
"""One table may hold all three sections; the 总计 of section 四 is no row of section 三."""
OUTCOME_LABELS = frozenset(map(core, OUTCOMES.values()))


@dataclass
class Reading:
    """What the tables of a document say. ``subtotals``: values printed beside a group label,
    where the form has none, by group key and column key."""

    forms: list[Form]
    figures: dict[str, Figure] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    subtotals: dict[tuple[str, str], Figure] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_tables(tables: Iterable[Table]) -> Reading:
    labelled = [(table, labels_of(table)) for table in tables]
    reading = Reading(forms_used(frozenset[str]().union(*(labels for _, labels in labelled))))
    for table, labels in labelled:
        for form in reading.forms:
            if shows(form, labels):
                _TableReader(form, reading).read(table)
    return reading


class _TableReader:
    """Walks one table by one form, carrying the group label and the header row down."""

    def __init__(self, form: Form, reading: Reading) -> None:
        self.form = form
        self.reading = reading
        self.group: str | None = None
        self.headers: Sequence[GridCell] = ()
        self.unchecked: Sequence[GridCell] = ()
        self.surplus: Surplus | None = None
        self.width = 0

    def read(self, table: Table) -> None:
        self.surplus, self.width = _surplus_of(table, self.form), table.width
        if self.form.table == "remedies":
            self._read_unlabelled(table)
            return
        for row in table.rows:
            self._read_row(row)

    def _read_unlabelled(self, table: Table) -> None:
        """Section 四: fifteen values behind the last header; no label stands before them."""
        cells = table.cells
        headers = [n for n, cell in enumerate(cells) if cell.core in OUTCOME_LABELS]
        if headers and (values := cells[headers[-1] + 1 :]):
            self._take(self.form.rows[0], values)

    def _read_row(self, cells: Sequence[GridCell]) -> None:
        names = [cell.core for cell in cells]
        if OUTCOME_HEADER in names or not self.form.headers.isdisjoint(names):
            self.headers = cells[1:]
            self.unchecked = self.headers if HEADER in names else ()
            return
        row, position = self._find_label(names)
        values = cells[position + 1 :]
        if position < 0:
            self._note_extra(cells, names)
        elif row and values:
            self._check_label(row, cells[position])
            self._check_headers(row)
            self._take(row, values)
        elif values:
            self._take_subtotals(values)

    def _find_label(self, names: Sequence[str]) -> tuple[Row | None, int]:
        """The last label of a row and where it stands; group labels before it are carried down."""
        row, position = None, -1
        for number, name in enumerate(names):
            if not name or name.isdigit():
                continue
            group = self.form.groups.get(name)
            self.group = group or self.group
            found = self.form.find_row(name, self.group)
            if found or group:
                row, position = found, number
        return row, position

    def _take(self, row: Row, values: Sequence[GridCell]) -> None:
        unit = values[0].text if values[0].core in UNITS else ""
        placed = self._place(row.columns, values[1:] if unit else values)
        if placed is None:
            placed = [None] * len(row.columns)
        if None in placed:
            self._note_ambiguous(row, values)
        for number, (column, cell) in enumerate(zip(row.columns, placed, strict=True)):
            in_wanyuan = column.type == "money" and self._is_in_wanyuan(number, unit)
            value = read_figure(cell.text, column.type, in_wanyuan) if cell else BLANK
            self._keep(row.paths[number], value, cell)

    def _place(self, columns: Sequence[Column], values: Sequence[GridCell]) -> Placed | None:
        return place_values(columns, values, self.width, self.surplus)

    def _is_in_wanyuan(self, number: int, unit: str) -> bool:
        header = self.headers[number].text if number < len(self.headers) else ""
        return "万元" in fold(header + unit)

    def _keep(self, path: str, value: Value, cell: GridCell | None) -> None:
        if path in self.reading.figures:
            self._note_repeated(path, value.figure)
            return
        self.reading.figures[path] = value.figure
        if cell:
            self.reading.cells[path] = Cell(cell.text, cell.evidence)
            if value.rule:
                self._note(value.rule, path, [_cited(path, value.figure, cell)], raw=cell.text)

    def _take_subtotals(self, values: Sequence[GridCell]) -> None:
        """A figure beside （三）不予公开: the form has none there, so it is checked, not kept."""
        columns = self.form.rows[0].columns
        for column, cell in zip(columns, self._place(columns, values) or (), strict=False):
            figure = read_figure(cell.text, "count").figure if cell else None
            if self.group and figure is not None:
                self.reading.subtotals[self.group, column.key] = figure

    def _note(
        self, rule: str, where: str, figures: Sequence[CitedFigure] = (), **operands: object
    ) -> None:
        self.reading.findings.append(finding(rule, where, "fail", figures, **operands))

    def _note_ambiguous(self, row: Row, values: Sequence[GridCell]) -> None:
        self._note(
            "CELL-AMBIGUOUS",
            row.path,
            [_cited(row.path, None, values[0])],
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
        if not known and any(map(str.isdigit, names)) and names[0] and not names[0].isdigit():
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
    """Where blanks beyond the columns of a row stand: text pads its rows, and a grid expanded to
    all columns has blanks where the labels of section 三 span several."""
    if not table.flattened:
        return None
    return "before" if table.is_expanded and form.table == "requests" else "behind"


def _cited(path: str, figure: Figure, cell: GridCell) -> CitedFigure:
    return CitedFigure(path, figure, cell.evidence)


def _shown(cells: Sequence[GridCell]) -> str:
    """A row for a message, not longer than a reader needs to find it."""
    return " | ".join(cell.text for cell in cells)[:120]
