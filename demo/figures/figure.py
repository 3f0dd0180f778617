"""A figure by its path, and figures as a whole."""

from collections.abc import Mapping
from random import Random
from typing import Any

Figure = int | str | None
"""A count, an amount in 万元 as a decimal string, or None where nothing is printed."""
Figures = dict[str, Figure]
"""Figures by path: `{"requests.granted.total": 87, …}`."""


def count(figures: Mapping[str, Figure], path: str) -> int:
    """The count at a path; 0 where the cell is empty or the form has no such figure."""
    value = figures.get(path)
    return value if isinstance(value, int) else 0


def nested(figures: Mapping[str, Figure]) -> dict[str, Any]:
    """The same figures as a tree: `{"requests": {"granted": {"total": 87, …`."""
    tree: dict[str, Any] = {}
    for path, figure in figures.items():
        *parents, leaf = path.split(".")
        node = tree
        for parent in parents:
            node = node.setdefault(parent, {})
        node[leaf] = figure
    return tree


def money(rng: Random, whole: int) -> str:
    """Up to `whole` 万元, now and then none; no trailing zeros, so there is one way to write it."""
    if rng.randint(0, whole) % 3 == 0:
        return "0"
    return f"{rng.randint(0, whole)}.{rng.randint(0, 9)}{rng.randint(1, 9)}"
