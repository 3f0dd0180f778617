"""What is particular to an index in PostgreSQL."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import ExceptionContext

from store import locks
from store.errors import ArchiveError, UnusableDatabase, UnwritableArchive

WRITERS = 0x676F6E676B6169
"""The key of the advisory lock that a writing transaction holds, as SQLite's writers hold its file:
what one has looked up and not found, no other adds meanwhile. The number spells ``gongkai``."""


def set_up(engine: Engine) -> None:
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _translate)


def _prepare(connection: Any, _record: object) -> None:
    connection.execute(f"SET lock_timeout = {int(locks.BUSY_TIMEOUT * 1000)}")
    connection.commit()


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("gongkai_writer", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")


def _unwritable(database: str) -> ArchiveError:
    return UnwritableArchive(
        f"{database}: the server does not take the index's rows; check what its user is granted "
        "and the server's free space"
    )


def _unreachable(database: str) -> ArchiveError:
    return UnusableDatabase(
        f"{database}: no connection to the index; check the address, the user and the server"
    )


_ERRORS: dict[str, Callable[[str], ArchiveError]] = {
    "55P03": locks.locked_index,  # lock_not_available
    "53100": _unwritable,  # disk_full
    "25006": _unwritable,  # read_only_sql_transaction
    "42501": _unwritable,  # insufficient_privilege
    "3D000": _unreachable,  # invalid_catalog_name
}
"""By SQLSTATE (PostgreSQL, appendix A)."""


def _translate(context: ExceptionContext) -> None:
    error: Any = context.original_exception
    state = getattr(error, "sqlstate", None)
    lost = context.is_disconnect or (state is None and context.connection is None)
    make = _unreachable if lost else _ERRORS.get(state or "")
    if make is not None and context.engine is not None:
        raise make(context.engine.url.render_as_string(hide_password=True)) from error
