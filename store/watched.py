"""What a crawl of a seed has to know of earlier ones."""

from datetime import datetime

from sqlalchemy import select

from store.archive import Archive
from store.models import Capture, Crawl, Page, Version


def report_pages(archive: Archive, seed: str) -> list[str]:
    """Pages with a report, live or gone, that a crawl of this seed was the first to see: one that
    is gone may be confirmed as removed, or come back."""
    statement = (
        select(Page.url)
        .join(Version, Version.page_id == Page.id)
        .join(Capture, Capture.id == Version.first_capture_id)
        .join(Crawl, Crawl.id == Capture.crawl_id)
        .where(Crawl.seed == seed)
        .distinct()
    )
    with archive.engine.connect() as connection:
        return list(connection.scalars(statement))


def unfinished_crawl(archive: Archive, seed: str, since: datetime) -> int | None:
    """The last crawl of the seed, if it began since then and never came to its end."""
    statement = select(Crawl.id, Crawl.started_at, Crawl.finished_at).where(Crawl.seed == seed)
    with archive.engine.connect() as connection:
        last = connection.execute(statement.order_by(Crawl.id.desc()).limit(1)).one_or_none()
    if last is None or last.finished_at is not None or last.started_at < since:
        return None
    crawl: int = last.id
    return crawl
