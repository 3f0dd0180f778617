"""A WARC file that was put into the archive whole, being taken in: indexed batch by batch, and
after a kill from the last batch that was acknowledged."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, bindparam, func, select, update

from store.capture import Capture, Place
from store.database import add_row
from store.indexing import Indexer, LeftOut
from store.models import Capture as Captures
from store.models import Warc
from store.scan import Scanned
from store.warc import StoredRecord

_FIND = select(Warc.id, Warc.size, Warc.closed).where(Warc.name == bindparam("name"))


class Adopted:
    """Works in the open transaction of a recorder. ``position`` is how far the file is indexed;
    ``done`` says that its reports were compared as well."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self.name = path.name
        self._connection = connection
        self._indexer = Indexer(connection)
        known = connection.execute(_FIND, {"name": path.name}).one_or_none()
        if known is not None:
            self.id, self.position, self.done = known.id, known.size, known.closed
        else:
            row = {"name": path.name, "size": 0, "closed": False}
            self.id, self.position, self.done = add_row(connection, Warc, row), 0, False

    def __len__(self) -> int:
        """Its captures."""
        statement = select(func.count(Captures.id)).where(Captures.warc_id == self.id)
        return self._connection.scalar(statement) or 0

    def index(self, batch: Sequence[Scanned]) -> list[tuple[Capture | LeftOut, StoredRecord]]:
        """What is a capture, or would be; each with its record."""
        whole = [found for found in batch if found.record is not None]
        records = [found.record for found in batch if found.record is not None]
        places = [Place(self.id, found.offset, found.length) for found in whole]
        made = self._indexer.add(list(zip(records, places, strict=True)))
        self.position = batch[-1].offset + batch[-1].length
        self._update(size=self.position)
        return [
            (one, record)
            for one, record in zip(made, records, strict=True)
            if isinstance(one, Capture | LeftOut)
        ]

    def finish(self) -> None:
        self.done = True
        self._update(closed=True)

    def _update(self, **columns: int | bool) -> None:
        self._connection.execute(update(Warc).where(Warc.id == self.id).values(columns))
