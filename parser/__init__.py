"""What a document says: bytes in, facts out. One parser for every portal and every program.

It knows no crawler, no store, no clock and no network; the hand-over is ``parser.extraction``.
"""

from typing import TYPE_CHECKING, Any

from parser.errors import UnreadableDocument
from parser.extraction import Document, Extraction
from parser.version import PARSER_VERSION

if TYPE_CHECKING:
    from parser.report import parse_report

__all__ = ["PARSER_VERSION", "Document", "Extraction", "UnreadableDocument", "parse_report"]


def __getattr__(name: str) -> Any:
    """The parser itself is loaded when it is first asked for: programs that only look at
    extractions start twice as fast without it."""
    if name != "parse_report":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from parser.report import parse_report  # noqa: PLC0415

    return parse_report
