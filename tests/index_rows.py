"""The rows of an index, to be compared with those of another."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, ForeignKey, Table, select

from store.archive import Archive
from store.models import Base


def rows(archive: Archive) -> dict[str, list[str]]:
    """Every row of every table; ids are replaced by the rows that they are of."""
    with archive.engine.connect() as connection:
        tables = Base.metadata.sorted_tables
        named: dict[str, dict[int, Any]] = {}
        for table in tables:
            named[table.name] = dict(_rows(connection, table, named))
        return {name: sorted(map(repr, found.values())) for name, found in named.items()}


def _rows(
    connection: Connection, table: Table, named: dict[str, dict[int, Any]]
) -> Iterator[tuple[int, dict[str, Any]]]:
    for row in connection.execute(select(table)).mappings():
        said = {}
        for column in table.columns:
            keys: Iterable[ForeignKey] = column.foreign_keys
            of = next((key.column.table.name for key in keys), None)
            value = row[column.name]
            said[column.name] = named[of].get(value) if of else value
        yield said.pop("id"), said
