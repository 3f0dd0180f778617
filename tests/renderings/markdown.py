"""The grid written out: a text for every position, spanned ones included."""

from dataclasses import replace
from random import Random

import trafilatura

from demo.layout import Grid
from demo.spans import parts_of
from parser import Document
from tests.renderings import web
from tests.renderings.report import Report


def expanded(grid: Grid, *, filled: bool) -> list[list[str]]:
    """A text for every position of the grid; spanned ones are blank, or ``filled`` with the text
    of their cell."""
    rows = []
    for parts in parts_of(grid):
        row = []
        for part in parts:
            spanned = part.cell.text if filled else ""
            first = spanned if part.continued else part.cell.text
            row += [first, *[spanned] * (part.cell.colspan - 1)]
        rows.append(row)
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def piped(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"


def shape_f(grid: Grid, rng: Random) -> str:
    """Pipes alone."""
    return "\n".join(map(piped, expanded(grid, filled=False)))


def shape_g(grid: Grid, rng: Random) -> str:
    """Pipes under a header row."""
    return _markdown(expanded(grid, filled=False))


def filled(grid: Grid, rng: Random) -> str:
    """As some converters do it: a spanned cell is printed at all its positions."""
    return _markdown(expanded(grid, filled=True))


def _markdown(rows: list[list[str]]) -> str:
    first, *others = map(piped, rows)
    return "\n".join([first, "|---" * len(rows[0]) + "|", *others])


SHAPES = {"F": shape_f, "G": shape_g, "G filled": filled}


def extracted(report: Report, rng: Random) -> Document:
    """What trafilatura makes of a page: shape F, as its version of today writes it. Of tables in
    layout tables and of those drawn with blocks it keeps next to nothing."""
    dialect = replace(web.Dialect.draw(rng), arrange=web.flowing, table=web.spanned)
    page = web.render_in(dialect, report, rng)
    text = trafilatura.extract(page.content, output_format=rng.choice(("txt", "markdown")))
    return Document((text or "").encode(), "text/plain")
