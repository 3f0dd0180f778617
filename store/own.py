"""A WARC file that this archive wrote and has lost since: put back, it is what it was; taken in
like one of another archive, its versions would be told as new, and in the wrong order."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from store.archive import Archive
from store.cdxj import LOST, cdxj_path
from store.crawlfacts import CrawlStart, read_crawl
from store.foreign import TAKEN_IN
from store.indexing import OUR_DIGEST, field
from store.models import Capture, Crawl, Payload, Warc, Warcinfo
from store.records import read_warc_fields
from store.scan import batches, scan
from store.warc import StoredRecord
from store.warcfile import NAME

_holder = aliased(Capture)
_HELD = select(_holder.id).where(_holder.payload_id == Payload.id, _holder.record != "revisit")
_IS_OWN = ~Warc.name.endswith(f"-{TAKEN_IN}")
"""What a file that was taken in tells of crawls and payloads, is known of another archive's."""


def lost_name(archive: Archive, path: Path) -> str | None:
    """The name under which the archive wrote the file, whatever it is called by now. ``None`` where
    such a file is in ``warc/``, or where nothing that the archive has left speaks of it: its CDXJ,
    its name in the index, a crawl that wrote to another file of the archive as well, or a payload
    of which those have revisits alone."""
    name = _written_as(path)
    if name is None or (archive.warc_dir / name).exists():
        return None
    listed = cdxj_path(archive, name).with_suffix(LOST).exists()
    return name if listed or _is_known(archive, name, path) else None


def _written_as(path: Path) -> str | None:
    """By its warcinfos; an export has those of several files."""
    first = next((found.record for found in scan(path)), None)
    if first is None or first.type != "warcinfo":
        return None
    software = read_warc_fields(first.body).get("software", "")
    name = field(first, "WARC-Filename") or ""
    if not (software.startswith("gongkai/") and NAME.fullmatch(name)):
        return None
    infos = (one for batch in _records(path) for one in batch if one.type == "warcinfo")
    return name if {field(info, "WARC-Filename") for info in infos} == {name} else None


def _records(path: Path) -> Iterator[list[StoredRecord]]:
    for batch in batches(scan(path)):
        yield [found.record for found in batch if found.record is not None]


def _is_known(archive: Archive, name: str, path: Path) -> bool:
    with archive.engine.connect() as connection:
        named = connection.scalar(select(Warc.id).where(Warc.name == name))
        return named is not None or any(_missed(connection, batch) for batch in _records(path))


def _missed(connection: Connection, records: list[StoredRecord]) -> bool:
    written = select(Warc.id).join(Warcinfo, Warcinfo.warc_id == Warc.id).where(_IS_OWN)
    crawl = written.join(Crawl, Crawl.id == Warcinfo.crawl_id)
    for start in _crawls(records):
        same = crawl.where(Crawl.seed == start.seed, Crawl.started_at == start.started_at)
        if connection.scalar(same.limit(1)) is not None:
            return True
    said = (field(one, "WARC-Payload-Digest") or "" for one in records if one.type == "response")
    digests = list(filter(OUR_DIGEST.fullmatch, said))
    revisits = (
        select(Capture.id)
        .join(Payload, Payload.id == Capture.payload_id)
        .join(Warc, Warc.id == Capture.warc_id)
        .where(Payload.digest.in_(digests), _IS_OWN, ~_HELD.exists())
    )
    return connection.scalar(revisits.limit(1)) is not None


def _crawls(records: list[StoredRecord]) -> Iterator[CrawlStart]:
    for record in records:
        if record.type == "warcinfo" and b"\0" not in record.body:  # PostgreSQL keeps none
            with suppress(ValueError, OverflowError):  # a start that names no moment
                if (crawl := read_crawl(read_warc_fields(record.body))) is not None:
                    yield crawl
