"""Which captures of an archive are meant: a report with its history, a portal, a crawl."""

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from store import queries
from store.archive import Archive
from store.errors import NothingSelected
from store.models import Capture, Crawl, Version

NAMED = 5
"""Crawls that the message about an unknown one names: a screenful is no help."""


def of_report(archive: Archive, ref: str) -> ColumnElement[bool]:
    """Every capture of every page that the report stands or stood on. Raises ``UnknownReport``."""
    report = queries.find_report(archive, ref)
    return Capture.page_id.in_(select(Version.page_id).where(Version.report_id == report))


def of_portal(archive: Archive, portal: str) -> ColumnElement[bool]:
    """All crawls of a portal, by its id in the registry or its address."""
    crawls = select(Crawl.id).where(or_(Crawl.portal == portal, Crawl.seed == portal))
    with archive.engine.connect() as connection:
        if connection.scalar(crawls.limit(1)) is None:
            raise NothingSelected(f"no crawl of {portal!r}; {_latest(archive)}")
    return Capture.crawl_id.in_(crawls)


def of_crawl(archive: Archive, crawl: int) -> ColumnElement[bool]:
    with archive.engine.connect() as connection:
        if connection.scalar(select(Crawl.id).where(Crawl.id == crawl)) is None:
            raise NothingSelected(f"no crawl {crawl}; {_latest(archive)}")
    return Capture.crawl_id == crawl


def with_originals(selected: ColumnElement[bool]) -> ColumnElement[bool]:
    """And the records that hold the payloads of their revisits: a revisit alone is nothing."""
    original = aliased(Capture)
    payloads = select(Capture.payload_id).where(selected, Capture.record == "revisit")
    originals = (
        select(func.min(original.id))
        .where(original.record != "revisit", original.payload_id.in_(payloads))
        .group_by(original.payload_id)
    )
    return or_(selected, Capture.id.in_(originals))


def _latest(archive: Archive) -> str:
    statement = select(Crawl.id, Crawl.portal, Crawl.seed, Crawl.started_at)
    with archive.engine.connect() as connection:
        rows = connection.execute(statement.order_by(Crawl.id.desc()).limit(NAMED)).all()
    named = (f"{row.id} = {row.portal or row.seed} {row.started_at:%Y-%m-%d}" for row in rows)
    return f"the latest are {'; '.join(named)}" if rows else "there are none"
