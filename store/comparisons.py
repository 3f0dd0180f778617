"""Which captures were compared with what was known of their pages, in the order of that."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime


class Comparisons:
    """As the WARC files have it, file by file, and in order again; on disk, for there may be many
    millions. Iterates over capture ids, ``None`` for a record that was not met, and record ids."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("")  # a private file that goes with its connection
        self._rows.execute("CREATE TABLE captures (record_id TEXT PRIMARY KEY, id INTEGER)")
        self._rows.execute("CREATE TABLE compared (at TEXT, record_id TEXT)")

    def know(self, record_id: str, capture: int) -> None:
        self._rows.execute("INSERT OR REPLACE INTO captures VALUES (?, ?)", (record_id, capture))

    def add(self, at: datetime, record_ids: Sequence[str]) -> None:
        rows = [(at.isoformat(timespec="microseconds"), record_id) for record_id in record_ids]
        self._rows.executemany("INSERT INTO compared VALUES (?, ?)", rows)

    def __len__(self) -> int:
        (count,) = self._rows.execute("SELECT count(*) FROM compared").fetchone()
        return int(count)

    def __iter__(self) -> Iterator[tuple[int | None, str]]:
        return self._rows.execute(
            "SELECT captures.id, compared.record_id FROM compared LEFT JOIN captures "
            "USING (record_id) ORDER BY at, compared.rowid"
        )

    def close(self) -> None:
        self._rows.close()
