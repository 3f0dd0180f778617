"""An index that takes the place of another when it is whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, delete

from store.archive import INDEX, Archive, check_belongs, sqlite_url
from store.database import connect, migrate, writer
from store.models import Base


@contextmanager
def replacing(root: Path, database: str | None) -> Iterator[tuple[Archive, Connection]]:
    """An empty index in a transaction; it takes the place of the archive's when all went well.

    Beside the old one where that is a file, which is kept as ``index.sqlite.old``, or as
    ``index.sqlite.damaged``; else in the old one's tables. Raises ``UnusableDatabase`` for those
    of another archive.
    """
    new = root / f"{INDEX}.new"
    _remove(new)
    with closing(Archive(root, connect(database or sqlite_url(new)))) as archive:
        migrate(archive.engine)
        if database:
            check_belongs(root, archive.engine)
        with writer(archive.engine) as connection, connection.begin():
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(delete(table))
            yield archive, connection
    if database is None:
        index = root / INDEX
        if index.exists():
            _rename(index, root / f"{INDEX}.{'old' if _is_sound(index) else 'damaged'}")
        _rename(new, index)


def _is_sound(index: Path) -> bool:
    """A damaged one does not take the place of the good one that was kept before."""
    try:
        with closing(sqlite3.connect(index)) as connection:
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            return str(said) == "ok"
    except sqlite3.DatabaseError:
        return False


def _rename(old: Path, new: Path) -> None:
    """An SQLite file with what was not moved into it yet."""
    for suffix in ("-wal", "-shm", ""):
        source, target = (path.with_name(path.name + suffix) for path in (old, new))
        if source.exists():
            source.replace(target)
        else:
            target.unlink(missing_ok=True)


def _remove(index: Path) -> None:
    for suffix in ("-wal", "-shm", ""):
        index.with_name(index.name + suffix).unlink(missing_ok=True)
