"""Printed pages → one text of paragraphs and tables, as if it had never been cut into pages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parser.files.fragments import Fragment, Texts, continues, fragment_of, grid_of, join
from parser.files.lines import Line, read_lines
from parser.files.ruled import Frame, RuledCell, read_frames
from parser.files.sheet import Glyph, PrintedFile, Sheet
from parser.findings import finding
from parser.grid import Table
from parser.page import Page
from parser.prose.sections import heading_of
from parser.text.bare import page_of_file

MARGIN = 0.12
"""Of a page's height, at its head and at its foot: where page numbers and running heads stand."""
MIN_REPEATED = 3
"""Pages that carry a line at the same place, for it to be a running head."""
MIN_LINE = 15
"""Characters of a line that tells how far the text runs to the left and to the right."""
INDENT = 1.2
"""Of a character: a line that begins further in begins a paragraph, and one that ends ``SHORT``
characters before the edge ends it. Paragraphs are indented by two."""
SHORT = 2.0

_PAGE_NUMBER = re.compile(
    r"[-—–―_~\s·.]*(?:\d{1,3}|第\s*\d{1,3}\s*页)(?:\s*[/／,，共]*\s*\d{0,3}\s*页?)?[-—–―_~\s·.]*"
)

Item = Line | Fragment


@dataclass(frozen=True)
class Measure:
    """How far the text of pages of one width runs."""

    left: float
    right: float


def page_of_paper(file: PrintedFile) -> Page:
    page = page_of_file(read_paper(file))
    if file.pages > (read := len(file.sheets)):
        page.findings.append(finding("DOC-PAGES-CUT", "document", read=read, pages=file.pages))
    return page


def read_paper(file: PrintedFile) -> list[str | Table]:
    pages = [list(_items(sheet, number)) for number, sheet in enumerate(file.sheets, 1)]
    _drop_furniture(pages, file.sheets)
    flow = _Flow()
    for sheet, items in zip(file.sheets, pages, strict=True):
        flow.begin_page(_measure(pages, file.sheets, sheet.width))
        for item in items:
            flow.add(item)
    return flow.finish()


def _items(sheet: Sheet, page: int) -> Iterator[Item]:
    """What a page shows, from top to bottom."""
    frames = read_frames(sheet.rulings)
    inside: dict[RuledCell, list[Glyph]] = {}
    outside = []
    for whole in _number_runs(sheet.glyphs):
        if not (run := _shown_part(whole, sheet)):
            continue
        cell = _cell_around(frames, run)
        if cell is None:
            outside += run
        else:
            inside.setdefault(cell, []).extend(run)
    texts: Texts = {cell: _cell_text(glyphs) for cell, glyphs in inside.items()}
    tables = [(frame.box.top, fragment_of(frame, texts, page)) for frame in frames]
    lines = [(line.top, line) for line in read_lines(outside)]
    found: list[tuple[float, Item]] = [*tables, *lines]
    yield from (item for _, item in sorted(found, key=lambda placed: placed[0]))


def _shown_part(run: list[Glyph], sheet: Sheet) -> list[Glyph]:
    """A number that the edge of the page cuts ends in dots, so that no one takes it for whole."""
    shown = [glyph for glyph in run if _is_shown(glyph, sheet)]
    if len(shown) == len(run) or not run[0].text.isdigit():
        return shown
    at_edge = [glyph for glyph in run if glyph.x0 < sheet.width and glyph.x1 > 0]
    if not at_edge:
        return []
    last = at_edge[-1]
    x = min(max(last.x0, 0.0), sheet.width - 1)
    return [*shown, Glyph("…", x, last.top, min(last.x1, sheet.width), last.bottom)]


def _is_shown(glyph: Glyph, sheet: Sheet) -> bool:
    """Text beyond the edges is not printed, nor is what stands nowhere (NaN)."""
    x, y = glyph.middle
    return 0 <= x <= sheet.width and 0 <= y <= sheet.height


def _number_runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Digits that touch are one number, and belong to one cell even where they cross its border;
    any other glyph goes alone."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _touch(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _touch(before: Glyph, glyph: Glyph) -> bool:
    digits = before.text.isdigit() and glyph.text.isdigit()
    level = abs(glyph.middle[1] - before.middle[1]) < glyph.size / 4
    return digits and level and abs(glyph.x0 - before.x1) < glyph.size / 10


def _cell_around(frames: Sequence[Frame], run: Sequence[Glyph]) -> RuledCell | None:
    x = (run[0].x0 + run[-1].x1) / 2
    y = run[0].middle[1]
    return next(filter(None, (frame.cell_at(x, y) for frame in frames)), None)


def _cell_text(glyphs: Sequence[Glyph]) -> str:
    """Narrow cells break words and numbers anywhere; they are joined as they were."""
    return "".join(line.text for line in read_lines(glyphs))


def _drop_furniture(pages: list[list[Item]], sheets: Sequence[Sheet]) -> None:
    """Page numbers, and lines that stand at the same place of several pages."""
    places = Counter(
        _place(item)
        for items, sheet in zip(pages, sheets, strict=True)
        for item in items
        if isinstance(item, Line) and _in_margin(item, sheet)
    )
    for items, sheet in zip(pages, sheets, strict=True):
        items[:] = [
            item
            for item in items
            if isinstance(item, Fragment)
            or not _in_margin(item, sheet)
            or not (_PAGE_NUMBER.fullmatch(item.text) or places[_place(item)] >= MIN_REPEATED)
        ]


def _place(line: Line) -> tuple[str, int, int]:
    return line.text, round(line.x0), round(line.top)


def _in_margin(line: Line, sheet: Sheet) -> bool:
    return line.bottom < MARGIN * sheet.height or line.top > (1 - MARGIN) * sheet.height


def _measure(pages: Sequence[Sequence[Item]], sheets: Sequence[Sheet], width: float) -> Measure:
    lines = [
        item
        for items, sheet in zip(pages, sheets, strict=True)
        if sheet.width == width
        for item in items
        if isinstance(item, Line) and len(item.text) >= MIN_LINE
    ]
    return Measure(
        min((line.x0 for line in lines), default=0.0),
        max((line.x1 for line in lines), default=width),
    )


class _Flow:
    """Puts the items of all pages one behind the other, joined where but a line or page ended."""

    def __init__(self) -> None:
        self.body: list[str | Table] = []
        self.paragraph = ""
        self.before: Line | None = None
        self.table: Fragment | None = None
        self.page_began = False
        self.measure = self.measure_before = Measure(0.0, 0.0)

    def begin_page(self, measure: Measure) -> None:
        self.measure_before, self.measure = self.measure, measure
        self.page_began = True

    def add(self, item: Item) -> None:
        if isinstance(item, Line):
            self._add_line(item)
        else:
            self._add_table(item)
        self.page_began = False

    def _add_line(self, line: Line) -> None:
        self._end_table()
        if not self._goes_on(line):
            self._end_paragraph()
        self.paragraph += line.text
        self.before = line

    def _goes_on(self, line: Line) -> bool:
        if self.before is None or heading_of(line.text):
            return False
        above = self.measure_before if self.page_began else self.measure
        is_full = self.before.x1 >= above.right - SHORT * self.before.size
        return is_full and line.x0 <= self.measure.left + INDENT * line.size

    def _add_table(self, fragment: Fragment) -> None:
        self._end_paragraph()
        if self.table and self.page_began and continues(self.table, fragment):
            self.table = join(self.table, fragment)
            return
        self._end_table()
        self.table = fragment

    def _end_paragraph(self) -> None:
        if self.paragraph:
            self.body.append(self.paragraph)
        self.paragraph, self.before = "", None

    def _end_table(self) -> None:
        if self.table:
            self.body.append(grid_of(self.table))
        self.table = None

    def finish(self) -> list[str | Table]:
        self._end_paragraph()
        self._end_table()
        return self.body
