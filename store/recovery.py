"""After a writer that was killed: what it did not acknowledge is set aside, so that every WARC
file ends with a whole record."""

from sqlalchemy import Connection, delete, select, update

from store.archive import WARC_FILES, Archive
from store.cdxj import write_cdxj
from store.errors import UnwritableArchive
from store.foreign import is_taken_in
from store.models import Warc
from store.warcfile import lock_abandoned, set_tail_aside


def close_abandoned(archive: Archive, connection: Connection) -> None:
    """Close the files of dead writers. Raises ``UnwritableArchive``.

    A living writer holds the lock on its file and lets go only after its last commit, so the size
    read under the lock is final."""
    try:
        _close_abandoned(archive, connection)
    except OSError as error:
        raise UnwritableArchive(
            f"{archive.warc_dir}: {error.strerror}; a killed writer's file cannot be put in order"
        ) from error


def _close_abandoned(archive: Archive, connection: Connection) -> None:
    _remove_unborn(archive, connection)
    for name in connection.scalars(select(Warc.name).where(Warc.closed.is_(False))).all():
        path = archive.warc_dir / name
        if is_taken_in(path):  # whole, however much of it is indexed
            continue
        if not path.exists():  # moved away, or on another machine; not ours to forget
            continue
        stream = lock_abandoned(path)
        if stream is None:
            continue
        with stream:
            size = connection.execute(select(Warc.size).where(Warc.name == name)).scalar_one()
            set_tail_aside(path, stream, size)
            if size == 0:
                path.unlink()
                connection.execute(delete(Warc).where(Warc.name == name))
            else:
                connection.execute(update(Warc).where(Warc.name == name).values(closed=True))
                write_cdxj(archive, name)


def _remove_unborn(archive: Archive, connection: Connection) -> None:
    """Empty files of writers that were killed before the index knew of them. A living one makes its
    file and commits its row under the write lock, which is ours now."""
    known = set(connection.scalars(select(Warc.name)))
    for path in archive.warc_dir.glob(WARC_FILES):
        if path.name not in known and not path.stat().st_size:
            path.unlink()
