"""The WARC 1.1 records of a capture (ISO 28500 §6), laid out as bytes, digests and all."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Literal

from store.exchange import Exchange, request_head, response_head

RecordType = Literal["warcinfo", "response", "revisit", "resource", "request"]
Fields = list[tuple[str, str]]

RESPONSE = "application/http; msgtype=response"
REQUEST = "application/http; msgtype=request"
REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
WARC_1_1 = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


def new_record_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


@dataclass(frozen=True, slots=True)
class Record:
    """``fields`` are the named fields beyond those that every record has. A warcinfo is about no
    URL and has an empty one."""

    type: RecordType
    url: str
    captured_at: datetime
    content_type: str
    block: bytes
    fields: Fields
    id: str = field(default_factory=new_record_id)

    def to_bytes(self) -> bytes:
        """Laid out here and not by warcio's writer, which encodes non-ASCII HTTP headers anew,
        drops the block of a revisit that it has not parsed, and computes sha1 digests.

        Raises ``ValueError`` for a value that would break the lines of the record.
        """
        uri = [("WARC-Target-URI", self.url)] if self.url else []
        fields = [
            ("WARC-Type", self.type),
            ("WARC-Record-ID", self.id),
            ("WARC-Date", warc_date(self.captured_at)),
            *uri,
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


def warcinfo(filename: str, written_at: datetime, settings: Mapping[str, str]) -> Record:
    """First in every file (§6.2): what wrote it, and under which rules it asked."""
    about = {
        "software": f"gongkai/{version('gongkai')}",
        "format": "WARC File Format 1.1",
        "conformsTo": WARC_1_1,
        **settings,
    }
    block = "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in about.items())
    fields = [("WARC-Filename", filename)]
    return Record("warcinfo", "", written_at, "application/warc-fields", block.encode(), fields)


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
    fields = [*_refers_to(original), _payload_digest(payload_digest)]
    return _of_exchange("revisit", exchange, RESPONSE, response_head(exchange), fields)


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
    fields = [*_refers_to(original), _payload_digest(payload_digest)]
    return Record("revisit", url, captured_at, media_type, b"", fields)


def _of_exchange(
    kind: RecordType, exchange: Exchange, content_type: str, block: bytes, fields: Fields
) -> Record:
    address = [("WARC-IP-Address", exchange.ip)] if exchange.ip else []
    fields = [*address, *fields]
    return Record(kind, exchange.url, exchange.captured_at, content_type, block, fields)


def _payload_digest(digest: str) -> tuple[str, str]:
    return "WARC-Payload-Digest", digest


def _refers_to(original: Original) -> Fields:
    """All of them: without the URI and the date, replay tools do not find the payload."""
    return [
        ("WARC-Profile", REVISIT_PROFILE),
        ("WARC-Refers-To", original.record_id),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", warc_date(original.captured_at)),
    ]
