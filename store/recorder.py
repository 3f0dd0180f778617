"""The one writer of a process: exchanges in, WARC records and index rows out."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from types import MappingProxyType, TracebackType
from typing import NamedTuple, Self

from sqlalchemy import bindparam, select, update

from store import derived, models, records
from store.archive import Archive
from store.capture import Capture
from store.chain import Chain, Observation
from store.database import add_row, writer
from store.derivation import PARSER, Derivation
from store.errors import UnwritableArchive
from store.exchange import Exchange
from store.models import Crawl, Page, Payload, Warc
from store.recovery import close_abandoned
from store.urlkey import urlkey
from store.warcfile import Place, WarcFile

__all__ = ["Capture", "Observation", "Recorder"]

ROTATE_AT = 1024**3
"""Bytes. WARC 1.1 recommends files of 1 GB; a batch is never split over two."""

NO_SETTINGS: Mapping[str, str] = MappingProxyType({})

OK = 200
"""The status of a file that was read whole; replay tools treat a resource record the same way."""

_FIND_PAYLOAD = (
    select(Payload.id, Payload.record_id, Page.url, models.Capture.captured_at)
    .join(models.Capture, models.Capture.payload_id == Payload.id)
    .join(Page, Page.id == models.Capture.page_id)
    .where(Payload.digest == bindparam("digest"))
    .order_by(models.Capture.id)
    .limit(1)
)
_FIND_PAGE = select(Page.id).where(Page.url == bindparam("url"))


class _Known(NamedTuple):
    """A payload that the archive holds, and the record that holds it."""

    id: int
    original: records.Original


class Recorder:
    """Not thread-safe: used from one thread at a time.

    The first call of a batch takes the index's write lock and ``commit`` gives it back, so commit
    at least once a second: other processes wait ten at most. What ``commit`` has returned from
    is on the disk, and survives the death of the process and of the machine at any moment. After an
    error, ``rollback`` and go on.
    """

    def __init__(
        self,
        archive: Archive,
        *,
        settings: Mapping[str, str] = NO_SETTINGS,
        parser: str = PARSER,
        rotate_at: int = ROTATE_AT,
    ) -> None:
        """``settings`` go into each file's warcinfo. ``parser`` reads old payloads again when
        derivations come from a newer parser version."""
        self._archive = archive
        self._settings = settings
        self._rotate_at = rotate_at
        self._warc: WarcFile | None = None
        self._warc_id = 0
        self._committed = 0
        self._serial = 0
        self._connection = writer(archive.engine)
        self._chain = Chain(archive, self._connection, parser)
        close_abandoned(archive, self._connection)
        self._connection.commit()

    def start_crawl(self, seed: str, portal: str | None, started_at: datetime) -> int:
        row = {"seed": seed, "portal": portal, "started_at": started_at}
        return add_row(self._connection, Crawl, row)

    def finish_crawl(self, crawl: int, finished_at: datetime, summary: Mapping[str, int]) -> None:
        row = {"finished_at": finished_at, "summary": dict(summary)}
        self._connection.execute(update(Crawl).where(Crawl.id == crawl).values(row))

    def capture(self, exchange: Exchange, crawl: int | None = None) -> Capture:
        """A response record and its request; a revisit when the archive holds the payload."""
        self._open_file()
        digest = records.sha256(exchange.body)
        known = self._known(digest)
        if known is not None and exchange.body:
            record = records.revisit(exchange, digest, known.original)
        else:
            record = records.response(exchange, digest)
        place = self._write(record)
        self._write(records.request(exchange, record.id))
        return self._index(record, place, known, digest, exchange.status, crawl)

    def resource(self, url: str, content: bytes, media_type: str, captured_at: datetime) -> Capture:
        """A file taken in: a resource record, or a revisit of the record that holds its bytes."""
        self._open_file()
        digest = records.sha256(content)
        known = self._known(digest)
        if known is not None and content:
            record = records.resource_revisit(url, media_type, captured_at, digest, known.original)
        else:
            record = records.resource(url, content, media_type, captured_at, digest)
        place = self._write(record)
        return self._index(record, place, known, digest, OK, None)

    def derivation(self, payload_digest: str, parser_version: str) -> Derivation | None:
        return derived.find(self._connection, payload_digest, parser_version)

    def observe(self, capture: Capture, derivation: Derivation) -> Observation:
        """What the capture shows of its page's report; see ``store.chain``."""
        return self._chain.observe(capture, derivation)

    def observe_gone(self, capture: Capture) -> Observation | None:
        """A 404 or 410; ``None`` when the page never had a report."""
        return self._chain.observe_gone(capture)

    def commit(self) -> None:
        """Acknowledge everything so far: first the WARC bytes, then the rows that point at them."""
        if self._warc is not None and self._warc.size > self._committed:
            with self._writing():
                self._warc.sync()
            self._update_warc(size=self._warc.size)
        self._connection.commit()
        if self._warc is not None:
            self._committed = self._warc.size
            if self._committed >= self._rotate_at:
                self._end_file()

    def rollback(self) -> None:
        """Forget the batch, and leave its file as a killed writer would: whole up to the last
        commit, the rest in ``warc/torn``. The next capture begins another file."""
        self._connection.rollback()
        if self._warc is not None and self._warc.size > self._committed:
            self._warc.abandon()
            self._warc = None
            close_abandoned(self._archive, self._connection)
            self._connection.commit()

    def close(self) -> None:
        try:
            self.commit()
            self._end_file()
        finally:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.rollback()
        self.close()

    def _known(self, digest: str) -> _Known | None:
        row = self._connection.execute(_FIND_PAYLOAD, {"digest": digest}).one_or_none()
        return _Known(row[0], records.Original(*row[1:])) if row else None

    def _add_payload(self, digest: str, record_id: str) -> int:
        row = {"digest": digest, "record_id": record_id}
        return add_row(self._connection, Payload, row)

    def _page(self, url: str) -> int:
        page: int | None = self._connection.scalar(_FIND_PAGE, {"url": url})
        if page is not None:
            return page
        row = {"url": url, "urlkey": urlkey(url)}
        return add_row(self._connection, Page, row)

    def _index(
        self,
        record: records.Record,
        place: Place,
        known: _Known | None,
        digest: str,
        status: int,
        crawl: int | None,
    ) -> Capture:
        page = self._page(record.url)
        row = {
            "page_id": page,
            "crawl_id": crawl,
            "captured_at": record.captured_at,
            "status": status,
            "record": record.type,
            "payload_id": known.id if known else self._add_payload(digest, record.id),
            "warc_id": self._warc_id,
            "offset": place.offset,
            "length": place.length,
        }
        capture = add_row(self._connection, models.Capture, row)
        return Capture(capture, page, record.url, record.captured_at, status, record.type, digest)

    def _open_file(self) -> WarcFile:
        """Called before the look-ups of a capture: this commits, and what was looked up before a
        commit may be another writer's work after it."""
        if self._warc is None:
            self._serial += 1
            with self._writing():
                warc = WarcFile.create(self._archive.warc_dir, self._serial)
            row = {"name": warc.path.name, "size": 0, "closed": False}
            self._warc_id = add_row(self._connection, Warc, row)
            # Known to the index before its first byte, else a killed writer's file has no owner.
            self._connection.commit()
            self._warc, self._committed = warc, 0
            self._write(records.warcinfo(warc.path.name, datetime.now(UTC), self._settings))
        return self._warc

    def _write(self, record: records.Record) -> Place:
        with self._writing():
            return self._open_file().write(record)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UnwritableArchive(
                f"{self._archive.warc_dir}: {error.strerror}; free some space or check the "
                "permissions, then go on: nothing that was committed is lost"
            ) from error

    def _end_file(self) -> None:
        """The lock is let go last: until then the file's size in the index may still grow."""
        if self._warc is not None:
            self._update_warc(closed=True)
            self._connection.commit()
            with self._writing():
                self._warc.close()
            self._warc = None

    def _update_warc(self, **columns: int | bool) -> None:
        self._connection.execute(update(Warc).where(Warc.id == self._warc_id).values(columns))
