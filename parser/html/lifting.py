"""Lifting the data tables out of a page: exact grids, each cell with its XPath, and a light tree.

Main-text extraction costs 25 to 45 ms on a page with its tables and about 1 ms without them, and
it would write the cells as text. So tables are read here and a mark is left in their place.
"""

from collections.abc import Iterator, Sequence, Set
from itertools import groupby, islice
from typing import NamedTuple

from lxml import etree

from parser.forms import LABELS, is_continuation, is_statutory
from parser.grid import MAX_COLUMNS, GridCell, Table, place_cells
from parser.html.drawn import DrawnTable, drawn_tables
from parser.html.fields import fields_of_table, is_field_table, merge_fields
from parser.html.unseen import strip, unseen_in
from parser.prose.sections import HEADINGS, heading_of

MAX_TABLES = 500
MAX_ROWS = 2_000
"""The longest statutory table has 68 rows, the page with the most tables seen has 40."""
MAX_CELL = 500
"""Characters. The longest label has 60, notes in cells some more; layout tables hold prose."""

MAX_TITLE = 100
"""Characters of a row that spans a table and is no paragraph."""

MAX_SPAN_DIGITS = 6
"""A span of more digits is cut: ``colspan=1000000000`` is held to the bound of the grid anyway."""

INLINE_TAGS = (
    *("span", "font", "b", "strong", "em", "i", "u", "ins", "sup", "sub", "big", "small"),
    *("label", "mark", "tt", "o:p", "ucaptitle", "publishtime"),
)
"""An editor's page holds five of them a word; without them words join and the tree is light."""

LAYOUT = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption")


class Lifted(NamedTuple):
    """``tables`` by the mark left in the tree; ``fields`` from the tables about the page."""

    tables: dict[str, Table]
    fields: dict[str, str]


def lift_tables(root: etree._Element) -> Lifted:
    """Changes the tree: statutory tables become marks, the others, layout or local data, plain
    blocks whose text stays; inline markup is stripped, so that words split over spans join."""
    tree = root.getroottree()
    tables = _innermost(root)
    unseen = {element for table in tables for element in unseen_in(table)}
    found = [
        (table, [(tree.getpath(row), row) for row in islice(_rows(table, unseen), MAX_ROWS)])
        for table in tables
    ]
    drawings = [
        (drawn, [[(tree.getpath(cell), cell) for cell in row] for row in drawn.rows])
        for drawn in drawn_tables(root)
    ]  # the paths come first: stripping changes them
    strip(root, unseen)
    etree.strip_tags(root, *INLINE_TAGS)
    lifting = _Lifting(unseen)
    for table, rows in found:
        lifting.lift(table, rows)
    for drawn, drawn_rows in drawings:
        lifting.lift_drawn(drawn, drawn_rows)
    for element in root.iter(*LAYOUT):
        element.tag = "div"
    return Lifted(lifting.tables, merge_fields(*lifting.fields))


class _Lifting:
    def __init__(self, unseen: Set[etree._Element]) -> None:
        self.unseen = unseen
        self.tables: dict[str, Table] = {}
        self.fields: list[dict[str, str]] = []

    def lift(self, table: etree._Element, rows: Sequence[tuple[str, etree._Element]]) -> None:
        """Paragraphs that stand in rows of their own cut a table in parts: some editors put the
        whole report in one."""
        pairs = [(row, _cells(path, row, self.unseen)) for path, row in rows]
        for is_prose, part in groupby(pairs, lambda pair: _is_prose(pair[1])):
            elements, grid = zip(*part, strict=True)
            if not is_prose and (mark := self._mark(place_cells(grid))):
                table.attrib.clear()  # a border makes a widget of a block, for trafilatura
                _empty(elements[0], "p", mark)
                for row in elements[1:]:
                    _drop(row)

    def lift_drawn(
        self, drawn: DrawnTable, rows: Sequence[Sequence[tuple[str, etree._Element]]]
    ) -> None:
        cells = [[GridCell(_text(cell), path) for path, cell in row] for row in rows]
        first, *others = drawn.elements
        if mark := self._mark(place_cells(cells)):
            _empty(first, "p", mark)
            for element in others:
                _drop(element)

    def _mark(self, table: Table) -> str | None:
        if any(len(cell.text) > MAX_CELL for cell in table.cells):
            return None
        if is_statutory(table) or (self.tables and is_continuation(table)):
            mark = f"⁅{len(self.tables)}⁆"
            self.tables[mark] = table
            return mark
        if is_field_table(table):
            self.fields.append(fields_of_table(table))
        return None


def _is_prose(cells: Sequence[GridCell]) -> bool:
    """A row of one cell that says more than a title of a block does."""
    texts = [cell.text for cell in cells if cell.text]
    if len(texts) != 1 or cells[0].core in LABELS:
        return False
    heading = heading_of(texts[0])
    return (
        len(texts[0]) > MAX_TITLE
        or texts[0].endswith("。")
        or bool(heading and heading.key in HEADINGS)
    )


def _innermost(root: etree._Element) -> list[etree._Element]:
    tables = list(islice(root.iter("table"), MAX_TABLES))
    outer = {next(table.iterancestors("table"), None) for table in tables}
    return [table for table in tables if table not in outer]


def _rows(table: etree._Element, unseen: Set[etree._Element]) -> Iterator[etree._Element]:
    return (row for row in table.iter("tr") if row not in unseen and row.getparent() not in unseen)


def _cells(path: str, row: etree._Element, unseen: Set[etree._Element]) -> list[GridCell]:
    cells = []
    counts = {"td": 0, "th": 0}
    for cell in islice(row, MAX_COLUMNS):
        tag = cell.tag
        if tag in counts:
            counts[tag] += 1
            if cell in unseen:
                continue
            evidence = f"{path}/{tag}[{counts[tag]}]"
            cells.append(
                GridCell(_text(cell), evidence, _span(cell, "colspan"), _span(cell, "rowspan"))
            )
    return cells


def _text(cell: etree._Element) -> str:
    """Most cells hold text alone or one paragraph of it; going through them by hand takes a third
    of the time that ``itertext`` does."""
    text = cell.text or ""
    if len(cell) == 1 and not len(only := cell[0]):
        text = f"{text} {only.text or ''} {only.tail or ''}"
    elif len(cell):
        text = " ".join(cell.itertext())
    return " ".join(text.split())


def _span(cell: etree._Element, name: str) -> int:
    if not (value := cell.get(name)):
        return 1
    value = value.strip()
    return int(value[:MAX_SPAN_DIGITS]) if value.isdecimal() else 1


def _drop(element: etree._Element) -> None:
    """Each empty block left would be walked, and matched against every pattern of trafilatura."""
    parent = element.getparent()
    if parent is None or (element.tail and not element.tail.isspace()):
        _empty(element, "div")
    else:
        parent.remove(element)


def _empty(element: etree._Element, tag: str, text: str | None = None) -> None:
    """In its place; the text behind it stays, which may hold characters that lxml would not let
    be written."""
    element.clear(keep_tail=True)
    element.tag = tag
    element.text = text
