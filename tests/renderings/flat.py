"""Text as extractors flatten it, by the laws that every stored text obeys.

1. With M the width of the widest row, spans counted, every row is written as its kept cells and a
   pad of pipes: kept + pad = M. The last row of a table has its pad in some texts only.
2. Spans are not expanded: a spanned cell is printed once, in its first row.
3. A blank cell is kept or vanishes, by the markup inside it; a vanished one lengthens the pad.
4. What follows a ``<br>`` in a header cell may be lost.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from demo.layout import Grid
from demo.spans import parts_of
from parser import Document
from tests.renderings.report import Report

GROUP, LEAF = 1, 2
"""Grid columns of the labels of section 三."""
LABEL_LINE = 4
"""Characters after which a narrow header cell breaks, in sources that break them."""


HALF = 0.5
Write = Callable[[Grid, Random], str]


class Line(NamedTuple):
    """One row of a table: the texts of its kept cells, and the pipes that pad it."""

    texts: list[str]
    pad: int


def rows_of(grid: Grid, *, vanishing: bool, last_pad: bool) -> Iterator[Line]:
    width = max(sum(cell.colspan for cell in row) for row in grid)
    for row in grid:
        texts = [cell.text for cell in row if cell.text or not vanishing]
        pad = width - len(texts)
        yield Line(texts, pad if last_pad or row is not grid[-1] else 0)


def shape_a(line: Line) -> str:
    """A cell a line, each closed by a pipe; the pad behind the last one."""
    cells = "\n".join(f"{text} |".lstrip() for text in line.texts)
    return f"{cells} {'|' * line.pad}".rstrip()


def shape_b(line: Line) -> str:
    """As A, the pad on a line of its own."""
    cells = "\n".join(f"{text} |".lstrip() for text in line.texts)
    return f"{cells}\n{'|' * line.pad}".rstrip()


def shape_c(line: Line) -> str:
    """A cell a line, closed by a pipe on the next; the pad behind the last pipe."""
    cells = "\n".join(f"{text}\n|".lstrip() for text in line.texts)
    return f"{cells} {'|' * line.pad}".rstrip()


def shape_d(line: Line) -> str:
    """A row a line."""
    return " ".join([*(f"{text} |".lstrip() for text in line.texts), "|" * line.pad]).rstrip()


def shape_e(line: Line) -> str:
    """D with a leading pipe."""
    return f"| {shape_d(line)}"


def shape_i(line: Line) -> str:
    """A row a line, each cell between pipes of its own, no pad."""
    return "".join(f"|{text}|" for text in line.texts)


def shape_h(line: Line) -> str:
    """A cell a line, no pipes at all."""
    return "\n".join(line.texts)


def broken(grid: Grid) -> Grid:
    """Narrow header cells broken over lines."""
    return [
        [cell._replace(text=_wrapped(cell.text)) if cell.header else cell for cell in row]
        for row in grid
    ]


def _wrapped(text: str) -> str:
    return "\n".join(text[at : at + LABEL_LINE] for at in range(0, len(text), LABEL_LINE))


def cut(grid: Grid) -> Grid:
    """Headers that lost what followed their line break: 本年新, 本年新, 对外公. One that names
    a unit is left whole: without it, who could tell 元 from 万元?"""
    return [
        [cell._replace(text=_cut(cell.text)) if cell.header else cell for cell in row]
        for row in grid
    ]


def _cut(text: str) -> str:
    return text[:3] if len("".join(text.split())) > LABEL_LINE and "元" not in text else text


def without_leaves(grid: Grid) -> Grid:
    """Shape K: leaf labels are lost, and the figures of a group stand in one run behind its own."""
    merged: Grid = []
    for parts in parts_of(grid):
        group = next((p for p in parts if p.column == GROUP and p.cell.rowspan > 1), None)
        in_group = group is not None and not group.cell.header
        kept = [p.cell for p in parts if not (p.continued or (in_group and p.column == LEAF))]
        if in_group and group.continued:
            merged[-1] += kept
        else:
            merged.append(kept)
    return merged


def flattened(
    write: Callable[[Line], str],
    *,
    vanishing: bool = False,
    change: Callable[[Grid], Grid] = list,
) -> Write:
    """``vanishing``: blank cells are lost. ``change`` is what is done to the table first."""

    def table(grid: Grid, rng: Random) -> str:
        last_pad = rng.random() < HALF
        return "\n".join(map(write, rows_of(change(grid), vanishing=vanishing, last_pad=last_pad)))

    return table


SHAPES = {
    "A": flattened(shape_a),
    "B": flattened(shape_b),
    "C": flattened(shape_c),
    "D": flattened(shape_d),
    "E": flattened(shape_e),
    "A cut": flattened(shape_a, change=cut),
    "D cut": flattened(shape_d, change=cut),
    "C broken": flattened(shape_c, change=broken),
    "H": flattened(shape_h, vanishing=True),
    "H broken": flattened(shape_h, vanishing=True, change=broken),
    "I": flattened(shape_i),
    "I vanished": flattened(shape_i, vanishing=True),
    "J of A": flattened(shape_a, vanishing=True),
    "J of B": flattened(shape_b, vanishing=True),
    "J of C": flattened(shape_c, vanishing=True),
    "J of D": flattened(shape_d, vanishing=True),
    "K of A": flattened(shape_a, change=without_leaves),
    "K of D": flattened(shape_d, change=without_leaves),
}


def render(report: Report, table: Write, rng: Random) -> Document:
    items = (item if isinstance(item, str) else table(item, rng) for item in report.body)
    return Document("\n".join(items).encode(), "text/plain")
