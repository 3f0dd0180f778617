"""From a figure back to the bytes: the cell, the capture, the record, read again to prove it."""

from collections.abc import Iterator
from datetime import datetime
from difflib import get_close_matches
from typing import NamedTuple

import msgspec
from sqlalchemy import bindparam, select

from parser.extraction import Extraction, Figure
from parser.paths import flatten
from store.archive import Archive
from store.derivation import PARSER, derive, unpack
from store.errors import DamagedArchive, UnknownFigure
from store.models import Capture, Derivation, Page, Payload, Report, Version, Warc
from store.queries import find_report
from store.records import sha256
from store.report_rows import report_rows
from store.rows import RecordPlace
from store.warc import StoredRecord, read_capture_in

NAMED = 5
"""Paths that the message about an unknown one names."""


class Evidence(msgspec.Struct, frozen=True):
    """Where a figure of a report's latest version comes from. ``raw`` and ``place`` are null for a
    figure that was placed nowhere; ``held_by`` is the record with the bytes: ``record`` itself, or
    what it is a revisit of. ``faults`` says why the figure is not proved; none means that it is."""

    issuer: str | None
    year: int | None
    path: str
    figure: Figure
    raw: str | None
    place: str | None
    url: str
    captured_at: datetime
    payload_digest: str
    record: RecordPlace
    held_by: RecordPlace | None
    parser_version: str
    proved: bool
    faults: list[str]


def prove(archive: Archive, ref: str, path: str, parser: str = PARSER) -> Evidence:
    """``parser`` is what the payload is read with again. Raises ``UnknownReport`` and
    ``UnknownFigure``."""
    report = find_report(archive, ref)
    with archive.engine.connect() as connection:
        latest = connection.execute(report_rows(Report.id == report)).one()
        key = {"page": latest.page_id, "ordinal": latest.ordinal}
        row = connection.execute(_SEEN, key).one()
        said = _said(unpack(row.blob), path)
        try:
            record = read_capture_in(archive, connection, row.id)
        except DamagedArchive as error:
            faults = [str(error)]
        else:
            faults = list(_faults(record, row.digest, said, parser))
        held = connection.execute(_HELD, {"payload": row.payload_id}).one_or_none()
    return Evidence(
        issuer=latest.issuer,
        year=latest.year,
        path=path,
        figure=said.figure,
        raw=said.raw,
        place=said.place,
        url=row.url,
        captured_at=row.captured_at,
        payload_digest=row.digest,
        record=RecordPlace(row.name, row.offset, row.record),
        held_by=RecordPlace(*held) if held else None,
        parser_version=row.parser_version,
        proved=not faults,
        faults=faults,
    )


class _Said(NamedTuple):
    """What an extraction says of a path."""

    path: str
    figure: Figure
    raw: str | None
    place: str | None


_SEEN = (
    select(
        Capture.id,
        Capture.captured_at,
        Capture.offset,
        Capture.record,
        Capture.payload_id,
        Page.url,
        Payload.digest,
        Warc.name,
        Derivation.blob,
        Derivation.parser_version,
    )
    .join(Version, Version.first_capture_id == Capture.id)
    .join(Derivation, Derivation.id == Version.derivation_id)
    .join(Page, Page.id == Capture.page_id)
    .join(Payload, Payload.id == Capture.payload_id)
    .join(Warc, Warc.id == Capture.warc_id)
    .where(Version.page_id == bindparam("page"), Version.ordinal == bindparam("ordinal"))
)
"""The capture that showed a version first, and what was read in it."""

_HELD = (
    select(Warc.name, Capture.offset, Capture.record)
    .join(Warc, Warc.id == Capture.warc_id)
    .where(Capture.payload_id == bindparam("payload"), Capture.record != "revisit")
    .order_by(Capture.id)
    .limit(1)
)


def _said(extraction: Extraction, path: str) -> _Said:
    figures = flatten(extraction.tables)
    if path not in figures:
        near = ", ".join(get_close_matches(path, figures, NAMED, cutoff=0)) or "none at all"
        raise UnknownFigure(f"the report has no figure {path!r}; it has {near}")
    cell = extraction.cells.get(path)
    return _Said(path, figures[path], cell.raw if cell else None, cell.evidence if cell else None)


def _faults(record: StoredRecord, digest: str, said: _Said, parser: str) -> Iterator[str]:
    """The digest of the bytes, then what the parser reads in them now."""
    if sha256(record.body) != digest:
        yield f"the payload in the WARC file is {sha256(record.body)}; see `gongkai verify`"
        return
    derivation = derive(record.body, record.headers, record.url, digest, parser)
    try:
        again = _said(derivation.extraction(), said.path)
    except UnknownFigure as error:
        yield f"read again by parser {derivation.parser_version}: {error}"
        return
    if again != said:
        yield (
            f"parser {derivation.parser_version} reads {again.figure} "
            f"({again.raw!r} at {again.place})"
        )
