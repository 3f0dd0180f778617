"""A WARC file that this archive wrote and has lost since: put back, it is what it was; taken in
like one of another archive, its versions would be told as new, and in the wrong order."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, select

from store.archive import Archive
from store.crawlfacts import read_crawl
from store.indexing import entry_of, field
from store.models import Capture, Crawl, Payload, Warc
from store.records import read_warc_fields
from store.scan import batches, scan
from store.warc import StoredRecord

_HELD = select(Capture.id).where(Capture.payload_id == Payload.id, Capture.record != "revisit")


def is_lost_file(archive: Archive, path: Path) -> bool:
    """It has the name it was written with, none such is in ``warc/``, and the index knows of it:
    by the name, by a crawl that wrote to another file as well, or by a payload of which it has
    revisits alone."""
    if (archive.warc_dir / path.name).exists() or not _is_named_as_written(path):
        return False
    with archive.engine.connect() as connection:
        named = connection.scalar(select(Warc.id).where(Warc.name == path.name))
        return named is not None or any(_knows(connection, batch) for batch in _records(path))


def _is_named_as_written(path: Path) -> bool:
    first = next((found.record for found in scan(path)), None)
    if first is None or first.type != "warcinfo":
        return False
    software = read_warc_fields(first.body).get("software", "")
    return software.startswith("gongkai/") and field(first, "WARC-Filename") == path.name


def _records(path: Path) -> Iterator[list[StoredRecord]]:
    for batch in batches(scan(path)):
        yield [found.record for found in batch if found.record is not None]


def _knows(connection: Connection, records: list[StoredRecord]) -> bool:
    said = (read_warc_fields(record.body) for record in records if record.type == "warcinfo")
    for crawl in filter(None, map(read_crawl, said)):
        known = select(Crawl.id).filter_by(seed=crawl.seed, started_at=crawl.started_at)
        if connection.scalar(known) is not None:
            return True
    digests = [entry_of(one).payload_digest for one in records if one.type == "response"]
    missed = select(Payload.id).where(Payload.digest.in_(digests), ~_HELD.exists()).limit(1)
    return connection.scalar(missed) is not None
