"""Captures of files taken in that may be of reports, and wait to be compared in the order of their
dates: that order is known only when all of a file is indexed."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, func, or_, select

from store.capture import Capture
from store.captured import get
from store.database import add_row
from store.models import Candidate, Comparison, Derivation, Payload
from store.models import Capture as Captures

_THERE = select(Candidate.capture_id).where(
    or_(Candidate.capture_id == bindparam("capture"), Candidate.record_id == bindparam("record"))
)
_MAY_BE_REPORT = select(
    or_(
        exists().where(
            Payload.digest == bindparam("digest"),
            Captures.payload_id == Payload.id,
            Candidate.capture_id == Captures.id,
        ),
        exists().where(
            Payload.digest == bindparam("digest"),
            Derivation.payload_id == Payload.id,
            Derivation.kind != "not_report",
        ),
    )
)
_COMPARED = select(Comparison.id).where(Comparison.capture_id == bindparam("capture")).limit(1)
_IS_COMPARED = exists().where(Comparison.capture_id == Candidate.capture_id)


class Candidates:
    """Works in the open transaction of a recorder. ``warcs`` are ids of the files that they were
    met in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, warc: int, capture: Capture) -> bool:
        """Whether it waits now. Not a record with the id of another one (WARC 1.1 §5.2 has them
        unique): what is said of comparisons goes by it."""
        key = {"capture": capture.id, "record": capture.record_id}
        there = self._connection.scalars(_THERE, key).all()
        if not there:
            row = {"capture_id": capture.id, "warc_id": warc, "record_id": capture.record_id}
            add_row(self._connection, Candidate, row | {"captured_at": capture.captured_at})
        return capture.id in there or not there

    def hold(self, payload_digest: str) -> bool:
        """Whether another capture of the payload is one, or was and proved to be a report."""
        return bool(self._connection.scalar(_MAY_BE_REPORT, {"digest": payload_digest}))

    def were_compared(self, capture: Capture) -> bool:
        return self._connection.scalar(_COMPARED, {"capture": capture.id}) is not None

    def count(self, warcs: Sequence[int]) -> int:
        return self._count(warcs, ~_IS_COMPARED)

    def count_late(self, warcs: Sequence[int]) -> int:
        """Those that are not forgotten though they were compared."""
        return self._count(warcs, _IS_COMPARED)

    def earliest(self, warcs: Sequence[int], limit: int) -> list[Capture]:
        statement = (
            select(Candidate.capture_id, Candidate.record_id)
            .where(Candidate.warc_id.in_(warcs), ~_IS_COMPARED)
            .order_by(Candidate.captured_at, Candidate.id)
            .limit(limit)
        )
        return [get(self._connection, *row) for row in self._connection.execute(statement).all()]

    def forget(self, captures: Sequence[Capture]) -> None:
        ids = [capture.id for capture in captures]
        self._connection.execute(delete(Candidate).where(Candidate.capture_id.in_(ids)))

    def forget_late(self, warcs: Sequence[int]) -> None:
        self._connection.execute(
            delete(Candidate).where(Candidate.warc_id.in_(warcs), _IS_COMPARED)
        )

    def _count(self, warcs: Sequence[int], which: ColumnElement[bool]) -> int:
        statement = select(func.count(Candidate.id)).where(Candidate.warc_id.in_(warcs), which)
        return self._connection.scalar(statement) or 0
