"""The figures of a report with the places where they are printed: what checks reckon with."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from parser.extraction import Cell, CitedFigure, Extraction, Figure
from parser.paths import flatten


@dataclass
class Printed:
    """By canonical path. ``report`` is told with a cited figure where there are several;
    ``unread`` are paths without a figure whose cells are not blank."""

    figures: Mapping[str, Figure]
    cells: Mapping[str, Cell]
    report: str | None = None
    unread: Collection[str] = ()

    @classmethod
    def by(cls, extraction: Extraction) -> Self:
        metadata = extraction.metadata
        name = f"{metadata.issuer.name or '?'} {metadata.year or '?'}"
        return cls(flatten(extraction.tables), extraction.cells, name)

    def count(self, path: str) -> int | None:
        """A figure as a number to reckon with; money is not counted."""
        figure = self.figures.get(path)
        return figure if isinstance(figure, int) else None

    def counts(self, paths: Iterable[str]) -> list[int | None]:
        get = self.figures.get  # some 370 figures a report, several times each
        return [value if isinstance(value := get(path), int) else None for path in paths]

    def number(self, path: str) -> int | Decimal | None:
        """Like ``count``, money in 万元 included."""
        figure = self.figures.get(path)
        return Decimal(figure) if isinstance(figure, str) else figure

    def cite(self, paths: Iterable[str]) -> Iterator[CitedFigure]:
        """A figure without a cell was placed nowhere: it is null and has no evidence."""
        for path in paths:
            cell = self.cells.get(path)
            evidence = cell.evidence if cell else None
            yield CitedFigure(path, self.figures.get(path), evidence, self.report)
