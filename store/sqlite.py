"""What is particular to an index in SQLite, but for the type of its keys (``models.BigId``)."""

import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import ExceptionContext

from store import locks
from store.errors import ArchiveError, DamagedIndex, UnwritableArchive

WRITER_CACHE_KIB = 64 * 1024
"""Pages of the index kept in memory: at SQLite's 2 MB the look-up of a payload digest, which is
random by nature, leaves the cache long before ten million captures."""

READER_CACHE_KIB = 8 * 1024
"""Who only reads mostly reads once, from end to end; SQLite sorts in as much memory again. At 64 MB
each, the CDXJ of 150,000 captures took 90 MB more beside the writer."""

MAPPED = 8 * 1024**3
"""Bytes of the index read as memory, and not copied page by page: an index of 10 million captures
has 4 GB. Among a million, listing the latest changes took 1.1 ms with this and 1.4 ms without."""

CHECKPOINT_PAGES = 16_000
"""Pages (64 MB) the write-ahead log holds before they are moved into the index. Digests come in
random order, so a page is written again and again: at SQLite's 1,000 pages, adding a page to an
archive of 4 million captures took a third longer (2.0 ms against 1.4 ms)."""


def set_up(engine: Engine) -> None:
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _translate)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by ``_begin`` alone
    connection.execute(f"PRAGMA busy_timeout = {int(locks.BUSY_TIMEOUT * 1000)}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA mmap_size = {MAPPED}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    writes = options.get("gongkai_writer", False)
    if options.get("gongkai_migrates", False):  # a table is altered by another taking its place
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    cache = WRITER_CACHE_KIB if writes else READER_CACHE_KIB
    connection.exec_driver_sql(f"PRAGMA cache_size = -{cache}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _unwritable(database: str) -> ArchiveError:
    return UnwritableArchive(
        f"{database}: the index cannot be written; check the permissions of its folder and the "
        "free space, or choose another archive"
    )


def _damaged(database: str) -> ArchiveError:
    return DamagedIndex(
        f"{database}: this file is not an index, or no longer; `gongkai rebuild` makes it again"
    )


_ERRORS: dict[int, Callable[[str], ArchiveError]] = {
    sqlite3.SQLITE_BUSY: locks.locked_index,
    sqlite3.SQLITE_LOCKED: locks.locked_index,
    sqlite3.SQLITE_READONLY: _unwritable,
    sqlite3.SQLITE_CANTOPEN: _unwritable,
    sqlite3.SQLITE_FULL: _unwritable,
    sqlite3.SQLITE_IOERR: _unwritable,
    sqlite3.SQLITE_PERM: _unwritable,
    sqlite3.SQLITE_NOTADB: _damaged,
    sqlite3.SQLITE_CORRUPT: _damaged,
}


def _translate(context: ExceptionContext) -> None:
    error: Any = context.original_exception
    primary_code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    make = _ERRORS.get(primary_code)
    if make is not None:
        database = context.engine.url.database if context.engine else None
        raise make(database or "the index") from error
