"""Random access to the WARC records of an archive."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus

from fastwarc import ArchiveIterator, WarcRecord
from sqlalchemy import Connection, Row, Select, select

from store.archive import Archive
from store.errors import DamagedArchive
from store.exchange import Headers
from store.models import Capture, Payload, Warc

COARSE = {4: "%Y", 7: "%Y-%m", 10: "%Y-%m-%d"}
"""Forms of a ``WARC-Date`` by their length: §5.4 allows any precision that W3C-DTF has."""


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """One record as it stands in its file; ``body`` is still content-encoded.

    A record that is not of HTTP has no status line; its one header is its ``Content-Type``. One
    that is about no URL, as a warcinfo, has an empty one.
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
            return stored(
                next(iter(ArchiveIterator(stream, parse_http=True, auto_decode="transfer")))
            )
    except (OSError, StopIteration, KeyError, ValueError) as error:
        raise DamagedArchive(
            f"{path}: no WARC record at {offset} ({error or 'end of file'}); "
            "bring the file back from a copy"
        ) from error


def read_capture(archive: Archive, capture: int) -> StoredRecord:
    """The record of a capture; a revisit with the body of the record it refers to, and with its
    head as well where the server sent none worth keeping (304)."""
    with archive.engine.connect() as connection:
        return read_capture_in(archive, connection, capture)


def read_capture_in(archive: Archive, connection: Connection, capture: int) -> StoredRecord:
    """The same in an open transaction. Raises ``DamagedArchive`` for a revisit of a payload that no
    record holds, as for a record that is not where it should be."""
    row = connection.execute(_PLACES.where(Capture.id == capture)).one()
    original = _original(connection, row) if row.record == "revisit" else row
    record = read(archive, row.name, row.offset)
    if original is row:
        return record
    held = read(archive, original.name, original.offset)
    if row.status == HTTPStatus.NOT_MODIFIED:
        return replace(held, url=record.url, captured_at=record.captured_at)
    return replace(record, body=held.body)


def read_payload(archive: Archive, connection: Connection, digest: str) -> StoredRecord:
    """The record that holds the payload ``digest``. Raises ``DamagedArchive`` where none does."""
    row = _holder(connection, _PLACES.where(Payload.digest == digest), digest)
    return read(archive, row.name, row.offset)


PlaceRow = Row[str, int, str, int, int]

_PLACES = (
    select(Warc.name, Capture.offset, Capture.record, Capture.payload_id, Capture.status)
    .join(Warc, Warc.id == Capture.warc_id)
    .join(Payload, Payload.id == Capture.payload_id)
)


def _original(connection: Connection, revisit: PlaceRow) -> PlaceRow:
    same_payload = _PLACES.where(Capture.payload_id == revisit.payload_id)
    return _holder(connection, same_payload, f"{revisit.name} at {revisit.offset}")


def _holder(
    connection: Connection, captures: Select[str, int, str, int, int], what: str
) -> PlaceRow:
    """The oldest record among those with the bytes themselves."""
    held = captures.where(Capture.record != "revisit").order_by(Capture.id).limit(1)
    row = connection.execute(held).one_or_none()
    if row is None:
        raise DamagedArchive(f"{what}: no record holds its payload; see `gongkai verify`")
    return row


def stored(record: WarcRecord) -> StoredRecord:
    """Takes the rest of the record's bytes; its HTTP head has to be parsed. Raises ``ValueError``
    for a record without a moment, which WARC 1.1 §5.4 asks of each."""
    fields = record.headers
    if record.is_http_parsed:
        status_line, headers = record.http_headers.status_line, record.http_headers.items_bytes()
    else:
        content_type = fields.get("Content-Type") or "application/octet-stream"  # §5.6
        status_line, headers = None, ((b"Content-Type", content_type.encode()),)
    return StoredRecord(
        type=fields["WARC-Type"],
        id=fields["WARC-Record-ID"],
        url=(fields.get("WARC-Target-URI") or "").strip("<>"),  # as wget writes it
        captured_at=_moment(record),
        fields=fields.to_tuples(),
        status_line=status_line,
        headers=headers,
        body=record.reader.read(),
    )


def _moment(record: WarcRecord) -> datetime:
    said = record.headers.get("WARC-Date") or ""
    try:
        moment = record.record_date or datetime.strptime(said, COARSE[len(said)]).replace(
            tzinfo=UTC
        )
        return moment.astimezone(UTC)
    except (KeyError, OverflowError, ValueError) as error:
        raise ValueError(f"a WARC-Date that names no moment: {said!r}") from error


def as_utc(moment: datetime) -> datetime:
    """What names no zone means it (§5.4). Raises ``OverflowError`` at the ends of time."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
