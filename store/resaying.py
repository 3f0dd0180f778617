"""Says again, in a WARC file of its own, what the index still knows and the WARC files no longer
say: crawls and their ends, failures, files that were taken in, and what was compared."""

from contextlib import closing
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path

from sqlalchemy import Connection, select

from store import crawlfacts
from store.archive import WARC_FILES, Archive
from store.crawlfacts import CrawlEnd
from store.database import writer
from store.foreign import as_taken_in, is_taken_in
from store.models import Crawl, Failure, Warc
from store.progress import Progress, Tell
from store.recorder import ROTATE_AT
from store.said import Said
from store.scan import scan
from store.unsaid import LAST, ROWS, STREAMED, unsaid
from store.warcwriter import WarcWriter

SETTINGS = {"description": "what the index knew of records that were damaged"}
"""In the warcinfo, in place of a crawl's."""

_FAILURES = select(Failure.url, Failure.failed_at, Failure.reason, Failure.crawl_id).order_by(
    Failure.id
)


def say_again(archive: Archive, tell: Tell) -> None:
    """After the damaged records are moved aside. What is said again is committed bit by bit, and is
    said when this is called again after a kill."""
    with (
        closing(Said()) as said,
        archive.engine.connect() as index,
        closing(writer(archive.engine)) as connection,
    ):
        last = index.scalar(LAST)
        warcs = WarcWriter(archive, connection, SETTINGS, ROTATE_AT)
        try:
            _read_all(archive, said, tell)
            _crawls(index, said, warcs)
            _failures(index, said, warcs)
            _taken_in(index, said, warcs)
            _comparisons(index, said, last, warcs)
        except BaseException:
            warcs.rollback()
            raise
        finally:
            warcs.close()


def _read_all(archive: Archive, said: Said, tell: Tell) -> None:
    paths = sorted(archive.warc_dir.glob(WARC_FILES))
    total, before = sum(path.stat().st_size for path in paths), 0
    for path in paths:
        for found in scan(path):
            if found.record is not None:
                said.read(found.record, ours=not is_taken_in(path))
            tell(Progress("WARC bytes", before + found.offset + found.length, total))
        before += path.stat().st_size


def _crawls(index: Connection, said: Said, warcs: WarcWriter) -> None:
    for crawl in index.execute(select(Crawl).order_by(Crawl.id)):
        begun = (crawl.seed, crawl.started_at)
        if not said.says("crawl", *begun):
            warcs.warcinfo(crawl.id)
        if crawl.finished_at and not said.says("end", *begun, crawl.finished_at):
            end = CrawlEnd(crawl.finished_at, crawl.summary)
            warcs.write(crawlfacts.crawl_end(end, warcs.warcinfo(crawl.id)), crawl.id)
    warcs.commit()


def _failures(index: Connection, said: Said, warcs: WarcWriter) -> None:
    unsaid = (
        (crawlfacts.failure(url, failed_at, reason), crawl)
        for url, failed_at, reason, crawl in index.execute(_FAILURES, execution_options=STREAMED)
        if not said.says("failure", url, failed_at, " ".join(reason.split()))  # as a record has it
    )
    while batch := list(islice(unsaid, ROWS)):
        for record, crawl in batch:
            warcs.write(record, crawl)
        warcs.commit()


def _taken_in(index: Connection, said: Said, warcs: WarcWriter) -> None:
    for name in index.scalars(select(Warc.name).where(Warc.closed).order_by(Warc.id)):
        if is_taken_in(Path(name)) and not said.says("taken in", as_taken_in(name)):
            warcs.state(crawlfacts.taken_in(as_taken_in(name), datetime.now(UTC)))
    warcs.commit()


def _comparisons(index: Connection, said: Said, last: int | None, warcs: WarcWriter) -> None:
    for at, run in groupby(unsaid(index, said, last), lambda one: one.at):
        while batch := [one.compared for one in islice(run, ROWS)]:
            warcs.state(crawlfacts.observed(batch, at))
            warcs.commit()
