"""What one parser version reads from one payload, ready for the index.

``derive`` runs in worker processes: bytes and headers in, a derivation out, no archive.
"""

import pkgutil
import zlib
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Self, TypeVar

import msgspec
from w3lib.encoding import http_content_type_encoding

from parser.errors import UnreadableDocument
from parser.extraction import (
    Attachment,
    Digests,
    Document,
    Extraction,
    Finding,
    Metadata,
    Region,
)
from store.content_encoding import UndecodableBodyError, coding_of, decode_content
from store.errors import DamagedArchive, UnusableParser
from store.likeness import signature

T = TypeVar("T")

PARSER = "parser:parse_report"
"""``package.module:function`` of the parser; the setting ``GONGKAI_PARSER`` names another."""

BLOB_LEVEL = 1
"""Of zlib: a third of the time of level 6 for blobs an eighth larger (7.6 kB against 6.7 kB)."""


class Stated(msgspec.Struct, frozen=True):
    """A small part of an extraction, read from its blob in a small part of the time."""

    metadata: Metadata
    attachments: list[Attachment]


class Derivation(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The columns that queries and the version chain look at, and the whole extraction in ``blob``:
    zlib-compressed JSON. ``findings`` are those that did not pass."""

    payload_digest: str
    parser_version: str
    kind: str
    reasons: list[str]
    family: str | None
    script: str
    issuer: str | None
    issuer_kind: str | None
    region: str
    level: str | None
    year: int | None
    title: str | None
    publish_date: str | None
    index_number: str | None
    content_digest: str
    figures_digest: str
    signature: bytes | None
    findings: list[Finding]
    blob: bytes

    @classmethod
    def of(cls, payload_digest: str, extraction: Extraction) -> Self:
        metadata = extraction.metadata
        return cls(
            payload_digest=payload_digest,
            parser_version=extraction.parser_version,
            kind=extraction.kind,
            reasons=extraction.reasons,
            family=extraction.family,
            script=extraction.script,
            issuer=metadata.issuer.name,
            issuer_kind=metadata.issuer.kind,
            region=_region(metadata.region),
            level=metadata.level,
            year=metadata.year,
            title=metadata.title,
            publish_date=metadata.publish_date,
            index_number=metadata.index_number,
            content_digest=extraction.digests.content,
            figures_digest=extraction.digests.figures,
            signature=signature(extraction),
            findings=[finding for finding in extraction.findings if finding.status != "pass"],
            blob=zlib.compress(msgspec.json.encode(extraction), BLOB_LEVEL),
        )

    def extraction(self) -> Extraction:
        return unpack(self.blob)

    @cached_property
    def stated(self) -> Stated:
        return unpack_stated(self.blob)


def unpack(blob: bytes) -> Extraction:
    """Raises ``DamagedArchive``."""
    return _unpack(blob, Extraction)


def unpack_stated(blob: bytes) -> Stated:
    """Raises ``DamagedArchive``."""
    return _unpack(blob, Stated)


def _unpack(blob: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(zlib.decompress(blob), type=kind)
    except (zlib.error, msgspec.MsgspecError) as error:
        raise DamagedArchive(
            f"the index: what was read of a report is damaged ({error}); `gongkai verify` names "
            "it, `gongkai rebuild` makes it again"
        ) from error


def derive(
    body: bytes,
    headers: Sequence[tuple[bytes, bytes]],
    url: str,
    payload_digest: str,
    parser: str = PARSER,
) -> Derivation:
    """Read a payload as captured. What cannot be read is ``not_report``, with the reason why."""
    try:
        extraction = load_parser(parser)(as_document(body, headers, url))
    except (UndecodableBodyError, UnreadableDocument) as error:
        extraction = _unreadable(str(error), parser_version(parser))
    return Derivation.of(payload_digest, extraction)


def load_parser(parser: str = PARSER) -> Callable[[Document], Extraction]:
    """Raises ``UnusableParser`` for a name that leads to no function."""
    function: Callable[[Document], Extraction] = _resolve(parser)
    return function


def parser_version(parser: str = PARSER) -> str:
    """The ``PARSER_VERSION`` of the module that holds the parser; raises ``UnusableParser``."""
    version: str = _resolve(f"{parser.partition(':')[0]}:PARSER_VERSION")
    return version


def _resolve(name: str) -> Any:
    try:
        return pkgutil.resolve_name(name)
    except (ImportError, AttributeError, ValueError) as error:
        raise UnusableParser(
            f"no parser at {name!r} ({error}); set GONGKAI_PARSER to package.module:function, "
            "in a module with a PARSER_VERSION"
        ) from error


def as_document(body: bytes, headers: Sequence[tuple[bytes, bytes]], url: str) -> Document:
    """The document in a captured body. Raises ``UndecodableBodyError``.

    A body without a ``Content-Type`` is tried as HTML, which is what such portals mean.
    """
    named = {name.lower(): value.decode("latin-1") for name, value in headers}
    content_type = named.get(b"content-type", "")
    media_type = content_type.partition(";")[0].strip().lower() or "text/html"
    coding = coding_of(named.get(b"content-encoding", ""), media_type, body)
    return Document(
        content=decode_content(body, coding),
        media_type=media_type,
        url=url,
        charset=http_content_type_encoding(content_type),
    )


def _unreadable(reason: str, version: str) -> Extraction:
    return Extraction(
        kind="not_report",
        reasons=[f"UNREADABLE: {reason}"],
        family=None,
        script="simplified",
        metadata=Metadata(),
        text="",
        sections=[],
        tables={},
        cells={},
        findings=[],
        attachments=[],
        digests=Digests(content="", figures=""),
        parser_version=version,
    )


def _region(region: Region) -> str:
    parts: list[Any] = [region.province, region.city, region.county]
    return "".join(part for part in parts if part)
