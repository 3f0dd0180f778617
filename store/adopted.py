"""A WARC file that was put into the archive whole, being indexed."""

from pathlib import Path

from sqlalchemy import Connection, bindparam, select

from store.capture import Capture, Place
from store.database import add_row
from store.indexing import Indexer, LeftOut
from store.models import Warc
from store.scan import Scanned

_FIND = select(Warc.id).where(Warc.name == bindparam("name"))


class Adopted:
    """Works in the open transaction of a recorder."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._indexer = Indexer(connection)
        known: int | None = connection.scalar(_FIND, {"name": path.name})
        row = {"name": path.name, "size": path.stat().st_size, "closed": True}
        self._warc_id = add_row(connection, Warc, row) if known is None else known

    def index(self, found: Scanned) -> Capture | None:
        """``None`` for a record that is no capture. Raises ``LeftOut``."""
        if found.record is None:
            raise LeftOut("damaged")
        try:
            place = Place(self._warc_id, found.offset, found.length)
            made = self._indexer.add(found.record, place)
        except (ValueError, IndexError) as error:
            raise LeftOut("not a capture that can be read") from error
        return made if isinstance(made, Capture) else None
