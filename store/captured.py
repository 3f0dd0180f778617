"""Captures and their payloads in the index: found, and added."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, update

from store.capture import Capture, Place
from store.crawlfacts import Compared
from store.database import add_row
from store.exchange import Validators
from store.models import Capture as Captures
from store.models import Comparison, Page, Payload
from store.records import Original, RecordType
from store.urlkey import urlkey


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What the index holds of one capture's record, its place excepted. ``mime`` is as the server
    said it, its parameters left out; ``truncated`` as WARC 1.1 §5.13 names it."""

    record_id: str
    record: RecordType
    url: str
    captured_at: datetime
    status: int
    payload_digest: str
    mime: str | None
    truncated: str | None = None
    validators: Validators = Validators()


class Known(NamedTuple):
    """A payload that the archive holds, and the oldest record that holds it."""

    id: int
    digest: str
    original: Original


_FIND_PAYLOAD = (
    select(Payload.id, Payload.digest, Payload.record_id, Page.url, Captures.captured_at)
    .join(Captures, Captures.payload_id == Payload.id)
    .join(Page, Page.id == Captures.page_id)
    .where(Captures.record != "revisit")
    .order_by(Captures.id)
    .limit(1)
)
_BY_DIGEST = _FIND_PAYLOAD.where(Payload.digest == bindparam("digest"))
_BY_ID = _FIND_PAYLOAD.where(Payload.id == bindparam("id"))
_LAST_SERVED = (
    select(Captures.payload_id)
    .join(Page, Page.id == Captures.page_id)
    .where(
        Page.url == bindparam("url"),
        Captures.status == HTTPStatus.OK,
        Captures.truncated.is_(None),
    )
    .order_by(Captures.captured_at.desc(), Captures.id.desc())
    .limit(1)
)
_SHOWN_AT = (
    select(Payload.digest)
    .join(Captures, Captures.payload_id == Payload.id)
    .join(Page, Page.id == Captures.page_id)
    .where(Page.url == bindparam("url"), Captures.captured_at <= bindparam("moment"))
    .order_by(Captures.captured_at.desc(), Captures.id.desc())
    .limit(1)
)
CAPTURES = (
    select(
        Captures.id,
        Captures.page_id,
        Captures.crawl_id,
        Page.url,
        Captures.captured_at,
        Captures.status,
        Captures.record,
        Payload.digest.label("payload_digest"),
    )
    .join(Page, Page.id == Captures.page_id)
    .join(Payload, Payload.id == Captures.payload_id)
)
"""As ``Capture`` has them, but for the ids of their records, which the index does not keep."""
_CAPTURE = CAPTURES.where(Captures.id == bindparam("capture"))
_PAYLOAD = select(Payload.id).where(Payload.digest == bindparam("digest"))
_FIND_PAGE = select(Page.id).where(Page.url == bindparam("url"))


def find_payload(connection: Connection, digest: str) -> Known | None:
    return _known(connection.execute(_BY_DIGEST, {"digest": digest}).one_or_none())


def last_served(connection: Connection, url: str) -> Known | None:
    """The payload that a 304 of this URL speaks of."""
    payload = connection.scalar(_LAST_SERVED, {"url": url})
    return _known(connection.execute(_BY_ID, {"id": payload}).one_or_none())


def shown_at(connection: Connection, url: str, moment: datetime) -> str | None:
    """The digest of the payload that a URL was last seen with until then."""
    digest: str | None = connection.scalar(_SHOWN_AT, {"url": url, "moment": moment})
    return digest


def get(connection: Connection, capture: int, record_id: str) -> Capture:
    """As it was handed back when it was added; the index does not keep ids of records."""
    row = connection.execute(_CAPTURE, {"capture": capture}).one()
    return Capture(record_id=record_id, **row._mapping)


def add(
    connection: Connection, entry: Entry, place: Place, known: Known | None, crawl: int | None
) -> Capture:
    """``known`` is what the archive holds of the entry's payload."""
    page = _page(connection, entry.url)
    payload = known.id if known else _payload(connection, entry)
    capture = add_row(connection, Captures, row_of(entry, place, crawl, page, payload))
    return capture_of(entry, crawl, capture, page)


def row_of(
    entry: Entry, place: Place, crawl: int | None, page: int, payload: int
) -> dict[str, object]:
    return {
        "page_id": page,
        "crawl_id": crawl,
        "captured_at": entry.captured_at,
        "status": entry.status,
        "record": entry.record,
        "mime": entry.mime,
        "truncated": entry.truncated,
        **entry.validators._asdict(),
        "payload_id": payload,
        **msgspec.structs.asdict(place),
    }


def capture_of(entry: Entry, crawl: int | None, capture: int, page: int) -> Capture:
    """As it is handed back; the ids are those of the rows."""
    return Capture(
        id=capture,
        page_id=page,
        crawl_id=crawl,
        record_id=entry.record_id,
        url=entry.url,
        captured_at=entry.captured_at,
        status=entry.status,
        record=entry.record,
        payload_digest=entry.payload_digest,
    )


def add_compared(connection: Connection, captures: Sequence[tuple[int, Compared]]) -> None:
    """Captures by their ids, and what is said of them, in the order of the comparisons."""
    rows = [
        {"capture_id": capture, "confirmed_after": one.confirmed_after, "late": one.late}
        for capture, one in captures
    ]
    if rows:
        connection.execute(insert(Comparison), rows)


def _known(row: tuple[int, str, str, str, datetime] | None) -> Known | None:
    return Known(row[0], row[1], Original(*row[2:])) if row else None


def _page(connection: Connection, url: str) -> int:
    page: int | None = connection.scalar(_FIND_PAGE, {"url": url})
    if page is not None:
        return page
    return add_row(connection, Page, {"url": url, "urlkey": urlkey(url)})


def _payload(connection: Connection, entry: Entry) -> int:
    """Of a payload that no record holds, or none any more: the file it was in may be lost."""
    payload: int | None = connection.scalar(_PAYLOAD, {"digest": entry.payload_digest})
    row = {"digest": entry.payload_digest, "record_id": entry.record_id}
    if payload is None:
        return add_row(connection, Payload, row)
    if entry.record != "revisit":
        connection.execute(update(Payload).where(Payload.id == payload).values(row))
    return payload
