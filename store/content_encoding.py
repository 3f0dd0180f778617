"""Undoing ``Content-Encoding`` (RFC 9110 §8.4) of hostile bodies, bounded."""

import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]

MAX_DECODED = 64 * 1024 * 1024
"""Bytes. The longest real report page seen has 1 MB; a gzip bomb makes 1,000 of 1."""


GZIP_MAGIC = b"\x1f\x8b\x08"


class UndecodableBodyError(Exception):
    """The body is not what its ``Content-Encoding`` says, or more than we take."""


def coding_of(label: str, media_type: str, body: bytes) -> str:
    """The ``Content-Encoding``, or what a server forgot to say: no text begins like a gzip file."""
    unsaid = not label and media_type.startswith("text/") and body.startswith(GZIP_MAGIC)
    return "gzip" if unsaid else label


def decode_content(body: bytes, content_encoding: str) -> bytes:
    """``body`` without its codings, the last applied first. Raises ``UndecodableBodyError``."""
    for coding in reversed(content_encoding.lower().split(",")):
        body = _decode(body, coding.strip())
    return body


def _decode(body: bytes, coding: str) -> bytes:
    if coding in ("", "identity"):
        return body
    decoder = _DECODERS.get(coding)
    if decoder is None:
        raise UndecodableBodyError(f"the content encoding {coding!r} is not known")
    try:
        decoded = decoder(body)
    except (zlib.error, brotli.error) as error:
        raise UndecodableBodyError(f"the body is not valid {coding}: {error}") from error
    if len(decoded) > MAX_DECODED:
        raise UndecodableBodyError(f"the body is more than {MAX_DECODED} bytes once decoded")
    return decoded


def _gunzip(body: bytes) -> bytes:
    """A body cut short gives what it holds, as a browser would show it."""
    return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(body, MAX_DECODED + 1)


def _inflate(body: bytes) -> bytes:
    """``deflate`` means zlib in the RFC, and raw deflate on some servers."""
    try:
        return zlib.decompressobj().decompress(body, MAX_DECODED + 1)
    except zlib.error:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, MAX_DECODED + 1)


def _unbrotli(body: bytes) -> bytes:
    return bytes(brotli.Decompressor().process(body, output_buffer_limit=MAX_DECODED + 1))


_DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
}
