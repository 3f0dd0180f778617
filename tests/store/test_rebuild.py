"""The index made again from the WARC files is the index that was, row for row."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, ForeignKey, Table, select

from store.archive import Archive
from store.derivation import Derivation, derive
from store.exchange import Exchange
from store.models import Base
from store.rebuild import Rebuilt, rebuild
from store.recorder import Recorder
from store.warc import StoredRecord
from tests.store.conftest import START, Portal

ELSEWHERE = "http://www.yunxi.example/xxgk/2023.html"


def rows(archive: Archive) -> dict[str, list[str]]:
    """Every row of every table; ids are replaced by the rows that they are of."""
    with archive.engine.connect() as connection:
        tables = Base.metadata.sorted_tables
        named: dict[str, dict[int, Any]] = {}
        for table in tables:
            named[table.name] = dict(_rows(connection, table, named))
        return {name: sorted(map(repr, found.values())) for name, found in named.items()}


def _rows(
    connection: Connection, table: Table, named: dict[str, dict[int, Any]]
) -> Iterator[tuple[int, dict[str, Any]]]:
    for row in connection.execute(select(table)).mappings():
        said = {}
        for column in table.columns:
            keys: Iterable[ForeignKey] = column.foreign_keys
            of = next((key.column.table.name for key in keys), None)
            value = row[column.name]
            said[column.name] = named[of].get(value) if of else value
        yield said.pop("id"), said


def read(records: Iterable[tuple[StoredRecord, str]]) -> list[Derivation | Exception]:
    return [derive(r.body, r.headers, r.url, digest, "toy_parser:parse") for r, digest in records]


def rebuilt(archive: Archive) -> Rebuilt:
    url = archive.engine.url
    database = None if url.drivername == "sqlite" else url.render_as_string(hide_password=False)
    archive.close()
    return rebuild(archive.root, database=database, derive=read, parser="toy_parser:parse")


@pytest.fixture
def history(
    archive: Archive, make_exchange: Callable[..., Exchange], toy_parser: Any
) -> dict[str, list[str]]:
    """Everything that can be in an archive; its rows."""
    recorder = Recorder(archive, parser="toy_parser:parse")
    portal = Portal(recorder, make_exchange)
    crawl = recorder.start_crawl("http://www.yunxi.example/", "yunxi", START)
    portal.see(0)
    portal.see(1, made_new=13)
    portal.see(2)
    portal.lose(3)
    portal.see(4, url=ELSEWHERE)
    portal.see(5, kind="not_report")
    portal.lose(5)
    portal.see(6, year=None, url="http://www.yunxi.example/undated.html")
    portal.see(7)
    unmodified = make_exchange(b"", at=START + timedelta(days=8), status=304)
    recorder.capture(unmodified, crawl)
    recorder.capture(make_exchange(b"", url="http://www.yunxi.example/empty"), crawl)
    recorder.capture(make_exchange(b"", url="http://www.yunxi.example/void"), crawl)
    recorder.failure("http://www.yunxi.example/slow.html", START, "timed out", crawl)
    for path in ("a", "b"):
        body = json.dumps({"issuer": "青禾县林业局"}).encode()
        taken = recorder.resource(f"file:///{path}.json", body, "application/json", START)
        recorder.observe(taken, read([(_record(taken, body), taken.payload_digest)])[0])
    recorder.finish_crawl(crawl, START + timedelta(hours=1), {"new": 3})
    recorder.close()
    return rows(archive)


def _record(capture: Any, body: bytes) -> StoredRecord:
    headers = ((b"Content-Type", b"application/json"),)
    return StoredRecord("resource", "", capture.url, START, (), None, headers, body)


def test_every_row_is_there_again(archive: Archive, history: dict[str, list[str]]) -> None:
    assert all(history.values()), "a table that the history leaves empty is not compared"
    done = rebuilt(archive)
    for table, found in rows(archive).items():
        assert found == history[table]
    assert (done.faults, done.captures) == ([], len(history["captures"]))
