"""The index made again from the WARC files is the index that was, row for row."""

import json
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from store import queries
from store.archive import Archive
from store.derivation import Derivation, derive
from store.errors import ArchiveLocked, DamagedArchive, NotAnArchive
from store.exchange import Exchange
from store.locks import alone
from store.rebuild import Derive, Rebuilt, rebuild
from store.recorder import Recorder
from store.warc import StoredRecord
from tests.index_rows import rows
from tests.store.conftest import START, URL, Portal

ELSEWHERE = "http://www.yunxi.example/xxgk/2023.html"


def read(records: Iterable[tuple[StoredRecord, str]]) -> list[Derivation | Exception]:
    return [derive(r.body, r.headers, r.url, digest, "toy_parser:parse") for r, digest in records]


def rebuilt(archive: Archive, derive: Derive = read) -> Rebuilt:
    url = archive.engine.url
    database = None if url.drivername == "sqlite" else url.render_as_string(hide_password=False)
    archive.close()
    return rebuild(archive.root, database=database, derive=derive, parser="toy_parser:parse")


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
    unmodified = make_exchange(
        b"", at=START + timedelta(days=8), status=304, headers=((b"ETag", b'"65a49b28"'),)
    )
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


def test_a_rebuild_that_is_broken_off_changes_nothing(
    archive: Archive, history: dict[str, list[str]]
) -> None:
    def stop(_: object) -> list[Derivation]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilt(archive, derive=stop)
    assert rows(archive) == history
    rebuilt(archive)
    assert rows(archive) == history


def test_a_living_writer_is_not_overtaken(archive: Archive, toy_parser: Any) -> None:
    with Recorder(archive), pytest.raises(ArchiveLocked, match="is being written here"):
        rebuilt(archive)


def test_nobody_writes_meanwhile(archive: Archive) -> None:
    with alone(archive.warc_dir), pytest.raises(ArchiveLocked, match="being rebuilt"):
        Recorder(archive)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("left", [None, b"not a database, and longer than its header" * 10])
def test_a_lost_or_damaged_index_is_told_and_made_again(
    archive: Archive, history: dict[str, list[str]], left: bytes | None
) -> None:
    archive.close()
    index = archive.root / "index.sqlite"
    for file in archive.root.glob("index.sqlite*"):
        file.unlink()
    if left is not None:
        index.write_bytes(left)
    for create in (False, True):
        with pytest.raises(DamagedArchive, match="gongkai rebuild"):
            Archive.open(archive.root, create=create)
    rebuilt(archive)
    assert rows(archive) == history


def test_a_record_that_is_damaged_is_named_and_the_rest_is_there(
    archive: Archive, history: dict[str, list[str]]
) -> None:
    """The second version is the one whose only record is damaged."""
    second = queries.versions(archive, URL)[1].capture
    path = archive.warc_dir / second.warc
    content = bytearray(path.read_bytes())
    content[second.offset + 40] ^= 1
    path.write_bytes(content)
    done = rebuilt(archive)
    assert f"{second.warc} at {second.offset}: the gzip member is damaged" in done.faults[0]
    assert done.captures == len(history["captures"]) - 1
    assert [one.ordinal for one in queries.versions(archive, URL) if one.url == URL] == [1]


def test_a_folder_without_warc_files(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive, match="no folder warc"):
        rebuild(tmp_path, derive=read)
