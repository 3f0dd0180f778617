"""WARC files and index as a recorder leaves them, whatever happens to it."""

import gzip
import hashlib
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from fastwarc import ArchiveIterator
from sqlalchemy import func, select
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from store.archive import Archive
from store.errors import UnwritableArchive
from store.exchange import Exchange
from store.models import Capture, Crawl, Page, Warc
from store.recorder import Recorder
from store.warc import read_capture
from store.warcfile import WarcFile

LATER = datetime(2026, 2, 7, 9, 0, 0, 250000, tzinfo=UTC)
PAGE = "报告正文".encode() * 500
BROWSER = (
    (b"Host", b"www.yunxi.example"),
    (b"User-Agent", b"gongkai/1.0.0 (+https://gongkai.example/about)"),
    (b"Accept", b"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    (b"Accept-Language", b"zh-CN,zh;q=0.9"),
    (b"Accept-Encoding", b"gzip, deflate, br"),
)
NGINX = (
    (b"Server", b"nginx"),
    (b"Date", b"Sat, 31 Jan 2026 09:00:00 GMT"),
    (b"Content-Type", b"text/html; charset=utf-8"),
    (b"Transfer-Encoding", b"chunked"),
    (b"Last-Modified", b"Mon, 15 Jan 2024 02:30:00 GMT"),
    (b"ETag", b'W/"65a49b28-b1c4"'),
)

MakeExchange = Callable[..., Exchange]


def records(archive: Archive) -> list[Any]:
    """All records of all files, by warcio, which also checks every digest."""
    read = []
    for path in sorted(archive.warc_dir.glob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in WarcioIterator(stream, check_digests="raise"):
                record.content = record.raw_stream.read()
                read.append(record)
    return read


def field(record: Any, name: str) -> str:
    return str(record.rec_headers.get_header(name))


def check(archive: Archive) -> None:
    """`warcio check` and fastwarc both accept every file."""
    files = sorted(archive.warc_dir.glob("*.warc.gz"))
    assert files
    subprocess.run([Path(sys.executable).parent / "warcio", "check", *files], check=True)
    for path in files:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, parse_http=False):
                assert record.verify_block_digest(), record.record_id


def test_a_capture_is_a_response_and_its_request(
    archive: Archive, recorder: Recorder, make_exchange: MakeExchange
) -> None:
    capture = recorder.capture(make_exchange(PAGE, at=LATER, ip="203.0.113.7"))
    recorder.commit()
    check(archive)
    info, response, request = records(archive)
    assert [r.rec_type for r in (info, response, request)] == ["warcinfo", "response", "request"]
    assert b"robots: obey\r\n" in info.content
    assert capture.record == "response"
    assert capture.payload_digest == "sha256:" + hashlib.sha256(PAGE).hexdigest()
    assert field(response, "WARC-Payload-Digest") == capture.payload_digest
    assert field(response, "WARC-Date") == "2026-02-07T09:00:00.250000Z"
    assert field(response, "WARC-IP-Address") == "203.0.113.7"
    assert response.content == PAGE
    assert field(request, "WARC-Concurrent-To") == field(response, "WARC-Record-ID")
    assert request.http_headers.statusline == "/zwgk/nb/2023.html HTTP/1.1"


def test_heads_are_kept_as_received(
    archive: Archive, recorder: Recorder, make_exchange: MakeExchange
) -> None:
    """Order, case, repeats, raw GBK bytes, and a status line with a reason of its own."""
    headers = (
        (b"sErVer", b"portal"),
        (b"Set-Cookie", b"a=1"),
        (b"Content-Disposition", "filename=年报.doc".encode("gbk")),
        (b"Set-Cookie", b"b=2"),
        (b"Content-Length", b"4"),
    )
    capture = recorder.capture(
        make_exchange(b"body", headers=headers, status_line="HTTP/1.1 200 Hao De")
    )
    recorder.commit()
    stored = read_capture(archive, capture.id)
    assert stored.status_line == "HTTP/1.1 200 Hao De"
    assert stored.headers == headers
    assert stored.body == b"body"


def test_transfer_coding_is_named_but_not_claimed(
    archive: Archive, recorder: Recorder, make_exchange: MakeExchange
) -> None:
    chunked = ((b"Transfer-Encoding", b"chunked"),)
    capture = recorder.capture(make_exchange(b"body", headers=chunked))
    recorder.commit()
    assert read_capture(archive, capture.id).headers == (
        (b"X-Archive-Orig-Transfer-Encoding", b"chunked"),
        (b"Content-Length", b"4"),
    )
    check(archive)


def test_a_known_payload_is_a_revisit(
    archive: Archive, recorder: Recorder, make_exchange: MakeExchange
) -> None:
    first = recorder.capture(make_exchange(PAGE))
    recorder.commit()
    other = "http://www.yunxi.example/copy.html"
    again = recorder.capture(make_exchange(PAGE, url=other, at=LATER, headers=NGINX))
    recorder.commit()
    check(archive)
    _, response, _, revisit, request = records(archive)
    assert again.record == revisit.rec_type == "revisit"
    assert field(revisit, "WARC-Profile").endswith("/warc/1.1/revisit/identical-payload-digest")
    assert field(revisit, "WARC-Refers-To") == field(response, "WARC-Record-ID")
    assert field(revisit, "WARC-Refers-To-Target-URI") == first.url
    assert field(revisit, "WARC-Refers-To-Date") == field(response, "WARC-Date")
    assert field(revisit, "WARC-Payload-Digest") == first.payload_digest
    assert field(request, "WARC-Concurrent-To") == field(revisit, "WARC-Record-ID")
    assert revisit.content == b""
    stored = read_capture(archive, again.id)
    assert (stored.url, stored.body) == (other, PAGE)
    assert dict(stored.headers)[b"Server"] == b"nginx"


@pytest.mark.parametrize("status", [200, 304])
def test_an_unchanged_page_takes_at_most_1200_bytes(
    archive: Archive, recorder: Recorder, make_exchange: MakeExchange, status: int
) -> None:
    """As in the fast part of a crawl, where a batch has many."""
    url = "http://www.yunxi.example/zwgk/zfxxgknb/202401/t20240115_{}.html"

    def exchange(page: int, at: datetime, status: int = 200) -> Exchange:
        return make_exchange(
            PAGE + b"%d" % page if status == 200 else b"",
            url=url.format(1234567 + page),
            at=at,
            status=status,
            headers=NGINX,
            request_headers=BROWSER,
            ip="203.0.113.7",
        )

    crawl = recorder.start_crawl("http://www.yunxi.example/", None, LATER)
    for page in range(10):
        recorder.capture(exchange(page, LATER), crawl)
    recorder.commit()
    before = sum(path.stat().st_size for path in archive.warc_dir.glob("*.gz"))
    for page in range(10):
        again = recorder.capture(exchange(page, LATER + timedelta(days=1), status), crawl)
        assert again.record == "revisit"
        recorder.observe_gone(msgspec.structs.replace(again, status=404))
    recorder.commit()
    after = sum(path.stat().st_size for path in archive.warc_dir.glob("*.gz"))
    assert (after - before) / 10 <= 1200


def test_a_304_is_a_revisit_of_what_was_last_served(
    archive: Archive, recorder: Recorder, make_exchange: MakeExchange
) -> None:
    """Not of the page's latest bytes, which may be an error's."""
    validators = ((b"ETag", b'"a1"'), (b"Last-Modified", b"Mon, 15 Jan 2024 02:30:00 GMT"))
    first = recorder.capture(make_exchange(PAGE, headers=NGINX))
    recorder.capture(make_exchange(b"broken", status=500, at=LATER - timedelta(hours=1)))
    again = recorder.capture(make_exchange(b"", status=304, at=LATER, headers=validators))
    recorder.commit()
    check(archive)
    assert (again.record, again.status) == ("revisit", 304)
    assert again.payload_digest == first.payload_digest
    revisit = next(r for r in records(archive) if r.rec_type == "revisit")
    assert field(revisit, "WARC-Profile").endswith("/warc/1.1/revisit/server-not-modified")
    assert field(revisit, "WARC-Refers-To") == first.record_id
    assert field(revisit, "WARC-Refers-To-Target-URI") == first.url
    assert field(revisit, "WARC-Refers-To-Date") == "2026-01-31T09:00:00Z"
    assert field(revisit, "WARC-Etag") == '"a1"'
    assert field(revisit, "WARC-Last-Modified") == "Mon, 15 Jan 2024 02:30:00 GMT"
    assert field(revisit, "Content-Length") == "0"
    stored = read_capture(archive, again.id)
    assert (stored.status_line, stored.body, stored.captured_at) == (
        "HTTP/1.1 200 OK",
        PAGE,
        LATER,
    )


def test_a_304_of_a_page_never_served_is_kept_as_it_came(
    recorder: Recorder, make_exchange: MakeExchange
) -> None:
    assert recorder.capture(make_exchange(b"", status=304)).record == "response"


def test_a_body_that_is_not_whole_is_marked(
    archive: Archive, recorder: Recorder, make_exchange: MakeExchange
) -> None:
    cut = recorder.capture(make_exchange(PAGE[:100], truncated="time"))
    recorder.commit()
    check(archive)
    _, response, _ = records(archive)
    assert field(response, "WARC-Truncated") == "time"
    asked = recorder.capture(make_exchange(b"", status=304, at=LATER))
    assert asked.record == "response", "half a page is not what the server means by a 304"
    assert cut.record == "response"


def test_an_empty_payload_is_never_a_revisit(
    recorder: Recorder, make_exchange: MakeExchange
) -> None:
    redirect = make_exchange(b"", status=302, status_line="HTTP/1.1 302 Found")
    assert [recorder.capture(redirect).record for _ in range(2)] == ["response", "response"]


def test_a_file_taken_in_is_a_resource(archive: Archive, recorder: Recorder) -> None:
    captures = [
        recorder.resource("file:///nb/2023.txt", PAGE, "text/plain", at)
        for at in (LATER, LATER + timedelta(days=1))
    ]
    recorder.commit()
    assert [capture.record for capture in captures] == ["resource", "revisit"]
    for capture in captures:
        stored = read_capture(archive, capture.id)
        assert (stored.body, stored.status_line) == (PAGE, None)
        assert stored.headers == ((b"Content-Type", b"text/plain"),)
    check(archive)


def test_no_file_before_the_first_record(archive: Archive) -> None:
    with Recorder(archive) as recorder:
        recorder.commit()
    assert list(archive.warc_dir.iterdir()) == []


def test_files_rotate_between_batches(archive: Archive, make_exchange: MakeExchange) -> None:
    with Recorder(archive, rotate_at=1) as recorder:
        for number in range(3):
            recorder.capture(make_exchange(b"page %d" % number))
            recorder.commit()
    assert len(list(archive.warc_dir.glob("*.warc.gz"))) == 3
    check(archive)
    assert [r.rec_type for r in records(archive)] == ["warcinfo", "response", "request"] * 3
    with archive.engine.connect() as connection:
        for name, size in connection.execute(select(Warc.name, Warc.size)):
            assert (archive.warc_dir / name).stat().st_size == size


def test_a_crawl_keeps_its_summary(archive: Archive, recorder: Recorder) -> None:
    crawl = recorder.start_crawl("http://www.yunxi.example/", "yunxi", LATER)
    recorder.finish_crawl(crawl, LATER + timedelta(hours=1), {"new": 3})
    recorder.commit()
    with archive.engine.connect() as connection:
        row = connection.execute(select(Crawl.finished_at, Crawl.summary)).one()
    assert tuple(row) == (LATER + timedelta(hours=1), {"new": 3})


def test_the_warc_is_flushed_before_the_index_is_committed(
    archive: Archive,
    recorder: Recorder,
    make_exchange: MakeExchange,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else a process killed in between leaves rows that point at bytes that never were."""

    def fail(_: WarcFile) -> None:
        raise OSError(28, "No space left on device")

    recorder.capture(make_exchange(PAGE))
    with monkeypatch.context() as patch:
        patch.setattr(WarcFile, "sync", fail)
        with pytest.raises(UnwritableArchive, match="No space left"):
            recorder.commit()
    recorder.rollback()
    with archive.engine.connect() as connection:
        assert connection.scalar(select(func.count(Capture.id))) == 0


def test_rollback_sets_the_batch_aside(
    archive: Archive, recorder: Recorder, make_exchange: MakeExchange
) -> None:
    kept = recorder.capture(make_exchange(b"kept"))
    recorder.commit()
    recorder.capture(make_exchange(b"dropped"))
    recorder.rollback()
    after = recorder.capture(make_exchange(b"dropped"))
    recorder.commit()
    check(archive)
    assert after.record == "response", "the first was never acknowledged"
    assert read_capture(archive, kept.id).body == b"kept"
    assert read_capture(archive, after.id).body == b"dropped"
    assert len(list((archive.warc_dir / "torn").iterdir())) == 1


def test_a_rollback_that_fails_is_made_good_by_the_next_recorder(
    archive: Archive, make_exchange: MakeExchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    recorder = Recorder(archive)
    kept = recorder.capture(make_exchange(b"kept"))
    recorder.commit()
    recorder.capture(make_exchange(b"dropped"))
    with monkeypatch.context() as patch:
        patch.setattr("shutil.copyfileobj", fail)
        with pytest.raises(UnwritableArchive, match="No space left"):
            recorder.rollback()
    recorder.rollback()
    Recorder(archive).close()
    check(archive)
    assert read_capture(archive, kept.id).body == b"kept"
    (tail,) = (archive.warc_dir / "torn").iterdir()
    assert gzip.decompress(tail.read_bytes()).startswith(b"WARC/1.1")


def test_a_full_disk_is_told_as_such(
    recorder: Recorder, make_exchange: MakeExchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: WarcFile, __: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(WarcFile, "write", fail)
    with pytest.raises(UnwritableArchive, match="No space left"):
        recorder.capture(make_exchange(PAGE))


def test_a_url_cannot_break_out_of_its_field(
    recorder: Recorder, make_exchange: MakeExchange
) -> None:
    with pytest.raises(ValueError, match="line break"):
        recorder.capture(make_exchange(PAGE, url="http://www.yunxi.example/\r\nWARC-Type: x"))


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from store.archive import Archive
from store.exchange import Exchange
from store.recorder import Recorder

root, database, name, commits, then = sys.argv[1:]
with Archive.open(Path(root), database=database) as archive:
    recorder = Recorder(archive)
    for number in range(int(commits) * 5 + (then == "hang")):
        url = f"http://{name}.example/{number}"
        recorder.capture(
            Exchange(url, datetime.now(UTC), "GET", (), b"", "HTTP/1.1 200 OK", 200, (),
                     name.encode() + Random(number).randbytes(100_000))  # nothing to compress
        )
        if number % 5 == 4:
            recorder.commit()
            print(number + 1, flush=True)
    if then == "hang":
        print("written", flush=True)
        sys.stdin.read()
    recorder.close()
"""


@pytest.fixture
def start_writer(archive: Archive) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started = []

    def start(name: str, commits: int, then: str = "close") -> subprocess.Popen[bytes]:
        database = archive.engine.url.render_as_string(hide_password=False)
        command = [sys.executable, "-c", WRITER, archive.root, database, name, str(commits), then]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        process = subprocess.Popen(command, **pipes)  # type: ignore[call-overload]
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_two_processes_write_one_archive(archive: Archive, start_writer: Any) -> None:
    writers = [start_writer(name, commits=10) for name in ("a", "b")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    check(archive)
    with archive.engine.connect() as connection:
        captures = connection.scalars(select(Capture.id)).all()
    assert len(captures) == 100
    assert {read_capture(archive, capture).body[:1] for capture in captures} == {b"a", b"b"}
    assert len(list(archive.warc_dir.glob("*.warc.gz"))) == 2


def test_two_processes_that_see_the_same_pages_keep_them_once(
    archive: Archive, start_writer: Any
) -> None:
    writers = [start_writer("same", commits=10) for _ in range(2)]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    check(archive)
    with archive.engine.connect() as connection:
        kinds = connection.scalars(select(Capture.record)).all()
        pages = connection.scalar(select(func.count(Page.id)))
    assert (Counter(kinds), pages) == ({"response": 50, "revisit": 50}, 50)


@pytest.mark.parametrize("commits", [0, 3])
def test_a_killed_writer_leaves_whole_files(
    archive: Archive, start_writer: Any, commits: int
) -> None:
    """What it acknowledged is there; what it did not is set aside, not deleted."""
    writer = start_writer("a", commits, then="hang")
    assert b"written\n" in iter(writer.stdout.readline, b"")
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    written = sum(path.stat().st_size for path in archive.warc_dir.glob("*.warc.gz"))

    Recorder(archive).close()
    if commits:
        check(archive)
    with archive.engine.connect() as connection:
        captures = connection.scalars(select(Capture.id)).all()
        assert connection.scalars(select(Warc.id).where(Warc.closed.is_(False))).all() == []
    assert len(captures) == commits * 5
    for number, capture in enumerate(captures):
        body = b"a" + Random(number).randbytes(100_000)  # noqa: S311  as WRITER has it
        assert read_capture(archive, capture).body == body
    left = [p for p in archive.warc_dir.rglob("gongkai-*") if p.is_file()]
    assert sum(path.stat().st_size for path in left) == written
    assert {path.parent.name for path in left} == ({"warc", "torn"} if commits else {"torn"})


def test_what_was_acknowledged_survives_a_kill_at_any_moment(
    archive: Archive, start_writer: Any
) -> None:
    acknowledged = 0
    for name in ("a", "b", "c"):
        writer = start_writer(name, commits=10_000)
        for _ in range(3):
            acknowledged_now = int(writer.stdout.readline())
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        acknowledged += acknowledged_now
    Recorder(archive).close()
    check(archive)
    with archive.engine.connect() as connection:
        captures = connection.scalars(select(Capture.id)).all()
    assert len(captures) >= acknowledged
    assert len(captures) % 5 == 0, "a batch is there as a whole, or not at all"
    for capture in captures:
        assert len(read_capture(archive, capture).body) == 100_001


def test_an_empty_file_of_a_killed_writer_goes(archive: Archive, recorder: Recorder) -> None:
    """One that was killed between making its file and telling the index."""
    (archive.warc_dir / "gongkai-unborn.warc.gz").touch()
    (archive.warc_dir / "gongkai-other.warc.gz").write_bytes(b"not ours to remove")
    Recorder(archive).close()
    assert [path.name for path in archive.warc_dir.iterdir()] == ["gongkai-other.warc.gz"]


def test_a_living_writer_is_left_alone(
    archive: Archive, recorder: Recorder, make_exchange: MakeExchange
) -> None:
    recorder.capture(make_exchange(b"before"))
    recorder.commit()
    Recorder(archive).close()
    capture = recorder.capture(make_exchange(b"after"))
    recorder.commit()
    assert read_capture(archive, capture.id).body == b"after"
    assert len(list(archive.warc_dir.iterdir())) == 1
    check(archive)
