"""What a document says: bytes in, facts out. One parser for every portal and every program.

It knows no crawler, no store, no clock and no network; the hand-over is ``parser.extraction``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from parser.errors import UnreadableDocument
from parser.extraction import Document, Extraction
from parser.version import PARSER_VERSION

if TYPE_CHECKING:
    from parser.checks.hierarchy import check_hierarchy
    from parser.checks.years import check_years, compare_years
    from parser.harmonised import harmonise
    from parser.report import parse_report

__all__ = [
    "PARSER_VERSION",
    "Document",
    "Extraction",
    "UnreadableDocument",
    "check_hierarchy",
    "check_years",
    "compare_years",
    "harmonise",
    "parse_report",
]

HOMES = {
    "parse_report": "parser.report",
    "harmonise": "parser.harmonised",
    "compare_years": "parser.checks.years",
    "check_years": "parser.checks.years",
    "check_hierarchy": "parser.checks.hierarchy",
}


def __getattr__(name: str) -> Any:
    """Each function is loaded when it is first asked for: programs that only look at extractions
    start twice as fast without the parser."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
