"""Opening an archive: what is made, what is brought forward, what is refused."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from store import database as index
from store import locks, queries
from store.archive import Archive
from store.errors import (
    ArchiveLocked,
    ArchiveTooNew,
    DamagedArchive,
    NotAnArchive,
    UnusableDatabase,
    UnwritableArchive,
)
from store.models import Base
from store.rebuild import rebuild
from store.recorder import Recorder
from tests.postgresql import Cluster

NOBODY = 65534


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder with an archive in it that this process, be it root's, cannot write."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        Archive.open(path / "archive", create=True).close()
        for made in (path, path / "archive", path / "archive" / "warc"):
            made.chmod(0o555)
        root = os.geteuid() == 0
        if root:
            os.seteuid(NOBODY)
        yield path
        if root:
            os.seteuid(0)
        for made in (path, path / "archive", path / "archive" / "warc"):
            made.chmod(0o755)


def url_of(archive: Archive) -> str:
    return archive.engine.url.render_as_string(hide_password=False)


def test_a_new_archive_opens_again(tmp_path: Path) -> None:
    Archive.open(tmp_path / "a", create=True).close()
    with Archive.open(tmp_path / "a") as archive, archive.engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1


def test_models_are_what_the_migrations_make(archive: Archive) -> None:
    with archive.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(index.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [index.HEAD]


def test_an_up_to_date_archive_opens_without_alembic(archive: Archive) -> None:
    code = (
        "import sys; from pathlib import Path; from store.archive import Archive; "
        "Archive.open(Path(sys.argv[1]), database=sys.argv[2]).close(); "
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, archive.root, url_of(archive)], check=True)


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch, None])
def test_what_is_no_archive_is_named(tmp_path: Path, make: Callable[[Path], None] | None) -> None:
    path = tmp_path / "other"
    if make is not None:
        make(path)
    with pytest.raises(NotAnArchive, match="other is not an archive"):
        Archive.open(path)
    assert not (path / "index.sqlite").exists()


def test_a_newer_index_is_refused(archive: Archive) -> None:
    with archive.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ArchiveTooNew, match="9999"):
        Archive.open(archive.root, database=url_of(archive))


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir()
    (tmp_path / "index.sqlite").write_text("not a database, and longer than its header" * 10)
    with pytest.raises(DamagedArchive, match=r"index\.sqlite: this file is not an index"):
        Archive.open(tmp_path)


def test_a_folder_that_cannot_be_written(read_only: Path) -> None:
    with pytest.raises(UnwritableArchive, match="choose another folder"):
        Archive.open(read_only / "a", create=True)


def test_an_archive_that_cannot_be_written_can_be_read(read_only: Path) -> None:
    with Archive.open(read_only / "archive") as archive:
        assert list(queries.reports(archive)) == []
        with pytest.raises(UnwritableArchive):
            Recorder(archive).start_crawl("http://x.test/", None, datetime.now(UTC))


def fill_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    full = SimpleNamespace(f_blocks=1000, f_bfree=1, f_frsize=4096)
    monkeypatch.setattr("store.locks.os.statvfs", lambda _: full)


def test_an_archive_on_a_full_disk_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Archive.open(tmp_path, create=True).close()
    fill_disk(monkeypatch)
    with Archive.open(tmp_path) as archive:
        assert list(queries.reports(archive)) == []
        assert {path.name for path in tmp_path.iterdir()} == {"index.sqlite", "warc"}
        with pytest.raises(UnwritableArchive, match="free space"):
            Recorder(archive)


def test_who_writes_while_the_disk_gets_full_is_read_with_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(tmp_path, create=True) as archive, Recorder(archive) as recorder:
        recorder.start_crawl("http://x.test/", None, datetime.now(UTC))
        recorder.commit()
        fill_disk(monkeypatch)
        with Archive.open(tmp_path) as reading:
            for crawls in (1, 2):
                with reading.engine.connect() as connection:
                    assert connection.scalar(text("SELECT count(*) FROM crawls")) == crawls
                recorder.start_crawl("http://x.test/", None, datetime.now(UTC))
                recorder.commit()


def test_what_cannot_be_written_cannot_be_rebuilt(read_only: Path) -> None:
    with pytest.raises(UnwritableArchive, match="cannot be written"):
        rebuild(read_only / "archive", derive=lambda _: [])


def test_the_index_of_another_archive_is_refused(archive: Archive, tmp_path: Path) -> None:
    with Recorder(archive) as recorder:
        recorder.resource("file:///a.html", b"a", "text/html", datetime.now(UTC))
    for use in (
        lambda other: Archive.open(other, create=True, database=url_of(archive)),
        lambda other: rebuild(other, derive=lambda _: [], database=url_of(archive)),
    ):
        with pytest.raises(UnusableDatabase, match="index of another archive"):
            use(tmp_path / "other")
    Archive.open(archive.root, database=url_of(archive)).close()


def test_an_empty_database_is_no_index_of_the_files_there(
    archive: Archive, postgresql: Cluster
) -> None:
    """A mistyped name would give an archive without reports."""
    with Recorder(archive) as recorder:
        recorder.resource("file:///a.html", b"a", "text/html", datetime.now(UTC))
    empty = postgresql.url(postgresql.create())
    for create in (True, False):
        with pytest.raises(DamagedArchive, match="nothing in the database"):
            Archive.open(archive.root, create=create, database=empty)
    rebuild(archive.root, derive=lambda _: [], database=empty)
    Archive.open(archive.root, database=empty).close()


def test_an_index_held_by_another_writer(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "BUSY_TIMEOUT", 0.1)
    with (
        Archive.open(archive.root, database=url_of(archive)) as other,
        index.writer(archive.engine) as holder,
    ):
        holder.execute(text("SELECT 1"))
        with pytest.raises(ArchiveLocked, match=r"0\.1 s"):
            Recorder(other)
        holder.rollback()
        Recorder(other).close()


def test_readers_do_not_wait_for_the_writer(archive: Archive) -> None:
    with index.writer(archive.engine) as holder:
        holder.execute(text("SELECT 1"))
        with archive.engine.connect() as reader:
            assert reader.scalar(text("SELECT count(*) FROM captures")) == 0
