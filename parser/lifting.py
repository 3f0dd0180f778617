"""Lifting the data tables out of a page: exact grids, each cell with its XPath, and a light tree.

Main-text extraction costs 25 to 45 ms on a page with its tables and about 1 ms without them, and
it would write the cells as text. So tables are read here and a mark is left in their place.
"""

from itertools import islice
from typing import NamedTuple

from lxml import etree

from parser.fields import fields_of_table, is_field_table, merge_fields
from parser.forms import is_statutory
from parser.grid import MAX_COLUMNS, GridCell, Table, place_cells

MAX_TABLES = 500
MAX_ROWS = 2_000
"""The longest statutory table has 68 rows, the page with the most tables seen has 40."""
MAX_CELL = 500
"""Characters. The longest label has 60, notes in cells some more; layout tables hold prose."""

MAX_SPAN_DIGITS = 6
"""A span of more digits is cut: ``colspan=1000000000`` is held to the bound of the grid anyway."""

INLINE_TAGS = (
    *("span", "font", "b", "strong", "em", "i", "u", "s", "strike", "sup", "sub", "big", "small"),
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
    found = [
        (element, [(tree.getpath(row), row) for row in islice(element.iter("tr"), MAX_ROWS)])
        for element in _innermost(root)
    ]  # the paths come first: stripping changes them
    etree.strip_tags(root, *INLINE_TAGS)
    tables: dict[str, Table] = {}
    fields: list[dict[str, str]] = []
    for element, rows in found:
        table = place_cells(_cells(path, row) for path, row in rows)
        if any(len(cell.text) > MAX_CELL for cell in table.cells):
            continue
        if is_statutory(table):
            mark = f"⁅{len(tables)}⁆"
            tables[mark] = table
            _replace(element, mark)
        elif is_field_table(table):
            fields.append(fields_of_table(table))
    for element in root.iter(*LAYOUT):
        element.tag = "div"
    return Lifted(tables, merge_fields(*fields))


def _innermost(root: etree._Element) -> list[etree._Element]:
    tables = list(islice(root.iter("table"), MAX_TABLES))
    outer = {next(table.iterancestors("table"), None) for table in tables}
    return [table for table in tables if table not in outer]


def _cells(path: str, row: etree._Element) -> list[GridCell]:
    cells = []
    counts = {"td": 0, "th": 0}
    for cell in islice(row, MAX_COLUMNS):
        tag = cell.tag
        if tag in counts:
            counts[tag] += 1
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


def _replace(element: etree._Element, mark: str) -> None:
    paragraph = etree.Element("p")
    paragraph.text, paragraph.tail = mark, element.tail
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, paragraph)
