"""What the archive had and the index no longer knows: WARC files that are gone, of which the CDXJ
is left; and captures that were compared, as the WARC files say, and whose records no file holds any
more. Versions may be gone with them."""

import json
import sqlite3
from collections.abc import Iterator
from itertools import islice

from store.archive import CDXJ_DIR, Archive
from store.cdxj import LOST
from store.crawlfacts import read_observed
from store.dependants import NAMED
from store.faults import Fault
from store.indexing import CAPTURES, field
from store.records import read_warc_fields
from store.warc import StoredRecord


class Lost:
    """On disk, as ``store.comparisons`` is. The request of a lost response still names its page."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("")  # a private file that goes with its connection
        self._rows.execute("CREATE TABLE held (record_id TEXT PRIMARY KEY)")
        self._rows.execute("CREATE TABLE compared (record_id TEXT)")
        self._rows.execute("CREATE TABLE asked (record_id TEXT, url TEXT, at TEXT)")
        self._rows.execute(
            "CREATE VIEW lost AS SELECT record_id FROM compared EXCEPT SELECT record_id FROM held"
        )

    def hold(self, record: StoredRecord) -> None:
        if record.type in CAPTURES:
            self._rows.execute("INSERT OR IGNORE INTO held VALUES (?)", (record.id,))
        elif record.type == "request":
            said = (field(record, "WARC-Concurrent-To"), record.url, f"{record.captured_at:%F %T}")
            self._rows.execute("INSERT INTO asked VALUES (?, ?, ?)", said)

    def compare(self, record: StoredRecord) -> None:
        """Of a file of ours: what others say was compared, was so elsewhere."""
        if record.type == "metadata":
            compared = read_observed(read_warc_fields(record.body)) or ()
            rows = [(one.record_id,) for one in compared]
            self._rows.executemany("INSERT INTO compared VALUES (?)", rows)

    def faults(self) -> Iterator[Fault]:
        """One at most: a lost file may have held many thousands."""
        (count,) = self._rows.execute("SELECT count(*) FROM lost").fetchone()
        if not count:
            return
        named = self._rows.execute(
            "SELECT record_id, url, at FROM lost LEFT JOIN asked USING (record_id) "
            "ORDER BY at, url, record_id LIMIT ?",
            (NAMED,),
        )
        rests = [f"{url} at {at}, {record}" if url else record for record, url, at in named]
        what = f"captures that were compared, and are in no file any more: {count}"
        yield Fault("lost", None, what, rests=rests)

    def close(self) -> None:
        self._rows.close()


def lost_files(archive: Archive) -> Iterator[Fault]:
    for path in sorted((archive.root / CDXJ_DIR).glob(f"*{LOST}")):
        with path.open(encoding="ascii") as lines:
            named = [_capture(line) for line in islice(lines, NAMED)]
            count = len(named) + sum(1 for _ in lines)
        remedy = f"bring it back and run `gongkai rebuild`, or delete {CDXJ_DIR}/{path.name}"
        what = f"the file is gone with its {count} captures: {remedy} to hear no more of it"
        yield Fault("lost", f"{path.stem}.warc.gz", what, rests=named)


def _capture(line: str) -> str:
    _, stamp, said = line.split(" ", 2)
    return f"{json.loads(said)['url']} at {stamp}"
