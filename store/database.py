"""The index database: connections, and bringing an older schema forward.

What is particular to SQLite is in this file, but for the type of its keys (``models.BigId``).
"""

import sqlite3
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, text
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.exc import ArgumentError
from sqlalchemy.sql.dml import ReturningInsert

from store.errors import (
    ArchiveError,
    ArchiveLocked,
    ArchiveTooNew,
    DamagedArchive,
    UnusableDatabase,
    UnwritableArchive,
)
from store.models import Base

HEAD = "0001"
"""The revision these models are: the newest file in ``migrations/versions``. Kept as a constant so
that opening an up-to-date archive need not import Alembic (0.25 s)."""

BUSY_TIMEOUT = 10.0
"""Seconds to wait for another process to end its batch. Writers commit at least once a second, so
ten times that means the other process hangs."""

CACHE_KIB = 64 * 1024
"""Pages of the index kept in memory: at SQLite's 2 MB the look-up of a payload digest, which is
random by nature, leaves the cache long before ten million captures."""

CHECKPOINT_PAGES = 16_000
"""Pages (64 MB) the write-ahead log holds before they are moved into the index. Digests come in
random order, so a page is written again and again: at SQLite's 1,000 pages, adding a page to an
archive of 4 million captures took a third longer (2.0 ms against 1.4 ms)."""

MIGRATIONS = Path(__file__).parent / "migrations"


def connect(url: str) -> Engine:
    """An engine whose errors are the archive's errors; raises ``UnusableDatabase``."""
    try:
        engine = create_engine(
            url,
            json_serializer=lambda value: msgspec.json.encode(value).decode(),
            json_deserializer=msgspec.json.decode,
        )
    except (ArgumentError, ImportError) as error:
        raise UnusableDatabase(
            f"{url!r} is no database of ours ({error}); give an SQLAlchemy URL such as "
            "postgresql+psycopg://user@host/name, with gongkai[postgresql] installed"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "handle_error", _translate_sqlite_error)
    return engine


def writer(engine: Engine) -> Connection:
    """A connection whose transactions take the write lock at once: a lock taken in mid-transaction
    fails, instead of waiting, when another process has written since the first read."""
    return engine.connect().execution_options(gongkai_writer=True)


def add_row(connection: Connection, model: type[Base], row: Mapping[str, object]) -> int:
    """The id that the database gave the new row."""
    return connection.execute(_insertion(model), row).scalar_one()


@cache
def _insertion(model: type[Base]) -> ReturningInsert[int]:
    """Built once a table: building it costs a third of executing it."""
    return insert(model).returning(model.id)


def migrate(engine: Engine) -> None:
    """Bring the schema to ``HEAD``, or raise ``ArchiveTooNew`` when it is past that."""
    with engine.connect() as connection:
        revision = _revision(connection)
    if revision == HEAD:
        return
    from alembic import command  # noqa: PLC0415  see HEAD
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writer(engine) as connection, connection.begin():
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise ArchiveTooNew(
                f"{engine.url.database}: the index has schema {revision}, newer than {HEAD} of "
                "this release; upgrade gongkai to open it"
            ) from error


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by ``_begin_sqlite`` alone
    connection.execute(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT * 1000)}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("gongkai_writer", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _locked(database: str) -> ArchiveError:
    return ArchiveLocked(
        f"{database}: another process has kept the index locked for {BUSY_TIMEOUT:g} s; "
        "let it finish, then try again"
    )


def _unwritable(database: str) -> ArchiveError:
    return UnwritableArchive(
        f"{database}: the index cannot be written; check the permissions of its folder and the "
        "free space, or choose another archive"
    )


def _damaged(database: str) -> ArchiveError:
    return DamagedArchive(
        f"{database}: this file is not an index, or no longer; bring it back from a copy"
    )


_SQLITE_ERRORS: dict[int, Callable[[str], ArchiveError]] = {
    sqlite3.SQLITE_BUSY: _locked,
    sqlite3.SQLITE_LOCKED: _locked,
    sqlite3.SQLITE_READONLY: _unwritable,
    sqlite3.SQLITE_CANTOPEN: _unwritable,
    sqlite3.SQLITE_FULL: _unwritable,
    sqlite3.SQLITE_IOERR: _unwritable,
    sqlite3.SQLITE_PERM: _unwritable,
    sqlite3.SQLITE_NOTADB: _damaged,
    sqlite3.SQLITE_CORRUPT: _damaged,
}


def _translate_sqlite_error(context: ExceptionContext) -> None:
    error: Any = context.original_exception
    primary_code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    make = _SQLITE_ERRORS.get(primary_code)
    if make is not None:
        database = context.engine.url.database if context.engine else None
        raise make(database or "the index") from error
