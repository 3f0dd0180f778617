"""The rows of the index that a WARC file's records stand for."""

import re
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import cast, get_args

import msgspec
from msgspec.structs import asdict
from sqlalchemy import Connection, bindparam, select

from store import captured, crawlfacts, crawls
from store.batch import Found, add_all
from store.capture import Capture, Place
from store.captured import Entry
from store.crawlfacts import Compared, TakenIn
from store.database import add_row
from store.exchange import Truncation, Validators, mime, validators
from store.models import Crawl, Failure, Warcinfo
from store.records import NOT_MODIFIED, VALIDATORS, RecordType, read_warc_fields, sha256
from store.urlkey import urlkey
from store.warc import StoredRecord, as_utc

CAPTURES = ("response", "revisit", "resource")

_FIND_CRAWL = select(Crawl.id).where(
    Crawl.seed == bindparam("seed"), Crawl.started_at == bindparam("started_at")
)


ADDRESSES = ("http:", "https:", "file:")
"""What is indexed; crawlers of others also keep what the DNS said, screenshots and their logs."""

STATUSES = range(100, 1000)

OUR_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


class LeftOut(Exception):
    """A record that gets no row, with the reason. ``capture`` is the one of the same bytes, URL and
    moment that the archive has already."""

    def __init__(self, reason: str, capture: Capture | None = None) -> None:
        super().__init__(reason)
        self.capture = capture


Made = Capture | LeftOut | TakenIn | Sequence[Compared]
"""What a record stands for: a capture, or why it gets no row; a file that was taken in; or the
captures that, as it says, were compared with what was known of their pages, in that order."""


class Indexer:
    """Adds rows for records in the order in which they were written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._crawls: dict[str, int | None] = {}
        """By the record ids of warcinfos."""

    def add(self, records: Sequence[tuple[StoredRecord, Place]]) -> list[Made]:
        """One for each record."""
        made: list[Made | None] = []
        waiting: dict[int, Found] = {}
        for number, (record, place) in enumerate(records):
            if is_foreign_revisit(record):  # may refer to what still waits
                self._add_captures(waiting, made)
            try:
                one = self._read(record, place)
            except LeftOut as reason:
                one = reason
            except (ValueError, IndexError, OverflowError):
                one = LeftOut("not a capture that can be read")
            if isinstance(one, Found):
                waiting[number] = one
            made.append(None if isinstance(one, Found) else one)
        self._add_captures(waiting, made)
        return [one for one in made if one is not None]

    def _read(self, record: StoredRecord, place: Place) -> Made | Found:
        if _has_nul(record):
            raise LeftOut("a NUL in its head")
        if record.type in CAPTURES:
            if not record.url.startswith(ADDRESSES):
                raise LeftOut("not a page")
            urlkey(record.url)  # an address that has none cannot be looked up
            entry = self._resolved(record, entry_of(record))
            return Found(entry, place, self._crawl(record))
        if record.type == "warcinfo":
            self._warcinfo(record, place)
        elif record.type == "metadata":
            return self._metadata(record, place)
        return ()

    def _add_captures(self, waiting: dict[int, Found], made: list[Made | None]) -> None:
        for number, added in zip(
            waiting, add_all(self._connection, list(waiting.values())), strict=True
        ):
            known = LeftOut("in the archive already", added.capture)
            made[number] = added.capture if added.is_new else known
        waiting.clear()

    def _resolved(self, record: StoredRecord, entry: Entry) -> Entry:
        """A revisit by another program, whose digests are not ours, is one of what it refers to;
        of what its page was last seen with, where it does not say."""
        if not is_foreign_revisit(record):
            return entry
        url = field(record, "WARC-Refers-To-Target-URI") or record.url
        said = field(record, "WARC-Refers-To-Date")
        moment = as_utc(datetime.fromisoformat(said)) if said else record.captured_at
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
        there = select(Warcinfo.id).filter_by(warc_id=place.warc_id, offset=place.offset)
        if self._connection.scalar(there) is None:  # read again after a kill
            add_row(self._connection, Warcinfo, {"crawl_id": crawl, **asdict(place)})

    def _metadata(self, record: StoredRecord, place: Place) -> TakenIn | Sequence[Compared]:
        said = read_warc_fields(record.body)
        end, reason = crawlfacts.read_crawl_end(said), crawlfacts.read_failure(said)
        crawl = self._crawl(record)
        if end is not None:
            crawls.finish(self._connection, crawl, end, place)
        elif reason is not None:
            self._failure(record, reason, place)
        return crawlfacts.read_taken_in(said) or crawlfacts.read_observed(said) or ()

    def _failure(self, record: StoredRecord, reason: str, place: Place) -> None:
        """Once, though it may come back with an export that is taken in."""
        said = {"url": record.url, "failed_at": record.captured_at, "reason": reason}
        if self._connection.scalar(select(Failure.id).filter_by(**said)) is not None:
            raise LeftOut("in the archive already")
        add_row(
            self._connection, Failure, {**said, "crawl_id": self._crawl(record), **asdict(place)}
        )


def _has_nul(record: StoredRecord) -> bool:
    """PostgreSQL keeps no text that has one, and no head may (RFC 9110 §5.5)."""
    texts = [value for _, value in record.fields]
    names = [value for _, value in record.headers]
    said = record.body if record.type in ("warcinfo", "metadata") else b""
    return any("\0" in text for text in texts) or any(b"\0" in name for name in (said, *names))


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
        truncated=_truncated(record),
        validators=_validators(record),
    )


def _truncated(record: StoredRecord) -> str | None:
    """WARC 1.1 §5.13 lets others name reasons of their own."""
    reason = field(record, "WARC-Truncated")
    return reason if reason in (None, *get_args(Truncation)) else "unspecified"


def is_foreign_revisit(record: StoredRecord) -> bool:
    """One that does not name its payload by a digest of ours."""
    return record.type == "revisit" and not OUR_DIGEST.fullmatch(_payload_digest(record))


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
    """A file that was taken in has none; replay tools take it for whole as well. Raises
    ``ValueError``, or ``IndexError``, for what is no status code (RFC 9110 §15)."""
    if _is_not_modified(record):
        return HTTPStatus.NOT_MODIFIED
    if record.status_line is None:
        return HTTPStatus.OK
    status = int(record.status_line.split()[1])
    if status not in STATUSES:
        raise ValueError(f"{status} is no status code")
    return status
