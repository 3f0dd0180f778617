"""Tables → figures: which form, which row, which group; labels are matched in their context."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from parser.forms import (
    LABELS,
    MIN_LABELS,
    Form,
    Row,
    forms_used,
    is_continuation,
    labels_of,
    shows,
)
from parser.forms.remedies import OUTCOMES
from parser.forms.requests import LEAF_PREFIX
from parser.grid import GridCell, Table
from parser.labels import core, fold, ordinal
from parser.tables.captions import captioned, is_of_other_year
from parser.tables.figures import is_figure
from parser.tables.keeping import Keeper, Reading, shown

HEADER = core("信息内容")
MIN_HEADER = 2
"""Characters of it that a cut keeps."""
OUTCOME_HEADER = core(OUTCOMES["upheld"])
"""One table may hold all three sections; the 总计 of section 四 is no row of section 三."""
OUTCOME_LABELS = frozenset(map(core, OUTCOMES.values()))


def read_tables(body: Iterable[str | Table], year: int | None = None) -> Reading:
    """``year``: that of the report. Tables and rows said to be of another give way to others."""
    found = list(captioned(body))
    labelled = [(table, labels_of(table)) for _, table in found]
    other = {id(table) for caption, table in found if is_of_other_year(caption, year)}
    captions = {id(table): caption for caption, table in found}
    reading = Reading(forms_used(frozenset[str]().union(*(labels for _, labels in labelled))))
    for form in reading.forms:
        reader = _TableReader(form, reading, year)
        shown = {id(table) for table, labels in labelled if shows(form, labels)}
        skipped = other if shown - other else set()
        for table, _ in labelled:
            if id(table) not in skipped and (id(table) in shown or reader.continues(table)):
                reader.read(table, captions[id(table)])
        reader.finish()
    return reading


def _opens(names: Sequence[str]) -> bool:
    """Does a header begin here, if one cut short?"""
    return bool(names) and len(names[0]) >= MIN_HEADER and HEADER.startswith(names[0])


def _labelled(row: Sequence[GridCell]) -> tuple[str, Sequence[GridCell]]:
    """What stands before the values of a row, and they."""
    words = list(takewhile(lambda cell: not is_figure(cell.text), row))
    return " ".join(cell.text for cell in words), row[len(words) :]


class _TableReader:
    """Walks the tables of one form, which may be cut in several, carrying the group label and the
    header row down. ``run``: figures behind a group label, not yet known whose."""

    def __init__(self, form: Form, reading: Reading, year: int | None) -> None:
        self.form = form
        self.year = year
        self.keeper = Keeper(form, reading)
        self.group: str | None = None
        self.unchecked: Sequence[GridCell] = ()
        self.run: list[GridCell] = []
        self.awaits_values = False
        self.in_header = False

    def continues(self, table: Table) -> bool:
        """Does a table without the labels of the form go on where the last one was cut?"""
        if not self.keeper.table.rows or not is_continuation(table):
            return False
        return self.awaits_values or not self.form.by_label.keys().isdisjoint(table.cores)

    def read(self, table: Table, caption: str) -> None:
        self.keeper.turn_to(table, caption)
        if self.form.table == "remedies":
            self._read_unlabelled(table.rows)
            return
        for row in table.rows:
            self._read_row(row)

    def finish(self) -> None:
        self._end_run(self.group)
        self.keeper.finish()

    def _read_unlabelled(self, rows: Sequence[Sequence[GridCell]]) -> None:
        """Section 四: fifteen values behind the last header; no label stands before them."""
        headed = [
            (number, position)
            for number, row in enumerate(rows)
            for position, cell in enumerate(row)
            if cell.core in OUTCOME_LABELS
        ]
        if headed:
            number, position = headed[-1]
            self.keeper.set_header(rows[: number + 1])
            rows = [rows[number][position + 1 :], *rows[number + 1 :]]
        found = [(label, values) for label, values in map(_labelled, rows) if values]
        self.awaits_values = not found
        of_year = [pair for pair in found if not is_of_other_year(pair[0], self.year)]
        for label, values in of_year or found:
            self.keeper.take(self.form.rows[0], values, label)

    def _read_row(self, cells: Sequence[GridCell]) -> None:
        names = [cell.core for cell in cells]
        if self._is_header(names):
            self._read_header(cells, names)
            return
        self.in_header = False
        group = self.group
        row, position = self._find_label(cells, names)
        values = cells[position + 1 :]
        if position < 0:
            self._read_without_label(cells, names)
            return
        self._end_run(group)
        if row and values:
            self._check_label(row, cells[position])
            self._check_headers(row)
            self.keeper.take(row, values)
        elif row and self.keeper.table.flattened:
            self.keeper.take_blank(row)
        else:
            self.run = list(values)

    def _is_header(self, names: Sequence[str]) -> bool:
        """One row of headers, or one of several; a row of an outline has nothing beside it."""
        if not self.form.headers.isdisjoint(names) or OUTCOME_HEADER in names:
            return True
        below = self.in_header and len(self.form.columns.intersection(names)) >= MIN_LABELS
        return below or _opens(names)

    def _read_header(self, cells: Sequence[GridCell], names: Sequence[str]) -> None:
        if not any(names[1:]):
            return
        above = self.keeper.header if self.in_header and not _opens(names) else ()
        self.keeper.set_header([*above, cells])
        self.in_header = True
        self.unchecked = self.keeper.headers if _opens(names) else ()

    def _read_without_label(self, cells: Sequence[GridCell], names: Sequence[str]) -> None:
        if self.run and all(name == "" or name.isdigit() for name in names):
            self.run += cells
        elif LABELS.isdisjoint(names):
            self._note_extra(cells, names)

    def _find_label(
        self, cells: Sequence[GridCell], names: Sequence[str]
    ) -> tuple[Row | None, int]:
        """The last label of a row and where it stands; group labels before it are carried down."""
        row, position = None, -1
        for number, name in enumerate(names):
            if not name or name.isdigit():
                continue
            group = self.form.groups.get(name)
            self.group = group or self.group
            found = self.form.find_row(name, self.group)
            if found and self._prints_nearer(found, cells[number]):
                if name in self.form.by_label:
                    self._note_extra(cells, names)
                return None, -1
            if found or group:
                row, position = found, number
        return row, position

    def _prints_nearer(self, row: Row, cell: GridCell) -> bool:
        """Does the table print a label that is nearer to that of the row? Then this one, longer or
        with a gloss of its own, is of another."""
        table = self.keeper.table
        if cell.core not in self.form.by_label:
            return any(core(label) in table.cores for label in row.labels)
        if cell.text == row.labels[0] or row.group:
            return False
        names, printed = list(map(fold, row.labels)), fold(cell.text)
        nearer = names[: names.index(printed)] if printed in names else names
        return not table.folds.isdisjoint(nearer)

    def _end_run(self, group: str | None) -> None:
        run, self.run = self.run, []
        if run and group:
            prefix = f"{self.form.table}.{LEAF_PREFIX.get(group, '-')}"
            leaves = [row for row in self.form.rows if row.path.startswith(prefix)]
            self.keeper.take_run(group, leaves, run)

    def _note_extra(self, cells: Sequence[GridCell], names: Sequence[str]) -> None:
        words = [name for name in names[:2] if name and not name.isdigit()]  # behind its 序号
        if words and any(map(str.isdigit, names)):
            self.keeper.note("ROW-EXTRA", self.form.table, shown=shown(cells))

    def _check_label(self, row: Row, cell: GridCell) -> None:
        if cell.text == row.labels[0]:
            return
        official, printed = fold(row.labels[0]), fold(cell.text)
        lost = ordinal(official) and not ordinal(printed)
        if lost or (cell.core not in self.form.by_label and len(printed) < len(official)):
            self.keeper.note("LABEL-TRUNCATED", row.path, printed=printed, label=row.labels[0])

    def _check_headers(self, row: Row) -> None:
        """Said once a header row; the columns are known by their order all the same."""
        headers, self.unchecked = self.unchecked, ()
        for column, cell in zip(row.columns, headers, strict=False):
            printed = cell.core
            if not printed or printed in map(core, column.labels):
                continue
            cut = core(column.labels[0]).startswith(printed)
            self.keeper.note(
                "LABEL-TRUNCATED" if cut else "LABEL-UNKNOWN",
                f"{row.path.partition('.')[0]}.header",
                printed=cell.text,
                label=column.labels[0],
            )
