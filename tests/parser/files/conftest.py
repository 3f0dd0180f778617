"""The report of a page as files hold it: paragraphs, and tables of cells with their spans."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from lxml import html


@dataclass
class Cell:
    """``row`` and ``column`` in the grid of its table."""

    text: str
    colspan: int
    rowspan: int
    row: int = 0
    column: int = 0


@dataclass
class Grid:
    cells: list[Cell] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max(cell.column + cell.colspan for cell in self.cells)

    @property
    def height(self) -> int:
        return max(cell.row + cell.rowspan for cell in self.cells)

    def at(self, row: int, column: int) -> Cell:
        return next(
            cell
            for cell in self.cells
            if 0 <= row - cell.row < cell.rowspan and 0 <= column - cell.column < cell.colspan
        )


Layout = list[str | Grid]


def layout_of(page: str) -> Layout:
    """Of a page rendered by ``official_page``."""
    found: Layout = []
    for element in html.fromstring(page).iter("h1", "p", "table"):
        if element.tag == "table":
            found.append(_grid(element))
        elif not any(ancestor.tag == "table" for ancestor in element.iterancestors()):
            found.append("".join(element.text_content().split()))
    return found


def _grid(table: html.HtmlElement) -> Grid:
    grid = Grid()
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.iter("tr")):
        column = 0
        for td in row.iter("td"):
            while (number, column) in taken:
                column += 1
            spans = int(td.get("colspan", "1")), int(td.get("rowspan", "1"))
            cell = Cell("".join(td.text_content().split()), *spans, number, column)
            grid.cells.append(cell)
            taken |= {
                (number + down, column + across)
                for down in range(cell.rowspan)
                for across in range(cell.colspan)
            }
    return grid


@pytest.fixture(scope="session")
def layout() -> Callable[[str], Layout]:
    return layout_of


@pytest.fixture(autouse=True)
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read hangs on whether the extra is installed; these tests do not."""
    monkeypatch.setattr("parser.files.pdf.OCR", False)
