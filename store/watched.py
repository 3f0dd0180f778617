"""The pages of a seed that a crawl has to look at again, linked to or not."""

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
