"""Captures in a WACZ: their records, an index of them, and a list of the reports among them.

The records are the archive's own, gzip member by gzip member: each capture with the request that
follows it, the records that hold the payloads of revisits, and the warcinfos of all of them.
"""

import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC
from itertools import islice
from pathlib import Path

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select

from store import cdxj
from store.archive import Archive
from store.datapackage import DataPackage, Target
from store.errors import DamagedArchive, NothingSelected, UnwritableArchive
from store.models import Capture, Derivation, Page, Version, Warc, Warcinfo
from store.progress import Progress
from store.scan import scan
from store.selection import with_originals

WARC = "data.warc.gz"
CHUNK = 1024 * 1024
"""Bytes copied at a time."""

Tell = Callable[[Progress], None]


def write_wacz(
    archive: Archive,
    path: Path,
    selected: ColumnElement[bool],
    title: str,
    tell: Tell = lambda _: None,
) -> int:
    """The number of captures in it. Raises ``NothingSelected``, ``DamagedArchive``, and
    ``UnwritableArchive`` for the path; a file that is there is replaced when all is written."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with archive.engine.connect() as connection, zipfile.ZipFile(unfinished, "w") as package:
            count = _write(DataPackage(package, title), archive, connection, selected, tell)
        unfinished.replace(path)
    except OSError as error:
        raise UnwritableArchive(f"{path}: {error.strerror}; choose another place") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _write(
    package: DataPackage,
    archive: Archive,
    connection: Connection,
    selected: ColumnElement[bool],
    tell: Tell,
) -> int:
    wanted = with_originals(selected)
    total = connection.scalar(select(func.count(Capture.id)).where(wanted)) or 0
    if not total:
        raise NothingSelected("no capture is selected; what failed has none")
    lines = []
    with package.adding(f"archive/{WARC}", zipfile.ZIP_STORED) as target:
        for name, offset, length in _warcinfos(connection, wanted):
            _copy(archive.warc_dir / name, offset, offset + length, target)
        for entry in _entries(connection, wanted):
            path, offset = archive.warc_dir / entry.filename, target.size
            _copy(path, entry.offset, _end(path, entry.offset), target)
            moved = msgspec.structs.replace(entry, filename=WARC, offset=offset)
            lines.append(moved.line())
            tell(Progress("captures", len(lines), total))
    package.add("indexes/index.cdxj", "".join(sorted(lines)).encode())
    package.add("pages/pages.jsonl", b"\n".join(_pages(connection, selected)) + b"\n")
    package.finish()
    return total


def _warcinfos(
    connection: Connection, wanted: ColumnElement[bool]
) -> Iterator[tuple[str, int, int]]:
    """Of the crawls that the captures belong to, in the files in which they stand."""
    speaks_for = (
        select(Capture.id)
        .where(
            wanted,
            Capture.warc_id == Warcinfo.warc_id,
            Capture.crawl_id.is_not_distinct_from(Warcinfo.crawl_id),
        )
        .exists()
    )
    statement = (
        select(Warc.name, Warcinfo.offset, Warcinfo.length)
        .join(Warc, Warc.id == Warcinfo.warc_id)
        .where(speaks_for)
        .order_by(Warc.name, Warcinfo.offset)
    )
    for row in connection.execute(statement):
        yield row.name, row.offset, row.length


def _entries(connection: Connection, wanted: ColumnElement[bool]) -> Iterator[cdxj.Entry]:
    return cdxj.entries(connection, cdxj.ENTRIES.where(wanted).order_by(Warc.name, Capture.offset))


def _end(path: Path, offset: int) -> int:
    """Of the capture at ``offset``, and of its request where that follows."""
    capture, *others = islice(scan(path, offset), 2)
    if capture.record is None:
        raise DamagedArchive(f"{path} at {offset}: {capture.fault}; see `gongkai verify`")
    end = offset + capture.length
    for other in others:
        if other.record and ("WARC-Concurrent-To", capture.record.id) in other.record.fields:
            end += other.length
    return end


def _copy(path: Path, start: int, end: int, target: Target) -> None:
    with path.open("rb") as stream:
        stream.seek(start)
        while start < end and (chunk := stream.read(min(CHUNK, end - start))):
            target.write(chunk)
            start += len(chunk)


def _pages(connection: Connection, selected: ColumnElement[bool]) -> Iterator[bytes]:
    """Each version of a report where it was seen first."""
    yield msgspec.json.encode({"format": "json-pages-1.0", "id": "pages", "title": "Reports"})
    statement = (
        select(Page.url, Capture.captured_at, Derivation.title)
        .join(Version, Version.first_capture_id == Capture.id)
        .join(Derivation, Derivation.id == Version.derivation_id)
        .join(Page, Page.id == Capture.page_id)
        .where(selected)
        .order_by(Capture.captured_at, Capture.id)
    )
    for row in connection.execute(statement):
        moment = row.captured_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        yield msgspec.json.encode({"url": row.url, "ts": moment, "title": row.title or row.url})
