"""Crawls in the index."""

from msgspec.structs import asdict
from sqlalchemy import Connection, update

from store.capture import Place
from store.crawlfacts import CrawlEnd
from store.models import Crawl


def finish(connection: Connection, crawl: int | None, end: CrawlEnd, place: Place) -> None:
    """``place`` is that of the record that says so."""
    where = {f"end_{name}": value for name, value in asdict(place).items()}
    connection.execute(update(Crawl).where(Crawl.id == crawl).values(asdict(end) | where))
