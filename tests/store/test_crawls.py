"""Which crawls are gone on with, and which are left to the process that is at them."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from store.archive import Archive
from store.database import writer
from store.exchange import Exchange
from store.models import Warc
from store.rebuild import rebuild
from store.recorder import Recorder
from tests.index_rows import rows
from tests.store.conftest import START, Portal, database_of, toy_read

SEED = "http://www.yunxi.example/"
MakeExchange = Callable[..., Exchange]


@pytest.fixture
def other(archive: Archive) -> Iterator[Recorder]:
    """Of another process, as far as locks go."""
    with Recorder(archive, parser="toy_parser:parse") as other:
        yield other


def start(recorder: Recorder, at: datetime = START) -> int:
    crawl = recorder.start_crawl(SEED, None, at)
    recorder.commit()
    return crawl


def go_on(recorder: Recorder) -> int | None:
    crawl = recorder.resume_crawl(SEED, START)
    recorder.commit()
    return crawl


def leave_as_killed(archive: Archive) -> None:
    """Every file that is there."""
    with writer(archive.engine) as connection, connection.begin():
        connection.execute(update(Warc).values(closed=False))


def test_one_that_lives_is_left_to_its_process(recorder: Recorder, other: Recorder) -> None:
    start(recorder)
    assert go_on(other) is None


@pytest.mark.parametrize("killed", [True, False])
def test_one_that_was_stopped_is_gone_on_with_once(
    archive: Archive, recorder: Recorder, other: Recorder, killed: bool
) -> None:
    with Recorder(archive) as stopped:
        crawl = start(stopped)
    if killed:
        leave_as_killed(archive)
    assert go_on(recorder) == crawl
    assert go_on(other) is None


@pytest.mark.parametrize("since", [START, START + timedelta(days=1)])
def test_one_that_came_to_its_end_or_is_long_past_is_not(
    recorder: Recorder, archive: Archive, since: datetime
) -> None:
    with Recorder(archive) as ended:
        crawl = start(ended)
        if since == START:
            ended.finish_crawl(crawl, START, {})
    assert recorder.resume_crawl(SEED, since) is None


def test_one_that_lives_stays_so_when_its_file_is_full(archive: Archive, other: Recorder) -> None:
    """Though it may be a while before it has more to write."""
    with Recorder(archive, rotate_at=1) as full:
        crawl = start(full)
        assert go_on(other) is None
        full.finish_crawl(crawl, START, {})
        full.commit()
        names = {path.name for path in archive.warc_dir.glob("*.warc.gz")}
        full.commit()
        assert {path.name for path in archive.warc_dir.glob("*.warc.gz")} == names


def test_one_whose_file_is_on_another_machine_may_live(archive: Archive, other: Recorder) -> None:
    with Recorder(archive) as elsewhere:
        crawl = start(elsewhere)
    leave_as_killed(archive)
    (path,) = (path for path in archive.warc_dir.glob("*.warc.gz") if path.stat().st_size)
    moved = path.rename(archive.root / "away")
    assert go_on(other) is None
    moved.rename(path)
    assert go_on(other) == crawl


def test_two_at_once_are_two_after_a_rebuild(
    archive: Archive, make_exchange: MakeExchange, toy_parser: object
) -> None:
    with (
        Recorder(archive, parser="toy_parser:parse") as one,
        Recorder(archive, parser="toy_parser:parse") as two,
    ):
        crawls = {one: start(one), two: start(two, START + timedelta(seconds=1))}
        for day in range(3):
            for minutes, (recorder, crawl) in enumerate(crawls.items()):
                portal = Portal(recorder, make_exchange)
                portal.see(day + minutes / 1440, made_new=day, crawl=crawl)
        for recorder, crawl in crawls.items():
            recorder.finish_crawl(crawl, START + timedelta(days=4, minutes=crawl), {"new": crawl})
            recorder.commit()
    before = rows(archive)
    assert len(before["crawls"]) == 2
    rebuild(archive.root, database=database_of(archive), derive=toy_read, parser="toy_parser:parse")
    assert rows(archive) == before
