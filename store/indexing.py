"""The rows of the index that a WARC file's records stand for."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import cast

import msgspec
from msgspec.structs import asdict
from sqlalchemy import Connection, bindparam, select, update

from store import captured, crawlfacts
from store.capture import Capture, Place
from store.captured import Entry
from store.crawlfacts import Compared
from store.database import add_row
from store.exchange import Validators, mime, validators
from store.models import Crawl, Failure, Warcinfo
from store.records import NOT_MODIFIED, VALIDATORS, RecordType, read_warc_fields, sha256
from store.warc import StoredRecord

CAPTURES = ("response", "revisit", "resource")

_FIND_CRAWL = select(Crawl.id).where(
    Crawl.seed == bindparam("seed"), Crawl.started_at == bindparam("started_at")
)


ADDRESSES = ("http:", "https:", "file:")
"""What is indexed; crawlers of others also keep what the DNS said, screenshots and their logs."""

OUR_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


class LeftOut(Exception):
    """A record that gets no row, with the reason. ``capture`` is the id of the one that the archive
    has already."""

    def __init__(self, reason: str, capture: int | None = None) -> None:
        super().__init__(reason)
        self.capture = capture


class Indexer:
    """Adds rows for records in the order in which they were written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._crawls: dict[str, int | None] = {}
        """By the record ids of warcinfos."""

    def add(self, record: StoredRecord, place: Place) -> Capture | Sequence[Compared]:
        """The capture, if the record is one; or those that, as it says, were compared with what was
        known of their pages, in that order. Raises ``LeftOut``."""
        if record.type in CAPTURES:
            return self._capture(record, place)
        if record.type == "warcinfo":
            self._warcinfo(record, place)
        elif record.type == "metadata":
            return self._metadata(record, place)
        return ()

    def _capture(self, record: StoredRecord, place: Place) -> Capture:
        if not record.url.startswith(ADDRESSES):
            raise LeftOut("not a page")
        entry = self._resolved(record, entry_of(record))
        same = captured.find_same(self._connection, entry)
        if same is not None:
            raise LeftOut("in the archive already", same)
        known = captured.find_payload(self._connection, entry.payload_digest)
        return captured.add(self._connection, entry, place, known, self._crawl(record))

    def _resolved(self, record: StoredRecord, entry: Entry) -> Entry:
        """A revisit by another program, whose digests are not ours, is one of what it refers to;
        of what its page was last seen with, where it does not say."""
        if record.type != "revisit" or OUR_DIGEST.fullmatch(_payload_digest(record)):
            return entry
        url = field(record, "WARC-Refers-To-Target-URI") or record.url
        said = field(record, "WARC-Refers-To-Date")
        moment = datetime.fromisoformat(said) if said else record.captured_at
        digest = captured.shown_at(self._connection, url, moment)
        if digest is None:
            raise LeftOut("revisit of what is not in the archive")
        return msgspec.structs.replace(entry, payload_digest=digest)

    def _crawl(self, record: StoredRecord) -> int | None:
        return self._crawls.get(field(record, "WARC-Warcinfo-ID") or "")

    def _warcinfo(self, record: StoredRecord, place: Place) -> None:
        start = crawlfacts.read_crawl(read_warc_fields(record.body))
        crawl: int | None = None
        if start is not None:
            crawl = self._connection.scalar(_FIND_CRAWL, asdict(start))
            crawl = add_row(self._connection, Crawl, asdict(start)) if crawl is None else crawl
        self._crawls[record.id] = crawl
        self._add(Warcinfo, {"crawl_id": crawl}, place)

    def _metadata(self, record: StoredRecord, place: Place) -> Sequence[Compared]:
        said = read_warc_fields(record.body)
        end, reason = crawlfacts.read_crawl_end(said), crawlfacts.read_failure(said)
        crawl = self._crawl(record)
        if end is not None:
            ended = update(Crawl).where(Crawl.id == crawl).values(asdict(end))
            self._connection.execute(ended)
        elif reason is not None:
            row = {"url": record.url, "crawl_id": crawl, "failed_at": record.captured_at}
            self._add(Failure, {**row, "reason": reason}, place)
        return crawlfacts.read_observed(said) or ()

    def _add(
        self, model: type[Warcinfo | Failure], row: Mapping[str, object], place: Place
    ) -> None:
        """Once, though a file that was being taken in when the process died is read again."""
        there = select(model.id).where(model.warc_id == place.warc_id, model.offset == place.offset)
        if self._connection.scalar(there) is None:
            add_row(self._connection, model, {**row, **asdict(place)})


def entry_of(record: StoredRecord) -> Entry:
    """What the index holds of a response, revisit or resource record."""
    digest = _payload_digest(record)
    return Entry(
        record_id=record.id,
        record=cast("RecordType", record.type),
        url=record.url,
        captured_at=record.captured_at,
        status=_status(record),
        payload_digest=digest if OUR_DIGEST.fullmatch(digest) else sha256(record.body),
        mime=mime(record.headers),
        truncated=field(record, "WARC-Truncated"),
        validators=_validators(record),
    )


def _payload_digest(record: StoredRecord) -> str:
    return field(record, "WARC-Payload-Digest") or ""


def field(record: StoredRecord, name: str) -> str | None:
    """A named field of a record."""
    return next((value for key, value in record.fields if key == name), None)


def _validators(record: StoredRecord) -> Validators:
    """A 304 is kept without its head, and they stand in fields of the record."""
    if _is_not_modified(record):
        etag, last_modified = (field(record, name) for name in VALIDATORS.values())
        return Validators(etag, last_modified)
    return validators(record.headers)


def _is_not_modified(record: StoredRecord) -> bool:
    return field(record, "WARC-Profile") == NOT_MODIFIED


def _status(record: StoredRecord) -> int:
    """A file that was taken in has none; replay tools take it for whole as well."""
    if _is_not_modified(record):
        return HTTPStatus.NOT_MODIFIED
    if record.status_line is None:
        return HTTPStatus.OK
    return int(record.status_line.split()[1])
