"""Bytes → text: is it HTML, and in which encoding?"""

import codecs
from collections.abc import Iterator
from itertools import chain

from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

HTML_SIGNS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<div", b"<meta")
SNIFFED = 1024
"""Bytes looked at for a sign of HTML, as in the WHATWG prescan."""


def looks_like_html(content: bytes) -> bool:
    start = content[:SNIFFED].lower()
    return any(sign in start for sign in HTML_SIGNS)


def decode(content: bytes, charset: str | None = None) -> str:
    """Text of a page, whatever it says of itself.

    Tried in order, strictly: the byte order mark, UTF-8, the transport's charset, the page's own,
    GB 18030. UTF-8 comes before the labels because Chinese text in another encoding is never
    valid UTF-8 by chance, while UTF-8 often passes as GBK. If none fits, the first label is read
    with replacement characters."""
    for encoding in chain(["utf-8"], declared_encodings(content, charset), ["gb18030"]):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            text = decoder.decode(content)  # not final: a cut at MAX_BYTES may split a character
        except UnicodeError:
            continue
        return text.removeprefix("\ufeff")
    label = next(declared_encodings(content, charset), "utf-8")
    return content.decode(label, errors="replace")


def declared_encodings(content: bytes, charset: str | None) -> Iterator[str]:
    bom, _ = read_bom(content)
    said = [bom, charset and resolve_encoding(charset), html_body_declared_encoding(content)]
    yield from filter(None, said)
