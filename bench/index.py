"""What the index costs as it grows: ``python -m bench.index [CAPTURES…]``.

The rows are made up, and look like those of a portal visited ten times: a page in ten captures, a
payload in five, a report page in a hundred. What is measured goes through the store's own doors.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from demo.dice import dice
from store import captured, queries
from store.archive import Archive
from store.exchange import Exchange
from store.recorder import Recorder
from store.tip import find_tip

SIZES = (10_000, 1_000_000)
"""Captures. Ten million take some minutes and 4 GB: ``python -m bench.index 10000 10000000``."""

LOOKED_UP = 400
INSERTED, BATCH = 2000, 100
LATEST_CHANGES = 100
START = datetime(2026, 1, 1, tzinfo=UTC)

ROWS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"
MADE = (
    (
        "pages (id, url, urlkey)",
        "i, 'http://' || (i % 997) || '.yunxi.example/gknb/' || i || '.html', "
        "'example,yunxi,' || (i % 997) || ')/gknb/' || i || '.html'",
        10,
    ),
    (
        "payloads (id, digest, record_id)",
        "i, printf('sha256:%064x', i * :step), printf('<urn:uuid:%032x>', i)",
        5,
    ),
    (
        "captures (id, page_id, captured_at, status, record, mime, payload_id, warc_id, "
        '"offset", length)',
        "i, 1 + i % (:all / 10), datetime(1767225600 + i, 'unixepoch'), 200, CASE WHEN i <= "
        ":all / 5 THEN 'response' ELSE 'revisit' END, 'text/html', 1 + i % (:all / 5), 1, "
        "i * 1000, 1000",
        1,
    ),
    ("comparisons (id, capture_id)", "i, i", 1),
    (
        "derivations (id, payload_id, parser_version, kind, reasons, script, issuer, region, year, "
        "content_digest, figures_digest, findings, blob)",
        "i, i, '1', 'annual_report', '[]', 'simplified', '云溪市' || i || '局', '', 2023, "
        "printf('%064x', i * :step), printf('%064x', i * :step), '[]', zeroblob(400)",
        100,
    ),
    ("reports (id, issuer, year)", "i, '云溪市' || i || '局', 2023", 100),
    (
        "versions (id, page_id, ordinal, report_id, derivation_id, first_capture_id, "
        "last_capture_id)",
        "i, i, 1, i, i, i, i",
        100,
    ),
    (
        "changes (id, page_id, capture_id, class, silent, confirmed, to_ordinal, detected_at, "
        "cells)",
        "i, i, i, 'new', 0, 1, 1, datetime(1767225600 + i, 'unixepoch'), '[]'",
        100,
    ),
)
"""A table with its columns, their values in row ``i``, and how many captures there are to a row."""


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    Console().print(measured(sizes))


def measured(sizes: list[int]) -> Table:
    costs = [dict(costs_at(size)) for size in sizes]
    table = Table("index", *(f"{size:,} captures" for size in sizes), "ratio", box=None)
    for name, first in costs[0].items():
        shown = (f"{1000 * cost[name]:.3f} ms" for cost in costs)
        table.add_row(name, *shown, f"{costs[-1][name] / first:.2f}")
    return table


def costs_at(size: int) -> Iterator[tuple[str, float]]:
    """Seconds each."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        root = Path(folder) / "archive"
        with Archive.open(root, create=True) as archive:
            _make_up(archive, size)
        with Archive.open(root) as archive:
            yield "insert of a capture, its page new, WARC record and commit", _inserting(archive)
            yield from _looking_up(archive, size)


def _make_up(archive: Archive, size: int) -> None:
    with archive.engine.begin() as connection:
        connection.execute(text("INSERT INTO warcs VALUES (1, 'made-up.warc.gz', 1, 1)"))
        for columns, values, share in MADE:
            statement = f"INSERT INTO {columns} {ROWS} SELECT {values} FROM n"  # noqa: S608  ours
            given = {"count": size // share, "all": size, "step": 2**62 // size}
            used = {name: given[name] for name in given if f":{name}" in statement}
            connection.execute(text(statement), used)
        connection.execute(text("ANALYZE"))


def _inserting(archive: Archive) -> float:
    spent = []
    with Recorder(archive) as recorder:
        for batch in range(INSERTED // BATCH):
            exchanges = [_exchange(batch * BATCH + number) for number in range(BATCH)]
            started = time.perf_counter()
            for exchange in exchanges:
                recorder.capture(exchange)
            recorder.commit()
            spent.append((time.perf_counter() - started) / BATCH)
    return median(spent)


def _exchange(number: int) -> Exchange:
    return Exchange(
        url=f"http://new.yunxi.example/gknb/{dice(number).random()}.html",
        captured_at=START + timedelta(days=700, seconds=number),
        method="GET",
        request_headers=((b"Host", b"new.yunxi.example"),),
        request_body=b"",
        status_line="HTTP/1.1 200 OK",
        status=HTTPStatus.OK,
        headers=((b"Content-Type", b"text/html; charset=utf-8"),),
        body=f"<p>{number}</p>".encode() * 100,
    )


def _looking_up(archive: Archive, size: int) -> Iterator[tuple[str, float]]:
    rng = dice(size)
    pages = [1 + rng.randrange(size // 10) for _ in range(LOOKED_UP)]
    reports = [1 + rng.randrange(size // 100) for _ in range(LOOKED_UP)]
    urls = [f"http://{page % 997}.yunxi.example/gknb/{page}.html" for page in pages]
    digests = [f"sha256:{page * (2**62 // size):064x}" for page in pages]
    since = START + timedelta(seconds=size // 100 - LATEST_CHANGES)
    with archive.engine.connect() as connection:
        yield "look-up by URL", _each(urls, lambda url: captured.last_served(connection, url))
        yield (
            "look-up by digest",
            _each(digests, lambda digest: captured.find_payload(connection, digest)),
        )
        yield "latest version of a page", _each(reports, lambda page: find_tip(connection, page))
    yield (
        f"the latest {LATEST_CHANGES} changes",
        _each(range(10), lambda _: list(queries.changes(archive, since=since))),
    )


def _each(keys: Sequence[Any], look_up: Callable[[Any], object]) -> float:
    spent = []
    for key in keys:
        started = time.perf_counter()
        look_up(key)
        spent.append(time.perf_counter() - started)
    return median(spent)


if __name__ == "__main__":
    main()
