"""CDXJ: a line a capture, sorted by urlkey and moment, as replay tools look captures up.

The lines are those of ``cdxj-indexer``. ``ARCHIVE/cdxj/`` has a file for each WARC file that is
closed, and can be given to pywb as it is.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from store.archive import CDXJ_DIR, DAMAGED, Archive
from store.models import Capture, Page, Payload, Warc

ENTRIES = (
    select(
        Page.urlkey,
        Page.url,
        Capture.captured_at,
        Capture.status,
        Capture.record,
        Capture.mime,
        Payload.digest,
        Capture.length,
        Capture.offset,
        Warc.name.label("filename"),
    )
    .join(Page, Page.id == Capture.page_id)
    .join(Payload, Payload.id == Capture.payload_id)
    .join(Warc, Warc.id == Capture.warc_id)
)

ROWS = 1000
"""Fetched at a time: a file may have a million captures."""

LOST = ".lost"
"""The suffix of what is left of a WARC file that is gone, and that the index no longer knows."""


class Entry(msgspec.Struct, frozen=True):
    """What a line is made of: the columns of ``ENTRIES``."""

    urlkey: str
    url: str
    captured_at: datetime
    status: int
    record: str
    mime: str | None
    digest: str
    length: int
    offset: int
    filename: str

    def line(self) -> str:
        """Numbers are strings, and what a record does not say is left out."""
        said = {
            "url": self.url,
            "mime": "warc/revisit" if self.record == "revisit" else self.mime,
            "status": str(self.status) if self._has_head() else None,
            "digest": self.digest,
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": self.filename,
        }
        told = {name: value for name, value in said.items() if value}
        return f"{self.urlkey} {timestamp(self.captured_at)} {json.dumps(told)}\n"

    def _has_head(self) -> bool:
        """Neither a file that was taken in nor the revisit of a 304 has one."""
        asked_for = self.url.startswith(("http:", "https:"))
        return asked_for and self.record != "resource" and self.status != HTTPStatus.NOT_MODIFIED


def timestamp(moment: datetime) -> str:
    """Fourteen digits, UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%d%H%M%S")


def entries(connection: Connection, statement: Select[*tuple[Any, ...]]) -> Iterator[Entry]:
    for row in connection.execute(statement, execution_options={"yield_per": ROWS}):
        yield Entry(*row)


def write_cdxj(archive: Archive, warc: str) -> None:
    """The index of one WARC file; made anew where there is one. Raises ``OSError``."""
    path = cdxj_path(archive, warc)
    path.parent.mkdir(exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    statement = ENTRIES.where(Warc.name == warc).order_by(Page.urlkey, Capture.captured_at)
    with archive.engine.connect() as connection, unfinished.open("w", encoding="ascii") as index:
        index.writelines(_sorted_lines(entries(connection, statement)))
    unfinished.replace(path)


def _sorted_lines(ordered: Iterable[Entry]) -> Iterator[str]:
    """In the order of their bytes. The database sorts what may be too many for the memory, but by
    moments finer than a line tells."""
    for _, alike in groupby(ordered, lambda one: (one.urlkey, timestamp(one.captured_at))):
        yield from sorted(entry.line() for entry in alike)


def write_all(archive: Archive) -> None:
    """One for each closed WARC file of the index, and no others. That of a file which is gone, and
    was not set aside, is kept as ``NAME.lost``. Raises ``OSError``."""
    with archive.engine.connect() as connection:
        names = connection.scalars(select(Warc.name).where(Warc.closed)).all()
    for name in names:
        write_cdxj(archive, name)
    written = {cdxj_path(archive, name) for name in names}
    for path in written:
        path.with_suffix(LOST).unlink(missing_ok=True)
    for path in set((archive.root / CDXJ_DIR).glob("*.cdxj")) - written:
        if (archive.warc_dir / DAMAGED / f"{path.stem}.warc.gz").exists():
            path.unlink()
        else:
            path.replace(path.with_suffix(LOST))


def cdxj_path(archive: Archive, warc: str) -> Path:
    return archive.root / CDXJ_DIR / f"{warc.removesuffix('.gz').removesuffix('.warc')}.cdxj"
