"""What the archive holds of the pages of a host: the newest whole answer of each."""

from datetime import datetime
from http import HTTPStatus
from typing import NamedTuple

from sqlalchemy import func, select

from store.archive import Archive
from store.capture import Capture
from store.models import Capture as Captures
from store.models import Page, Payload
from store.records import RecordType
from store.urlkey import urlkey


class Served(NamedTuple):
    """``crawl_id`` is the crawl that it was captured in."""

    id: int
    page_id: int
    crawl_id: int | None
    url: str
    captured_at: datetime
    record: RecordType
    payload_digest: str
    etag: str | None
    last_modified: str | None

    def capture(self, record_id: str) -> Capture:
        """``record_id`` stands in the record itself."""
        return Capture(
            id=self.id,
            page_id=self.page_id,
            crawl_id=self.crawl_id,
            record_id=record_id,
            url=self.url,
            captured_at=self.captured_at,
            status=HTTPStatus.OK,
            record=self.record,
            payload_digest=self.payload_digest,
        )


def served_by(archive: Archive, host: str) -> dict[str, Served]:
    """By URL, the pages that ``host`` (with its port) has answered with 200."""
    newest = (
        select(func.max(Captures.id))
        .join(Page, Page.id == Captures.page_id)
        .where(
            Page.urlkey.startswith(host_key(host), autoescape=True),
            Captures.status == HTTPStatus.OK,
            Captures.truncated.is_(None),
        )
        .group_by(Captures.page_id)
    )
    statement = (
        select(
            Captures.id,
            Captures.page_id,
            Captures.crawl_id,
            Page.url,
            Captures.captured_at,
            Captures.record,
            Payload.digest,
            Captures.etag,
            Captures.last_modified,
        )
        .join(Page, Page.id == Captures.page_id)
        .join(Payload, Payload.id == Captures.payload_id)
        .where(Captures.id.in_(newest))
    )
    with archive.engine.connect() as connection:
        rows = (Served(*row) for row in connection.execute(statement))  # type: ignore[arg-type]
        return {served.url: served for served in rows}


def requests_since(archive: Archive, host: str, since: datetime) -> int:
    """Answers that ``host`` (with its port) has given since then."""
    statement = (
        select(func.count())
        .select_from(Captures)
        .join(Page, Page.id == Captures.page_id)
        .where(
            Page.urlkey.startswith(host_key(host), autoescape=True), Captures.captured_at >= since
        )
    )
    with archive.engine.connect() as connection:
        return connection.scalar(statement) or 0


def host_key(host: str) -> str:
    """What the urlkeys of a host begin with."""
    return urlkey(f"http://{host}").rstrip("/")
