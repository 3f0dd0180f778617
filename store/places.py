"""Where the records of a selection stand in the WARC files."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select, union
from sqlalchemy.orm import aliased

from store import cdxj
from store.models import Capture, Crawl, Failure, Warc, Warcinfo
from store.selection import Selection

Places = Select[*tuple[Any, ...]]
"""Of whole records: file, offset, length."""


def warcinfos(selection: Selection) -> Places:
    """Of the crawls that the records belong to, in the files in which they stand."""
    of = union(
        select(Capture.warc_id, Capture.crawl_id).where(selection.captures),
        select(Failure.warc_id, Failure.crawl_id).where(selection.failures),
        select(Crawl.end_warc_id, Crawl.id).where(selection.ends),
    ).subquery()
    same_crawl = of.c.crawl_id.is_not_distinct_from(Warcinfo.crawl_id)
    places = select(Warc.name, Warcinfo.offset, Warcinfo.length)
    places = places.join(Warc, Warc.id == Warcinfo.warc_id)
    places = places.join(of, and_(of.c.warc_id == Warcinfo.warc_id, same_crawl))
    return places.order_by(Warc.name, Warcinfo.offset)


def failures(selection: Selection) -> Places:
    places = select(Warc.name, Failure.offset, Failure.length)
    places = places.join(Warc, Warc.id == Failure.warc_id).where(selection.failures)
    return places.order_by(Warc.name, Failure.offset)


def ends(selection: Selection) -> Places:
    """Of crawls that came to theirs."""
    places = select(Warc.name, Crawl.end_offset, Crawl.end_length)
    places = places.join(Warc, Warc.id == Crawl.end_warc_id).where(selection.ends)
    return places.order_by(Warc.name, Crawl.end_offset)


def captures(
    connection: Connection, selection: Selection
) -> Iterator[tuple[cdxj.Entry, int, int | None]]:
    """In the order of the files, each with where the capture before it ends and the next one
    begins: what belongs to it stands between. ``None`` is the end of the file."""
    earlier, later = aliased(Capture), aliased(Capture)
    start = (
        select(earlier.offset + earlier.length)
        .where(earlier.warc_id == Capture.warc_id, earlier.offset < Capture.offset)
        .order_by(earlier.offset.desc())
        .limit(1)
        .scalar_subquery()
    )
    end = (
        select(func.min(later.offset))
        .where(later.warc_id == Capture.warc_id, later.offset > Capture.offset)
        .scalar_subquery()
    )
    statement = cdxj.ENTRIES.add_columns(func.coalesce(start, 0), end).where(selection.captures)
    ordered = statement.order_by(Warc.name, Capture.offset)
    for *said, start, end in connection.execute(
        ordered, execution_options={"yield_per": cdxj.ROWS}
    ):
        yield cdxj.Entry(*said), start, end
