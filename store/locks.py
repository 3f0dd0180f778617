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


def locked_index(database: str) -> ArchiveLocked:
    return ArchiveLocked(
        f"{database}: another process has kept the index locked for {BUSY_TIMEOUT:g} s; "
        "let it finish, then try again"
    )


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No process writes WARC files in the folder meanwhile. Raises ``ArchiveLocked`` at once where
    one does: a crawl may go on for days."""
    lock = _lock(folder, fcntl.LOCK_EX, "a crawl is being written here; let it finish or stop it")
    try:
        yield
    finally:
        os.close(lock)


def among_writers(folder: Path) -> int:
    """An open descriptor: one of the writers of this folder until it is closed. Raises
    ``ArchiveLocked`` while one is ``alone``, ``UnwritableArchive`` where nobody can write."""
    check_writable(folder)
    return _lock(folder, fcntl.LOCK_SH, "it is being rebuilt or repaired; try again afterwards")


def check_writable(folder: Path) -> None:
    """Raises ``UnwritableArchive``."""
    if not os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise UnwritableArchive(
            f"{folder}: cannot be written; check its permissions and its disk, or choose another "
            "archive"
        )


def _lock(folder: Path, kind: int, why_not: str) -> int:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise ArchiveLocked(f"{folder.parent}: {why_not}") from None
    return descriptor
