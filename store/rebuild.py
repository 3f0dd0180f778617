"""Makes the index again from the WARC files alone.

1. every file in the order of their names, every record in the order of its file
2. every comparison of a capture with what was known of its page, in the order in which they were
   made
3. what was compared, read by the installed parser, and compared as it was then (``store.replay``)

The index that was stays in use until the new one is whole. ``store.crawlfacts`` lists what the WARC
files say for this beside the captures themselves.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path

import msgspec
from sqlalchemy import Connection, func, select, update
from sqlalchemy.orm import aliased

from store import models
from store.archive import WARC_DIR, WARC_FILES, Archive
from store.capture import Capture, Place
from store.captured import add_compared
from store.cdxj import write_all
from store.chain import Chain
from store.comparisons import Comparisons
from store.crawlfacts import Compared, TakenIn
from store.database import add_row, writer
from store.derivation import PARSER, parser_version
from store.errors import DamagedArchive, NotAnArchive
from store.foreign import find_taken_in, is_taken_in
from store.indexing import Indexer, LeftOut
from store.locks import alone, check_writable
from store.lost import lost_files
from store.models import Comparison, Warc
from store.progress import Progress
from store.recovery import close_abandoned
from store.replacement import replacing
from store.replay import Derive, read_payloads, replay
from store.scan import batches, scan
from store.warc import StoredRecord

BATCH = 1000
"""Comparisons that are put into the index at once."""

_holder = aliased(models.Capture)
_OLDEST = (
    select(func.min(_holder.id))
    .where(_holder.payload_id == models.Capture.payload_id, _holder.record != "revisit")
    .scalar_subquery()
)
_READ_LATER = (
    select(func.count(Comparison.id))
    .join(models.Capture, models.Capture.id == Comparison.capture_id)
    .where(models.Capture.record == "revisit", models.Capture.id < _OLDEST)
)


class Rebuilt(msgspec.Struct):
    """What went into the index; ``faults`` tells what could not, a line each. ``read_later`` are
    revisits that were compared and are read from a later record, as theirs is lost: an index that
    was made while there was none lacks what they say."""

    files: int = 0
    captures: int = 0
    read_later: int = 0
    faults: list[str] = msgspec.field(default_factory=list)


def rebuild(
    root: Path,
    *,
    database: str | None = None,
    derive: Derive,
    parser: str = PARSER,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Rebuilt:
    """Raises ``ArchiveLocked`` while anybody writes to the archive, ``UnwritableArchive`` where
    nobody can, ``NotAnArchive`` where there are no WARC files. A rebuild that is killed changes
    nothing."""
    if not (root / WARC_DIR).is_dir():
        raise NotAnArchive(f"{root} has no folder {WARC_DIR}: name another with --archive")
    for folder in (root, root / WARC_DIR):
        check_writable(folder)
    with alone(root / WARC_DIR):
        _recover(root, database)
        with replacing(root, database) as (archive, connection):
            work = _Rebuild(archive, connection, derive, parser)
            for progress in work.run():
                tell(progress)
        with Archive.open(root, database=database) as archive:
            write_all(archive)
            work.done.faults += [f"{lost.file}: {lost.what}" for lost in lost_files(archive)]
    return work.done


def _recover(root: Path, database: str | None) -> None:
    """What a killed writer did not acknowledge is no more than it was, if the index still knows."""
    with (
        suppress(NotAnArchive, DamagedArchive),
        Archive.open(root, database=database) as archive,
        writer(archive.engine) as connection,
        connection.begin(),
    ):
        close_abandoned(archive, connection)


class _Rebuild:
    def __init__(
        self, archive: Archive, connection: Connection, derive: Derive, parser: str
    ) -> None:
        self.done = Rebuilt()
        self._archive = archive
        self._connection = connection
        self._derive = derive
        self._parser_version = parser_version(parser)
        self._chain = Chain(archive, connection, parser)

    def run(self) -> Iterator[Progress]:
        with closing(Comparisons()) as order:
            yield from self._index_files(order)
            self._index_comparisons(order)
        self.done.read_later = self._connection.execute(_READ_LATER).scalar_one()
        index, version = self._connection, self._parser_version
        yield from read_payloads(self._archive, index, self._derive, version, self.done.faults)
        yield from replay(index, self._chain, version)

    def _index_files(self, order: Comparisons) -> Iterator[Progress]:
        paths = sorted(self._archive.warc_dir.glob(WARC_FILES))
        total, before = sum(path.stat().st_size for path in paths), 0
        for path in paths:
            size, taken_in = path.stat().st_size, is_taken_in(path)
            # One that nothing says was taken in to its end begins anew when it is added again.
            row = {"name": path.name, "size": 0 if taken_in else size, "closed": not taken_in}
            warc = add_row(self._connection, Warc, row)
            for end in self._index_file(path, warc, order):
                yield Progress("WARC bytes", before + end, total)
            before += size
            self.done.files += 1

    def _index_file(self, path: Path, warc: int, order: Comparisons) -> Iterator[int]:
        indexer = Indexer(self._connection)
        for batch in batches(scan(path)):
            for found in batch:
                if found.fault:
                    self.done.faults.append(f"{path.name} at {found.offset}: {found.fault}")
            records = [
                (found.record, Place(warc, found.offset, found.length))
                for found in batch
                if found.record is not None
            ]
            for (record, _), made in zip(records, indexer.add(records), strict=True):
                capture = made.capture if isinstance(made, LeftOut) else made
                if isinstance(capture, Capture):
                    order.know(record.id, capture.id)
                if isinstance(made, Capture):
                    self.done.captures += 1
                elif not isinstance(made, LeftOut) and not is_taken_in(path):
                    self._state(record, made, order)
            yield batch[-1].offset + batch[-1].length

    def _state(
        self, record: StoredRecord, said: TakenIn | Sequence[Compared], order: Comparisons
    ) -> None:
        if isinstance(said, TakenIn):
            path = find_taken_in(self._archive.warc_dir, said.warc)
            if path is not None:
                whole = {"size": path.stat().st_size, "closed": True}
                self._connection.execute(update(Warc).where(Warc.name == path.name).values(whole))
        else:
            order.add(record.captured_at, said)

    def _index_comparisons(self, order: Comparisons) -> None:
        """What was lost is told in one line: a file may have held many thousands."""
        rows, lost = iter(order), 0
        while batch := list(islice(rows, BATCH)):
            known = [(capture, one) for capture, one in batch if capture]
            add_compared(self._connection, known)
            lost += len(batch) - len(known)
        if lost:
            what = f"captures that were compared, and are in no file any more: {lost}"
            self.done.faults.append(f"{what}; `gongkai verify` names them")
