"""An index that takes the place of another when it is whole."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, delete

from store.archive import INDEX, Archive, sqlite_url
from store.database import connect, migrate, writer
from store.models import Base


@contextmanager
def replacing(root: Path, database: str | None) -> Iterator[tuple[Archive, Connection]]:
    """An empty index in a transaction; it takes the place of the archive's when all went well.

    Beside the old one where that is a file, which may be damaged, and is kept as
    ``index.sqlite.old``; else in the old one's tables.
    """
    new = root / f"{INDEX}.new"
    _remove(new)
    with closing(Archive(root, connect(database or sqlite_url(new)))) as archive:
        migrate(archive.engine)
        with writer(archive.engine) as connection, connection.begin():
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(delete(table))
            yield archive, connection
    if database is None:
        _rename(root / INDEX, root / f"{INDEX}.old")
        _rename(new, root / INDEX)


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
