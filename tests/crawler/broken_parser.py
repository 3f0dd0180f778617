"""A parser that fails the way a page says, for the tests of the pool; see ``GONGKAI_PARSER``."""

import os

import parser
from parser import Document, Extraction

PARSER_VERSION = "broken"


def parse_report(document: Document) -> Extraction:
    if document.content == b"kill":
        os._exit(1)
    if document.content == b"raise":
        raise RuntimeError("a fault of the parser")
    return parser.parse_report(document)
