"""What rests on a stretch of a WARC file: the captures in it, and versions read from them."""

from sqlalchemy import Connection, or_, select
from sqlalchemy.orm import aliased

from store.models import Capture, Derivation, Page, Report, Version

NAMED = 20
"""Of each kind, at most: a missing file of 1 GB has hundreds of thousands."""


def dependants(connection: Connection, warc: int, offset: int, length: int) -> list[str]:
    """A version rests on the captures that showed it first and last, and on the record that holds
    the payload it was read from."""
    inside = (Capture.warc_id == warc, Capture.offset >= offset, Capture.offset < offset + length)
    captures = (
        select(Page.url, Capture.captured_at, Capture.record)
        .join(Page, Page.id == Capture.page_id)
        .where(*inside)
        .order_by(Capture.offset)
        .limit(NAMED)
    )
    ids = select(Capture.id).where(*inside)
    held = select(Capture.payload_id).where(*inside, Capture.record != "revisit")
    page = aliased(Page)
    versions = (
        select(Report.issuer, Report.year, Version.ordinal, page.url)
        .join(Report, Report.id == Version.report_id)
        .join(Derivation, Derivation.id == Version.derivation_id)
        .join(page, page.id == Version.page_id)
        .where(
            or_(
                Version.first_capture_id.in_(ids),
                Version.last_capture_id.in_(ids),
                Derivation.payload_id.in_(held),
            )
        )
        .order_by(page.url, Version.ordinal)
        .limit(NAMED)
    )
    named = [f"{kind} of {url} at {at:%F %T}" for url, at, kind in connection.execute(captures)]
    for issuer, year, ordinal, url in connection.execute(versions):
        named.append(f"version {ordinal} of {issuer or '?'} {year or '?'}, {url}")
    return named
