"""What of an archive is meant: a report with its history, a portal, a crawl."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import aliased

from store import queries
from store.archive import Archive
from store.errors import NothingSelected
from store.models import Capture, Change, Crawl, Failure, Page, Version

NAMED = 5
"""Crawls that the message about an unknown one names: a screenful is no help."""


class Selection(NamedTuple):
    """What is asked of a row of ``Capture``, of ``Failure``, and of a ``Crawl`` whose end is
    meant."""

    captures: ColumnElement[bool]
    failures: ColumnElement[bool]
    ends: ColumnElement[bool]


def of_report(archive: Archive, ref: str) -> Selection:
    """Every capture of every page that the report stands or stood on, and of every file that was
    replaced there; every fetch of one that failed. Raises ``UnknownReport``."""
    report = queries.find_report(archive, ref)
    own = select(Version.page_id).where(Version.report_id == report)
    pages = own.union(
        select(Change.other_page_id).where(
            Change.page_id.in_(own), Change.before_capture_id.is_not(None)
        )
    )
    urls = select(Page.url).where(Page.id.in_(pages))
    return Selection(Capture.page_id.in_(pages), Failure.url.in_(urls), false())


def of_portal(archive: Archive, portal: str) -> Selection:
    """All crawls of a portal, by its id in the registry or its address."""
    one = aliased(Crawl)
    crawls = select(one.id).where(or_(one.portal == portal, one.seed == portal))
    with archive.engine.connect() as connection:
        if connection.scalar(crawls.limit(1)) is None:
            raise NothingSelected(f"no crawl of {portal!r}; {_latest(archive)}")
    return _of_crawls(crawls)


def of_crawl(archive: Archive, crawl: int) -> Selection:
    one = aliased(Crawl)
    crawls = select(one.id).where(one.id == crawl)
    with archive.engine.connect() as connection:
        if connection.scalar(crawls) is None:
            raise NothingSelected(f"no crawl {crawl}; {_latest(archive)}")
    return _of_crawls(crawls)


def _of_crawls(crawls: Select[int]) -> Selection:
    return Selection(
        Capture.crawl_id.in_(crawls), Failure.crawl_id.in_(crawls), Crawl.id.in_(crawls)
    )


def with_originals(selection: Selection) -> Selection:
    """And the records that hold the payloads of its revisits: a revisit alone is nothing."""
    selected = selection.captures
    original = aliased(Capture)
    payloads = select(Capture.payload_id).where(selected, Capture.record == "revisit")
    originals = (
        select(func.min(original.id))
        .where(original.record != "revisit", original.payload_id.in_(payloads))
        .group_by(original.payload_id)
    )
    return selection._replace(captures=or_(selected, Capture.id.in_(originals)))


def _latest(archive: Archive) -> str:
    statement = select(Crawl.id, Crawl.portal, Crawl.seed, Crawl.started_at)
    with archive.engine.connect() as connection:
        rows = connection.execute(statement.order_by(Crawl.id.desc()).limit(NAMED)).all()
    named = (f"{row.id} = {row.portal or row.seed} {row.started_at:%Y-%m-%d}" for row in rows)
    return f"the latest are {'; '.join(named)}" if rows else "there are none"
