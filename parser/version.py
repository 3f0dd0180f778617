"""Which parser read this. Apart from the parser itself, so that asking does not load it."""

PARSER_VERSION = "2026.11.0"
"""Raised by hand with every change of what is read: same bytes and version, same extraction."""
