"""Reads a WARC file from end to end, gzip member by gzip member, past whatever is damaged."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from fastwarc import ArchiveIterator, WarcRecord

from store.warc import StoredRecord, stored

CHUNK = 16 * 1024
"""Bytes read at a time: most records are smaller, and what is read too much is read again."""

MAX_RECORD = 256 * 1024 * 1024
"""Bytes of a record, unpacked. Four times ``DOWNLOAD_MAXSIZE``: more is a bomb, not a capture."""

BATCH = 512
"""Records handled at once: many enough that a statement for all of them is hardly felt."""

BATCH_BYTES = 16 * 1024 * 1024
"""Unpacked bytes handled at once: one large document more, and the memory does not grow."""

GZIP_MAGIC = b"\x1f\x8b\x08"
WARC_MAGIC = b"WARC/1."


@dataclass(frozen=True, slots=True)
class Scanned:
    """A stretch of the file: a whole record, or ``fault`` says in words why it is none."""

    offset: int
    length: int
    record: StoredRecord | None
    fault: str | None = None


def scan(path: Path, offset: int = 0, end: int | None = None) -> Iterator[Scanned]:
    """In the order of the file, every byte of it from ``offset`` on and before ``end``. Raises
    ``OSError`` where it cannot be read."""
    size = path.stat().st_size
    size = size if end is None else min(size, end)
    with path.open("rb", buffering=1024 * 1024) as stream:
        while offset < size:
            found = _read(stream, offset)
            yield found
            offset += found.length


def batches(scanned: Iterable[Scanned]) -> Iterator[list[Scanned]]:
    batch: list[Scanned] = []
    size = 0
    for found in scanned:
        batch.append(found)
        size += len(found.record.body) if found.record else 0
        if len(batch) == BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(stream: BinaryIO, offset: int) -> Scanned:
    try:
        content, length = _inflate(stream, offset)
    except (zlib.error, EOFError) as error:
        end = _next_member(stream, offset + 1)
        return Scanned(offset, end - offset, None, f"the gzip member is damaged ({error})")
    try:
        record = next(iter(ArchiveIterator(BytesIO(content), parse_http=False)))
        fault = "its block is cut short" if _is_cut(content, record) else _fault(record)
        return Scanned(offset, length, None if fault else stored(record), fault)
    except (OSError, StopIteration, KeyError, ValueError) as error:
        return Scanned(offset, length, None, f"not a WARC record ({error or 'nothing in it'})")


def _inflate(stream: BinaryIO, offset: int, at_most: int = MAX_RECORD) -> tuple[bytes, int]:
    """The content of the gzip member at ``offset`` and its length in the file."""
    stream.seek(offset)
    inflater = zlib.decompressobj(zlib.MAX_WBITS + 16)
    content, length = bytearray(), 0
    while not inflater.eof:
        chunk = stream.read(CHUNK)
        if not chunk:
            raise EOFError("the file ends in the middle of it")
        content += inflater.decompress(chunk, at_most - len(content) + 1)
        if len(content) > at_most:
            raise zlib.error(f"more than {at_most} bytes in it")
        length += len(chunk) - len(inflater.unused_data)
    return bytes(content), length


def _next_member(stream: BinaryIO, start: int) -> int:
    """Where the next record begins, or the file ends."""
    stream.seek(start)
    kept = b""
    while chunk := stream.read(CHUNK):
        window = kept + chunk
        base, found = stream.tell() - len(window), window.find(GZIP_MAGIC)
        while found >= 0:
            if _begins_record(stream, base + found):
                return base + found
            found = window.find(GZIP_MAGIC, found + 1)
        kept = window[-len(GZIP_MAGIC) + 1 :]
        stream.seek(base + len(window))
    return stream.tell()


def _begins_record(stream: BinaryIO, offset: int) -> bool:
    """The magic number alone is met by chance once in 16 MB."""
    stream.seek(offset)
    inflater = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        return inflater.decompress(stream.read(CHUNK), len(WARC_MAGIC)) == WARC_MAGIC
    except zlib.error:
        return False


def _is_cut(content: bytes, record: WarcRecord) -> bool:
    """Not every record has a digest that tells."""
    end = content.find(b"\r\n\r\n")
    is_told = content.find(b"\r\n", 0, end) >= 0  # not with line feeds alone
    return is_told and len(content) - end - len(b"\r\n\r\n") < record.content_length


def _fault(record: WarcRecord) -> str | None:
    """Digests are checked where the record has them; leaves the HTTP head parsed. Of payload
    digests only sha256 is: what an older tool's sha1 covers (chunks or not) is not agreed on."""
    if "WARC-Block-Digest" in record.headers and not record.verify_block_digest():
        return "the block is not what its digest says"
    record.parse_http(auto_decode="transfer")
    digest = record.headers.get("WARC-Payload-Digest") or ""
    is_ours = record.is_http_parsed and digest.startswith("sha256:")
    has_payload = record.headers["WARC-Type"] == "response"
    if is_ours and has_payload and not record.verify_payload_digest():
        return "the payload is not what its digest says"
    return None
