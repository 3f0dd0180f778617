"""Reports set on paper: lines of text and ruled tables, placed on pages as a printer has them.

Points, from the top left corner of an A4 page. What PDF and OFD hold is only this: words at places,
and lines drawn. Tables break between rows, and a long number breaks in a narrow cell.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate, chain, takewhile
from random import Random
from typing import NamedTuple

from demo.layout import Cell, Grid
from demo.spans import Part, parts_of

WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 56.0
BODY, SMALL = 12.0, 8.0
"""Sizes of the text and of what stands in tables."""
LEADING, LINE = 1.5, 1.2
"""From line to line, in sizes: in the text, and in tables."""
PADDING = 2.0
LABEL_COLUMN = 5.0
"""Widths of a column of labels, in columns of figures; a figure of five digits breaks in one."""
WORDS = 6
"""Characters that make a label of a cell."""
KEPT_TOGETHER = 120.0
"""The header of a table and a row below it stand on one page."""
HALF = 0.5


class Text(NamedTuple):
    """A line of text; ``x``, ``y`` is where its baseline begins."""

    x: float
    y: float
    size: float
    text: str


class Rule(NamedTuple):
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass
class Sheet:
    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


def wrap(text: str, size: float, width: float) -> list[str]:
    """Lines no wider than ``width``; an ASCII character is half as wide as it is high."""
    lines, line, left = [], "", width
    for character in text:
        step = size / 2 if character.isascii() else size
        if step > left and line:
            lines.append(line)
            line, left = "", width
        line, left = line + character, left - step
    return [*lines, line] if line else lines


class Typesetter:
    """Sets one report; page numbers and headers repeated on each page are some issuers' habit."""

    def __init__(self, rng: Random) -> None:
        self.sheets = [Sheet()]
        self.y = MARGIN
        self.repeats_header = rng.random() < HALF
        self.numbers_pages = rng.random() < HALF

    def paragraph(self, text: str) -> None:
        for line in wrap(f"　　{text}", BODY, WIDTH - 2 * MARGIN):
            self._need(BODY * LEADING)
            self.y += BODY * LEADING
            self.sheets[-1].texts.append(Text(MARGIN, self.y, BODY, line))

    def table(self, grid: Grid) -> None:
        edges, rows = column_edges(grid), parts_of(grid)
        header = list(takewhile(lambda parts: any(part.cell.header for part in parts), rows))
        self._need(KEPT_TOGETHER)
        self.y += BODY
        for number, parts in enumerate(rows):
            height = row_height(parts, edges)
            if self._is_full(height):
                self._rule(edges[0], edges[-1])
                self._break_page()
                for repeated in header if self.repeats_header and number >= len(header) else ():
                    self._row(repeated, edges, row_height(repeated, edges))
                self._rule(edges[0], edges[-1])
            self._row(parts, edges, height)
        self.y += BODY

    def _is_full(self, height: float) -> bool:
        return self.y + height > HEIGHT - MARGIN

    def _need(self, height: float) -> None:
        if self._is_full(height):
            self._break_page()

    def _break_page(self) -> None:
        if self.numbers_pages:
            number = Text(WIDTH / 2, HEIGHT - MARGIN / 2, BODY, f"- {len(self.sheets)} -")
            self.sheets[-1].texts.append(number)
        self.sheets.append(Sheet())
        self.y = MARGIN

    def _rule(self, x0: float, x1: float) -> None:
        self.sheets[-1].rules.append(Rule(x0, self.y, x1, self.y))

    def _row(self, parts: list[Part], edges: list[float], height: float) -> None:
        top, bottom = self.y, self.y + height
        for part in parts:
            x0, x1 = edges[part.column], edges[part.column + part.cell.colspan]
            self.sheets[-1].rules += [Rule(x0, top, x0, bottom), Rule(x1, top, x1, bottom)]
            if not part.continued:
                self._rule(x0, x1)
                self._cell(part.cell, x0, x1)
            if part.left == 1:
                self.sheets[-1].rules.append(Rule(x0, bottom, x1, bottom))
        self.y = bottom

    def _cell(self, cell: Cell, x0: float, x1: float) -> None:
        for number, text in enumerate(wrap(cell.text, SMALL, x1 - x0 - 2 * PADDING), start=1):
            y = self.y + number * SMALL * LINE
            self.sheets[-1].texts.append(Text(x0 + PADDING, y, SMALL, text))


def column_edges(grid: Grid) -> list[float]:
    """Where the columns begin, and where the last one ends. Those with words are wider."""
    weights = dict.fromkeys(range(max(sum(cell.colspan for cell in row) for row in grid)), 1.0)
    for cell, column, _ in chain.from_iterable(parts_of(grid)):
        if cell.colspan == 1 and not cell.header and len(cell.text) >= WORDS:
            weights[column] = LABEL_COLUMN
    unit = (WIDTH - 2 * MARGIN) / sum(weights.values())
    return list(accumulate((unit * weight for weight in weights.values()), initial=MARGIN))


def row_height(parts: list[Part], edges: list[float]) -> float:
    """A cell over several rows takes its share of each."""
    return 2 * PADDING + max(
        len(
            wrap(cell.text, SMALL, edges[column + cell.colspan] - edges[column] - 2 * PADDING)
            or " "
        )
        * SMALL
        * LINE
        / cell.rowspan
        for cell, column, _ in parts
    )


def typeset(body: Iterable[str | Grid], rng: Random) -> list[Sheet]:
    """Paragraphs and tables in reading order."""
    typesetter = Typesetter(rng)
    for item in body:
        if isinstance(item, str):
            typesetter.paragraph(item)
        else:
            typesetter.table(item)
    return typesetter.sheets
