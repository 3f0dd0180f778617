"""Word documents (ECMA-376, WordprocessingML) → page."""

from collections.abc import Iterable, Iterator
from itertools import count

from lxml import etree

from parser.files.numbering import Numbering
from parser.files.package import Package
from parser.grid import MAX_COLUMNS, GridCell, Table
from parser.page import Page
from parser.text.bare import page_of_file

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

GONE = (FALLBACK, f"{W}del", f"{W}moveFrom", f"{W}footnoteReference", f"{W}instrText")
"""What is said twice, was struck out, or is not printed."""
UNSEEN = (f"{W}vanish", f"{W}strike", f"{W}dstrike")
OFF = ("0", "false", "off")
"""What a property says that is not to be (ECMA-376, ST_OnOff)."""
MAX_CELLS = 20_000
"""Of one table, as in ``parser.grid``."""


def read_docx(content: bytes) -> Page:
    package = Package(content)
    root = package.xml("word/document.xml")
    for row in root.findall(f".//{W}trPr/{W}del/../.."):
        row.tag = f"{W}del"
    etree.strip_elements(root, *GONE, with_tail=False)
    numbering = Numbering.of(package)
    body = root.find(f"{W}body")
    return page_of_file(() if body is None else _Reader(numbering).blocks(body))


class _Reader:
    """Counts paragraphs of numbered lists, and the tables that evidence names."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.tables = count(1)

    def blocks(self, parent: etree._Element) -> Iterator[str | Table]:
        for element in parent:
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self._table(element)
            elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
                yield from self.blocks(element)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str | Table]:
        """Text boxes hang in a paragraph and stand behind it."""
        text = self.numbering.label(paragraph) + text_of(paragraph)
        yield from filter(None, (" ".join(line.split()) for line in text.split("\n")))
        for box in paragraph.iter(f"{W}txbxContent"):
            if next(box.iterancestors(f"{W}txbxContent"), None) is None:
                yield from self.blocks(box)

    def _table(self, table: etree._Element) -> Iterator[str | Table]:
        """One that holds others is there for the layout."""
        number = next(self.tables)
        rows = list(_children(table, "tr"))
        if next(table.iterdescendants(f"{W}tbl"), None) is None:
            yield Table(list(_merged(rows, number)))
            return
        for row in rows:
            for cell in _children(row, "tc"):
                yield from self.blocks(cell)


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, out of the content controls around them."""
    for element in parent:
        if element.tag == f"{W}{name}":
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _children(element, name)


def _merged(rows: Iterable[etree._Element], table: int) -> Iterator[list[GridCell]]:
    """Rows of cells at their grid columns (gridSpan); one that goes on from the row above
    (vMerge) makes that cell longer."""
    above: dict[int, GridCell] = {}
    left = MAX_CELLS
    for number, row in enumerate(rows, 1):
        cells = []
        column = _value(row, "trPr/gridBefore", 0)
        for place, element in enumerate(_children(row, "tc"), 1):
            span = min(_value(element, "tcPr/gridSpan", 1), MAX_COLUMNS)
            left -= 1
            if left < 0 or column + span > MAX_COLUMNS:
                break
            merge = element.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            if goes_on and (cell := above.get(column)):
                cell.rowspan += 1
            else:
                evidence = f"table {table} row {number} cell {place}"
                cell = GridCell(_cell_text(element), evidence, span, column=column)
                cells.append(cell)
                above[column] = cell
            column += span
        yield cells


def _value(element: etree._Element, path: str, default: int) -> int:
    found = element.find("/".join(f"{W}{name}" for name in path.split("/")))
    value = "" if found is None else found.get(f"{W}val", "")
    return int(value[:4]) if value.isdecimal() else default


def _cell_text(cell: etree._Element) -> str:
    return " ".join(" ".join(text_of(p) for p in cell.iter(f"{W}p")).split())


def text_of(paragraph: etree._Element) -> str:
    """What its runs print, one behind the other; not what stands in its text boxes."""
    parts: list[str] = []
    for run in paragraph.iter(f"{W}r"):
        if _is_own(run, paragraph) and not _is_unseen(run, behind_text=any(parts)):
            parts += [_printed(element) for element in run]
    return "".join(parts)


def _is_unseen(run: etree._Element, *, behind_text: bool) -> bool:
    """Hidden, struck out, or the mark of a note, raised behind what it belongs to."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return False
    raised = properties.find(f"{W}vertAlign[@{W}val='superscript']")
    return (behind_text and raised is not None) or any(
        switch.get(f"{W}val") not in OFF for switch in properties.iter(*UNSEEN)
    )


def _is_own(run: etree._Element, paragraph: etree._Element) -> bool:
    return next(run.iterancestors(f"{W}p"), None) is paragraph


def _printed(element: etree._Element) -> str:
    if element.tag == f"{W}t":
        return element.text or ""
    if element.tag in (f"{W}br", f"{W}cr"):
        return "\n"
    return " " if element.tag == f"{W}tab" else ""
