"""An archive on disk: ``warc/*.warc.gz``, which are the truth, and ``index.sqlite``."""

import os
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from sqlalchemy import Engine, select

from store.database import connect, has_index, migrate
from store.errors import DamagedArchive, NotAnArchive, UnusableDatabase, UnwritableArchive
from store.locks import is_full
from store.models import Warc

INDEX = "index.sqlite"
WARC_DIR = "warc"
WARC_FILES = "*.warc.gz"
CDXJ_DIR = "cdxj"
DAMAGED = "damaged"
"""The folder beside the WARC files for those with a damaged record in them."""


class Archive:
    """A context manager; closing it closes the connections to the index."""

    def __init__(self, root: Path, engine: Engine) -> None:
        self.root = root
        self.warc_dir = root / WARC_DIR
        self.engine = engine

    @classmethod
    def open(cls, root: Path, *, create: bool = False, database: str | None = None) -> Self:
        """Open the archive in the folder ``root``, an older one after bringing its index forward.

        ``database`` is an SQLAlchemy URL for an index that is kept elsewhere. Raises
        ``NotAnArchive``, ``ArchiveTooNew``, ``ArchiveLocked``, ``UnwritableArchive``,
        ``UnusableDatabase``, or ``DamagedArchive`` where there are WARC files without an index.
        """
        if create:
            _make_folders(root)
        elif not (root / WARC_DIR).is_dir():
            raise NotAnArchive(_not_an_archive(root))
        engine = connect(database or _index_url(root))
        try:
            if not (has_index(engine) if database else (root / INDEX).is_file()):
                _check_new(root, create=create)
            migrate(engine)
            if database:
                check_belongs(root, engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(root, engine)

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _check_new(root: Path, *, create: bool) -> None:
    """Whether an empty index may be made here. An empty database may also be a mistyped one."""
    if any((root / WARC_DIR).glob(WARC_FILES)):
        raise DamagedArchive(
            f"{root}: there are WARC files but no {INDEX}, or nothing in the database that was "
            "named; name its database with --database or GONGKAI_DATABASE if the index is kept in "
            "one, else `gongkai rebuild` makes it again"
        )
    if not create:
        raise NotAnArchive(_not_an_archive(root))


def check_belongs(root: Path, engine: Engine) -> None:
    """Raises ``UnusableDatabase`` for the index of another archive: it names WARC files, and no
    trace of any is here. One that is lost leaves its CDXJ, a damaged one lies set aside."""
    with engine.connect() as connection:
        names = connection.scalars(select(Warc.name)).all()
    traces = chain(root.glob(f"{WARC_DIR}/**/*"), root.glob(f"{CDXJ_DIR}/*"))
    if names and {_stem(name) for name in names}.isdisjoint(_stem(path.name) for path in traces):
        url = engine.url.render_as_string(hide_password=True)
        raise UnusableDatabase(
            f"{url}: this is the index of another archive, none of its {len(names)} WARC files is "
            f"in {root / WARC_DIR}; name another database, or bring the files back"
        )


def _stem(name: str) -> str:
    return name.partition(".")[0]


def _not_an_archive(root: Path) -> str:
    return (
        f"{root} is not an archive (no {INDEX}): name another with --archive, or make one with "
        "`gongkai crawl`"
    )


def _make_folders(root: Path) -> None:
    try:
        (root / WARC_DIR).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableArchive(
            f"{root}: cannot make an archive here ({error.strerror}); choose another folder"
        ) from error


def sqlite_url(index: Path) -> str:
    return f"sqlite:///{index}"


def _index_url(root: Path) -> str:
    """SQLite writes beside an index even to read it, unless it is told that nobody writes there.
    So an archive on a read-only medium or a full disk can be read; one that is being written by
    somebody else has its write-ahead log beside it, and is read with that."""
    index = root / INDEX
    is_written = index.with_name(f"{INDEX}-wal").exists()
    writable = os.access(root, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    if writable and (is_written or not is_full(root)):
        return sqlite_url(index)
    mode = "mode=ro" if is_written else "immutable=1"
    return f"sqlite:///file:{quote(str(index))}?{mode}&uri=true"
