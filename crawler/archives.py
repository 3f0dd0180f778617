"""Takes archives made by others (WARC, WACZ) into ours, and versions the reports among them.

1. each file is copied into the archive and indexed (``store.foreign``, ``store.adopted``); what may
   be a report is noted (``store.candidates``)
2. in the order of their dates over all the files, these are read and compared with what is known
   of their pages (``crawler.comparing``)

How far either has come stands in the index: taken in again after a kill, a file goes on there.
"""

from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path

from crawler.comparing import Comparing
from crawler.readers import Readers
from crawler.recognised import may_be_report
from crawler.taken_in import TakenIn
from store.adopted import Adopted
from store.archive import Archive
from store.capture import Capture
from store.cdxj import write_cdxj
from store.chain import GONE, REDIRECTED
from store.derivation import parser_version
from store.errors import UnreadableWarc
from store.exchange import leads_elsewhere
from store.foreign import is_taken_in, take_whole
from store.own import lost_name
from store.progress import Progress, Tell
from store.recorder import Recorder
from store.scan import batches, scan
from store.warc import StoredRecord


def take_in_archives(
    archive: Archive, paths: Iterable[Path], parser: str, tell: Tell = lambda _: None
) -> TakenIn:
    """A file that cannot be read costs no other."""
    done = TakenIn()
    with Recorder(archive, parser=parser) as recorder, Readers(parser) as readers:
        comparing = Comparing(archive, recorder, readers, parser_version(parser), done, tell)
        work = _Intake(archive, recorder, comparing, done, tell)
        for path in paths:
            work.index(path)
        work.compare()
    return done


class _Intake:
    def __init__(
        self, archive: Archive, recorder: Recorder, comparing: Comparing, done: TakenIn, tell: Tell
    ) -> None:
        self._archive = archive
        self._recorder = recorder
        self._comparing = comparing
        self._done = done
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
                    self._done.left_out["in the archive already"] += len(adopted)
                else:
                    self._index(warc, adopted)
                    self._indexed.append(adopted)
        except UnreadableWarc as error:
            self._done.failed[str(path)] = str(error)

    def compare(self) -> None:
        warcs = [adopted.id for adopted in self._indexed]
        self._comparing.compare(warcs)
        if self._comparing.place_late(warcs):
            for adopted in self._indexed:
                self._recorder.finish_adopted(adopted)
        self._recorder.commit()

    def _index(self, warc: Path, adopted: Adopted) -> None:
        size = warc.stat().st_size
        for batch in batches(scan(warc, adopted.position)):
            self._done.left_out.update("damaged" for found in batch if found.record is None)
            for made, record in adopted.index(batch):
                if isinstance(made, Capture):
                    self._done.captures += 1
                    self._note(made, record, adopted)
                elif not self._waits(made.capture, record, adopted):
                    self._done.left_out[str(made)] += 1
            self._recorder.commit()
            self._tell(Progress(warc.name, adopted.position, size))
        write_cdxj(self._archive, warc.name)

    def _note(self, capture: Capture, record: StoredRecord, adopted: Adopted) -> None:
        if not self._is_candidate(capture, record):
            self._done.left_out["no sign of a report"] += 1
        elif not self._candidates.note(adopted.id, capture):
            self._done.left_out["a record id that another record has"] += 1

    def _waits(self, known: Capture | None, record: StoredRecord, adopted: Adopted) -> bool:
        """To be compared, as a capture that the archive has already may never have been."""
        return (
            known is not None
            and not self._candidates.were_compared(known)
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
