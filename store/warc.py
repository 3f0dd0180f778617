"""Random access to the WARC records of an archive."""

from dataclasses import dataclass, replace
from datetime import datetime

from fastwarc import ArchiveIterator, WarcRecord
from sqlalchemy import Connection, Row, Select, select

from store.archive import Archive
from store.errors import DamagedArchive
from store.exchange import Headers
from store.models import Capture, Payload, Warc


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """One record as it stands in its file; ``body`` is still content-encoded.

    A ``resource`` has no status line; its one header is the ``Content-Type`` it was taken in with.
    """

    type: str
    id: str
    url: str
    captured_at: datetime
    fields: tuple[tuple[str, str], ...]
    status_line: str | None
    headers: Headers
    body: bytes


def read(archive: Archive, warc: str, offset: int) -> StoredRecord:
    """The record at ``offset`` of the file ``warc``; a revisit comes with an empty body."""
    path = archive.warc_dir / warc
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            return _stored(next(iter(ArchiveIterator(stream, parse_http=True))))
    except (OSError, StopIteration) as error:
        raise DamagedArchive(
            f"{path}: no WARC record at {offset} ({error or 'end of file'}); "
            "bring the file back from a copy"
        ) from error


def read_capture(archive: Archive, capture: int) -> StoredRecord:
    """The record of a capture; a revisit with the body of the record it refers to."""
    with archive.engine.connect() as connection:
        row = connection.execute(_PLACES.where(Capture.id == capture)).one()
        original = _original(connection, row) if row.record == "revisit" else row
    record = read(archive, row.name, row.offset)
    if original is row:
        return record
    return replace(record, body=read(archive, original.name, original.offset).body)


def read_payload(archive: Archive, connection: Connection, digest: str) -> StoredRecord:
    """The record that holds the payload ``digest``: its oldest capture."""
    row = connection.execute(_oldest(_PLACES.where(Payload.digest == digest))).one()
    return read(archive, row.name, row.offset)


_PLACES = (
    select(Warc.name, Capture.offset, Capture.record, Capture.payload_id)
    .join(Warc, Warc.id == Capture.warc_id)
    .join(Payload, Payload.id == Capture.payload_id)
)


def _oldest(captures: Select[str, int, str, int]) -> Select[str, int, str, int]:
    return captures.order_by(Capture.id).limit(1)


def _original(connection: Connection, revisit: Row[str, int, str, int]) -> Row[str, int, str, int]:
    same_payload = _PLACES.where(Capture.payload_id == revisit.payload_id)
    return connection.execute(_oldest(same_payload)).one()


def _stored(record: WarcRecord) -> StoredRecord:
    fields = record.headers
    if record.is_http_parsed:
        status_line, headers = record.http_headers.status_line, record.http_headers.items_bytes()
    else:
        content_type = fields["Content-Type"].encode()
        status_line, headers = None, ((b"Content-Type", content_type),)
    return StoredRecord(
        type=fields["WARC-Type"],
        id=fields["WARC-Record-ID"],
        url=fields["WARC-Target-URI"],
        captured_at=record.record_date,
        fields=fields.to_tuples(),
        status_line=status_line,
        headers=headers,
        body=record.reader.read(),
    )
