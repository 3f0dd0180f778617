"""Every kind of damage is found, named with what rests on it, and healed where it can be."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from store import queries
from store.archive import Archive
from store.cdxj import LOST, cdxj_path
from store.errors import DamagedArchive
from store.faults import Fault
from store.foreign import take_whole
from store.models import Capture, Comparison, Page
from store.own import lost_name
from store.rebuild import rebuild
from store.recorder import Recorder
from store.records import read_warc_fields
from store.repair import Repaired, repair
from store.scan import Scanned, scan
from store.unfinished import unfinished
from store.unsaid import Unsaid, unsaid
from store.verify import verify
from tests.index_rows import rows
from tests.store.conftest import URL, database_of, toy_read

pytestmark = pytest.mark.usefixtures("history")


@pytest.fixture
def file(archive: Archive, history: object) -> Path:
    (path,) = archive.warc_dir.glob("*.warc.gz")
    return path


def kinds(archive: Archive) -> list[str]:
    return [fault.kind for fault in verify(archive)]


def repaired(archive: Archive) -> Repaired:
    faults = list(verify(archive))
    archive.close()
    return repair(
        archive.root,
        faults,
        database=database_of(archive),
        derive=toy_read,
        parser="toy_parser:parse",
    )


def flip(path: Path, offset: int) -> None:
    content = bytearray(path.read_bytes())
    content[offset] ^= 1
    path.write_bytes(content)


def test_an_archive_as_it_was_written_has_no_faults(archive: Archive) -> None:
    assert list(verify(archive)) == []


def test_what_a_living_writer_has_not_acknowledged_is_no_fault(
    archive: Archive, make_exchange: Callable[..., Any]
) -> None:
    with Recorder(archive) as recorder:
        recorder.capture(make_exchange(b"kept"))
        recorder.commit()
        recorder.capture(make_exchange(b"not yet"))
        assert list(verify(archive)) == []


def test_a_flipped_bit_is_named_with_what_rests_on_it(archive: Archive, file: Path) -> None:
    first = queries.versions(archive, URL)[0].capture
    flip(file, first.offset + 40)
    (fault,) = verify(archive)
    assert (fault.kind, fault.file, fault.offset) == ("damaged", file.name, first.offset)
    assert fault.rests[0].startswith(f"response of {URL} at 2026-01-31 09:00:00")
    assert f"version 1 of 云溪市林业局 2023, {URL}" in fault.rests
    assert str(fault).startswith(f"{file.name} at {first.offset}: the gzip member is damaged")


def test_every_flipped_bit_is_found(archive: Archive, file: Path) -> None:
    """Whichever byte it is in: the gzip members leave none unchecked but some of their heads."""
    whole = file.read_bytes()
    offsets = range(0, len(whole), len(whole) // 97)
    heads = {place.offset + byte for place in _places(archive) for byte in range(3, 10)}
    for offset in set(offsets) - heads:
        flip(file, offset)
        assert "damaged" in kinds(archive), offset
        file.write_bytes(whole)


def stating(file: Path, fact: str) -> list[Scanned]:
    """The records that state it, in their order."""
    return [
        found
        for found in scan(file)
        if found.record is not None
        and found.record.type in ("warcinfo", "metadata")
        and fact in read_warc_fields(found.record.body)
    ]


def damage(file: Path, records: list[Scanned]) -> None:
    for found in records:
        flip(file, found.offset + found.length // 2)


def compared(archive: Archive) -> list[tuple[str, datetime]]:
    """In the order in which it was."""
    with archive.engine.connect() as connection:
        return [
            (url, at)
            for url, at in connection.execute(
                select(Page.url, Capture.captured_at)
                .join(Capture, Capture.page_id == Page.id)
                .join(Comparison, Comparison.capture_id == Capture.id)
                .order_by(Comparison.id)
            )
        ]


STATED = {
    "of a crawl": ("crawl-started", slice(1)),
    "of its end": ("crawl-finished", slice(1)),
    "of a failure": ("fetch-failed", slice(1)),
    "of the first comparison": ("observed", slice(1)),
    "of comparisons in the middle": ("observed", slice(3, 5)),
    "of every second comparison": ("observed", slice(0, None, 2)),
    "of all comparisons": ("observed", slice(None)),
    "of files that are taken in": ("software", slice(None)),
}


@pytest.mark.parametrize("which", STATED)
def test_what_the_index_knows_of_a_damaged_record_is_said_again(
    archive: Archive, file: Path, which: str
) -> None:
    fact, part = STATED[which]
    before, order = rows(archive, places=False), compared(archive)
    damage(file, stating(file, fact)[part])
    assert set(kinds(archive)) >= {"damaged"}
    repaired(archive)
    assert list(verify(archive)) == []
    assert rows(archive, places=False) == before
    assert compared(archive) == order
    made_again(archive)
    assert rows(archive, places=False) == before


def test_comparisons_that_no_record_tells_are_named(archive: Archive, file: Path) -> None:
    one = stating(file, "observed")[1]
    damage(file, [one])
    damaged, unsaid = verify(archive)
    assert (damaged.kind, damaged.offset) == ("damaged", one.offset)
    assert str(unsaid).splitlines() == [
        "captures that were compared, as the index alone still knows: 1",
        f"    {URL} at 2026-02-01 09:00:00",
    ]


def test_records_without_their_warcinfo_are_told(archive: Archive, file: Path) -> None:
    damage(file, stating(file, "crawl-started"))
    _, unsaid = verify(archive)
    assert (unsaid.kind, unsaid.file) == ("unsaid", file.name)
    assert unsaid.what.startswith("records whose warcinfo is not in the file: ")
    assert unsaid.rests == ["crawl of http://www.yunxi.example/ begun at 2026-01-31 09:00:00"]


def test_a_capture_that_is_lost_with_all_that_tells_of_it_stays_told(
    archive: Archive, file: Path
) -> None:
    places = list(scan(file))
    first = [found.offset for found in places].index(
        queries.versions(archive, URL)[1].capture.offset
    )
    damage(file, places[first : first + 3])  # with its request, and the record of its comparison
    repaired(archive)
    repaired(archive)
    (fault,) = verify(archive)
    assert (fault.kind, fault.what[-3:]) == ("lost", ": 1")


def killed(*given: Any, **named: Any) -> None:
    raise KeyboardInterrupt


def killed_half_way(*given: Any) -> Iterator[Unsaid]:
    yield from islice(unsaid(*given), 3)
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("step", "instead"),
    [
        ("store.repair.say_again", killed),
        ("store.resaying.unsaid", killed_half_way),
        ("store.repair.rebuild", killed),
    ],
)
def test_a_repair_that_was_killed_anywhere_says_nothing_twice(
    archive: Archive,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    instead: Callable[..., Any],
) -> None:
    before, order = rows(archive, places=False), compared(archive)
    damage(file, [*stating(file, "crawl-started"), *stating(file, "observed")])
    monkeypatch.setattr("store.resaying.ROWS", 1)
    with monkeypatch.context() as kill:
        kill.setattr(step, instead)
        with pytest.raises(KeyboardInterrupt):
            repaired(archive)
    assert list(verify(archive)) != []
    repaired(archive)
    assert list(verify(archive)) == []
    assert rows(archive, places=False) == before
    assert compared(archive) == order


def _places(archive: Archive) -> list[Any]:
    return [found for path in archive.warc_dir.glob("*.warc.gz") for found in scan(path)]


def test_a_flipped_bit_is_moved_aside_and_the_rest_kept(archive: Archive, file: Path) -> None:
    second = queries.versions(archive, URL)[1].capture
    flip(file, second.offset + 40)
    before = file.read_bytes()
    done = repaired(archive)
    assert done.moved == [f"warc/damaged/{file.name}"]
    assert (archive.root / done.moved[0]).read_bytes() == before
    for _ in range(2):  # it stays told
        (fault,) = verify(archive)
        assert (fault.kind, fault.what[-3:]) == ("lost", ": 1")
        assert fault.rests[0].startswith(f"{URL} at 2026-02-01 09:00:00")
    assert [v.ordinal for v in queries.versions(archive, URL) if v.url == URL] == [1]


def test_a_truncated_file(archive: Archive, file: Path, history: dict[str, list[str]]) -> None:
    """The last record is the list of a batch's comparisons."""
    os.truncate(file, file.stat().st_size - 5)
    before = rows(archive, places=False)
    assert kinds(archive) == ["damaged", "truncated", "unsaid"]
    done = repaired(archive)
    (moved,) = done.moved
    assert moved.startswith(f"warc/torn/{file.name}.")
    assert list(verify(archive)) == []
    assert rows(archive, places=False) == before


def test_a_missing_file_is_waited_for(archive: Archive, file: Path, tmp_path: Path) -> None:
    """An index made again would forget what was in it."""
    shutil.move(file, tmp_path / "elsewhere")
    (fault,) = verify(archive)
    assert (fault.kind, fault.file) == ("missing", file.name)
    assert any(URL in one for one in fault.rests)
    with pytest.raises(DamagedArchive, match="from a copy"):
        repaired(archive)
    shutil.move(tmp_path / "elsewhere", file)
    assert list(verify(archive)) == []


def test_a_repair_that_was_killed_is_finished_by_another(
    archive: Archive, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bad file was moved aside, and the index still knows it."""
    flip(file, queries.versions(archive, URL)[1].capture.offset + 40)
    with monkeypatch.context() as patched:
        patched.setattr("store.repair.rebuild", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            repaired(archive)
    assert kinds(archive) == ["missing", "unindexed"]
    repaired(archive)
    assert kinds(archive) == ["lost"]


def made_again(archive: Archive) -> list[str]:
    archive.close()
    database = database_of(archive)
    done = rebuild(archive.root, database=database, derive=toy_read, parser="toy_parser:parse")
    return done.faults


def test_a_missing_file_stays_told_when_the_index_is_made_without_it(
    archive: Archive, file: Path, history: dict[str, list[str]], tmp_path: Path
) -> None:
    """Until it is back, or its list in ``cdxj/`` is deleted."""
    shutil.move(file, tmp_path / "elsewhere")
    assert [fault.partition(" ")[0] for fault in made_again(archive)] == [f"{file.name}:"]
    (fault,) = verify(archive)
    assert (fault.kind, fault.file) == ("lost", file.name)
    assert any(URL in one for one in fault.rests)
    assert repaired(archive).moved == []
    shutil.move(tmp_path / "elsewhere", file)
    assert made_again(archive) == []
    assert list(verify(archive)) == []
    assert rows(archive) == history
    shutil.move(file, tmp_path / "elsewhere")
    made_again(archive)
    (archive.root / "cdxj" / f"{file.name.partition('.')[0]}.lost").unlink()
    assert list(verify(archive)) == []


def test_a_torn_last_record(archive: Archive, file: Path, history: dict[str, list[str]]) -> None:
    size = file.stat().st_size
    with file.open("ab") as stream:
        stream.write(file.read_bytes()[:300])
    assert kinds(archive) == ["tail"]
    assert repaired(archive).moved == [f"warc/torn/{file.name}.{size}"]
    assert list(verify(archive)) == []
    assert rows(archive) == history


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        ("UPDATE captures SET status = 404 WHERE status = 200", "index"),
        ('UPDATE captures SET "offset" = "offset" + 1 WHERE id = 2', "unindexed"),
        ("DELETE FROM failures", "unindexed"),
        ("UPDATE versions SET ordinal = 7 WHERE ordinal = 2", "chain"),
        ("UPDATE changes SET to_ordinal = 9 WHERE to_ordinal = 2", "chain"),
        ("UPDATE derivations SET content_digest = 'x'", "derivation"),
        ("UPDATE derivations SET blob = CAST('x' AS {bytes})", "derivation"),
    ],
)
def test_an_index_that_says_otherwise(
    archive: Archive, history: dict[str, list[str]], damage: str, kind: str
) -> None:
    binary = "BLOB" if archive.engine.dialect.name == "sqlite" else "BYTEA"
    with archive.engine.begin() as connection:
        connection.execute(text(damage.format(bytes=binary)))
    assert kind in kinds(archive)
    assert repaired(archive).moved == []
    assert rows(archive) == history


def test_a_file_the_index_does_not_know(archive: Archive, file: Path) -> None:
    shutil.copy(file, file.with_name("gongkai-copy.warc.gz"))
    assert kinds(archive) == ["unindexed"]


def test_a_revisit_of_a_payload_that_is_gone(archive: Archive, file: Path) -> None:
    first = queries.versions(archive, URL)[0].capture
    flip(file, first.offset + 40)
    repaired(archive)
    left = list(verify(archive))
    assert {fault.kind for fault in left} == {"revisit", "lost"}
    assert any(URL in one for fault in left for one in fault.rests)


def test_a_payload_that_came_again_is_not_gone(
    archive: Archive, file: Path, make_exchange: Callable[..., Any]
) -> None:
    """What the revisits refer to is lost, not what they say."""
    first = queries.versions(archive, URL)[0].capture
    flip(file, first.offset + 40)
    repaired(archive)
    assert kinds(archive)[0] == "revisit"
    with Recorder(archive) as recorder:
        assert recorder.capture(make_exchange(b"{}")).record == "response"
    assert kinds(archive) == ["lost"]
    assert repaired(archive).rebuilt.read_later == 4


@pytest.mark.parametrize("left", [None, "list", "revisits"])
def test_a_file_of_the_archive_that_was_lost_is_known(
    archive: Archive,
    file: Path,
    make_exchange: Callable[..., Any],
    tmp_path: Path,
    *,
    left: str | None,
) -> None:
    """Whatever it is called by now: by its name in the index, by what is missed of it when the
    index was made again without it, or by the list that is left then."""
    with Recorder(archive) as recorder:
        assert recorder.capture(make_exchange(b"{}")).record == "revisit"
    copy = tmp_path / "copy.warc.gz"
    shutil.copy(file, copy)
    assert lost_name(archive, copy) is None
    file.unlink()
    if left is not None:
        made_again(archive)
    if left == "revisits":
        cdxj_path(archive, file.name).with_suffix(LOST).unlink()
    assert lost_name(archive, copy) == file.name


def test_a_whole_crawl_that_was_lost_is_known(archive: Archive, file: Path, tmp_path: Path) -> None:
    """By the list that is left of it alone."""
    copy = Path(shutil.move(file, tmp_path / "copy.warc.gz"))
    made_again(archive)
    assert lost_name(archive, copy) == file.name
    cdxj_path(archive, file.name).with_suffix(LOST).unlink()
    assert lost_name(archive, copy) is None


def test_what_is_left_of_a_file_taken_in_is_still_not_ours(
    archive: Archive, file: Path, tmp_path: Path
) -> None:
    """Its own lists of what was compared count as little as before; and it can be taken in whole
    again."""
    other = tmp_path / "other.warc.gz"
    *_, last = scan(file)
    other.write_bytes(file.read_bytes()[: last.offset])  # the file itself would be known as ours
    before = [change.class_ for change in queries.changes(archive)]
    (taken,) = take_whole(archive, other)
    with Recorder(archive) as recorder:
        adopted = recorder.adopt(taken)
        adopted.index(list(scan(taken)))
        recorder.finish_adopted(adopted)
    flip(taken, list(scan(taken))[3].offset + 40)
    (moved,) = repaired(archive).moved
    assert moved == f"warc/damaged/{taken.name}"
    assert list(verify(archive)) == []
    assert list(unfinished(archive)) == []
    assert [change.class_ for change in queries.changes(archive)] == before
    (again,) = take_whole(archive, other)
    assert again.read_bytes() == other.read_bytes()


def test_a_fault_is_one_line_and_what_rests_on_it() -> None:
    assert str(Fault("chain", None, "a page: its versions …")) == "a page: its versions …"
