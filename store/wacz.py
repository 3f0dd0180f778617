"""Captures in a WACZ: their records, an index of them, and a list of the reports among them.

The records are the archive's own, gzip member by gzip member: the warcinfos of all that follows;
each capture with the records concurrent to it, and those that hold the payloads of revisits; what
failed; the ends of crawls.
"""

import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from pathlib import Path

import msgspec
from sqlalchemy import Connection, func, select

from store import places
from store.archive import Archive
from store.concurrent import with_concurrent
from store.datapackage import DataPackage, Target
from store.errors import DamagedArchive, NothingSelected, UnwritableArchive
from store.models import Capture, Derivation, Page, Version
from store.progress import Progress, Tell
from store.selection import Selection, with_originals

WARC = "data.warc.gz"
CHUNK = 1024 * 1024
"""Bytes copied at a time."""


def write_wacz(
    archive: Archive,
    path: Path,
    selection: Selection,
    title: str,
    tell: Tell = lambda _: None,
) -> int:
    """The number of captures in it. Raises ``NothingSelected``, ``DamagedArchive``, and
    ``UnwritableArchive`` for the path; a file that is there is replaced when all is written."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with archive.engine.connect() as connection, zipfile.ZipFile(unfinished, "w") as package:
            export = _Export(DataPackage(package, title), archive, connection, selection)
            count = export.write(tell)
        unfinished.replace(path)
    except OSError as error:
        raise UnwritableArchive(f"{path}: {error.strerror}; choose another place") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return count


class _Export:
    def __init__(
        self, package: DataPackage, archive: Archive, connection: Connection, selection: Selection
    ) -> None:
        self._package = package
        self._archive = archive
        self._connection = connection
        self._selection = selection
        self._wanted = with_originals(selection)

    def write(self, tell: Tell) -> int:
        counted = select(func.count(Capture.id)).where(self._wanted.captures)
        total = self._connection.scalar(counted) or 0
        if not total:
            raise NothingSelected("no capture is selected; what failed has none")
        with closing(_Lines()) as lines:
            with self._package.adding(f"archive/{WARC}", zipfile.ZIP_STORED) as target:
                self._copy(places.warcinfos(self._wanted), target)
                for count, line in enumerate(self._copy_captures(target), 1):
                    lines.add(line)
                    tell(Progress("captures", count, total))
                self._copy(places.failures(self._wanted), target)
                self._copy(places.ends(self._wanted), target)
            with self._package.adding("indexes/index.cdxj") as target:
                for line in lines:
                    target.write(line.encode())
        pages = _pages(self._connection, self._selection)
        self._package.add("pages/pages.jsonl", b"\n".join(pages) + b"\n")
        self._package.finish()
        return total

    def _copy_captures(self, target: Target) -> Iterator[str]:
        """With what belongs to them, each record once; yields their lines of the index."""
        copied: dict[str, int] = {}  # up to where, of each file
        for entry, start, end in places.captures(self._connection, self._wanted):
            path = self._path(entry.filename)
            begin = max(start, copied.get(entry.filename, 0))
            for one in with_concurrent(path, entry.offset, begin, end):
                if one.offset == entry.offset:
                    moved = msgspec.structs.replace(entry, filename=WARC, offset=target.size)
                    yield moved.line()
                _copy(path, one.offset, one.length, target)
                copied[entry.filename] = one.offset + one.length

    def _copy(self, records: places.Places, target: Target) -> None:
        for name, offset, length in self._connection.execute(records):
            _copy(self._path(name), offset, length, target)

    def _path(self, warc: str) -> Path:
        path = self._archive.warc_dir / warc
        if not path.is_file():
            raise DamagedArchive(f"{path} is gone; see `gongkai verify`")
        return path


class _Lines:
    """Of the index, in the order of their bytes; on disk, for there may be many millions."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("")  # a private file that goes with its connection
        self._rows.execute("CREATE TABLE lines (line TEXT)")

    def add(self, line: str) -> None:
        self._rows.execute("INSERT INTO lines VALUES (?)", (line,))

    def __iter__(self) -> Iterator[str]:
        return (line for (line,) in self._rows.execute("SELECT line FROM lines ORDER BY line"))

    def close(self) -> None:
        self._rows.close()


def _copy(path: Path, offset: int, length: int, target: Target) -> None:
    with path.open("rb") as stream:
        stream.seek(offset)
        while length and (chunk := stream.read(min(CHUNK, length))):
            target.write(chunk)
            length -= len(chunk)


def _pages(connection: Connection, selection: Selection) -> Iterator[bytes]:
    """Each version of a report where it was seen first."""
    yield msgspec.json.encode({"format": "json-pages-1.0", "id": "pages", "title": "Reports"})
    statement = (
        select(Page.url, Capture.captured_at, Derivation.title)
        .join(Version, Version.first_capture_id == Capture.id)
        .join(Derivation, Derivation.id == Version.derivation_id)
        .join(Page, Page.id == Capture.page_id)
        .where(selection.captures)
        .order_by(Capture.captured_at, Capture.id)
    )
    for row in connection.execute(statement):
        moment = row.captured_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        yield msgspec.json.encode({"url": row.url, "ts": moment, "title": row.title or row.url})
