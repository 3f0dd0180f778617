"""The index made again from the WARC files is the index that was, row for row."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from store import queries
from store.archive import Archive
from store.derivation import Derivation
from store.errors import ArchiveLocked, DamagedArchive, NotAnArchive
from store.exchange import Exchange
from store.locks import alone
from store.rebuild import Rebuilt, rebuild
from store.recorder import Observation, Recorder
from store.replay import Derive
from tests.index_rows import rows
from tests.store.conftest import START, URL, Portal, database_of, toy_read


def rebuilt(archive: Archive, derive: Derive = toy_read) -> Rebuilt:
    database = database_of(archive)
    archive.close()
    return rebuild(archive.root, database=database, derive=derive, parser="toy_parser:parse")


def test_every_row_is_there_again(archive: Archive, history: dict[str, list[str]]) -> None:
    waiting = history.pop("candidates")
    assert not waiting, "nothing is being taken in"
    assert all(history.values()), "a table that the history leaves empty is not compared"
    done = rebuilt(archive)
    made = rows(archive)
    for table, found in history.items():
        assert made[table] == found
    assert (done.faults, done.captures) == ([], len(history["captures"]))


def test_a_removal_is_confirmed_as_it_was(
    archive: Archive, make_exchange: Callable[..., Exchange], toy_parser: Any
) -> None:
    """The interval is a setting, and may be another one today."""
    for hours in (1, 20):
        after = timedelta(hours=hours)
        with Recorder(archive, removal_confirmed_after=after) as recorder:
            portal = Portal(recorder, make_exchange)
            url = f"http://www.yunxi.example/{hours}.html"
            portal.see(0, url=url)
            for day in (1.0, 1.1):
                portal.lose(day, url=url)
    told = {
        change.url: change.confirmed for change in queries.changes(archive, classes=["removed"])
    }
    assert list(told.values()) == [True, False]
    before = rows(archive)
    rebuilt(archive)
    assert rows(archive) == before


@pytest.mark.parametrize("leave", [Portal.lose, Portal.redirect])
def test_a_move_that_was_told_late_is_told_so_again(
    archive: Archive,
    make_exchange: Callable[..., Exchange],
    toy_parser: Any,
    leave: Callable[..., Observation | None],
) -> None:
    """The removal, or the arrival, became part of it."""
    with Recorder(archive) as recorder:
        crawl = recorder.start_crawl("http://www.yunxi.example/", "yunxi", START)
        portal = Portal(recorder, make_exchange)
        for year in (2022, 2023):
            old, new = (f"http://www.yunxi.example/{place}/{year}" for place in ("nb", "new"))
            portal.see(0, url=old, year=year, crawl=crawl)
            steps = [
                partial(leave, portal, 1, url=old, crawl=crawl),
                partial(portal.see, 0.9, url=new, year=year, crawl=crawl),
            ]
            for step in steps if year == 2022 else reversed(steps):
                step()
    before = rows(archive)
    assert sorted(change.class_ for change in queries.changes(archive)) == [
        "moved", "moved", "new", "new"
    ]  # fmt: skip
    rebuilt(archive)
    assert rows(archive) == before


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
        rebuild(tmp_path, derive=toy_read)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_last_good_index_is_kept(archive: Archive, history: dict[str, list[str]]) -> None:
    index, old = archive.root / "index.sqlite", archive.root / "index.sqlite.old"
    rebuilt(archive)
    kept = old.read_bytes()
    index.write_bytes(b"not a database, and longer than its header" * 10)
    rebuilt(archive)
    assert (archive.root / "index.sqlite.damaged").read_bytes().startswith(b"not a database")
    index.unlink()
    rebuilt(archive)
    assert old.read_bytes() == kept
    assert rows(archive) == history
