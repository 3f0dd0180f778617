"""The warcinfos that records of a WARC file belong to, and that it has not: without them,
the crawl of these records cannot be told from the file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import CompoundSelect, Connection, bindparam, select, union_all

from store import records
from store.crawlfacts import CrawlStart, crawl_fields
from store.faults import Fault
from store.foreign import is_taken_in
from store.indexing import field
from store.models import Capture, Crawl, Failure, Warc, Warcinfo
from store.records import Record
from store.warc import StoredRecord

ANEW = "written anew in place of a damaged one, whose settings are lost"

_FILE = select(Warc.id).where(Warc.name == bindparam("warc")).scalar_subquery()
_CRAWL_AT: CompoundSelect[int | None] = union_all(
    select(Capture.crawl_id).where(Capture.warc_id == _FILE, Capture.offset == bindparam("offset")),
    select(Failure.crawl_id).where(Failure.warc_id == _FILE, Failure.offset == bindparam("offset")),
    select(Crawl.id).where(Crawl.end_warc_id == _FILE, Crawl.end_offset == bindparam("offset")),
)
_OF_NO_CRAWL = select(Warcinfo.id).where(Warcinfo.warc_id == _FILE, Warcinfo.crawl_id.is_(None))
_START = select(Crawl.seed, Crawl.portal, Crawl.started_at).where(Crawl.id == bindparam("crawl"))


class LostWarcinfos:
    """Reads the file's whole records in their order: a warcinfo stands ahead of all that belongs to
    it (WARC 1.1 §6.2). Which crawl each was of is what the index says of those records."""

    def __init__(self, connection: Connection, warc: str) -> None:
        self._connection = connection
        self._warc = warc
        self._there: set[str] = set()
        self._crawls: dict[str, int | None] = {}
        self._count = 0

    def read(self, record: StoredRecord, offset: int) -> None:
        warcinfo = field(record, "WARC-Warcinfo-ID")
        if record.type == "warcinfo":
            self._there.add(record.id)
        elif warcinfo and warcinfo not in self._there:
            self._count += 1
            if self._crawls.get(warcinfo) is None:
                place = {"warc": self._warc, "offset": offset}
                self._crawls[warcinfo] = self._connection.scalar(_CRAWL_AT, place)

    def faults(self) -> Iterator[Fault]:
        """One at most."""
        if self._crawls:
            what = f"records whose warcinfo is not in the file: {self._count}"
            rests = [
                f"crawl of {start.seed} begun at {start.started_at:%F %T}"
                for start in map(self._start, self._crawls.values())
                if start is not None
            ]
            yield Fault("unsaid", self._warc, what, rests=rests)

    def anew(self, filename: str) -> Iterator[Record]:
        """For the file ``filename``, with the ids that the records know them by. Not those of which
        the index knows as little: that these are lost stays told."""
        for warcinfo, crawl in self._crawls.items():
            start = self._start(crawl)
            if start is not None or self._wrote_for_none():
                said = {"description": ANEW, **(crawl_fields(start) if start else {})}
                yield replace(records.warcinfo(filename, datetime.now(UTC), said), id=warcinfo)

    def _wrote_for_none(self) -> bool:
        if is_taken_in(Path(self._warc)):  # another program did
            return False
        return self._connection.scalar(_OF_NO_CRAWL.limit(1), {"warc": self._warc}) is not None

    def _start(self, crawl: int | None) -> CrawlStart | None:
        row = self._connection.execute(_START, {"crawl": crawl}).one_or_none()
        return CrawlStart(*row) if row else None
