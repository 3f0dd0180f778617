"""Another parser version reads the whole archive again, and nothing has happened to the pages."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from sqlalchemy import update

from store import models, queries
from store.archive import Archive
from store.derivation import Derivation
from store.errors import ArchiveLocked, DamagedArchive
from store.exchange import Exchange
from store.rebuild import rebuild
from store.recorder import Recorder
from store.reparse import Reparsed, reparse
from store.replay import Derive
from store.rereading import Reading, rereadings
from store.verify import verify
from store.warc import StoredRecord
from tests.index_rows import rows
from tests.store.conftest import ELSEWHERE, FILE, REDESIGNED, URL, Portal, database_of, toy_read

UNDATED = "http://www.yunxi.example/undated.html"
Records = Iterable[tuple[StoredRecord, str]]


def reparsed(archive: Archive, derive: Derive = toy_read, *, replace: bool = True) -> Reparsed:
    database, parser = database_of(archive), "toy_parser:parse"
    return reparse(archive.root, database=database, derive=derive, parser=parser, replace=replace)


@pytest.fixture
def visits(
    archive: Archive, make_exchange: Callable[..., Exchange], toy_parser: Any
) -> Callable[[], AbstractContextManager[Portal]]:
    """A writer that is gone when its context is left."""

    @contextmanager
    def writing() -> Iterator[Portal]:
        with Recorder(archive, parser="toy_parser:parse") as recorder:
            yield Portal(recorder, make_exchange)

    return writing


def told(archive: Archive) -> list[tuple[Any, ...]]:
    return [(row.id, row.class_, row.detected_at, row.to) for row in queries.changes(archive)]


def test_the_same_parser_reads_nothing_and_changes_nothing(
    archive: Archive, history: dict[str, list[str]]
) -> None:
    before = told(archive)
    assert reparsed(archive).payloads == 0
    assert (rows(archive), told(archive)) == (history, before)


def test_a_new_version_takes_the_place_of_the_old_and_tells_nothing(
    archive: Archive, history: dict[str, list[str]], toy_parser: Any
) -> None:
    before, ids = told(archive), [row.id for row in queries.reports(archive)]
    toy_parser.PARSER_VERSION, toy_parser.salt = "2", "another digest"
    done = reparsed(archive)
    assert (done.versions, done.versions_before, done.faults) == (8, 8, [])
    assert told(archive) == before
    assert [row.id for row in queries.reports(archive)] == ids
    assert {row.parser_version for row in queries.versions(archive, URL)} == {"2"}
    now = rows(archive)
    assert not any("'parser_version': '1'" in row for row in now["derivations"])
    archive.close()
    rebuild(archive.root, database=database_of(archive), derive=toy_read, parser="toy_parser:parse")
    assert rows(archive) == now


def test_versions_that_read_the_same_fall_together(
    archive: Archive, visits: Any, toy_parser: Any
) -> None:
    with visits() as portal:
        portal.see(0)
        portal.see(1, index_number="YX-2024-002")
        portal.see(2, made_new=13)
    (first, _, third) = told(archive)
    toy_parser.PARSER_VERSION, toy_parser.blind = "2", "index_number"
    reparsed(archive)
    assert told(archive) == [first, (*third[:3], 2)]
    assert [row.ordinal for row in queries.versions(archive, URL)] == [1, 2]


def test_a_version_that_splits_is_of_the_day_of_its_capture(
    archive: Archive, visits: Any, toy_parser: Any
) -> None:
    toy_parser.blind = "index_number"
    with visits() as portal:
        for day, number in enumerate(("1", "2", "1")):
            portal.see(day, index_number=number)
        portal.see(3, url=ELSEWHERE, issuer="青禾县林业局")
    first, other = told(archive)
    toy_parser.PARSER_VERSION, toy_parser.blind = "2", None
    reparsed(archive)
    now = told(archive)
    assert (now[0], now[-1]) == (first, other)
    assert [row[1] for row in now] == ["new", "metadata", "metadata", "new"]
    assert [row.first_seen for row in queries.versions(archive, URL)][1:] == [
        row[2] for row in now[1:3]
    ]


def test_a_redirect_is_not_known_before_its_day(
    archive: Archive, visits: Any, toy_parser: Any
) -> None:
    with visits() as portal:
        portal.see(0)
        portal.see(1, url=ELSEWHERE)
        portal.see(2)
        portal.redirect(3)
    before, index = told(archive), rows(archive)["pages"]
    toy_parser.PARSER_VERSION = "2"
    reparsed(archive)
    assert (told(archive), rows(archive)["pages"]) == (before, index)


def test_a_reparse_that_was_killed_goes_on_where_it_was(
    archive: Archive, history: dict[str, list[str]], toy_parser: Any
) -> None:
    toy_parser.PARSER_VERSION = "2"

    def stopped(archived: Records) -> list[Derivation | Exception]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reparsed(archive, stopped)
    assert rows(archive) == history
    before = told(archive)
    done = reparsed(archive, replace=False)
    assert (done.payloads, told(archive)) == (7, before)
    assert {row.parser_version for row in queries.versions(archive, URL)} == {"1"}
    assert (reparsed(archive).payloads, told(archive)) == (0, before)
    assert {row.parser_version for row in queries.versions(archive, URL)} == {"2"}


def test_what_was_read_of_a_batch_is_kept(
    archive: Archive,
    history: dict[str, list[str]],
    toy_parser: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("store.replay.KEPT_EVERY", 0)
    toy_parser.PARSER_VERSION = "2"

    def stopped(archived: Records) -> Iterator[Derivation | Exception]:
        yield from toy_read(list(archived)[:2])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reparsed(archive, stopped)
    assert reparsed(archive, replace=False).payloads == len(history["derivations"]) - 2


def test_a_page_that_cannot_be_read_keeps_its_chain(
    archive: Archive, history: dict[str, list[str]], toy_parser: Any
) -> None:
    before = told(archive)
    toy_parser.PARSER_VERSION = "2"

    def failing(archived: Records) -> list[Derivation | Exception]:
        pairs = [(record, toy_read([(record, digest)])[0]) for record, digest in archived]
        return [ValueError("odd") if b"year" in record.body else read for record, read in pairs]

    done = reparsed(archive, failing)
    assert (done.pages_kept, done.faults) == (
        1,
        [f"{UNDATED}: the parser failed: ValueError('odd')"],
    )
    assert told(archive) == before
    standing = [row for url in (URL, UNDATED) for row in queries.versions(archive, url)]
    versions = {row.url: row.parser_version for row in standing}
    assert versions == {UNDATED: "1", URL: "2", ELSEWHERE: "2", REDESIGNED: "2"}


def test_a_file_that_cannot_be_read_keeps_what_it_told(
    archive: Archive, visits: Any, toy_parser: Any
) -> None:
    """Of a version that its report still has."""
    with visits() as portal:
        for page, url in enumerate((URL, ELSEWHERE)):
            portal.see(0, url=url, issuer=url, attachments=[FILE], index_number="1")
            if page:
                portal.see(0.5, url=url, issuer=url, attachments=[FILE], index_number="2")
        for day in (1, 2):
            portal.see_file(day, text=f"第{day}稿")
    first, second, _, kept, dropped = told(archive)
    assert kept[1:] == (*dropped[1:3], 1)
    toy_parser.PARSER_VERSION, toy_parser.blind = "2", "index_number"

    def failing(archived: Records) -> list[Derivation | Exception]:
        pairs = [(record, toy_read([(record, digest)])[0]) for record, digest in archived]
        return [ValueError("odd") if record.url == FILE else read for record, read in pairs]

    reparsed(archive, failing)
    assert told(archive) == [first, second, kept]
    assert list(verify(archive)) == []
    with visits() as portal:
        portal.see_file(3, text="第2稿")
        assert told(archive) == [first, second, kept]


def test_what_is_listed_is_what_the_latest_parser_sees(
    archive: Archive, visits: Any, toy_parser: Any
) -> None:
    """Read again at the next visit of the page, or by a reparse."""
    with visits() as portal:
        portal.see(0, attachments=[FILE])
        assert rows(archive)["attachments"]
        toy_parser.PARSER_VERSION, toy_parser.blind = "2", "attachments"
        portal.see(1, attachments=[FILE])
        assert not rows(archive)["attachments"]
    for version, blind, listed in (("3", None, 1), ("4", "attachments", 0)):
        toy_parser.PARSER_VERSION, toy_parser.blind = version, blind
        reparsed(archive)
        assert len(rows(archive)["attachments"]) == listed


def test_a_living_writer_is_not_overtaken(
    archive: Archive, recorder: Recorder, toy_parser: Any
) -> None:
    with pytest.raises(ArchiveLocked, match="is being written here"):
        reparsed(archive)


def test_what_reads_differently_is_shown(archive: Archive, visits: Any, toy_parser: Any) -> None:
    with visits() as portal:
        portal.see(0)
        portal.see(1, url=ELSEWHERE, issuer="青禾县林业局", made_new=None)
    toy_parser.PARSER_VERSION, toy_parser.blind = "2", "made_new"
    reparsed(archive, replace=False)
    (reading,) = rereadings(archive, "2")
    assert isinstance(reading, Reading)
    (figure,) = reading.figures
    assert (reading.class_, reading.url, reading.from_, reading.to) == ("figures", URL, "1", "2")
    assert (figure.path, figure.old, figure.new) == ("art20_1.rules.made_new", 12, None)
    reparsed(archive)
    assert list(rereadings(archive, "2")) == []


@pytest.mark.parametrize(("installed", "damaged"), [("1", "1"), ("2", "1"), ("2", "2")])
def test_what_cannot_be_compared_is_told(
    archive: Archive, visits: Any, toy_parser: Any, installed: str, damaged: str
) -> None:
    """Also where there is nothing to compare it with."""
    with visits() as portal:
        portal.see(0)
    toy_parser.PARSER_VERSION = installed
    reparsed(archive, replace=False)
    with archive.engine.begin() as connection:
        cut = update(models.Derivation).where(models.Derivation.parser_version == damaged)
        connection.execute(cut.values(blob=b"cut"))
    with pytest.raises(DamagedArchive, match="what was read of a report is damaged"):
        list(rereadings(archive, installed))
