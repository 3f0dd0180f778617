"""The read side: reports, their versions and their changes."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, case, select
from sqlalchemy.orm import aliased

from parser.checks.copies import check_copy
from parser.extraction import Extraction, Finding
from store.archive import Archive
from store.change_rows import CHANGE_ROWS, change_row
from store.cosmetic import COSMETIC
from store.derivation import unpack
from store.diff import diff
from store.errors import UnknownReport
from store.failures import unanswered
from store.identity import issuer_identity
from store.models import Capture, Change, Derivation, Page, Report, Version, Warc
from store.occurrences import occurrences
from store.report_rows import about, answers_to, as_name_and_year, report_rows
from store.rows import (
    CaptureRow,
    ChangeRow,
    Comparison,
    FailureRow,
    RecordPlace,
    ReportRow,
    ShownReport,
    VersionRow,
)
from store.tip import LAST_ORDINAL

AnyRow = Row[*tuple[Any, ...]]

CANDIDATES_NAMED = 5
"""Reports that the message about an ambiguous reference names: a screenful is no help."""


def reports(
    archive: Archive,
    *,
    issuer: str | None = None,
    year: int | None = None,
    limit: int | None = None,
) -> Iterator[ReportRow]:
    """By issuer and year; ``issuer`` is any part of a body's name."""
    statement = report_rows(*about(issuer, year)).limit(limit)
    with archive.engine.connect() as connection:
        for row in connection.execute(statement):
            yield _report_row(connection, row)


def find_report(archive: Archive, ref: str) -> int:
    """The id of the one report that ``ref`` means: its id, the URL of a page, or "ISSUER YEAR".

    Part of the issuer's name will do when no other report answers to it; else ``UnknownReport``.
    """
    name = issuer_identity(as_name_and_year(ref)[0])
    exact_first = case((Report.issuer == name, 0), else_=1)
    statement = (
        select(Report.id, Report.issuer, Report.year)
        .where(answers_to(ref), select(Version).where(Version.report_id == Report.id).exists())
        .order_by(exact_first, Report.issuer, Report.year, Report.id)
        .limit(CANDIDATES_NAMED)
    )
    with archive.engine.connect() as connection:
        candidates = connection.execute(statement).all()
    found = [row for row in candidates if row.issuer == name] or candidates
    if not found:
        raise UnknownReport(f"no report is {ref!r}; `gongkai reports` lists them")
    if len(found) > 1:
        named = "; ".join(f"{row.id} = {row.issuer} {row.year}" for row in found)
        raise UnknownReport(f"several reports are {ref!r}, such as {named}; name one by its id")
    report: int = found[0].id
    return report


def show(archive: Archive, ref: str) -> ShownReport:
    report = find_report(archive, ref)
    with archive.engine.connect() as connection:
        row = connection.execute(report_rows(Report.id == report)).one()
        return ShownReport(
            report=_report_row(connection, row),
            extraction=_extraction(connection, row, row.ordinal),
            occurrences=occurrences(connection, report, row.page_id),
            captures=_captures(connection, report),
            replaced_files=_replaced_files(connection, report),
            failures=unanswered(connection, report),
        )


def failures(archive: Archive, ref: str) -> list[FailureRow]:
    """Fetches of the report's pages that failed since each page last answered."""
    report = find_report(archive, ref)
    with archive.engine.connect() as connection:
        return unanswered(connection, report)


def replaced_files(archive: Archive, ref: str) -> list[ChangeRow]:
    """The changes of the report's attachments behind their links."""
    report = find_report(archive, ref)
    with archive.engine.connect() as connection:
        return _replaced_files(connection, report)


def versions(archive: Archive, ref: str) -> list[VersionRow]:
    """In the order they were first seen, on all pages of the report."""
    report = find_report(archive, ref)
    first, last = aliased(Capture), aliased(Capture)
    statement = (
        select(
            Version.ordinal,
            Page.url,
            first.captured_at.label("first_seen"),
            last.captured_at.label("last_seen"),
            Derivation.content_digest,
            Derivation.figures_digest,
            Derivation.publish_date,
            Derivation.parser_version,
            COSMETIC.label("cosmetic"),
            Warc.name.label("warc"),
            first.offset,
            first.record,
        )
        .join(Page, Page.id == Version.page_id)
        .join(Derivation, Derivation.id == Version.derivation_id)
        .join(first, first.id == Version.first_capture_id)
        .join(last, last.id == Version.last_capture_id)
        .join(Warc, Warc.id == first.warc_id)
        .where(Version.report_id == report)
        .order_by(first.captured_at, Version.id)
    )
    with archive.engine.connect() as connection:
        return [_version_row(row) for row in connection.execute(statement)]


def compare(
    archive: Archive, ref: str, old: int | None = None, new: int | None = None
) -> Comparison:
    """Two versions (ordinals) of the page the report stands on; by default the latest two."""
    report = find_report(archive, ref)
    with archive.engine.connect() as connection:
        row = connection.execute(report_rows(Report.id == report)).one()
        new = row.ordinal if new is None else new
        old = new - 1 if old is None else old
        if new in (old, 1):
            raise UnknownReport(f"{row.url} has no version before {new} to compare it with")
        before, after = (_extraction(connection, row, ordinal) for ordinal in (old, new))
    compared = diff(before, after)
    return Comparison(
        url=row.url,
        issuer=row.issuer,
        year=row.year,
        from_=old,
        to=new,
        figures=compared.figures,
        metadata=compared.metadata,
        text=compared.text,
    )


def changes(
    archive: Archive,
    *,
    since: datetime | None = None,
    classes: Collection[str] = (),
    issuer: str | None = None,
) -> Iterator[ChangeRow]:
    """In the order they were detected; no classes means all of them."""
    statement = CHANGE_ROWS.where(*about(issuer)).order_by(Change.detected_at, Change.id)
    if since is not None:
        statement = statement.where(Change.detected_at >= since)
    if classes:
        statement = statement.where(Change.class_.in_(classes))
    with archive.engine.connect() as connection:
        for row in connection.execute(statement):
            yield change_row(row)


def _report_row(connection: Connection, row: AnyRow) -> ReportRow:
    columns = {name: getattr(row, name) for name in ReportRow.__struct_fields__}
    found = msgspec.convert(columns, ReportRow)
    if not row.copies_differ:
        return found
    return msgspec.structs.replace(found, findings=[*found.findings, *_copies(connection, row)])


def _copies(connection: Connection, report: AnyRow) -> Iterator[Finding]:
    """How the other live pages and files of a report differ from the page that stands for it."""
    statement = (
        select(Page.url, Derivation.blob)
        .join(Version, Version.page_id == Page.id)
        .join(Derivation, Derivation.id == Version.derivation_id)
        .where(
            Version.report_id == report.id,
            Version.ordinal == LAST_ORDINAL,
            Page.gone_since.is_(None),
            Page.id != report.page_id,
        )
        .order_by(Page.url)
    )
    page = _extraction(connection, report, report.ordinal)
    for url, blob in connection.execute(statement).all():
        yield from check_copy(page, unpack(blob), url)


def _version_row(row: AnyRow) -> VersionRow:
    columns = dict(row._mapping)
    place = RecordPlace(**{name: columns.pop(name) for name in RecordPlace.__struct_fields__})
    return VersionRow(capture=place, **columns)


def _extraction(connection: Connection, report: AnyRow, ordinal: int) -> Extraction:
    statement = (
        select(Derivation.blob)
        .join(Version, Version.derivation_id == Derivation.id)
        .where(Version.page_id == report.page_id, Version.ordinal == ordinal)
    )
    blob = connection.scalar(statement)
    if blob is None:
        raise UnknownReport(f"{report.url} has no version {ordinal}; it has 1 to {report.ordinal}")
    return unpack(blob)


def _captures(connection: Connection, report: int) -> list[CaptureRow]:
    pages = select(Version.page_id).where(Version.report_id == report)
    statement = (
        select(
            Page.url,
            Capture.captured_at,
            Capture.status,
            Capture.record,
            Warc.name.label("warc"),
            Capture.offset,
        )
        .join(Page, Page.id == Capture.page_id)
        .join(Warc, Warc.id == Capture.warc_id)
        .where(Page.id.in_(pages))
        .order_by(Capture.id)
    )
    return [CaptureRow(**row._mapping) for row in connection.execute(statement)]


def _replaced_files(connection: Connection, report: int) -> list[ChangeRow]:
    statement = CHANGE_ROWS.where(Report.id == report, Change.before_capture_id.is_not(None))
    rows = connection.execute(statement.order_by(Change.detected_at, Change.id))
    return [change_row(row) for row in rows]
