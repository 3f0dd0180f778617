"""What two parser versions read in the same bytes, side by side."""

from collections.abc import Iterator
from typing import Literal

import msgspec
from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import aliased

from parser.extraction import Extraction
from store.archive import Archive
from store.change import ChangeClass, change_class
from store.derivation import unpack
from store.diff import FieldChange, FigureChange, diff
from store.models import Capture, Derivation, Page, Payload

BATCH = 100


class Reading(msgspec.Struct, frozen=True):
    """A payload, at the ``url`` of its first capture, that reads differently; only what differs.
    ``class`` is the weightiest difference: ``kind`` where only one version takes it for a report,
    ``findings`` where nothing else differs. ``findings`` are ``RULE at PLACE`` that failed before,
    or fail now."""

    url: str
    payload_digest: str
    class_: ChangeClass | Literal["kind", "findings"] = msgspec.field(name="class")
    from_: str = msgspec.field(name="from")
    to: str
    metadata: list[FieldChange]
    figures: list[FigureChange]
    findings_gone: list[str]
    findings_new: list[str]


_old, _new, _other = aliased(Derivation), aliased(Derivation), aliased(Derivation)
_IS_BEFORE = and_(
    _old.payload_id == _new.payload_id,
    _old.id
    == select(func.max(_other.id))
    .where(_other.payload_id == _new.payload_id, _other.id != _new.id)
    .correlate(_new)
    .scalar_subquery(),
)
_PAIRS = (
    select(
        _new.payload_id,
        select(Page.url)
        .join(Capture, Capture.page_id == Page.id)
        .where(Capture.payload_id == _new.payload_id)
        .order_by(Capture.id)
        .limit(1)
        .scalar_subquery(),
        Payload.digest,
        _old.blob,
        _new.blob,
    )
    .join(Payload, Payload.id == _new.payload_id)
    .outerjoin(_old, _IS_BEFORE)
    .where(_new.parser_version == bindparam("version"), _new.payload_id > bindparam("after"))
    .order_by(_new.payload_id)
    .limit(BATCH)
)


def rereadings(archive: Archive, version: str) -> Iterator[Reading]:
    """What the parser ``version`` reads otherwise than the one before it did. Raises
    ``DamagedArchive`` where what either read is damaged, be there one before or not."""
    key = {"version": version, "after": 0}
    with archive.engine.connect() as connection:
        while rows := connection.execute(_PAIRS, key).all():
            for key["after"], url, digest, before, now in rows:
                new = unpack(now)
                reading = None if before is None else _compare(url, digest, unpack(before), new)
                if reading is not None:
                    yield reading


def _compare(url: str, digest: str, old: Extraction, new: Extraction) -> Reading | None:
    found, failed, fails = diff(old, new), _failed(old), _failed(new)
    same = old.digests == new.digests and not found.metadata
    if same and failed == fails and old.kind == new.kind:
        return None
    step: ChangeClass | Literal["kind", "findings"] = "findings" if same else change_class(old, new)
    return Reading(
        url=url,
        payload_digest=digest,
        class_=step if old.kind == new.kind else "kind",
        from_=old.parser_version,
        to=new.parser_version,
        metadata=found.metadata,
        figures=found.figures,
        findings_gone=sorted(failed - fails),
        findings_new=sorted(fails - failed),
    )


def _failed(extraction: Extraction) -> set[str]:
    failed = (finding for finding in extraction.findings if finding.status == "fail")
    return {f"{finding.rule} at {finding.where}" for finding in failed}
