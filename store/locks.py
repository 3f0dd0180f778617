"""Who may write: how long a writer waits for another, and when one has to be alone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import ArchiveLocked, UnwritableArchive

BUSY_TIMEOUT = 10.0
"""Seconds to wait for another process to end its batch. Writers commit at least once a second, so
ten times that means the other process hangs."""

ROOM = 64 * 1024
"""Bytes on a disk below which it is full: even to read an index, SQLite makes a file of 32 KiB
beside it, and a write-ahead log."""

WRITTEN = "a crawl is being written here; let it finish or stop it"
REMADE = "it is being rebuilt or repaired; try again afterwards"


def locked_index(database: str) -> ArchiveLocked:
    return ArchiveLocked(
        f"{database}: another process has kept the index locked for {BUSY_TIMEOUT:g} s; "
        "let it finish, then try again"
    )


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No process writes WARC files in the folder meanwhile. Raises ``ArchiveLocked`` at once where
    one does: a crawl may go on for days."""
    lock = _lock(folder, fcntl.LOCK_EX, WRITTEN)
    try:
        yield
    finally:
        os.close(lock)


@contextmanager
def alone_among_writers(descriptor: int, folder: Path) -> Iterator[None]:
    """As ``alone``, for one of the writers, which it is again afterwards."""
    try:
        _take(descriptor, fcntl.LOCK_EX, folder, WRITTEN)
        yield
    finally:
        _take(descriptor, fcntl.LOCK_SH, folder, REMADE)


def among_writers(folder: Path) -> int:
    """An open descriptor: one of the writers of this folder until it is closed. Raises
    ``ArchiveLocked`` while one is ``alone``, ``UnwritableArchive`` where nobody can write."""
    check_writable(folder)
    return _lock(folder, fcntl.LOCK_SH, REMADE)


def check_writable(folder: Path) -> None:
    """Raises ``UnwritableArchive``."""
    may = os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    if not may or is_full(folder):
        raise UnwritableArchive(
            f"{folder}: cannot be written; check its permissions and the free space, or choose "
            "another archive"
        )


def is_full(folder: Path) -> bool:
    """For root too. A file system that does not say how large it is, is not."""
    disk = os.statvfs(folder)
    return disk.f_blocks > 0 and disk.f_bfree * disk.f_frsize < ROOM


def _lock(folder: Path, kind: int, why_not: str) -> int:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _take(descriptor, kind, folder, why_not)
    except ArchiveLocked:
        os.close(descriptor)
        raise
    return descriptor


def _take(descriptor: int, kind: int, folder: Path, why_not: str) -> None:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ArchiveLocked(f"{folder.parent}: {why_not}") from None
