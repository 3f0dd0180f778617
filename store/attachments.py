"""Files behind the links of reports: one that is replaced is a change of the reports that list it.

A portal can put another file behind a link, and the page stays as it was. Each file is compared
with what was last seen at its address. One that is a report has its own chain of versions, which
tells what becomes of it, so only those that are none are looked at here; of one that was a report
and is none any more (a scan took its place) it is told that it was replaced, and of one that is a
report again its chain tells what has changed since it was one.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from parser.extraction import Attachment
from parser.html.attachments import lasting_address
from store import models
from store.capture import Capture
from store.database import add_row
from store.derivation import Derivation, unpack_stated
from store.models import Attachment as Attachments
from store.models import Capture as Captures
from store.models import Change, File, Page, Payload, Version
from store.tip import LAST_ORDINAL
from store.urlkey import urlkey

PAGES = ("text/html", "application/xhtml+xml")
"""What is served as one stands in the place of a file: an error page, or a request to log in."""

Read = Callable[[str, str], Derivation]
"""A payload, by its digest, as a parser version reads it."""

MAX_KEY = 2083
"""Characters of an address: crawlers ask for none that is longer, and PostgreSQL cannot index
2,700 bytes."""


class Before(NamedTuple):
    """What was last seen of a file."""

    capture_id: int
    captured_at: datetime
    payload_digest: str


def relist(connection: Connection, page: int, attachments: Collection[Attachment]) -> None:
    """What the latest version of the page links to, in place of what the one before did."""
    connection.execute(delete(Attachments).where(Attachments.page_id == page))
    if keys := _keys(attachments):
        rows = [{"page_id": page, "urlkey": key} for key in sorted(keys)]
        connection.execute(insert(Attachments), rows)


_SERVED_AS = (
    select(Captures.mime)
    .join(Payload, Payload.id == Captures.payload_id)
    .where(
        Captures.page_id == bindparam("page"),
        Captures.captured_at <= bindparam("at"),
        Captures.mime.is_not(None),
        Payload.digest == bindparam("digest"),
    )
    .order_by(Captures.captured_at.desc(), Captures.id.desc())
    .limit(1)
)


def compare(connection: Connection, capture: Capture, derivation: Derivation, read: Read) -> None:
    """What a capture that is of no report shows of a file; the first sight of one tells nothing."""
    if not _is_file(connection, capture):
        return
    before = _last_compared(connection, capture.page_id)
    if before is not None and before.captured_at > capture.captured_at:
        return  # another process compared a later one meanwhile
    _keep_compared(connection, capture)
    if before is not None and not _is_same_file(before, derivation, read):
        _tell_replaced(connection, capture, before)


def _is_file(connection: Connection, capture: Capture) -> bool:
    """As the server called its payload when it last sent it: a 304 does not say."""
    key = {"page": capture.page_id, "at": capture.captured_at, "digest": capture.payload_digest}
    return connection.scalar(_SERVED_AS, key) not in PAGES


_COMPARED = (
    select(File.capture_id)
    .where(File.page_id == bindparam("page"))
    .union_all(select(Version.last_capture_id).where(Version.page_id == bindparam("page")))
)
_LAST_COMPARED = (
    select(Captures.id, Captures.captured_at, Payload.digest)
    .join(Payload, Payload.id == Captures.payload_id)
    .where(Captures.id.in_(_COMPARED))
    .order_by(Captures.captured_at.desc(), Captures.id.desc())
    .limit(1)
)


def _last_compared(connection: Connection, page: int) -> Before | None:
    row = connection.execute(_LAST_COMPARED, {"page": page}).one_or_none()
    return Before(*row) if row else None


def _keep_compared(connection: Connection, capture: Capture) -> None:
    seen = {"capture_id": capture.id}
    kept = connection.execute(update(File).where(File.page_id == capture.page_id).values(seen))
    if not kept.rowcount:
        add_row(connection, File, {"page_id": capture.page_id, **seen})


def _is_same_file(before: Before, derivation: Derivation, read: Read) -> bool:
    """A file that was made anew from the same text is the same; a scan has none, or page numbers
    alone, and is told by its bytes."""
    if before.payload_digest == derivation.payload_digest:
        return True
    is_scan = any(finding.rule == "PDF-SCANNED" for finding in derivation.findings)
    if is_scan or not derivation.extraction().text.strip():
        return False
    read_then = read(before.payload_digest, derivation.parser_version)
    return read_then.content_digest == derivation.content_digest


_first, _early = aliased(Captures), aliased(Version)
_ORDINAL_THEN = (
    select(func.max(_early.ordinal))
    .join(_first, _first.id == _early.first_capture_id)
    .where(_early.page_id == Attachments.page_id, _first.captured_at <= bindparam("since"))
    .scalar_subquery()
)
_Then = aliased(Version)
_ReadNow, _ReadThen = aliased(models.Derivation), aliased(models.Derivation)
_LISTINGS = (
    select(
        Attachments.page_id,
        Version.ordinal,
        or_(
            _ReadNow.publish_date.is_distinct_from(_ReadThen.publish_date),
            _ReadNow.index_number.is_distinct_from(_ReadThen.index_number),
        ).label("restated"),
        _ReadThen.blob,
    )
    .join(Page, Page.id == Attachments.page_id)
    .join(Version, Version.page_id == Attachments.page_id)
    .join(_ReadNow, _ReadNow.id == Version.derivation_id)
    .join(_Then, _Then.page_id == Attachments.page_id)
    .join(_ReadThen, _ReadThen.id == _Then.derivation_id)
    .where(
        Attachments.urlkey == bindparam("urlkey"),
        Page.gone_since.is_(None),
        Version.ordinal == LAST_ORDINAL,
        _Then.ordinal == _ORDINAL_THEN,
    )
    .order_by(Attachments.page_id)
)


def _tell_replaced(connection: Connection, capture: Capture, before: Before) -> None:
    """On every page that lists the file, and did when it was last seen as it was: elsewhere it was
    never another. In silence, where neither publication date nor index number has moved since."""
    key = _key(capture.url)
    since = {"urlkey": key, "since": before.captured_at}
    for page, ordinal, restated, blob in connection.execute(_LISTINGS, since).all():
        if key in _keys(unpack_stated(blob).attachments):
            told = {
                "page_id": page,
                "capture_id": capture.id,
                "class": "attachment",
                "silent": not restated,
                "confirmed": True,
                "from_ordinal": ordinal,
                "to_ordinal": ordinal,
                "detected_at": capture.captured_at,
                "other_page_id": capture.page_id,
                "before_capture_id": before.capture_id,
                "cells": [],
            }
            add_row(connection, Change, told)


def _keys(attachments: Collection[Attachment]) -> set[str]:
    return {key for one in attachments if (key := _key(one.url)) and len(key) <= MAX_KEY}


def _key(url: str) -> str | None:
    try:
        return urlkey(lasting_address(url))
    except ValueError:
        return None  # not an address at all, such as http://[
