"""The columns of a table whose rows say each for itself where their cells begin and end."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

NEAR = 3.0
"""Points between edges that are one; columns are 15 wide at least."""


def column_edges(edges: Iterable[float]) -> list[float]:
    """The greatest edge of each group that stands near enough to be one."""
    found: list[float] = []
    for edge in sorted(edges):
        if found and edge - found[-1] <= NEAR:
            found[-1] = edge
        else:
            found.append(edge)
    return found


def column_at(edges: Sequence[float], edge: float) -> int:
    """The number of the column that begins at an edge, or behind the one that ends there."""
    return bisect_left(edges, edge)
