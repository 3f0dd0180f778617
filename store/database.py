"""The index database: connections, and bringing an older schema forward."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine, create_engine, insert, inspect, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.sql.dml import ReturningInsert

from store import postgresql, sqlite
from store.errors import ArchiveTooNew, UnusableDatabase
from store.models import Base

HEAD = "0009"
"""The revision these models are: the newest file in ``migrations/versions``. Kept as a constant so
that opening an up-to-date archive need not import Alembic (0.25 s)."""

DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}

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
    dialect = DIALECTS.get(engine.dialect.name)
    if dialect is None:
        raise UnusableDatabase(f"{url!r} is neither SQLite nor PostgreSQL; give the URL of one")
    dialect.set_up(engine)
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
    migrator = writer(engine).execution_options(gongkai_migrates=True)
    with migrator as connection, connection.begin():
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise ArchiveTooNew(
                f"{engine.url.database}: the index has schema {revision}, newer than {HEAD} of "
                "this release; upgrade gongkai to open it"
            ) from error
    engine.dispose()  # what is particular to a migration goes with its connection


def has_index(engine: Engine) -> bool:
    """Of any schema."""
    with engine.connect() as connection:
        return _revision(connection) is not None


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision
