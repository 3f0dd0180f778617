"""The WARC files that one process writes, with their rows in the index: opened, rotated, and
acknowledged batch by batch."""

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from store import crawls, records
from store.archive import Archive
from store.capture import Place
from store.cdxj import write_cdxj
from store.crawlfacts import CrawlStart, crawl_fields
from store.database import add_row
from store.errors import UnwritableArchive
from store.locks import alone_among_writers, among_writers
from store.models import Crawl, Warc, Warcinfo
from store.recovery import close_abandoned
from store.warcfile import WarcFile

_FIND_CRAWL = select(Crawl.seed, Crawl.portal, Crawl.started_at).where(Crawl.id == bindparam("id"))


class WarcWriter:
    """Works in the transactions of ``connection``, and begins and ends them."""

    def __init__(
        self,
        archive: Archive,
        connection: Connection,
        settings: Mapping[str, str],
        rotate_at: int,
    ) -> None:
        self._archive = archive
        self._connection = connection
        self._settings = settings
        self._rotate_at = rotate_at
        self._warc: WarcFile | None = None
        self._warc_id = 0
        self._warcinfos: dict[int | None, str] = {}
        """Of the open file, by crawl; ``None`` is for files that are taken in."""
        self._committed = 0
        self._serial = 0
        self._among_writers = among_writers(archive.warc_dir)
        close_abandoned(archive, connection)
        connection.commit()

    def open(self) -> WarcFile:
        """Called before the look-ups of a capture: this commits, and what was looked up before a
        commit may be another writer's work after it."""
        if self._warc is None:
            self._serial += 1
            if not self._connection.in_transaction():
                self._connection.begin()  # recovery, which also writes, is kept from the empty file
            with self._writing():
                warc = WarcFile.create(self._archive.warc_dir, self._serial)
            row = {"name": warc.path.name, "size": 0, "closed": False}
            self._warc_id = add_row(self._connection, Warc, row)
            # Known to the index before its first byte, else a killed writer's file has no owner.
            self._connection.commit()
            self._warc, self._warcinfos, self._committed = warc, {}, 0
        return self._warc

    def write(self, record: records.Record, crawl: int | None) -> Place:
        return self._append(record, self.warcinfo(crawl))

    def state(self, record: records.Record) -> None:
        """A record that is about no crawl or page: it belongs to any warcinfo of its file."""
        self.open()
        self._append(record, next(iter(self._warcinfos.values()), None) or self.warcinfo(None))

    def warcinfo(self, crawl: int | None) -> str:
        """The id of the crawl's warcinfo in the open file, where it is written once."""
        warc = self.open()
        if crawl not in self._warcinfos:
            said = dict(self._settings)
            if crawl is not None:
                start = self._connection.execute(_FIND_CRAWL, {"id": crawl}).one()
                said |= crawl_fields(CrawlStart(*start))
            record = records.warcinfo(warc.path.name, datetime.now(UTC), said)
            place = self._append(record, None)
            row = {"crawl_id": crawl, **msgspec.structs.asdict(place)}
            add_row(self._connection, Warcinfo, row)
            self._warcinfos[crawl] = record.id
        return self._warcinfos[crawl]

    def commit(self) -> None:
        """Acknowledge everything so far: first the WARC bytes, then the rows that point at them."""
        self._acknowledge()
        if self._warc is not None and self._committed >= self._rotate_at:
            self._rotate()

    def _acknowledge(self) -> None:
        if self._warc is not None and self._warc.size > self._committed:
            with self._writing():
                self._warc.sync()
            self._update_warc(size=self._warc.size)
        self._connection.commit()
        if self._warc is not None:
            self._committed = self._warc.size

    def _rotate(self) -> None:
        """A crawl that has not ended is in the next file at once: that file's lock tells other
        processes that it lives."""
        written = [crawl for crawl in self._warcinfos if crawl is not None]
        self._end_file()
        for crawl in crawls.unfinished(self._connection, written):
            self.warcinfo(crawl)
        self._acknowledge()

    def rollback(self) -> None:
        """Forget the batch, and leave its file as a killed writer would: whole up to the last
        commit, the rest in ``warc/torn``. The next record begins another file."""
        self._connection.rollback()
        if self._warc is not None and self._warc.size > self._committed:
            self._warc.abandon()
            self._warc = None
            close_abandoned(self._archive, self._connection)
            self._connection.commit()

    def alone(self) -> AbstractContextManager[None]:
        """No other process writes meanwhile; raises ``ArchiveLocked`` where one does."""
        return alone_among_writers(self._among_writers, self._archive.warc_dir)

    def close(self) -> None:
        try:
            self.commit()
            self._end_file()
        finally:
            os.close(self._among_writers)

    def _append(self, record: records.Record, warcinfo: str | None) -> Place:
        warc = self.open()
        with self._writing():
            offset, length = warc.write(record.to_bytes(warcinfo))
        return Place(self._warc_id, offset, length)

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
                write_cdxj(self._archive, self._warc.path.name)
            self._warc = None

    def _update_warc(self, **columns: int | bool) -> None:
        self._connection.execute(update(Warc).where(Warc.id == self._warc_id).values(columns))
