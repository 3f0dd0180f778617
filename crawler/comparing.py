"""Compares the captures of archives taken in that may be of reports with what is known of their
pages, in the order of their dates.

Those that are late (``store.late``) are only listed. When all are, the chains are made again with
each of them in its place: they come out the same, whatever the order in which files are added.
"""

from collections.abc import Iterable, Sequence

from crawler.readers import Readers
from crawler.taken_in import TakenIn
from store.archive import Archive
from store.capture import Capture
from store.chain import GONE, REDIRECTED, Observation
from store.derivation import Derivation
from store.errors import ArchiveLocked, DamagedArchive
from store.progress import Progress, Tell
from store.recorder import Recorder
from store.warc import StoredRecord, read_capture

BATCH = 256
"""Captures read at once: enough to keep all processes of a large machine busy."""


class Comparing:
    """Candidates are forgotten when they were compared, late ones when they are in their places:
    one that was killed goes on there."""

    def __init__(
        self,
        archive: Archive,
        recorder: Recorder,
        readers: Readers,
        version: str,
        done: TakenIn,
        tell: Tell,
    ) -> None:
        self._archive = archive
        self._recorder = recorder
        self._readers = readers
        self._parser_version = version
        self._done = done
        self._tell = tell
        self._candidates = recorder.candidates()
        self._late = recorder.late()

    def compare(self, warcs: Sequence[int]) -> None:
        """The candidates that were met in these files."""
        done, total = 0, self._candidates.count(warcs)
        while batch := self._candidates.earliest(warcs, BATCH):
            late = {capture.id for capture in self._compare(batch)}
            self._candidates.forget([capture for capture in batch if capture.id not in late])
            self._recorder.commit()
            done += len(batch)
            self._tell(Progress("captures read", done, total))

    def place_late(self, warcs: Sequence[int]) -> bool:
        """Whether none of them waits any more."""
        older = self._candidates.count_late(warcs)
        if older:
            try:
                again = self._recorder.compare_again(self._readers.derive, self._tell)
            except ArchiveLocked:
                self._done.waiting = older
                return False
            self._candidates.forget_late(warcs)
            self._done.outcomes["older"] = older
            if again.pages_kept:
                self._done.left_out["pages that cannot be read again"] = again.pages_kept
        return True

    def _compare(self, captures: Sequence[Capture]) -> list[Capture]:
        """The late ones."""
        read = self._read(capture for capture in captures if _is_document(capture))
        late = []
        for capture in captures:
            derivation = read.get(capture.payload_digest) if _is_document(capture) else None
            if _is_document(capture) and derivation is None:
                continue
            if capture in self._late:
                self._recorder.observe_late(capture, derivation)
                late.append(capture)
            else:
                self._count(self._observe(capture, derivation))
        return late

    def _observe(self, capture: Capture, derivation: Derivation | None) -> Observation | None:
        if derivation is not None:
            return self._recorder.observe(capture, derivation)
        if capture.status in GONE:
            return self._recorder.observe_gone(capture)
        seen = self._recorder.observe_redirect(capture)
        if seen is None:
            self._recorder.list_compared(capture)
        return seen

    def _count(self, seen: Observation | None) -> None:
        """A removal once, and not again when it is confirmed."""
        if seen is None:
            self._done.left_out["no sign of a report"] += 1
        elif seen.outcome != "removed" or (seen.change and not seen.change.confirmed):
            self._done.outcomes[seen.outcome] += 1

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
                    self._done.left_out["damaged"] += 1
        self._recorder.commit()  # reading takes its time, and other writers wait for the lock
        read = self._readers.derive([(record, digest) for digest, record in records.items()])
        for digest, derivation in zip(records, read, strict=True):
            if isinstance(derivation, Derivation):
                found[digest] = derivation
            else:
                self._done.left_out["the parser failed"] += 1
        return found


def _is_document(capture: Capture) -> bool:
    return capture.status not in GONE | REDIRECTED
