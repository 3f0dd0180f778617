"""What the index knows and the WARC files do not say, as the records that said so are damaged."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, case, func, select

from store.crawlfacts import Compared
from store.dependants import NAMED
from store.faults import Fault
from store.models import Capture, Comparison, Page, Payload
from store.said import Said

ROWS = 1000
"""Fetched at a time: there may be many millions of comparisons."""

STREAMED = {"stream_results": True, "yield_per": ROWS}

STEP = timedelta(microseconds=1)
"""The finest that a ``WARC-Date`` tells, and far less than passes between two batches."""

LAST = select(func.max(Comparison.id))
_COMPARED = (
    select(
        Page.url,
        Capture.captured_at,
        Payload.digest,
        Comparison.confirmed_after,
        Comparison.late,
        case((Capture.record != "revisit", Payload.record_id)),
    )
    .join(Capture, Capture.id == Comparison.capture_id)
    .join(Page, Page.id == Capture.page_id)
    .join(Payload, Payload.id == Capture.payload_id)
    .where(Comparison.id <= bindparam("last"))
    .order_by(Comparison.id)
)


class Unsaid(NamedTuple):
    """A capture that was compared. A record of the moment ``at`` that says so puts it where it was
    in the order of all. One that is lost (not ``is_held``) stays told by it."""

    url: str
    captured_at: datetime
    compared: Compared
    at: datetime
    is_held: bool


def unsaid(connection: Connection, said: Said, last: int | None) -> Iterator[Unsaid]:
    """In the order in which they were compared, up to the row ``last`` of the index: since then, a
    living writer may have compared more."""
    first = said.first_compared() or datetime.now(UTC)
    latest = first - 2 * STEP
    rows = connection.execute(_COMPARED, {"last": last}, execution_options=STREAMED)
    for url, captured_at, digest, after, late, holder in rows:
        known = said.held(url, captured_at, digest) or said.lost(url, captured_at, holder)
        if known is None:
            continue
        if known.compared_at is None:
            compared = Compared(known.record_id, after, late)
            yield Unsaid(url, captured_at, compared, latest + STEP, known.is_held)
        else:
            latest = max(latest, known.compared_at)


def unsaid_comparisons(connection: Connection, said: Said, last: int | None) -> Iterator[Fault]:
    """One at most. What is lost itself is told as damaged or missing."""
    count, named = 0, []
    for one in (one for one in unsaid(connection, said, last) if one.is_held):
        count += 1
        if count <= NAMED:
            named.append(f"{one.url} at {one.captured_at:%F %T}")
    if count:
        what = f"captures that were compared, as the index alone still knows: {count}"
        yield Fault("unsaid", None, what, rests=named)
