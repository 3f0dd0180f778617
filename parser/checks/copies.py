"""One report on several pages, or on a page and in a file: figure by figure."""

from collections.abc import Iterator

from parser.extraction import CitedFigure, Extraction, Figure, Finding
from parser.findings import finding
from parser.paths import flatten


def check_copy(page: Extraction, copy: Extraction, address: str) -> Iterator[Finding]:
    """Only figures that both print: a file may hold the tables that a page leaves out."""
    there = flatten(copy.tables)
    for path, value in flatten(page.tables).items():
        if path in there and there[path] != value:
            cell = page.cells.get(path)
            cited = CitedFigure(path, value, cell.evidence if cell else None)
            yield finding(
                "COPY-DIFFERS",
                path,
                figures=[cited],
                here=_told(value),
                there=_told(there[path]),
                copy=address,
            )


def _told(value: Figure) -> Figure:
    return "blank" if value is None else value
