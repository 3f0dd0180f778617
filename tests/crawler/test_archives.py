"""Archives made by others, written here by warcio as other crawlers write them."""

import errno
import fcntl
import gzip
import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest

from crawler.archives import take_in_archives
from crawler.readers import Readers
from store import queries
from store.archive import Archive
from store.derivation import PARSER
from store.errors import ArchiveLocked, UnwritableArchive
from store.evidence import prove
from store.foreign import split, take_whole
from store.rebuild import rebuild
from store.recorder import Recorder
from store.records import warcinfo
from store.repair import repair
from store.scan import scan
from store.unfinished import unfinished
from store.verify import verify
from tests.crawler.wire import Gongkai
from tests.foreign import NEXT, SITE, URL, Foreign, chunked, moment, page
from tests.index_rows import rows


def written(*, compressed: bool = True) -> bytes:
    """A report that is republished and goes away; another as sent in chunks and in GBK; a page
    that is none, and a wall."""
    foreign = Foreign(compressed=compressed)
    foreign.respond(5, URL, page(2, 2022))
    foreign.respond(1, URL, page(1, 2022))
    foreign.revisit(2, URL, of_day=1)
    foreign.respond(3, NEXT, chunked(page(3, 2023, "gbk")), **{"Transfer-Encoding": "chunked"})
    foreign.revisit(4, NEXT, of_day=None)
    foreign.revisit(4, f"{SITE}/never-seen.html", of_day=None)
    foreign.respond(6, URL, b"gone", 404)
    foreign.respond(1, f"{SITE}/index.html", "<a>政府信息公开年报</a>".encode())
    foreign.respond(4, URL, b"<script>location.reload()</script>")
    return foreign.stream.getvalue()


def as_wacz() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("archive/data.warc.gz", written())
        package.writestr("datapackage.json", "{}")
    return stream.getvalue()


FORMS: dict[str, Callable[[], bytes]] = {
    "a.warc.gz": written,
    "a.warc": lambda: written(compressed=False),
    "one-piece.warc.gz": lambda: gzip.compress(written(compressed=False)),
    "a.wacz": as_wacz,
}


@pytest.fixture(scope="session", params=FORMS)
def foreign(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("foreign") / request.param
    path.write_bytes(FORMS[request.param]())
    return path


@pytest.fixture
def opened(archive: Path) -> Iterator[Archive]:
    with Archive.open(archive, create=True) as opened:
        yield opened


def test_reports_are_versioned_at_their_dates(opened: Archive, foreign: Path) -> None:
    told = take_in_archives(opened, [foreign], PARSER)
    assert told.captures == 8
    assert told.outcomes == {
        "new": 2, "changed": 1, "unchanged": 2, "removed": 1, "not_report": 1
    }  # fmt: skip
    assert told.left_out == {
        "not a page": 1, "revisit of what is not in the archive": 1, "no sign of a report": 1
    }  # fmt: skip
    assert seen(opened, URL) == [("2024-01-01", "2024-01-02"), ("2024-01-05", "2024-01-05")]
    assert seen(opened, NEXT) == [("2024-01-03", "2024-01-04")]
    assert prove(opened, NEXT, "requests.new_received.total", PARSER).proved


def seen(archive: Archive, url: str) -> list[tuple[str, str]]:
    return [
        (f"{version.first_seen:%Y-%m-%d}", f"{version.last_seen:%Y-%m-%d}")
        for version in queries.versions(archive, url)
    ]


def test_twice_adds_nothing_and_a_rebuild_gives_the_same(opened: Archive, tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    path.write_bytes(as_wacz())
    take_in_archives(opened, [path], PARSER)
    before = rows(opened)
    told = take_in_archives(opened, [path], PARSER)
    assert (told.captures, told.left_out) == (0, {"in the archive already": 8})
    assert rows(opened) == before
    with Readers(PARSER) as readers:
        rebuild(opened.root, derive=readers.derive)
    with Archive.open(opened.root) as again:
        assert rows(again) == before


def test_a_file_with_a_member_a_record_is_kept_as_it_is(opened: Archive, tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(written())
    take_in_archives(opened, [path], PARSER)
    (kept,) = opened.warc_dir.glob("*-added.warc.gz")
    assert kept.read_bytes() == path.read_bytes()
    assert (opened.root / "cdxj" / kept.name.replace(".warc.gz", ".cdxj")).is_file()


def test_only_damage_is_a_fault(opened: Archive, tmp_path: Path) -> None:
    """What was left out, and what other programs do not say of a revisit, is none."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(written())
    take_in_archives(opened, [path], PARSER)
    assert list(verify(opened)) == []
    (kept,) = opened.warc_dir.glob("*-added.warc.gz")
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 1
    kept.write_bytes(content)
    assert [fault.kind for fault in verify(opened)] == ["damaged"]


def test_records_without_a_moment_or_with_the_id_of_another_are_left_out(
    opened: Archive, tmp_path: Path
) -> None:
    """Both are damage of the file; the others in it are read, and a rebuild gives the same."""
    foreign = Foreign(compressed=False)
    foreign.respond(1, URL, page(1, 2022))
    foreign.respond(2, NEXT, page(2, 2023))
    foreign.respond(3, f"{SITE}/nb/2021.html", page(3, 2021))
    *records, first, second, third = split(BytesIO(foreign.stream.getvalue()))
    record_id, moment = rb"(?<=WARC-Record-ID: )\S+", rb"(?<=WARC-Date: )\S+"
    (same,) = re.findall(record_id, first)
    records += [first, re.sub(record_id, same, second), re.sub(moment, b"yesterday", third)]
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(records))
    told = take_in_archives(opened, [path], PARSER)
    assert told.outcomes["new"] == 1
    assert told.left_out["a record id that another record has"] == 1
    assert told.left_out["damaged"] == 1
    before = rows(opened)
    with Readers(PARSER) as readers:
        rebuild(opened.root, derive=readers.derive)
    with Archive.open(opened.root) as again:
        assert rows(again) == before


@pytest.mark.parametrize(
    ("said", "captured_at"),
    [
        ("2024", datetime(2024, 1, 1, tzinfo=UTC)),
        ("2024-02-03", datetime(2024, 2, 3, tzinfo=UTC)),
        ("2024-02-03T04:05:06.789Z", datetime(2024, 2, 3, 4, 5, 6, 789000, tzinfo=UTC)),
        ("9999-12-31T23:59:59-05:00", None),
        ("20240203040506", None),
        ("", None),
    ],
)
def test_a_moment_of_any_precision_is_read(
    said: str, captured_at: datetime | None, opened: Archive, tmp_path: Path
) -> None:
    foreign = Foreign(compressed=False)
    foreign.respond(1, URL, page(1, 2022))
    (tmp_path / "a.warc").write_bytes(
        foreign.stream.getvalue().replace(moment(1).encode(), said.encode())
    )
    take_in_archives(opened, [tmp_path / "a.warc"], PARSER)
    assert [row.captured_at for row in queries.reports(opened)] == [captured_at] * bool(captured_at)
    assert not [fault for fault in verify(opened) if fault.kind != "damaged"]


@pytest.mark.parametrize("status", ["99999999999999999999", "OK", ""])
def test_a_status_that_is_none_is_left_out(status: str, opened: Archive, tmp_path: Path) -> None:
    foreign = Foreign()
    foreign.respond(1, URL, page(1, 2022), status)
    (tmp_path / "a.warc.gz").write_bytes(foreign.stream.getvalue())
    told = take_in_archives(opened, [tmp_path / "a.warc.gz"], PARSER)
    assert told.captures == 0
    assert list(verify(opened)) == []


TORN = written(compressed=False)[:-40]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("torn.warc", TORN),
        ("torn-in-its-gzip.warc.gz", gzip.compress(TORN)[:-9]),
        (
            "bad-in-the-middle.warc",
            written(compressed=False).replace(b"Length: 4", b"Length: x", 1),
        ),
    ],
)
def test_what_is_whole_in_a_damaged_file_is_taken_in(
    name: str, content: bytes, opened: Archive, tmp_path: Path
) -> None:
    """A crawler that was killed leaves half a record at the end of its file."""
    (tmp_path / name).write_bytes(content)
    told = take_in_archives(opened, [tmp_path / name], PARSER)
    assert told.captures == 7
    assert told.left_out["damaged"] == 1


def test_what_was_damaged_here_can_be_added_again(opened: Archive, tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(written())
    take_in_archives(opened, [path], PARSER)
    before = list(queries.reports(opened))
    (kept,) = opened.warc_dir.glob("*-added.warc.gz")
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 1
    kept.write_bytes(content)
    with Readers(PARSER) as readers:
        repair(opened.root, list(verify(opened)), derive=readers.derive)
    with Archive.open(opened.root) as again:
        assert take_in_archives(again, [path], PARSER).captures  # and what referred to it
        assert {row.url for row in queries.reports(again)} == {row.url for row in before}
    with Archive.open(opened.root) as again:
        assert take_in_archives(again, [path], PARSER).captures == 0


def test_a_second_404_confirms_and_is_no_removal_of_its_own(
    opened: Archive, tmp_path: Path
) -> None:
    foreign = Foreign()
    foreign.respond(1, URL, page(1, 2022))
    foreign.respond(6, URL, b"gone", 404)
    foreign.respond(8, URL, b"gone", 404)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(foreign.stream.getvalue())
    assert take_in_archives(opened, [path], PARSER).outcomes == {"new": 1, "removed": 1}
    assert [(row.class_, row.confirmed) for row in queries.changes(opened)] == [
        ("new", True),
        ("removed", True),
    ]


def test_a_report_moves_along_a_redirect(opened: Archive, tmp_path: Path) -> None:
    """Not along one that only wants a cookie; and most redirects are of no report."""
    foreign = Foreign()
    foreign.respond(1, URL, page(1, 2022))
    foreign.respond(2, URL, b"", 301, Location=URL)
    foreign.respond(4, URL, b"", 301, Location="/new.html")
    foreign.respond(5, f"{SITE}/new.html", page(1, 2022))
    foreign.respond(5, f"{SITE}/index.html", b"", 301, Location="/zwgk/")
    path = tmp_path / "a.warc.gz"
    path.write_bytes(foreign.stream.getvalue())
    told = take_in_archives(opened, [path], PARSER)
    assert told.outcomes == {"new": 2, "redirected": 1}
    assert told.left_out == {"not a page": 1, "no sign of a report": 2}
    moves = [(row.url, row.other_url) for row in queries.changes(opened, classes=["moved"])]
    assert moves == [(f"{SITE}/new.html", URL)]
    before = rows(opened)
    opened.close()
    with Readers(PARSER) as readers:
        rebuild(opened.root, derive=readers.derive)
    with Archive.open(opened.root) as again:
        assert rows(again) == before


def test_what_is_no_archive_is_told_and_costs_no_other(gongkai: Gongkai, archive: Path) -> None:
    bad = {
        "page.warc": b"<html>",
        "packed.warc.gz": b"\x1f\x8b\x08nothing",
        "zip.wacz": b"PK",
        "old.arc": b"filedesc://old.arc 0.0.0.0 20080430204825 text/plain 8\n",
        "bomb.warc": b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n",
    }
    folder = archive.parent / "given"
    folder.mkdir()
    for name, content in {**bad, "good.warc.gz": written()}.items():
        (folder / name).write_bytes(content)
    ran = gongkai("add", folder)
    assert ran.code == 1
    for name in bad:
        assert f"gongkai: {folder / name}: " in ran.err
    assert "1 archives: 8 captures" in ran.out
    assert list((archive / "warc").glob("*.unfinished")) == []


LATE = {"older": 3}


@pytest.fixture
def years(tmp_path: Path) -> dict[str, Path]:
    """Three archives of one site, of which the later two know nothing of the first. In the first
    the report is changed, and seen once more; it goes, and comes back; then it moves for good."""
    days: dict[str, Foreign] = {name: Foreign() for name in ("first", "second", "third")}
    days["first"].respond(1, URL, page(1, 2022))
    days["first"].respond(2, URL, page(2, 2022))
    days["first"].revisit(3, URL, of_day=2)
    days["second"].respond(4, URL, b"gone", 404)
    days["second"].respond(5, URL, page(2, 2022))
    days["third"].respond(6, URL, b"", 301, Location=NEXT)
    days["third"].respond(7, NEXT, page(2, 2022))
    paths = {name: tmp_path / f"{name}.warc.gz" for name in days}
    for name, foreign in days.items():
        paths[name].write_bytes(foreign.stream.getvalue())
    return paths


def changes(archive: Archive) -> list[tuple[str, str, str]]:
    return sorted(
        (f"{change.detected_at:%d}", change.class_, change.url)
        for change in queries.changes(archive)
    )


def test_whatever_the_order_of_adding_the_versions_stand_at_their_dates(
    opened: Archive, years: dict[str, Path]
) -> None:
    for name in ("third", "second"):
        take_in_archives(opened, [years[name]], PARSER)
    told = take_in_archives(opened, [years["first"]], PARSER)
    assert (told.outcomes, told.left_out) == (LATE, {"not a page": 1})
    assert seen(opened, URL) == [
        ("2024-01-01", "2024-01-01"),
        ("2024-01-02", "2024-01-05"),
        ("2024-01-07", "2024-01-07"),
    ]
    assert changes(opened) == [
        ("01", "new", URL),
        ("02", "figures", URL),
        ("04", "removed", URL),
        ("05", "restored", URL),
        ("07", "moved", NEXT),
    ]
    assert list(verify(opened)) == []
    before = rows(opened)
    with Readers(PARSER) as readers:
        rebuild(opened.root, derive=readers.derive)
    with Archive.open(opened.root) as again:
        assert rows(again) == before


def test_late_captures_wait_for_a_process_that_writes(
    gongkai: Gongkai, opened: Archive, years: dict[str, Path]
) -> None:
    gongkai("add", years["second"])
    before = changes(opened)
    with Recorder(opened):
        ran = gongkai("add", years["first"])
    assert ran.code == 1
    assert "3 captures from before what is known wait for their places" in ran.err
    assert "add the files again" in ran.err
    assert changes(opened) == before
    assert "3 captures wait" in gongkai("verify").out
    ran = gongkai("add", years["first"])
    assert ran.code == 0
    assert "3 older" in ran.out
    assert [day for day, _, _ in changes(opened)] == ["01", "02", "04", "05"]
    assert list(unfinished(opened)) == []
    assert "3 in the archive already" in gongkai("add", years["first"]).out


INDEXED = "SELECT count(*) FROM captures"
WAITING = "SELECT count(*) / 2 FROM candidates"
"""From when on to kill: the second candidate is the last record."""
LISTED = "SELECT count(*) FROM comparisons WHERE late"


def killed_once(path: Path, archive: Path, statement: str) -> None:
    """As soon as the statement gives a number."""
    command = [sys.executable, "-m", "crawler.commands", "add", path, "--archive", archive]
    process = subprocess.Popen(command)
    while process.poll() is None and not asked(archive, statement):
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL


def asked(archive: Path, statement: str) -> int:
    with closing(sqlite3.connect(archive / "index.sqlite")) as index:
        (number,) = index.execute(statement).fetchone()
        return int(number)


def test_one_that_was_killed_goes_on_where_it_was(opened: Archive, tmp_path: Path) -> None:
    """Killed in each of its stages: indexing, and comparing."""
    foreign = Foreign()
    foreign.respond(2, URL, page(1, 2022))
    for number in range(3000):
        foreign.respond(1, f"{SITE}/{number}.html", b"<p>%d" % number)
    foreign.respond(1, URL, page(2, 2022))
    path = tmp_path / "long.warc.gz"
    path.write_bytes(foreign.stream.getvalue())
    for statement in (INDEXED, WAITING):
        killed_once(path, opened.root, statement)
        assert list(verify(opened)) == []
        (left,) = unfinished(opened)
        assert 0 < left.indexed <= left.size == path.stat().st_size
        assert left.waiting == asked(opened.root, "SELECT count(*) FROM candidates")
    before = asked(opened.root, INDEXED)
    told = take_in_archives(opened, [path], PARSER)
    assert before + told.captures == 3002
    assert set(told.left_out) <= {"no sign of a report"}
    assert len(seen(opened, URL)) == 2
    told = take_in_archives(opened, [path], PARSER)
    assert (told.captures, told.left_out) == (0, {"in the archive already": 3002})
    assert list(unfinished(opened)) == []


def test_one_that_was_killed_puts_the_late_in_their_places(
    opened: Archive, years: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    take_in_archives(opened, [years["second"]], PARSER)
    monkeypatch.setattr(Recorder, "compare_again", killed)
    with pytest.raises(KeyboardInterrupt):
        take_in_archives(opened, [years["first"]], PARSER)
    monkeypatch.undo()
    assert asked(opened.root, LISTED) == 3
    assert list(verify(opened)) == []
    assert take_in_archives(opened, [years["first"]], PARSER).outcomes == LATE
    assert asked(opened.root, LISTED) == 3
    assert [day for day, _, _ in changes(opened)] == ["01", "02", "04", "05"]


def test_verify_tells_how_far_one_came(gongkai: Gongkai, opened: Archive, tmp_path: Path) -> None:
    """It is no fault."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(written())
    (taken,) = take_whole(opened, path)
    first, second = islice(scan(taken), 2)
    with Recorder(opened) as recorder:
        recorder.adopt(taken).index([first, second])
    end = second.offset + second.length
    size = (opened.warc_dir / taken.name).stat().st_size
    ran = gongkai("verify")
    assert ran.code == 0
    assert f"{taken.name}: taken in up to byte {end} of {size}, 0 captures" in ran.out
    told, summary = map(json.loads, gongkai("verify", "--json").out.splitlines())
    assert (told["kind"], told["indexed"]) == ("unfinished", end)
    assert (summary["kind"], summary["faults"]) == ("summary", 0)


def test_a_rebuild_before_it_goes_on_loses_nothing(opened: Archive, tmp_path: Path) -> None:
    foreign = Foreign()
    foreign.respond(1, URL, page(1, 2022))
    for number in range(2000):
        foreign.respond(1, f"{SITE}/{number}.html", b"<p>%d" % number)
    path = tmp_path / "long.warc.gz"
    path.write_bytes(foreign.stream.getvalue())
    killed_once(path, opened.root, INDEXED)
    with Readers(PARSER) as readers:
        rebuild(opened.root, derive=readers.derive)
    with Archive.open(opened.root) as again:
        assert list(queries.reports(again)) == []
        take_in_archives(again, [path], PARSER)
        assert len(list(queries.reports(again))) == 1


def test_a_file_that_the_archive_has_lost_is_to_be_put_back(
    gongkai: Gongkai, opened: Archive, tmp_path: Path
) -> None:
    with Recorder(opened) as recorder:
        recorder.resource(f"{SITE}/a.html", b"a", "text/html", datetime.now(UTC))
    (warc,) = opened.warc_dir.glob("*.warc.gz")
    copy = Path(shutil.move(warc, tmp_path / "copy.warc.gz"))
    ran = gongkai("add", str(copy))
    assert ran.code == 1
    assert f"copy it to {opened.warc_dir / warc.name} and run `gongkai rebuild`" in ran.err
    assert not list(opened.warc_dir.glob("*-added.warc.gz"))


def test_another_archives_file_was_not_lost_by_this_one(opened: Archive, tmp_path: Path) -> None:
    """Though more of the same crawl was taken in before."""
    with Archive.open(tmp_path / "other", create=True) as other:
        with Recorder(other, rotate_at=1) as recorder:
            crawl = recorder.start_crawl(f"{SITE}/", None, datetime.now(UTC))
            for name in "ab":
                recorder.failure(f"{SITE}/{name}", datetime.now(UTC), "timed out", crawl)
                recorder.commit()
        first, *later = sorted(other.warc_dir.glob("*.warc.gz"))
    for paths in (later, [first]):
        assert not take_in_archives(opened, paths, PARSER).failed


def test_a_file_that_says_it_is_ours_and_is_strange(opened: Archive, tmp_path: Path) -> None:
    said = {"software": "gongkai/1", "seed": SITE, "crawl-started": "never"}
    info = warcinfo("gongkai-1-a-1.warc.gz", datetime.now(UTC), said)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(info.to_bytes()))
    assert not take_in_archives(opened, [path], PARSER).failed


def test_a_document_is_told_by_its_bytes(opened: Archive, tmp_path: Path) -> None:
    foreign = Foreign()
    foreign.respond(1, URL, page(1, 2022), **{"Content-Type": "application/octet-stream"})
    path = tmp_path / "a.warc.gz"
    path.write_bytes(foreign.stream.getvalue())
    assert "no sign of a report" not in take_in_archives(opened, [path], PARSER).left_out


def test_a_file_of_the_archive_itself_is_there_already(opened: Archive, tmp_path: Path) -> None:
    with Recorder(opened) as recorder:
        recorder.resource("file:///a.html", page(1, 2022), "text/html", datetime.now(UTC))
    (own,) = opened.warc_dir.glob("*.warc.gz")
    copy = tmp_path / "copy.warc.gz"
    copy.write_bytes(own.read_bytes())
    before = rows(opened)
    told = take_in_archives(opened, [own, copy], PARSER)
    assert (told.captures, told.left_out) == (0, {"in the archive already": 2})
    assert rows(opened) == before


def test_a_full_disk_is_not_the_fault_of_the_file(
    opened: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "a.warc.gz"
    path.write_bytes(written())
    monkeypatch.setattr("store.foreign.os.fsync", full)
    with pytest.raises(UnwritableArchive, match="No space left"):
        list(take_whole(opened, path))
    assert list(opened.warc_dir.iterdir()) == []


def test_what_a_living_process_takes_in_is_left_to_it(opened: Archive, tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(written())
    (taken,) = take_whole(opened, path)
    begun = taken.with_suffix(".unfinished")
    taken.rename(begun)
    with begun.open("r+b") as living:
        fcntl.flock(living, fcntl.LOCK_EX)
        with pytest.raises(ArchiveLocked, match="let it finish"):
            list(take_whole(opened, path))
    assert begun.exists()
    (again,) = take_whole(opened, path)
    assert list(opened.warc_dir.iterdir()) == [again]
