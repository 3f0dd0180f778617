"""The WARC 1.1 records of a capture (ISO 28500 §6), laid out as bytes, digests and all."""

import hashlib
import os
import secrets
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from itertools import count
from typing import Literal

from store.exchange import Exchange, request_head, response_head

RecordType = Literal["warcinfo", "response", "revisit", "resource", "request", "metadata"]
Fields = list[tuple[str, str]]

RESPONSE = "application/http; msgtype=response"
REQUEST = "application/http; msgtype=request"
IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
VALIDATORS = {b"etag": "WARC-Etag", b"last-modified": "WARC-Last-Modified"}
WARC_1_1 = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


@cache
def _ids(_process: int) -> Iterator[int]:
    """UUIDs of version 8 (RFC 9562 §5.8): 74 random bits a process, then a counter. The ids of one
    file share most of their digits, which gzip folds: an unchanged page takes 1,120 bytes, and
    1,240 with random ids."""
    version, variant = 8 << 76, 2 << 62
    fixed = 15 << 76 | 3 << 62
    return count(secrets.randbits(80) << 48 & ~fixed | version | variant)


def new_record_id() -> str:
    return f"<urn:uuid:{uuid.UUID(int=next(_ids(os.getpid())))}>"


@dataclass(frozen=True, slots=True)
class Record:
    """``fields`` are the named fields beyond those that every record has. A record that is about
    no URL has an empty one."""

    type: RecordType
    url: str
    captured_at: datetime
    content_type: str
    block: bytes
    fields: Fields
    id: str = field(default_factory=new_record_id)

    def to_bytes(self, warcinfo: str | None = None) -> bytes:
        """``warcinfo`` is the id of the one that this record belongs to.

        Laid out here and not by warcio's writer, which encodes non-ASCII HTTP headers anew,
        drops the block of a revisit that it has not parsed, and computes sha1 digests.

        Raises ``ValueError`` for a value that would break the lines of the record.
        """
        uri = [("WARC-Target-URI", self.url)] if self.url else []
        info = [("WARC-Warcinfo-ID", warcinfo)] if warcinfo else []
        fields = [
            ("WARC-Type", self.type),
            ("WARC-Record-ID", self.id),
            ("WARC-Date", warc_date(self.captured_at)),
            *uri,
            *info,
            *self.fields,
            ("WARC-Block-Digest", sha256(self.block)),
            ("Content-Type", self.content_type),
            ("Content-Length", str(len(self.block))),
        ]
        lines = [f"{name}: {value}" for name, value in fields]
        if any("\n" in line or "\r" in line for line in lines):
            raise ValueError(f"a WARC field cannot hold a line break: {self.url!r}")
        head = "\r\n".join(["WARC/1.1", *lines, "", ""])
        return head.encode() + self.block + b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Original:
    """The record that holds a payload, as a revisit refers to it."""

    record_id: str
    url: str
    captured_at: datetime


def sha256(content: bytes) -> str:
    """Labelled as in WARC: ``sha256:`` and hexadecimal digits."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def warc_date(moment: datetime) -> str:
    """WARC 1.1 §5.4 allows fractions of a second; they keep two captures in order."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def warc_fields(said: Mapping[str, str]) -> bytes:
    """A block of ``application/warc-fields`` (§4): a line a field, white space as one space."""
    return "".join(
        f"{name}: {' '.join(value.split())}\r\n" for name, value in said.items()
    ).encode()


def read_warc_fields(block: bytes) -> dict[str, str]:
    lines = block.decode("utf-8", "replace").splitlines()
    named = (line.partition(": ") for line in lines)
    return {name: value for name, colon, value in named if colon}


def warcinfo(filename: str, written_at: datetime, settings: Mapping[str, str]) -> Record:
    """Ahead of all records that it speaks for (§6.2): what wrote them, and by which rules."""
    about = {
        "software": f"gongkai/{version('gongkai')}",
        "format": "WARC File Format 1.1",
        "conformsTo": WARC_1_1,
        **settings,
    }
    fields = [("WARC-Filename", filename)]
    return Record("warcinfo", "", written_at, "application/warc-fields", warc_fields(about), fields)


def response(exchange: Exchange, payload_digest: str) -> Record:
    return _of_exchange(
        "response",
        exchange,
        RESPONSE,
        response_head(exchange) + exchange.body,
        [_payload_digest(payload_digest)],
    )


def request(exchange: Exchange, concurrent_to: str) -> Record:
    """The request that was answered by the record with the id ``concurrent_to``."""
    block = request_head(exchange) + exchange.request_body
    fields = [("WARC-Concurrent-To", concurrent_to)]
    return _of_exchange("request", exchange, REQUEST, block, fields)


def revisit(exchange: Exchange, payload_digest: str, original: Original) -> Record:
    """Same payload as an earlier capture: the block is the HTTP head alone (§6.7.2)."""
    fields = [*_refers_to(original, IDENTICAL_PAYLOAD), _payload_digest(payload_digest)]
    return _of_exchange("revisit", exchange, RESPONSE, response_head(exchange), fields)


def not_modified(exchange: Exchange, payload_digest: str, original: Original) -> Record:
    """A 304 (§6.7.3). Its block is empty: pywb 2.10 replays a 304 head as an empty page, and the
    original without it. So the validators stand in fields of the record, named as Heritrix names
    them."""
    validators = [
        (field, value.decode("latin-1"))
        for name, value in exchange.headers
        if (field := VALIDATORS.get(name.lower()))
    ]
    fields = [
        *_refers_to(original, NOT_MODIFIED),
        *validators,
        _payload_digest(payload_digest),
    ]
    return _of_exchange("revisit", exchange, RESPONSE, b"", fields)


def resource(
    url: str, content: bytes, media_type: str, captured_at: datetime, payload_digest: str
) -> Record:
    """A file as it was handed over, without any HTTP around it (§6.4)."""
    fields = [_payload_digest(payload_digest)]
    return Record("resource", url, captured_at, media_type, content, fields)


def resource_revisit(
    url: str, media_type: str, captured_at: datetime, payload_digest: str, original: Original
) -> Record:
    """A file whose bytes the archive holds already; there is no head, so the block is empty."""
    fields = [*_refers_to(original, IDENTICAL_PAYLOAD), _payload_digest(payload_digest)]
    return Record("revisit", url, captured_at, media_type, b"", fields)


def _of_exchange(
    kind: RecordType, exchange: Exchange, content_type: str, block: bytes, fields: Fields
) -> Record:
    address = [("WARC-IP-Address", exchange.ip)] if exchange.ip else []
    truncated = [("WARC-Truncated", exchange.truncated)] if exchange.truncated else []
    fields = [*address, *truncated, *fields]
    return Record(kind, exchange.url, exchange.captured_at, content_type, block, fields)


def _payload_digest(digest: str) -> tuple[str, str]:
    return "WARC-Payload-Digest", digest


def _refers_to(original: Original, profile: str) -> Fields:
    """All of them: without the URI and the date, replay tools do not find the payload."""
    return [
        ("WARC-Profile", profile),
        ("WARC-Refers-To", original.record_id),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", warc_date(original.captured_at)),
    ]
