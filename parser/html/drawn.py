"""Tables drawn with blocks: ``div`` rows of ``div`` cells, lists, style sheets that lay out a grid.

Nothing in the markup says that they are tables; the labels of the forms do. The element around a
label is a cell, its parent a row, and what stands beside it are the other cells of that row.
"""

from collections.abc import Iterator, Mapping
from itertools import chain, islice

from lxml import etree

from parser.forms import LABELS, MIN_UNSIGNED, ROW_LABELS
from parser.labels import core
from parser.prose.sections import HEADINGS, heading_of

BLOCKS = ("div", "li", "dd", "dt")
CELL_BLOCKS = frozenset({"div", "li", "ul", "ol", "dl", "dd", "dt", "p", "table", "section"})
ROW_TAGS = frozenset({"div", "li", "ul", "ol", "dl", "section"})
MAX_ELEMENTS = 20_000
MAX_LABEL = 80
"""Characters of a label, blanks between them included."""
MAX_INLINE = 20
"""Elements that split the words of one label; Word makes five of it."""
MAX_CELLS = 2_000
MAX_DEPTH = 40
"""Elements between a table and its rows. The deepest that page builders nest is a dozen."""

Row = list[etree._Element]


class DrawnTable:
    """``rows`` of cells, and the elements that hold them."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.elements: list[etree._Element] = []

    def is_statutory(self) -> bool:
        cores = [core(text_of(cell)) for row in self.rows for cell in row]
        labels = LABELS.intersection(cores)
        return len(labels) >= MIN_UNSIGNED and any(map(str.isdigit, cores))


def drawn_tables(root: etree._Element) -> list[DrawnTable]:
    rows = dict.fromkeys(_label_rows(root))
    if len(rows) < MIN_UNSIGNED and not any(len(row) > MIN_UNSIGNED for row in rows):
        return []
    return _Drawings(rows).tables()


def text_of(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _label_rows(root: etree._Element) -> Iterator[etree._Element]:
    """The parents of the elements that hold a label alone, wrappers around it included."""
    for element in islice(_candidates(root), MAX_ELEMENTS):
        text = _label_text(element)
        if not text or len(text) > MAX_LABEL or core(text) not in LABELS:
            continue
        cell = next(filter(_has_neighbours, chain([element], element.iterancestors())), root)
        row = cell.getparent()
        if row is not None and row.tag in ROW_TAGS:
            yield row


def _candidates(root: etree._Element) -> Iterator[etree._Element]:
    """What may hold a label; not the cells of true tables, most of all that a page holds."""
    for block in root.iter(*BLOCKS):
        yield block
        yield from block.iterchildren("p", "span")


def _label_text(element: etree._Element) -> str | None:
    """Of an element without blocks in it, whatever inline markup splits its words."""
    parent = element.getparent()
    if parent is not None and parent.tag in ("td", "th"):
        return None
    if element.tag == "span" and parent is not None and _is_line(parent):
        is_whole = core(text_of(parent)) in LABELS
        return None if is_whole else element.text
    return text_of(element) if _is_line(element) else None


def _is_line(element: etree._Element) -> bool:
    """``len`` would count the children of a hostile row again for each of them."""
    tags = [child.tag for child in islice(element, MAX_INLINE + 1)]
    return len(tags) <= MAX_INLINE and CELL_BLOCKS.isdisjoint(tags)


def _has_neighbours(element: etree._Element) -> bool:
    return element.getprevious() is not None or element.getnext() is not None


class _Drawings:
    """``rows``: the elements that hold label cells, in order; ``around``: all that hold rows."""

    def __init__(self, rows: Mapping[etree._Element, None]) -> None:
        self.rows = rows
        self.around = {
            ancestor for row in rows for ancestor in islice(row.iterancestors(), MAX_DEPTH)
        }

    def tables(self) -> list[DrawnTable]:
        holders = dict.fromkeys(row.getparent() for row in self.rows)
        found = []
        for holder in holders:
            if holder is not None and not any(map(holders.__contains__, holder.iterancestors())):
                found += list(filter(DrawnTable.is_statutory, self._runs(holder)))
        return found

    def _runs(self, holder: etree._Element) -> Iterator[DrawnTable]:
        """What follows each other without a heading or a paragraph in between."""
        table = DrawnTable()
        for child in holder:
            if child in self.rows or child in self.around or not _is_prose(child):
                table.rows += self._rows_of(child, 0)
                table.elements.append(child)
            else:
                yield table
                table = DrawnTable()
        yield table

    def _rows_of(self, element: etree._Element, depth: int) -> Iterator[Row]:
        """A label that begins rows in the form begins one here, however the blocks nest."""
        row: Row = []
        for cell in islice(self._cells_of(element, depth), MAX_CELLS):
            if row and core(text_of(cell)) in ROW_LABELS:
                yield row
                row = []
            row.append(cell)
        if row:
            yield row

    def _cells_of(self, element: etree._Element, depth: int) -> Iterator[etree._Element]:
        is_row = element in self.rows or (element not in self.around and len(element) > 1)
        if not is_row and element not in self.around:
            yield element
            return
        for child in element:
            if depth < MAX_DEPTH and (child in self.rows or child in self.around or not is_row):
                yield from self._cells_of(child, depth + 1)
            else:
                yield child


def _is_prose(element: etree._Element) -> bool:
    text = text_of(element)
    heading = heading_of(text)
    return len(text) > MAX_LABEL or bool(heading and heading.key in HEADINGS)
