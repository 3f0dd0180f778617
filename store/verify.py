"""Reads everything again, and tells what is not as it was written, with all that rests on it.

1. every WARC file against the index: each record's digests, its row, its place
2. every revisit, whether a record holds its payload
3. every file and every compared capture that there was, whether it is still held; and whether the
   files still say of which crawl a record is, and what was compared
4. every chain of versions and every derivation in itself
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from sqlalchemy import Connection, Row, select

from store.archive import WARC_FILES, Archive
from store.chains import check_chains
from store.crawlfacts import read_failure
from store.dependants import dependants
from store.faults import Fault, Kind
from store.foreign import is_taken_in
from store.indexing import CAPTURES, entry_of, is_foreign_revisit
from store.lost import lost_captures, lost_files
from store.models import Capture, Crawl, Failure, Page, Payload, Warc, Warcinfo
from store.progress import Progress
from store.records import read_warc_fields
from store.said import Said
from store.scan import Scanned, scan
from store.unsaid import LAST, unsaid_comparisons
from store.warc import StoredRecord
from store.warcinfos import LostWarcinfos

AnyRow = Row[*tuple[Any, ...]]

COMPARED = ("url", "captured_at", "status", "record", "payload_digest")
"""What the index and the record both say of a capture; the payload comes last, which the revisits
of other programs do not tell in our words."""

FORGETTING = ("missing", "damaged", "truncated")
"""What these lost is still in the index, and is told with them."""

Tell = Callable[[Progress], None]


def verify(archive: Archive, tell: Tell = lambda _: None) -> Iterator[Fault]:
    """Files that are being written are read up to their last commit."""
    with archive.engine.connect() as connection, closing(Said()) as said:
        last = connection.scalar(LAST)  # of what the files say up to the sizes that are read next
        files = connection.execute(select(Warc).order_by(Warc.name)).all()
        total, before, whole = sum(file.size for file in files), 0, True
        for file in files:
            for fault, end in _File(archive, connection, file, said).check():
                tell(Progress("WARC bytes", before + end, total))
                if fault is not None:
                    whole = whole and fault.kind not in FORGETTING
                    yield fault
            before += file.size
        known = {file.name for file in files}
        for path in sorted(archive.warc_dir.glob(WARC_FILES)):
            if path.name not in known and path.stat().st_size:
                yield Fault("unindexed", path.name, "the index does not know this file")
        yield from lost_files(archive)
        if whole:
            yield from lost_captures(said)
        yield from unsaid_comparisons(connection, said, last)
        yield from check_chains(connection)


class _File:
    """One WARC file, and the rows of the index that point into it."""

    def __init__(self, archive: Archive, connection: Connection, file: AnyRow, said: Said) -> None:
        self._said = said
        self._lost_warcinfos = LostWarcinfos(connection, file.name)
        self._path = archive.warc_dir / file.name
        self._connection = connection
        self._file = file
        self._captures = _captures(connection, file.id, file.size)
        self._others = _others(connection, file.id, file.size)

    def check(self) -> Iterator[tuple[Fault | None, int]]:
        """Each with the offset up to which the file has been read."""
        if not self._path.is_file():
            yield self._fault("missing", "the file is gone", 0, self._file.size), self._file.size
            return
        for found in scan(self._path, end=self._file.size):
            end = found.offset + found.length
            yield None, end
            if found.record is not None:
                self._said.read(found.record, ours=not is_taken_in(self._path))
                self._lost_warcinfos.read(found.record, found.offset)
            for fault in self._check_record(found):
                yield fault, end
        yield from ((fault, self._file.size) for fault in self._check_rest())

    def _check_record(self, found: Scanned) -> Iterator[Fault]:
        row = self._captures.pop(found.offset, None)
        other = self._others.pop(found.offset, None)
        if found.record is None:
            self._forget(found)
            yield self._fault("damaged", found.fault or "", found.offset, found.length)
        elif row is not None and found.record.type in CAPTURES:
            yield from self._check_capture(found, found.record, row)
        elif _has_row(found.record) and other is None and not is_taken_in(self._path):
            yield self._unindexed(found)

    def _check_capture(self, found: Scanned, record: StoredRecord, row: AnyRow) -> Iterator[Fault]:
        entry = entry_of(record)
        resolved = is_foreign_revisit(record)
        said = COMPARED[:-1] if resolved else COMPARED
        differs = [name for name in said if getattr(entry, name) != getattr(row, name)]
        if differs or row.length != found.length:
            what = f"the index has another {', '.join(differs) or 'length'}"
            yield self._fault("index", what, found.offset, found.length)
        if record.type == "revisit" and not resolved and not _is_held(self._connection, row):
            what = "no record holds the payload that it refers to"
            yield self._fault("revisit", what, found.offset, found.length)

    def _check_rest(self) -> Iterator[Fault]:
        """What the index has and the file has not, and the other way round."""
        if not is_taken_in(self._path):
            yield from self._lost_warcinfos.faults()
        end = self._path.stat().st_size
        for offset in sorted(self._captures.keys() | self._others.keys()):
            if offset < end:
                yield self._fault("index", "the index has a record here, the file none", offset, 1)
        if end < self._file.size:
            what = f"the file ends at {end}, {self._file.size - end} bytes early"
            yield self._fault("truncated", what, end, self._file.size - end)
        elif end > self._file.size and self._file.closed:
            what = f"{end - self._file.size} bytes past what was acknowledged"
            yield self._fault("tail", what, self._file.size, end - self._file.size)

    def _forget(self, found: Scanned) -> None:
        """A damaged stretch is told once, however many records were in it."""
        inside = range(found.offset, found.offset + found.length)
        for rows in (self._captures, self._others):
            for offset in [offset for offset in rows if offset in inside]:
                del rows[offset]

    def _unindexed(self, found: Scanned) -> Fault:
        what = "the index does not know this record"
        return self._fault("unindexed", what, found.offset, found.length)

    def _fault(self, kind: Kind, what: str, offset: int, length: int) -> Fault:
        rests = dependants(self._connection, self._file.id, offset, length)
        return Fault(kind, self._file.name, what, offset, length, rests)


def _captures(connection: Connection, warc: int, size: int) -> dict[int, AnyRow]:
    statement = (
        select(
            Capture.id,
            Capture.offset,
            Capture.length,
            Capture.payload_id,
            Page.url,
            Capture.captured_at,
            Capture.status,
            Capture.record,
            Payload.digest.label("payload_digest"),
        )
        .join(Page, Page.id == Capture.page_id)
        .join(Payload, Payload.id == Capture.payload_id)
        .where(Capture.warc_id == warc, Capture.offset < size)
    )
    return {row.offset: row for row in connection.execute(statement)}


def _others(connection: Connection, warc: int, size: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for model in (Warcinfo, Failure):
        places = select(model.offset, model.length)
        places = places.where(model.warc_id == warc, model.offset < size)
        found |= {place.offset: place.length for place in connection.execute(places)}
    ends = select(Crawl.end_offset, Crawl.end_length)
    ends = ends.where(Crawl.end_warc_id == warc, Crawl.end_offset < size)
    return found | {place.end_offset: place.end_length for place in connection.execute(ends)}


def _has_row(record: StoredRecord) -> bool:
    """In a file of ours; of one made by others, some are left out."""
    if record.type == "warcinfo" or record.type in CAPTURES:
        return True
    return record.type == "metadata" and read_failure(read_warc_fields(record.body)) is not None


def _is_held(connection: Connection, row: AnyRow) -> bool:
    """By the record that the revisit refers to or, where that was lost, by a later one."""
    statement = select(Capture.id).where(
        Capture.payload_id == row.payload_id, Capture.record != "revisit"
    )
    return connection.scalar(statement.limit(1)) is not None
