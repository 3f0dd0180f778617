"""Crawls in the index."""

from msgspec.structs import asdict
from sqlalchemy import Connection, update

from store.capture import Place
from store.crawlfacts import CrawlEnd
from store.models import Crawl


def finish(connection: Connection, crawl: int | None, end: CrawlEnd, place: Place) -> None:
    """``place`` is that of the record that says so; the first one is kept when the same comes back
    with an export that is taken in."""
    is_news = Crawl.finished_at.is_distinct_from(end.finished_at)
    stands = {f"end_{name}": value for name, value in asdict(place).items()}
    finished = update(Crawl).where(Crawl.id == crawl, is_news).values(asdict(end) | stands)
    connection.execute(finished)
