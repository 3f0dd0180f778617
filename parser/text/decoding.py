"""Bytes → text: is it HTML, and in which encoding?"""

import codecs
from collections.abc import Iterator
from itertools import chain

from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

HTML_SIGNS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<div", b"<meta")
SNIFFED = 1024
"""Bytes looked at for a sign of HTML, as in the WHATWG prescan."""


def looks_like_html(content: bytes) -> bool:
    start = content[:SNIFFED].replace(b"\0", b"").lower()  # NUL: half of UTF-16
    return any(sign in start for sign in HTML_SIGNS)


def decode(content: bytes, charset: str | None = None) -> str:
    """Text of a page, whatever it says of itself.

    Tried in order, strictly: UTF-16 as its first two bytes show it, UTF-8, the byte order mark,
    the transport's charset, the page's own, GB 18030. UTF-8 comes before the labels because
    Chinese text in another encoding is never valid UTF-8 by chance, while UTF-8 often passes as
    GBK. If none fits, the first label is read with replacement characters."""
    return _decoded(content, charset)[1].removeprefix("\ufeff")


def encoding_of(content: bytes, charset: str | None = None) -> str:
    """That which ``decode`` reads a page in."""
    return _decoded(content, charset)[0]


def _decoded(content: bytes, charset: str | None) -> tuple[str, str]:
    declared = declared_encodings(content, charset)
    for encoding in chain(_utf16(content), ["utf-8"], declared, ["gb18030"]):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            # not final: a cut at MAX_BYTES may split a character
            return encoding, decoder.decode(content)
        except UnicodeError:
            continue
    label = next(declared_encodings(content, charset), "utf-8")
    return label, content.decode(label, errors="replace")


def _utf16(content: bytes) -> Iterator[str]:
    """A page begins with ``<``, in two bytes where it has no mark."""
    if content.startswith((b"<\0", b"\0<")):
        yield "utf-16-le" if content.startswith(b"<") else "utf-16-be"


def declared_encodings(content: bytes, charset: str | None) -> Iterator[str]:
    bom, _ = read_bom(content)
    said = [bom, charset and resolve_encoding(charset), html_body_declared_encoding(content)]
    yield from filter(None, said)
