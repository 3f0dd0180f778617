"""What a crawl of a seed has to know of earlier ones."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from store.archive import Archive
from store.models import Capture, Change, Crawl, Page, Report, Version


class Visited(NamedTuple):
    """A page with a report, live or gone: when it last answered, and last changed."""

    url: str
    year: int | None
    gone: bool
    visited_at: datetime
    changed_at: datetime


def report_pages(archive: Archive, seed: str) -> list[Visited]:
    """Those that a crawl of this seed was the first to see: one that is gone may be confirmed as
    removed, or come back."""
    found_by_seed = (
        select(Version.page_id)
        .join(Capture, Capture.id == Version.first_capture_id)
        .join(Crawl, Crawl.id == Capture.crawl_id)
        .where(Crawl.seed == seed)
    )
    visits = (
        select(Capture.page_id, func.max(Capture.captured_at).label("at"))
        .where(Capture.page_id.in_(found_by_seed))
        .group_by(Capture.page_id)
        .subquery()
    )
    changes = (
        select(Change.page_id, func.max(Change.detected_at).label("at"))
        .where(Change.page_id.in_(found_by_seed))
        .group_by(Change.page_id)
        .subquery()
    )
    statement = (
        select(
            Page.url, func.max(Report.year), Page.gone_since.is_not(None), visits.c.at, changes.c.at
        )
        .join(visits, visits.c.page_id == Page.id)
        .join(changes, changes.c.page_id == Page.id)
        .join(Version, Version.page_id == Page.id)
        .join(Report, Report.id == Version.report_id)
        .group_by(Page.id, Page.url, Page.gone_since, visits.c.at, changes.c.at)
    )
    with archive.engine.connect() as connection:
        return [Visited(*row) for row in connection.execute(statement)]
