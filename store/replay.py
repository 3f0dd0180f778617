"""The chains of versions, made again from what was compared, as one parser version reads it.

1. ``read_payloads`` reads whatever that version has not read yet, beside what is there
2. ``replay`` compares capture after capture, in the order in which they were compared
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from time import monotonic
from typing import TypeVar

from sqlalchemy import Connection, Row, bindparam, case, func, select

from store import derived
from store.archive import Archive
from store.capture import Capture
from store.captured import CAPTURES
from store.chain import REDIRECTED, Chain
from store.derivation import Derivation
from store.errors import DamagedArchive
from store.models import Capture as Captures
from store.models import Comparison, Payload
from store.models import Derivation as Derivations
from store.progress import Progress
from store.warc import StoredRecord, read_capture_in

T = TypeVar("T")

BATCH = 64
"""Payloads read at once, and as many ahead: all processes of a large machine are kept busy."""

KEPT_EVERY = 2.0
"""Seconds of reading that a kill may cost: a batch of long documents takes minutes."""

Derive = Callable[[Sequence[tuple[StoredRecord, str]]], Iterable[Derivation | Exception]]
"""Reads records with the payload digests they stand for; a fault of the parser is a value."""

_IS_READ = (
    select(Derivations.id)
    .where(
        Derivations.payload_id == Captures.payload_id,
        Derivations.parser_version == bindparam("version"),
    )
    .exists()
)
_TO_READ = (Comparison.confirmed_after.is_(None), Captures.status.not_in(REDIRECTED), ~_IS_READ)
_UNREAD = (
    select(Captures.payload_id, func.min(Comparison.id).label("first"))
    .join(Comparison, Comparison.capture_id == Captures.id)
    .where(*_TO_READ)
    .group_by(Captures.payload_id)
)
UNREAD_PAGES = (
    select(Captures.page_id).join(Comparison, Comparison.capture_id == Captures.id).where(*_TO_READ)
)
"""Pages that the parser ``version`` has not read, or not all captures of."""
_NEXT_UNREAD = (
    _UNREAD.where(Captures.payload_id > bindparam("after"))
    .order_by(Captures.payload_id)
    .limit(BATCH)
)
_FIRST = (
    select(Captures.id, Payload.digest)
    .join(Comparison, Comparison.capture_id == Captures.id)
    .join(Payload, Payload.id == Captures.payload_id)
    .where(Comparison.id == bindparam("first"))
)
"""A payload is read as the capture has it that was the first to be compared."""


def read_payloads(
    archive: Archive, connection: Connection, derive: Derive, version: str, faults: list[str]
) -> Iterator[Progress]:
    """Yields every ``KEPT_EVERY`` seconds and after each batch, when what is read may be committed:
    it is not read again. What the parser fails on goes into ``faults``, and how many payloads no
    record gives back."""
    unread = select(func.count()).select_from(_UNREAD.subquery())
    total, done = connection.execute(unread, {"version": version}).scalar_one(), 0
    damaged: list[str] = []
    batches = _unread_batches(archive, connection, version, damaged)
    begun = ((size, records, derive(records)) for size, records in batches)
    for size, records, reading in _one_ahead(begun):
        kept_at = monotonic()
        for count, ((record, _), read) in enumerate(zip(records, reading, strict=True), 1):
            if isinstance(read, Derivation):
                derived.keep(connection, read)
            else:
                faults.append(f"{record.url}: the parser failed: {read!r}")
            if monotonic() - kept_at >= KEPT_EVERY:
                kept_at = monotonic()
                yield Progress("payloads read", done + count, total)
        done += size
        yield Progress("payloads read", done, total)
    if damaged:
        faults.append(f"payloads that could not be read: {len(damaged)}, such as {damaged[0]}")


def _one_ahead(items: Iterator[T]) -> Iterator[T]:
    """Each when the next has begun: other processes read that one meanwhile."""
    item = next(items, None)
    while item is not None:
        following = next(items, None)
        yield item
        item = following


def _unread_batches(
    archive: Archive, connection: Connection, version: str, damaged: list[str]
) -> Iterator[tuple[int, list[tuple[StoredRecord, str]]]]:
    """How many payloads each is of, and the records that could be read."""
    key = {"version": version, "after": 0}
    while batch := connection.execute(_NEXT_UNREAD, key).all():
        captures = [connection.execute(_FIRST, {"first": row.first}).one() for row in batch]
        yield len(batch), list(_records(archive, connection, captures, damaged))
        key["after"] = batch[-1].payload_id


def _records(
    archive: Archive,
    connection: Connection,
    captures: Sequence[Row[int, str]],
    damaged: list[str],
) -> Iterator[tuple[StoredRecord, str]]:
    for capture, digest in captures:
        try:
            yield read_capture_in(archive, connection, capture), digest
        except DamagedArchive as error:
            damaged.append(str(error))


_LAST_LATE = select(func.max(Comparison.id)).where(Comparison.late).scalar_subquery()
_IN_TIME = Comparison.id <= func.coalesce(_LAST_LATE, 0)
_COMPARED = (
    CAPTURES.add_columns(Comparison.confirmed_after)
    .join(Comparison, Comparison.capture_id == Captures.id)
    .order_by(~_IN_TIME, case((_IN_TIME, Captures.captured_at)), Comparison.id)
)
"""See ``models.Comparison``."""


def replay(
    connection: Connection, chain: Chain, version: str, left_out: Collection[int] = ()
) -> Iterator[Progress]:
    """Into an index whose pages have no versions, but for the pages ``left_out``. What the parser
    ``version`` could not read is as if it had never been seen."""
    total = connection.execute(select(func.count()).select_from(Comparison)).scalar_one()
    streamed = {"stream_results": True, "yield_per": BATCH}
    rows = connection.execute(_COMPARED, execution_options=streamed)
    for done, row in enumerate(rows, start=1):
        said = dict(row._mapping)
        after = said.pop("confirmed_after")
        capture = Capture(record_id="", **said)
        if capture.page_id not in left_out:
            _compare(connection, chain, version, capture, after)
        if done % BATCH == 0 or done == total:
            yield Progress("captures compared", done, total)


def _compare(
    connection: Connection, chain: Chain, version: str, capture: Capture, after: int | None
) -> None:
    if after is not None:
        chain.observe_gone(capture, timedelta(seconds=after))
    elif capture.status in REDIRECTED:
        chain.observe_redirect(capture)
    elif derivation := derived.find(connection, capture.payload_digest, version):
        chain.observe(capture, derivation)
