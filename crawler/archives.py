"""Takes archives made by others (WARC, WACZ) into ours, and versions the reports among them.

1. each file is copied into the archive and indexed (``store.foreign``, ``store.adopted``); what may
   be a report is noted (``store.candidates``)
2. in the order of their dates over all the files, these are read and compared with what is known
   of their pages

How far either has come stands in the index: taken in again after a kill, a file goes on there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from pathlib import Path

import msgspec

from crawler.readers import Readers
from crawler.recognised import may_be_report
from store.adopted import Adopted
from store.archive import Archive
from store.capture import Capture
from store.cdxj import write_cdxj
from store.chain import GONE, REDIRECTED
from store.derivation import Derivation, parser_version
from store.errors import DamagedArchive, UnreadableWarc
from store.exchange import leads_elsewhere
from store.foreign import is_taken_in, take_whole
from store.own import lost_name
from store.progress import Progress
from store.recorder import Recorder
from store.scan import batches, scan
from store.warc import StoredRecord, read_capture

BATCH = 256
"""Captures read at once: enough to keep all processes of a large machine busy."""

Tell = Callable[[Progress], None]


class TakenIn(msgspec.Struct):
    """What came of the files: captures new in the archive, reports by outcome, records left out by
    reason, and files that are no archives, with the reason."""

    captures: int = 0
    outcomes: Counter[str] = msgspec.field(default_factory=Counter)
    left_out: Counter[str] = msgspec.field(default_factory=Counter)
    failed: dict[str, str] = msgspec.field(default_factory=dict)


def take_in_archives(
    archive: Archive, paths: Iterable[Path], parser: str, tell: Tell = lambda _: None
) -> TakenIn:
    """A file that cannot be read costs no other."""
    with Recorder(archive, parser=parser) as recorder, Readers(parser) as readers:
        work = _Intake(archive, recorder, readers, parser_version(parser), tell)
        for path in paths:
            work.index(path)
        work.compare()
    return work.done


class _Intake:
    def __init__(
        self, archive: Archive, recorder: Recorder, readers: Readers, version: str, tell: Tell
    ) -> None:
        self.done = TakenIn()
        self._archive = archive
        self._recorder = recorder
        self._readers = readers
        self._parser_version = version
        self._tell = tell
        self._candidates = recorder.candidates()
        self._indexed: list[Adopted] = []

    def index(self, path: Path) -> None:
        try:
            if (lost := lost_name(self._archive, path)) is not None:
                raise UnreadableWarc(
                    f"this archive wrote it and has lost it since: copy it to "
                    f"{self._archive.warc_dir / lost} and run `gongkai rebuild`"
                )
            for warc in take_whole(self._archive, path):
                adopted = self._recorder.adopt(warc)
                if adopted.done or not is_taken_in(warc):
                    self.done.left_out["in the archive already"] += len(adopted)
                else:
                    self._index(warc, adopted)
                    self._indexed.append(adopted)
        except UnreadableWarc as error:
            self.done.failed[str(path)] = str(error)

    def compare(self) -> None:
        warcs = [adopted.id for adopted in self._indexed]
        done, total = 0, self._candidates.count(warcs)
        while batch := self._candidates.earliest(warcs, BATCH):
            self._compare(batch)
            self._candidates.forget(batch)
            self._recorder.commit()
            done += len(batch)
            self._tell(Progress("captures read", done, total))
        for adopted in self._indexed:
            self._recorder.finish_adopted(adopted)
        self._recorder.commit()

    def _index(self, warc: Path, adopted: Adopted) -> None:
        size = warc.stat().st_size
        for batch in batches(scan(warc, adopted.position)):
            self.done.left_out.update("damaged" for found in batch if found.record is None)
            for made, record in adopted.index(batch):
                if isinstance(made, Capture):
                    self.done.captures += 1
                    self._note(made, record, adopted)
                elif not self._waits(made.capture, record, adopted):
                    self.done.left_out[str(made)] += 1
            self._recorder.commit()
            self._tell(Progress(warc.name, adopted.position, size))
        write_cdxj(self._archive, warc.name)

    def _note(self, capture: Capture, record: StoredRecord, adopted: Adopted) -> None:
        if not self._is_candidate(capture, record):
            self.done.left_out["no sign of a report"] += 1
        elif not self._candidates.note(adopted.id, capture):
            self.done.left_out["a record id that another record has"] += 1

    def _waits(self, known: Capture | None, record: StoredRecord, adopted: Adopted) -> bool:
        """To be compared, as a capture that the archive has already may never have been."""
        return (
            known is not None
            and self._is_candidate(known, record)
            and self._candidates.note(adopted.id, known)
        )

    def _is_candidate(self, capture: Capture, record: StoredRecord) -> bool:
        if capture.status in GONE:
            return True
        if capture.status in REDIRECTED:
            return leads_elsewhere(capture.url, record.headers)
        if capture.status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            return False
        if capture.record == "revisit":
            return self._candidates.hold(capture.payload_digest)
        return may_be_report(record, capture.status)

    def _compare(self, captures: Sequence[Capture]) -> None:
        read = self._read([c for c in captures if c.status not in GONE | REDIRECTED])
        for capture in captures:
            if not self._recorder.is_news(capture):
                self.done.left_out["not later than what is known of its page"] += 1
            elif capture.status in GONE:
                seen = self._recorder.observe_gone(capture)
                told = seen.change if seen else None
                self.done.outcomes["removed"] += told is not None and not told.confirmed
            elif capture.status in REDIRECTED:
                self._observe_redirect(capture)
            elif derivation := read.get(capture.payload_digest):
                self.done.outcomes[self._recorder.observe(capture, derivation).outcome] += 1

    def _observe_redirect(self, capture: Capture) -> None:
        seen = self._recorder.observe_redirect(capture)
        if seen is None:
            self.done.left_out["no sign of a report"] += 1
        else:
            self.done.outcomes[seen.outcome] += 1

    def _read(self, captures: Iterable[Capture]) -> dict[str, Derivation]:
        """By payload digest; what was read before is not read again."""
        found: dict[str, Derivation] = {}
        records: dict[str, StoredRecord] = {}
        for capture in captures:
            digest = capture.payload_digest
            known = self._recorder.derivation(digest, self._parser_version)
            if known is not None:
                found[digest] = known
            elif digest not in records:
                try:
                    records[digest] = read_capture(self._archive, capture.id)
                except DamagedArchive:
                    self.done.left_out["damaged"] += 1
        self._recorder.commit()  # reading takes its time, and other writers wait for the lock
        read = self._readers.derive([(record, digest) for digest, record in records.items()])
        for digest, derivation in zip(records, read, strict=True):
            if isinstance(derivation, Derivation):
                found[digest] = derivation
            else:
                self.done.left_out["the parser failed"] += 1
        return found
