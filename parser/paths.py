"""Figures by canonical path, and the nested tables of the hand-over: the one form and the other."""

from collections.abc import Mapping
from typing import Any

from parser.extraction import Figure


def nest(figures: Mapping[str, Figure]) -> dict[str, Any]:
    """``{"requests.granted.total": 3}`` → ``{"requests": {"granted": {"total": 3}}}``."""
    tables: dict[str, dict[str, Any]] = {"": {}}  # by path
    for path, figure in figures.items():
        parent, _, key = path.rpartition(".")
        if parent not in tables:
            _hang(parent, tables)
        tables[parent][key] = figure
    return tables[""]


def _hang(path: str, tables: dict[str, dict[str, Any]]) -> None:
    """An empty table at a path, and those above it that are still missing."""
    parent, _, key = path.rpartition(".")
    if parent not in tables:
        _hang(parent, tables)
    tables[path] = tables[parent][key] = {}


def flatten(tables: Mapping[str, Any], prefix: str = "") -> dict[str, Figure]:
    """The reverse of ``nest``."""
    figures: dict[str, Figure] = {}
    for key, value in tables.items():
        path = f"{prefix}{key}"
        figures |= flatten(value, f"{path}.") if isinstance(value, dict) else {path: value}
    return figures
