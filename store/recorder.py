"""The one writer of a process: exchanges in, WARC records and index rows out."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

import msgspec
from msgspec.structs import asdict

from store import captured, crawlfacts, crawls, derived, records
from store.adopted import Adopted
from store.archive import Archive
from store.candidates import Candidates
from store.capture import Capture
from store.captured import Entry, Known
from store.chain import GONE, Chain, Observation
from store.change import REMOVAL_CONFIRMED_AFTER
from store.crawlfacts import Compared, CrawlEnd
from store.database import add_row, writer
from store.derivation import PARSER, Derivation
from store.exchange import Exchange, mime, validators
from store.late import Late
from store.models import Crawl, Failure
from store.progress import Tell
from store.reparse import Reparsed, compare_again
from store.replay import Derive
from store.warcwriter import WarcWriter

__all__ = ["Capture", "Observation", "Recorder"]

ROTATE_AT = 1024**3
"""Bytes. WARC 1.1 recommends files of 1 GB; a batch is never split over two."""

NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


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
        removal_confirmed_after: timedelta = REMOVAL_CONFIRMED_AFTER,
    ) -> None:
        """``settings`` go into each warcinfo. ``parser`` reads old payloads again when
        derivations come from a newer parser version."""
        self._archive = archive
        self._parser = parser
        self._connection = writer(archive.engine)
        self._chain = Chain(archive, self._connection, parser)
        self._warcs = WarcWriter(archive, self._connection, settings, rotate_at)
        self._confirmed_after = removal_confirmed_after
        self._observed: list[tuple[int, Compared]] = []
        """The captures that this batch compared, by id, in their order."""

    def start_crawl(self, seed: str, portal: str | None, started_at: datetime) -> int:
        self._warcs.open()
        row = {"seed": seed, "portal": portal, "started_at": started_at}
        crawl = add_row(self._connection, Crawl, row)
        self._warcs.warcinfo(crawl)
        return crawl

    def resume_crawl(self, seed: str, since: datetime) -> int | None:
        """The last crawl of the seed, if it began since then and was left unfinished by a process
        that is no more: from now on it is this one's."""
        self._warcs.open()
        crawl = crawls.find_abandoned(self._connection, self._archive.warc_dir, seed, since)
        if crawl is not None:
            self._warcs.warcinfo(crawl)
        return crawl

    def finish_crawl(self, crawl: int, finished_at: datetime, summary: Mapping[str, int]) -> None:
        end = CrawlEnd(finished_at, dict(summary))
        place = self._warcs.write(crawlfacts.crawl_end(end, self._warcs.warcinfo(crawl)), crawl)
        crawls.finish(self._connection, crawl, end, place)

    def capture(self, exchange: Exchange, crawl: int | None = None) -> Capture:
        """A response record and its request; a revisit when the archive holds the payload, or when
        the server says that the page is as it was last served (304)."""
        self._warcs.open()
        record, digest, known = self._as_record(exchange)
        place = self._warcs.write(record, crawl)
        self._warcs.write(records.request(exchange, record.id), crawl)
        entry = Entry(
            record_id=record.id,
            record=record.type,
            url=record.url,
            captured_at=record.captured_at,
            status=exchange.status,
            payload_digest=digest,
            mime=None if exchange.status == HTTPStatus.NOT_MODIFIED else mime(exchange.headers),
            truncated=exchange.truncated,
            validators=validators(exchange.headers),
        )
        return captured.add(self._connection, entry, place, known, crawl)

    def resource(self, url: str, content: bytes, media_type: str, captured_at: datetime) -> Capture:
        """A file taken in: a resource record, or a revisit of the record that holds its bytes."""
        self._warcs.open()
        digest = records.sha256(content)
        known = captured.find_payload(self._connection, digest)
        if known is not None and content:
            record = records.resource_revisit(url, media_type, captured_at, digest, known.original)
        else:
            record = records.resource(url, content, media_type, captured_at, digest)
        entry = Entry(
            record_id=record.id,
            record=record.type,
            url=url,
            captured_at=captured_at,
            status=HTTPStatus.OK,  # replay tools treat a resource record the same way
            payload_digest=digest,
            mime=media_type,
        )
        place = self._warcs.write(record, None)
        return captured.add(self._connection, entry, place, known, None)

    def failure(self, url: str, failed_at: datetime, reason: str, crawl: int | None = None) -> None:
        """A fetch that brought no response: a metadata record with the reason."""
        place = self._warcs.write(crawlfacts.failure(url, failed_at, reason), crawl)
        row = {"url": url, "crawl_id": crawl, "failed_at": failed_at, "reason": reason}
        add_row(self._connection, Failure, row | asdict(place))

    def adopt(self, warc: Path) -> Adopted:
        """A file that was put into the archive whole, to be indexed."""
        return Adopted(self._connection, warc)

    def candidates(self) -> Candidates:
        return Candidates(self._connection)

    def finish_adopted(self, adopted: Adopted) -> None:
        """All its reports were compared."""
        self._warcs.state(crawlfacts.taken_in(adopted.name, datetime.now(UTC)))
        adopted.finish()

    def late(self) -> Late:
        return Late(self._connection)

    def derivation(self, payload_digest: str, parser_version: str) -> Derivation | None:
        return derived.find(self._connection, payload_digest, parser_version)

    def observe(self, capture: Capture, derivation: Derivation) -> Observation:
        """What the capture shows of its page's report; see ``store.chain``."""
        self._observed.append((capture.id, Compared(capture.record_id)))
        return self._chain.observe(capture, derivation)

    def observe_gone(self, capture: Capture) -> Observation | None:
        """A 404 or 410; ``None`` when the page never had a report."""
        self._observed.append((capture.id, self._gone(capture)))
        return self._chain.observe_gone(capture, self._confirmed_after)

    def list_compared(self, capture: Capture) -> None:
        """A redirect of a page that had no report: in the files of others, one of before may still
        be added."""
        self._observed.append((capture.id, Compared(capture.record_id)))

    def observe_late(self, capture: Capture, derivation: Derivation | None) -> None:
        """What ``late`` tells of, with what was read in it; it is in the chains after
        ``compare_again``, or a reparse."""
        compared = self._gone(capture) if capture.status in GONE else Compared(capture.record_id)
        self._observed.append((capture.id, msgspec.structs.replace(compared, late=True)))
        if derivation is not None:
            derived.keep(self._connection, derivation)

    def compare_again(self, derive: Derive, tell: Tell) -> Reparsed:
        """All that was compared, as in ``store.reparse``; the late in their places. Commits, and
        raises ``ArchiveLocked`` while another process writes to the archive."""
        self.commit()
        with self._warcs.alone():
            return compare_again(self._archive, self._connection, derive, self._parser, tell)

    def observe_redirect(self, capture: Capture) -> Observation | None:
        """A permanent redirect; ``None`` when the page never had a report, as with most that
        redirect: no record says that those were compared."""
        seen = self._chain.observe_redirect(capture)
        if seen is not None:
            self._observed.append((capture.id, Compared(capture.record_id)))
        return seen

    def commit(self) -> None:
        """Acknowledge everything so far."""
        if self._observed:
            compared = [one for _, one in self._observed]
            self._warcs.state(crawlfacts.observed(compared, datetime.now(UTC)))
            captured.add_compared(self._connection, self._observed)
        self._warcs.commit()
        self._observed.clear()

    def rollback(self) -> None:
        self._observed.clear()
        self._warcs.rollback()

    def close(self) -> None:
        try:
            self.commit()
            self._warcs.close()
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

    def _gone(self, capture: Capture) -> Compared:
        return Compared(capture.record_id, int(self._confirmed_after.total_seconds()))

    def _as_record(self, exchange: Exchange) -> tuple[records.Record, str, Known | None]:
        """With the digest of its payload, and what the archive holds of that."""
        if exchange.status == HTTPStatus.NOT_MODIFIED and not exchange.body:
            served = captured.last_served(self._connection, exchange.url)
            if served is not None:
                record = records.not_modified(exchange, served.digest, served.original)
                return record, served.digest, served
        digest = records.sha256(exchange.body)
        known = captured.find_payload(self._connection, digest)
        if known is not None and exchange.body:
            return records.revisit(exchange, digest, known.original), digest, known
        return records.response(exchange, digest), digest, known
