"""The rows of an index, to be compared with those of another."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, ForeignKey, Table, select

from store.archive import Archive
from store.models import Base

PLACES = ("warcs", "warcinfos", "warc_id", "offset", "length")
"""Tables and columns that say where the records stand."""


def rows(archive: Archive, *, places: bool = True) -> dict[str, list[str]]:
    """Every row of every table; ids are replaced by the rows that they are of. Not ``places``: only
    what the records say, wherever they stand."""
    but: Sequence[str] = () if places else PLACES
    with archive.engine.connect() as connection:
        tables = Base.metadata.sorted_tables
        named: dict[str, dict[int, Any]] = {}
        for table in tables:
            named[table.name] = dict(_rows(connection, table, named, but))
        return {
            name: sorted(map(repr, found.values()))
            for name, found in named.items()
            if name not in but
        }


def _rows(
    connection: Connection, table: Table, named: dict[str, dict[int, Any]], but: Sequence[str]
) -> Iterator[tuple[int, dict[str, Any]]]:
    for row in connection.execute(select(table)).mappings():
        said = {}
        for column in table.columns:
            if column.name.removeprefix("end_") in but:
                continue
            keys: Iterable[ForeignKey] = column.foreign_keys
            of = next((key.column.table.name for key in keys), None)
            value = row[column.name]
            said[column.name] = named[of].get(value) if of else value
        yield said.pop("id"), said
