"""What a crawl has to know of earlier ones: pages to look at again, and what a host was asked."""

from datetime import datetime

from sqlalchemy import func, select

from store.archive import Archive
from store.models import Capture, Crawl, Page, Version
from store.urlkey import urlkey


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


def requests_since(archive: Archive, host: str, since: datetime) -> int:
    """Answers that ``host`` (with its port) has given since then."""
    key = urlkey(f"http://{host}").rstrip("/")
    statement = (
        select(func.count())
        .select_from(Capture)
        .join(Page, Page.id == Capture.page_id)
        .where(Page.urlkey.startswith(key, autoescape=True), Capture.captured_at >= since)
    )
    with archive.engine.connect() as connection:
        return connection.scalar(statement) or 0
