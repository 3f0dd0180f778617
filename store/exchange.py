"""One request and what came back, as on the wire, and the HTTP heads a WARC record keeps of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from w3lib.url import safe_url_string

Truncation = Literal["length", "time", "disconnect", "unspecified"]
"""Why a body is not whole (WARC 1.1 §5.13): we took no more, waited no longer, or it broke off."""

Headers = tuple[tuple[bytes, bytes], ...]
"""Name and value pairs in the order received; a repeated header is a repeated pair."""

ORIGINAL_TRANSFER_ENCODING = b"X-Archive-Orig-Transfer-Encoding"
"""The body is stored without its transfer coding, because HTTP libraries hand it over that way.
A ``Transfer-Encoding: chunked`` kept as it was would make every reader look for chunks that are
not there; renamed, it still says how the bytes travelled. Wayback tools use the same name."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """``body`` is as sent: still content-encoded, its transfer coding removed.

    ``captured_at`` is aware, in UTC; ``status_line`` is like ``HTTP/1.1 200 OK``, bytes
    that are not UTF-8 as surrogate escapes (PEP 383).
    """

    url: str
    captured_at: datetime
    method: str
    request_headers: Headers
    request_body: bytes
    status_line: str
    status: int
    headers: Headers
    body: bytes
    ip: str | None = None
    truncated: Truncation | None = None


def request_head(exchange: Exchange) -> bytes:
    """The request line and headers. HTTP/1.1 is the only version the crawler speaks."""
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _head(f"{exchange.method} {target} HTTP/1.1", exchange.request_headers)


def response_head(exchange: Exchange) -> bytes:
    """Status line and headers as received, but for the two that framed the body on the wire."""
    headers = [
        (ORIGINAL_TRANSFER_ENCODING if name.lower() == b"transfer-encoding" else name, value)
        for name, value in exchange.headers
    ]
    if not any(name.lower() == b"content-length" for name, _ in headers):
        headers.append((b"Content-Length", str(len(exchange.body)).encode()))
    return _head(exchange.status_line, headers)


class Validators(NamedTuple):
    """By which a server can say that a page is as it was (RFC 9110 §8.8), as it sent them."""

    etag: str | None = None
    last_modified: str | None = None


def validators(headers: Headers) -> Validators:
    said = {name.lower(): value.decode("latin-1") for name, value in headers}
    return Validators(said.get(b"etag"), said.get(b"last-modified"))


def mime(headers: Headers) -> str | None:
    """The media type that the server gave, without parameters, as CDXJ indexes have it."""
    said = next((value for name, value in headers if name.lower() == b"content-type"), b"")
    return re.split(r"[;\s]", said.decode("latin-1").strip(), maxsplit=1)[0] or None


def leads_elsewhere(url: str, headers: Headers) -> bool:
    """Whether a redirect names another address than its own: some portals set a cookie first, and
    send the reader back to the same page."""
    said = next((value for name, value in headers if name.lower() == b"location"), None)
    if said is None:
        return False
    try:
        target = urldefrag(urljoin(url, safe_url_string(said))).url
    except ValueError:  # no address at all, such as http://[
        return False
    return target != url


def _head(first_line: str, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Header bytes pass unchanged: Chinese servers send raw GBK in ``Content-Disposition``."""
    lines = [first_line.encode("utf-8", "surrogateescape")]
    lines += [name + b": " + value for name, value in headers]
    return b"\r\n".join(lines) + b"\r\n\r\n"
