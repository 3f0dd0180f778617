"""What a document says: bytes in, facts out. One parser for every portal and every program.

It knows no crawler, no store, no clock and no network; the hand-over is ``parser.extraction``.
"""

from parser.errors import UnreadableDocument
from parser.extraction import Document, Extraction
from parser.report import PARSER_VERSION, parse_report

__all__ = ["PARSER_VERSION", "Document", "Extraction", "UnreadableDocument", "parse_report"]
