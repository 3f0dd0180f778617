"""What the index knows of crawls is in the WARC files: written by a recorder, read back."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from warcio.archiveiterator import ArchiveIterator

from store.archive import Archive
from store.crawlfacts import (
    CrawlEnd,
    CrawlStart,
    read_crawl,
    read_crawl_end,
    read_failure,
    read_observed,
)
from store.exchange import Exchange
from store.models import Failure, Warcinfo
from store.recorder import Recorder
from store.records import read_warc_fields
from store.warc import read

MakeExchange = Callable[..., Exchange]

SEED = "http://www.yunxi.example/"
MOMENT = datetime(2026, 2, 7, 9, 0, 0, 250000, tzinfo=UTC)
START = CrawlStart(SEED, "yunxi", MOMENT)


def stated(archive: Archive) -> Iterator[tuple[Any, dict[str, str]]]:
    """The records that state something, with what they state."""
    for path in sorted(archive.warc_dir.glob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type in ("warcinfo", "metadata"):
                    yield record, read_warc_fields(record.raw_stream.read())


def belongs_to(record: Any) -> str:
    return str(record.rec_headers.get_header("WARC-Warcinfo-ID"))


def record_id(record: Any) -> str:
    return str(record.rec_headers.get_header("WARC-Record-ID"))


@pytest.fixture
def rotating(archive: Archive) -> Iterator[Recorder]:
    """Begins another file with each batch."""
    with Recorder(archive, settings={"robots": "obey"}, rotate_at=1) as recorder:
        yield recorder


def test_a_crawl_is_in_every_file_it_writes(
    archive: Archive, rotating: Recorder, make_exchange: MakeExchange
) -> None:
    crawl = rotating.start_crawl(SEED, "yunxi", MOMENT)
    for number in range(2):
        rotating.capture(make_exchange(b"page %d" % number), crawl)
        rotating.commit()
    rotating.finish_crawl(crawl, MOMENT + timedelta(hours=1), {"new": 3})
    rotating.commit()
    told = list(stated(archive))
    infos = {record_id(record): said for record, said in told if record.rec_type == "warcinfo"}
    assert len(infos) == 3
    assert {read_crawl(said) for said in infos.values()} == {START}
    assert {said["robots"] for said in infos.values()} == {"obey"}
    (end,) = (pair for pair in told if read_crawl_end(pair[1]))
    assert read_crawl_end(end[1]) == CrawlEnd(MOMENT + timedelta(hours=1), {"new": 3})
    assert belongs_to(end[0]) in infos


def test_crawls_side_by_side_keep_their_captures_apart(
    archive: Archive, recorder: Recorder, make_exchange: MakeExchange
) -> None:
    seeds = ("http://a.example/", "http://b.example/")
    crawls = [recorder.start_crawl(seed, None, MOMENT) for seed in seeds]
    for seed, crawl in zip(seeds * 2, crawls * 2, strict=True):
        recorder.capture(make_exchange(seed.encode(), url=seed), crawl)
    recorder.resource("file:///2023.txt", b"taken in", "text/plain", MOMENT)
    recorder.commit()
    crawl_of = {record_id(record): read_crawl(said) for record, said in stated(archive)}
    for path in archive.warc_dir.glob("*.warc.gz"):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type != "warcinfo":
                    url = record.rec_headers.get_header("WARC-Target-URI")
                    crawl = crawl_of[belongs_to(record)]
                    assert (crawl.seed if crawl else "file:///2023.txt") == url


def test_a_warcinfo_is_found_through_the_index(archive: Archive, recorder: Recorder) -> None:
    crawl = recorder.start_crawl(SEED, "yunxi", MOMENT)
    recorder.commit()
    with archive.engine.connect() as connection:
        row = connection.execute(select(Warcinfo.crawl_id, Warcinfo.offset)).one()
    (path,) = archive.warc_dir.glob("*.warc.gz")
    record = read(archive, path.name, row.offset)
    assert row.crawl_id == crawl
    assert read_crawl(read_warc_fields(record.body)) == START


def test_a_failure_is_kept_with_its_reason(archive: Archive, recorder: Recorder) -> None:
    crawl = recorder.start_crawl(SEED, None, MOMENT)
    recorder.failure(f"{SEED}2023.html", MOMENT, "timed out", crawl)
    recorder.commit()
    told = [(record, read_failure(said)) for record, said in stated(archive)]
    ((record, reason),) = (pair for pair in told if pair[1])
    assert reason == "timed out"
    assert record.rec_headers.get_header("WARC-Target-URI") == f"{SEED}2023.html"
    with archive.engine.connect() as connection:
        row = connection.execute(select(Failure)).one()
        assert (row.url, row.reason, row.failed_at) == (f"{SEED}2023.html", "timed out", MOMENT)
        assert row.crawl_id == crawl
    (path,) = archive.warc_dir.glob("*.warc.gz")
    assert read(archive, path.name, row.offset).id == record_id(record)


def test_what_was_compared_is_listed_in_order(archive: Archive, portal: Any) -> None:
    portal.see(0)
    portal.see(1, url="http://www.yunxi.example/other.html")
    portal.lose(2)
    urls = {}
    for path in archive.warc_dir.glob("*.warc.gz"):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type in ("response", "revisit"):
                    urls[record_id(record)] = record.rec_headers.get_header("WARC-Target-URI")
    lists = [(record, read_observed(said)) for record, said in stated(archive)]
    listed = [one for _, compared in lists for one in compared or []]
    infos = {record_id(record) for record, _ in lists if record.rec_type == "warcinfo"}
    assert {belongs_to(record) for record, compared in lists if compared} <= infos
    names = [urls[one.record_id].rpartition("/")[2] for one in listed]
    assert names == ["2023.html", "other.html", "2023.html"]


def test_a_batch_that_is_rolled_back_lists_nothing(
    archive: Archive, recorder: Recorder, make_exchange: MakeExchange
) -> None:
    recorder.observe_gone(recorder.capture(make_exchange(b"", status=404)))
    recorder.rollback()
    recorder.capture(make_exchange(b"later"))
    recorder.commit()
    assert [said for _, said in stated(archive) if read_observed(said)] == []
