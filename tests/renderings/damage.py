"""Documents as a broken transfer, a broken editor or a hostile hand leaves them."""

from collections.abc import Callable
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile, is_zipfile

from parser import Document

MOST = 200
"""Bytes that one change touches."""


def flip(content: bytes, rng: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randint(1, MOST)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def lose(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content))
    return content[:start] + content[start + rng.randint(1, MOST) :]


def repeat(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content))
    return content[:start] + content[start : start + MOST] * rng.randint(2, 50) + content[start:]


def truncate(content: bytes, rng: Random) -> bytes:
    return content[: rng.randrange(1, len(content))]


def insert(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content))
    return content[:start] + rng.choice(INSERTED) + content[start:]


INSERTED = (
    b"<table><tr><td colspan=999999999 rowspan=-1>",
    b"</w:tc></w:tr>",
    b"\x00\xff\xfe",
    b"|" * MOST,
    b"&lt;&#x110000;&unknown;",
    b'<!DOCTYPE x [<!ENTITY e "eeeee">]>',
    "统计指标".encode(),
    b"9" * MOST,
)
CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (flip, lose, repeat, truncate, insert)


def damaged(document: Document, rng: Random) -> Document:
    """Of a package, in half the cases, one part is changed and the whole packed anew, so that more
    than its outermost layer is met."""
    content, change = document.content, rng.choice(CHANGES)
    if is_zipfile(BytesIO(content)) and rng.choice((True, False)):
        return Document(_in_a_part(content, change, rng), document.media_type)
    return Document(change(change(content, rng), rng), document.media_type)


def _in_a_part(package: bytes, change: Callable[[bytes, Random], bytes], rng: Random) -> bytes:
    written = BytesIO()
    with ZipFile(BytesIO(package)) as before, ZipFile(written, "w", ZIP_DEFLATED) as after:
        parts = {name: before.read(name) for name in before.namelist()}
        chosen = rng.choice([name for name, part in parts.items() if part])
        for name, part in parts.items():
            after.writestr(name, change(part, rng) if name == chosen else part)
    return written.getvalue()
