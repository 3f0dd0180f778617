"""Which parser read this. Apart from the parser itself, so that asking does not load it."""

from importlib.util import find_spec

OCR = find_spec("rapidocr_onnxruntime") is not None
"""Is the extra ``gongkai[ocr]`` installed? Scans are read with it, so it is part of the version."""

PARSER_VERSION = "2026.11.2" + "+ocr" * OCR
"""Raised by hand with every change of what is read: same bytes and version, same extraction."""
