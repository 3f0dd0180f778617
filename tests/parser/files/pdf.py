"""PDF files as word processors print them: tables go on over page breaks, spans and all."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate, groupby
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
LEFT, WIDTH = 80, 440
TOP, BOTTOM = 770, 70
PROSE, SMALL = 12, 8
LEADING = 1.5


class Printer:
    def __init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.out = BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4, invariant=True)
        self.y: float = TOP

    def finish(self) -> bytes:
        self._end_page()
        self.canvas.save()
        return self.out.getvalue()

    def _end_page(self) -> None:
        self.canvas.setFont(FONT, 9)
        self.canvas.drawCentredString(A4[0] / 2, 30, f"- {self.canvas.getPageNumber()} -")
        self.canvas.showPage()
        self.y = TOP

    def paragraph(self, text: str, indent: float = 2 * PROSE) -> None:
        lines = list(wrap(text, WIDTH - indent, PROSE))
        rest = text[len(lines[0]) :]
        for number, line in enumerate([lines[0], *wrap(rest, WIDTH, PROSE)]):
            if self.y < BOTTOM:
                self._end_page()
            self._text(LEFT + indent * (number == 0), self.y, line, PROSE)
            self.y -= PROSE * LEADING

    def _text(self, x: float, y: float, text: str, size: float) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, text)

    def table(self, grid: Any, cut: tuple[int, int] | None = None) -> None:
        """``cut``: a row that ends on the next page, and after how many characters of its label."""
        heights = [self._height(grid, row) for row in range(grid.height)]
        if cut:
            self._cut(grid, *cut, heights)
        else:
            self._break(grid, 0, heights)
        self.y -= PROSE * LEADING

    def _break(self, grid: Any, row: int, heights: Sequence[float]) -> None:
        """Rows from one on, over as many pages as they need."""
        while row < grid.height:
            room = accumulate(heights[row:])
            fits = max(sum(height <= self.y - BOTTOM for height in room), self.y == TOP)
            if fits:
                self._rows(grid, row, row + fits, heights)
            row += fits
            if row < grid.height:
                self._end_page()

    def _cut(self, grid: Any, row: int, characters: int, heights: Sequence[float]) -> None:
        """The values stand on the first page, the end of the label on the second."""
        if sum(heights[: row + 1]) > self.y - BOTTOM:
            self._end_page()
        label = grid.at(row, 2)
        rest, label.text = label.text[characters:], label.text[:characters]
        self._rows(grid, 0, row + 1, heights)
        self._end_page()
        for cell in grid.cells:
            if cell.row == row:
                cell.text = ""
        label.text = rest
        self._break(grid, row, heights)

    def _height(self, grid: Any, row: int) -> float:
        """Of the cells that stand in one row alone, as high as the tallest needs."""
        lines = [
            len(list(wrap(cell.text, cell.colspan * WIDTH / grid.width - 4, SMALL)))
            for cell in grid.cells
            if cell.row == row and cell.rowspan == 1
        ]
        return max([1, *lines]) * SMALL * LEADING + 6

    def _rows(self, grid: Any, first: int, after: int, heights: Sequence[float]) -> None:
        column = WIDTH / grid.width
        tops = [self.y - height for height in accumulate(heights[first:after], initial=0)]
        for cell in grid.cells:
            begin, end = max(cell.row, first), min(cell.row + cell.rowspan, after)
            if begin >= end:
                continue
            x, width = LEFT + cell.column * column, cell.colspan * column
            top, bottom = tops[begin - first], tops[end - first]
            self.canvas.rect(x, bottom, width, top - bottom)
            if cell.row >= first:
                for number, line in enumerate(wrap(cell.text, width - 4, SMALL), 1):
                    self._text(x + 2, top - number * SMALL * LEADING, line, SMALL)
        self.y = tops[-1]


def wrap(text: str, width: float, size: float) -> Iterator[str]:
    """Lines of a width, broken anywhere, as Chinese is."""
    measured = accumulate(pdfmetrics.stringWidth(character, FONT, size) for character in text)
    numbered = zip(text, measured, strict=True)
    for _, line in groupby(numbered, key=lambda pair: int(pair[1] // width)):
        yield "".join(character for character, _ in line)


def write_pdf(layout: Any) -> bytes:
    """``layout`` as by the fixture; page numbers stand at the foot of every page."""
    printer = Printer()
    for item in layout:
        if isinstance(item, str):
            printer.paragraph(item)
        else:
            printer.table(item)
    return printer.finish()
