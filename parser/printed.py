"""The figures of a report with the places where they are printed: what checks reckon with."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from parser.extraction import Cell, CitedFigure, Figure


@dataclass
class Printed:
    """By canonical path."""

    figures: Mapping[str, Figure]
    cells: Mapping[str, Cell]

    def count(self, path: str) -> int | None:
        """A figure as a number to reckon with; money is not counted."""
        figure = self.figures.get(path)
        return figure if isinstance(figure, int) else None

    def counts(self, paths: Iterable[str]) -> list[int | None]:
        return [self.count(path) for path in paths]

    def cite(self, paths: Iterable[str]) -> Iterator[CitedFigure]:
        """A figure without a cell was placed nowhere: it is null and has no evidence."""
        for path in paths:
            cell = self.cells.get(path)
            yield CitedFigure(path, self.figures.get(path), cell.evidence if cell else None)
