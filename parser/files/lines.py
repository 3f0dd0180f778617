"""Glyphs → lines of text, and lines → paragraphs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parser.files.sheet import Glyph

SAME_LINE = 0.5
"""Of a glyph's height, between the middles of two on one line."""
WORD_GAP = 0.25
"""Of a glyph's height, between two Latin words; between Chinese characters nothing is a gap until
``WIDE_GAP``, for justified text is spread."""
WIDE_GAP = 1.0
DOUBLE = 0.2
"""Of a glyph's height: the same character printed twice this near is one in bold."""


@dataclass(frozen=True)
class Line:
    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top


def read_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """From top to bottom, each from left to right."""
    return [_line(run) for run in _runs(glyphs)]


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle[1]):
        if run and not _level(run[-1], glyph):
            yield sorted(run, key=lambda glyph: glyph.x0)
            run = []
        run.append(glyph)
    if run:
        yield sorted(run, key=lambda glyph: glyph.x0)


def _level(above: Glyph, glyph: Glyph) -> bool:
    return glyph.middle[1] - above.middle[1] <= SAME_LINE * min(above.size, glyph.size)


def _line(run: Sequence[Glyph]) -> Line:
    text = run[0].text
    for before, glyph in pairwise(run):
        if not _is_double(before, glyph):
            text += " " * _is_gap(before, glyph) + glyph.text
    return Line(
        text,
        run[0].x0,
        min(glyph.top for glyph in run),
        max(glyph.x1 for glyph in run),
        max(glyph.bottom for glyph in run),
    )


def _is_double(before: Glyph, glyph: Glyph) -> bool:
    return before.text == glyph.text and glyph.x0 - before.x0 < DOUBLE * glyph.size


def _is_gap(before: Glyph, glyph: Glyph) -> bool:
    latin = before.text.isascii() and glyph.text.isascii()
    gap = glyph.x0 - before.x1
    return gap > (WORD_GAP if latin else WIDE_GAP) * min(before.size, glyph.size)
