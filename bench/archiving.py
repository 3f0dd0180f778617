"""The archive beside the plain tools: captures written, and reports read again from it."""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from io import BytesIO
from pathlib import Path

from rich.table import Table
from sqlalchemy import insert, select
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from bench.site import pages
from crawler.archives import take_in_archives
from crawler.readers import Readers
from store.archive import Archive
from store.database import writer
from store.derivation import PARSER
from store.exchange import Exchange
from store.models import Capture, Comparison
from store.recorder import Recorder
from store.reparse import reparse

CAPTURES, BATCH = 2000, 100
FOREIGN = 20_000
"""Small pages that are no reports: what most of an archive made by others consists of."""
INDEXER = Path(__file__).parents[1] / ".venv-tools" / "bin" / "cdxj-indexer"
START = datetime(2026, 1, 1, tzinfo=UTC)
HEADERS = [("Content-Type", "text/html; charset=utf-8")]


def measured() -> Table:
    bodies = {f"http://yunxi.example{path}": body for path, body in pages(CAPTURES).items() if body}
    table = Table("the archive", "a second", "× warcio", box=None)
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        root = Path(folder) / "archive"
        plain = len(bodies) / _seconds(
            lambda: _write_plainly(Path(folder) / "plain.warc.gz", bodies)
        )
        table.add_row("plain warcio, responses", f"{plain:.0f}", "1.00")
        for what, day in (("responses, indexed and on the disk", 0), ("revisits", 1)):
            speed = len(bodies) / _seconds(lambda day=day: _record(root, bodies, day))  # type: ignore[misc]
            table.add_row(f"captures: {what}", f"{speed:.0f}", f"{speed / plain:.2f}")
        speed = len(bodies) / _seconds(lambda: _read_again(root)) / (os.cpu_count() or 1)
        table.add_row("reports read again and versioned, a core", f"{speed:.0f}", "")
        for what, speed in _taken_in(Path(folder)):
            table.add_row(what, f"{speed:.0f}", "")
    return table


def _taken_in(folder: Path) -> Iterator[tuple[str, float]]:
    """A WARC file of others, beside the standard indexer on the same file."""
    path = folder / "foreign.warc.gz"
    small = {f"http://yunxi.example/{n}.html": b"<p>%d</p>" % n * 50 for n in range(FOREIGN)}
    _write_plainly(path, small)
    with Archive.open(folder / "taken", create=True) as archive:
        seconds = _seconds(lambda: _take_in(archive, path))
    yield "records of others, taken in", FOREIGN / seconds
    if INDEXER.exists():
        command = [str(INDEXER), str(path), "--output", str(folder / "foreign.cdxj")]
        seconds = _seconds(lambda: _run(command))
        yield "the same file, cdxj-indexer", FOREIGN / seconds


def _take_in(archive: Archive, path: Path) -> None:
    take_in_archives(archive, [path], PARSER)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True)


def _seconds(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _write_plainly(path: Path, bodies: dict[str, bytes]) -> None:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="1.1")
        for url, body in bodies.items():
            head = StatusAndHeaders("200 OK", HEADERS, protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(url, "response", BytesIO(body), http_headers=head)
            )
        stream.flush()
        os.fsync(stream.fileno())


def _exchanges(bodies: dict[str, bytes], day: int) -> Iterator[Exchange]:
    for number, (url, body) in enumerate(bodies.items()):
        yield Exchange(
            url=url,
            captured_at=START + timedelta(days=day, seconds=number),
            method="GET",
            request_headers=((b"Host", b"yunxi.example"),),
            request_body=b"",
            status_line="HTTP/1.1 200 OK",
            status=HTTPStatus.OK,
            headers=tuple((name.encode(), value.encode()) for name, value in HEADERS),
            body=body,
        )


def _record(root: Path, bodies: dict[str, bytes], day: int) -> None:
    with Archive.open(root, create=True) as archive, Recorder(archive) as recorder:
        for number, exchange in enumerate(_exchanges(bodies, day), start=1):
            recorder.capture(exchange)
            if number % BATCH == 0:
                recorder.commit()


def _read_again(root: Path) -> None:
    """All captures, as if each had been compared when it was made."""
    with Archive.open(root) as archive, writer(archive.engine) as connection:
        connection.execute(insert(Comparison).from_select(["capture_id"], select(Capture.id)))
        connection.commit()
    with Readers(PARSER) as readers:
        reparse(root, derive=readers.derive)
