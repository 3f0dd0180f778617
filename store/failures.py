"""Fetches that brought no response: of a page that is away they say since when, and whether its
portal was away as well."""

from sqlalchemy import Connection, func, select

from store.models import Capture, Crawl, Failure, Page, Version
from store.rows import FailureRow


def unanswered(connection: Connection, report: int) -> list[FailureRow]:
    """Since each page of the report last answered."""
    last_answer = (
        select(func.max(Capture.captured_at)).where(Capture.page_id == Page.id).scalar_subquery()
    )
    statement = (
        select(Failure.url, Failure.failed_at, Failure.reason, Crawl.finished_at, Crawl.summary)
        .join(Page, Page.url == Failure.url)
        .outerjoin(Crawl, Crawl.id == Failure.crawl_id)
        .where(
            Page.id.in_(select(Version.page_id).where(Version.report_id == report)),
            Failure.failed_at > last_answer,
        )
        .order_by(Failure.failed_at, Failure.id)
    )
    return [
        FailureRow(url, failed_at, reason, bool(summary) if finished_at else None)
        for url, failed_at, reason, finished_at, summary in connection.execute(statement)
    ]
