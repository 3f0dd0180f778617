"""Which captures were compared with what was known of their pages, in the order of that."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime

from store.crawlfacts import Compared


class Comparisons:
    """As the WARC files have it, file by file, and in order again; on disk, for there may be many
    millions. Iterates over capture ids, ``None`` for a record that was not met, and what is said
    of each."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("")  # a private file that goes with its connection
        self._rows.execute("CREATE TABLE captures (record_id TEXT PRIMARY KEY, id INTEGER)")
        self._rows.execute(
            "CREATE TABLE compared (at TEXT, record_id TEXT, after INTEGER, late INTEGER)"
        )

    def know(self, record_id: str, capture: int) -> None:
        """Of two records with one id, the first; see ``Candidates.note``."""
        self._rows.execute("INSERT OR IGNORE INTO captures VALUES (?, ?)", (record_id, capture))

    def add(self, at: datetime, compared: Sequence[Compared]) -> None:
        moment = at.isoformat(timespec="microseconds")
        rows = [(moment, one.record_id, one.confirmed_after, one.late) for one in compared]
        self._rows.executemany("INSERT INTO compared VALUES (?, ?, ?, ?)", rows)

    def __iter__(self) -> Iterator[tuple[int | None, Compared]]:
        rows = self._rows.execute(
            "SELECT captures.id, compared.record_id, after, late FROM compared LEFT JOIN captures "
            "USING (record_id) ORDER BY at, compared.rowid"
        )
        return ((row[0], Compared(row[1], row[2], late=bool(row[3]))) for row in rows)

    def close(self) -> None:
        self._rows.close()
