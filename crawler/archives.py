"""Takes archives made by others (WARC, WACZ) into ours, and versions the reports among them.

1. each file is copied into the archive and indexed (``store.foreign``, ``store.adopted``); what may
   be a report is noted
2. in the order of their dates over all the files, these are read and compared with what is known
   of their pages

Taken in again, after it was killed or not, a file adds what is missing and nothing twice.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from http import HTTPStatus
from itertools import islice
from pathlib import Path

import msgspec

from crawler.readers import Readers
from crawler.recognised import may_be_report
from store.archive import Archive
from store.capture import Capture
from store.cdxj import write_cdxj
from store.chain import GONE
from store.comparisons import Comparisons
from store.crawlfacts import Compared
from store.derivation import Derivation, parser_version
from store.errors import DamagedArchive, UnreadableWarc
from store.foreign import take_whole
from store.indexing import LeftOut
from store.progress import Progress
from store.recorder import Recorder
from store.scan import Scanned, scan
from store.warc import StoredRecord, read_capture

BATCH = 256
"""Records a commit, and captures read at once: many enough that neither costs much by itself."""

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
    with (
        closing(Recorder(archive, parser=parser)) as recorder,
        closing(Comparisons()) as candidates,
        Readers(parser) as readers,
    ):
        work = _Intake(archive, recorder, readers, parser_version(parser), candidates, tell)
        for path in paths:
            work.index(path)
        work.compare()
    return work.done


class _Intake:
    def __init__(
        self,
        archive: Archive,
        recorder: Recorder,
        readers: Readers,
        version: str,
        candidates: Comparisons,
        tell: Tell,
    ) -> None:
        self.done = TakenIn()
        self._archive = archive
        self._recorder = recorder
        self._readers = readers
        self._parser_version = version
        self._candidates = candidates
        self._tell = tell
        self._likely: set[str] = set()
        """Digests of payloads that may be reports: what revisits of them are, too."""

    def index(self, path: Path) -> None:
        try:
            for warc in take_whole(self._archive, path):
                self._index(warc)
                write_cdxj(self._archive, warc.name)
        except UnreadableWarc as error:
            self.done.failed[str(path)] = str(error)

    def compare(self) -> None:
        rows, done, total = iter(self._candidates), 0, len(self._candidates)
        while batch := list(islice(rows, BATCH)):
            known = [(capture, one.record_id) for capture, one in batch if capture is not None]
            self._compare([self._recorder.recall(*one) for one in known])
            self._recorder.commit()
            done += len(batch)
            self._tell(Progress("captures read", done, total))

    def _index(self, warc: Path) -> None:
        adopted, records, size = self._recorder.adopt(warc), scan(warc), warc.stat().st_size
        while batch := list(islice(records, BATCH)):
            for found in batch:
                try:
                    capture = adopted.index(found)
                except LeftOut as reason:
                    self.done.left_out[str(reason)] += 1
                    capture = self._recalled(reason, found)
                else:
                    self.done.captures += capture is not None
                if capture is not None and found.record is not None:
                    self._note(capture, found.record)
            self._recorder.commit()
            self._tell(Progress(warc.name, batch[-1].offset + batch[-1].length, size))

    def _recalled(self, reason: LeftOut, found: Scanned) -> Capture | None:
        """One that the archive has, but may not have been compared when the process died."""
        if reason.capture is None or found.record is None:
            return None
        return self._recorder.recall(reason.capture, found.record.id)

    def _note(self, capture: Capture, record: StoredRecord) -> None:
        if capture.record != "revisit" and may_be_report(record, capture.status):
            self._likely.add(capture.payload_digest)
        is_report = capture.status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
        if capture.status in GONE or (is_report and capture.payload_digest in self._likely):
            self._candidates.know(capture.record_id, capture.id)
            self._candidates.add(capture.captured_at, [Compared(capture.record_id)])

    def _compare(self, captures: Sequence[Capture]) -> None:
        read = self._read([c for c in captures if c.status not in GONE])
        for capture in captures:
            if not self._recorder.is_news(capture):
                self.done.left_out["not later than what is known of its page"] += 1
            elif capture.status in GONE:
                seen = self._recorder.observe_gone(capture)
                self.done.outcomes["removed"] += seen is not None and seen.change is not None
            elif derivation := read.get(capture.payload_digest):
                self.done.outcomes[self._recorder.observe(capture, derivation).outcome] += 1

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
