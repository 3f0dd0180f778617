"""Crawls in the index."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from msgspec.structs import asdict
from sqlalchemy import Connection, bindparam, select, update

from store.capture import Place
from store.crawlfacts import CrawlEnd
from store.models import Crawl, Warc, Warcinfo
from store.warcfile import is_abandoned

_LAST = (
    select(Crawl.id, Crawl.started_at, Crawl.finished_at)
    .where(Crawl.seed == bindparam("seed"))
    .order_by(Crawl.id.desc())
    .limit(1)
)
_OPEN_FILES = (
    select(Warc.name)
    .join(Warcinfo, Warcinfo.warc_id == Warc.id)
    .where(Warcinfo.crawl_id == bindparam("crawl"), Warc.closed.is_(False))
)


def find_abandoned(
    connection: Connection, warc_dir: Path, seed: str, since: datetime
) -> int | None:
    """The last crawl of the seed, if it began since then, never came to its end, and no living
    process goes on with it: whoever does has an open file with a warcinfo of it."""
    last = connection.execute(_LAST, {"seed": seed}).one_or_none()
    if last is None or last.finished_at is not None or last.started_at < since:
        return None
    crawl: int = last.id
    written = connection.scalars(_OPEN_FILES, {"crawl": crawl})
    return crawl if all(is_abandoned(warc_dir / name) for name in written) else None


def unfinished(connection: Connection, of: Collection[int]) -> list[int]:
    found = select(Crawl.id).where(Crawl.id.in_(of), Crawl.finished_at.is_(None))
    return list(connection.scalars(found.order_by(Crawl.id)))


def finish(connection: Connection, crawl: int | None, end: CrawlEnd, place: Place) -> None:
    """``place`` is that of the record that says so; the first one is kept when the same comes back
    with an export that is taken in."""
    is_news = Crawl.finished_at.is_distinct_from(end.finished_at)
    stands = {f"end_{name}": value for name, value in asdict(place).items()}
    finished = update(Crawl).where(Crawl.id == crawl, is_news).values(asdict(end) | stands)
    connection.execute(finished)
