"""Pages that are a wall instead of content: recognised and recorded, never solved."""

import re
from collections.abc import Iterable
from http import HTTPStatus

STATUSES = {
    403: "403 refused",
    405: "405 firewall (Aliyun or telecom cloud protection)",
    412: "412 dynamic protection (Ruishu type)",
    429: "429 too many requests",
    521: "521 challenge (Jiasule type)",
}
CHALLENGE_COOKIES = {
    b"__jsl_clearance": "challenge cookie (Jiasule type)",
    b"acw_sc__v2": "challenge cookie (Aliyun type)",
    b"c3vk": "challenge cookie (C3VK type)",
}
CHALLENGE_BYTES = 4096
"""Challenges seen are 380–2,000 bytes of script; a page with a text is longer."""

_SCRIPT = re.compile(rb"<(script|style|noscript|head)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(rb"<[^>]*>")


def block_reason(status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> str | None:
    """The kind of wall this response is, or ``None`` for a page that may be read.

    ``body`` is the decoded one. A page that only sets a cookie and reloads itself is a wall too.
    """
    if status in STATUSES:
        return STATUSES[status]
    if status != HTTPStatus.OK or len(body) > CHALLENGE_BYTES or b"<script" not in body.lower():
        return None
    if _TAG.sub(b"", _SCRIPT.sub(b"", body)).strip():
        return None
    cookies = b" ".join(value for name, value in headers if name.lower() == b"set-cookie")
    seen = (cookies + body).lower()
    named = (label for token, label in CHALLENGE_COOKIES.items() if token in seen)
    scripted = b"document.cookie" in seen or b"location.reload" in seen
    return next(named, "script-only challenge" if scripted else None)
