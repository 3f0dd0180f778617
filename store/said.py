"""What the WARC files say, gathered record by record, to be held against what the index knows."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from store import crawlfacts
from store.foreign import as_taken_in
from store.indexing import CAPTURES, OUR_DIGEST, field
from store.records import read_warc_fields
from store.warc import StoredRecord


class Known(NamedTuple):
    """The record of a capture, and when it was stated that the capture was compared, if it was.
    ``is_held`` in a file, or lost."""

    record_id: str
    compared_at: datetime | None
    is_held: bool


class Missed(NamedTuple):
    """The record of a capture that was compared, and that no file holds; of which page and when, if
    its request is left."""

    record_id: str
    url: str | None
    captured_at: datetime | None


class Said:
    """On disk, as ``store.comparisons`` is."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("")  # a private file that goes with its connection
        self._rows.executescript(
            "CREATE TABLE held (record_id TEXT PRIMARY KEY, url TEXT, at TEXT, digest TEXT);"
            "CREATE INDEX held_captures ON held (url, at);"
            "CREATE TABLE compared (record_id TEXT, at TEXT);"
            "CREATE INDEX compared_records ON compared (record_id);"
            "CREATE TABLE asked (record_id TEXT, url TEXT, at TEXT);"
            "CREATE TABLE crawls (warcinfo TEXT PRIMARY KEY, seed TEXT, started_at TEXT);"
            "CREATE TABLE facts (fact BLOB PRIMARY KEY);"
            "CREATE VIEW missed AS"
            " SELECT record_id FROM compared EXCEPT SELECT record_id FROM held;"
        )

    def read(self, record: StoredRecord, *, ours: bool) -> None:
        """Not ``ours``: what others say was compared or taken in, was so in another archive."""
        if record.type in CAPTURES:
            self._hold(record)
        elif record.type == "request":
            asked = (field(record, "WARC-Concurrent-To"), record.url, _text(record.captured_at))
            self._rows.execute("INSERT INTO asked VALUES (?, ?, ?)", asked)
        elif record.type == "warcinfo":
            self._begin(record)
        elif record.type == "metadata":
            said = read_warc_fields(record.body)
            self._state(record, said)
            if ours:
                self._compare(record, said)

    def says(self, *fact: str | datetime) -> bool:
        """``"crawl"``, its seed and start; ``"end"``, the same and the moment; ``"failure"``, the
        URL, moment and reason; ``"taken in"``, the name that the file was given."""
        found = self._rows.execute("SELECT 1 FROM facts WHERE fact = ?", (_key(*fact),))
        return found.fetchone() is not None

    def held(self, url: str, captured_at: datetime, digest: str) -> Known | None:
        """The index does not keep ids of records, and their places change with a repair."""
        record_id, at = self._rows.execute(
            "SELECT held.record_id, min(compared.at) FROM held LEFT JOIN compared USING (record_id)"
            " WHERE url = ? AND held.at = ? AND ifnull(digest, ?3) = ?3",
            (url, _text(captured_at), digest),
        ).fetchone()
        return Known(record_id, _moment(at), is_held=True) if record_id else None

    def lost(self, url: str, captured_at: datetime, record_id: str | None) -> Known | None:
        """Of a record that no file holds, its request may be left, which names it; ``record_id``
        may, where none is."""
        self._rows.execute("CREATE INDEX IF NOT EXISTS asked_captures ON asked (url, at)")
        record_id, at, held = self._rows.execute(
            "SELECT id, (SELECT min(at) FROM compared WHERE record_id = id),"
            " EXISTS (SELECT 1 FROM held WHERE record_id = id) FROM (SELECT"
            " coalesce((SELECT record_id FROM asked WHERE url = ? AND at = ?), ?) AS id)",
            (url, _text(captured_at), record_id),
        ).fetchone()
        return Known(record_id, _moment(at), is_held=False) if record_id and not held else None

    def first_compared(self) -> datetime | None:
        (at,) = self._rows.execute("SELECT min(at) FROM compared").fetchone()
        return _moment(at)

    def missed(self, limit: int) -> tuple[int, list[Missed]]:
        """How many, and the first of them."""
        (count,) = self._rows.execute("SELECT count(*) FROM missed").fetchone()
        rows = self._rows.execute(
            "SELECT record_id, url, at FROM missed LEFT JOIN asked USING (record_id) "
            "ORDER BY at, url, record_id LIMIT ?",
            (limit,),
        )
        named = [Missed(id_, url, _moment(at)) for id_, url, at in rows]
        return count, named

    def close(self) -> None:
        self._rows.close()

    def _hold(self, record: StoredRecord) -> None:
        """Payload digests of others are not ours, and the page and moment have to do."""
        digest = field(record, "WARC-Payload-Digest") or ""
        ours = digest if OUR_DIGEST.fullmatch(digest) else None
        row = (record.id, record.url, _text(record.captured_at), ours)
        self._rows.execute("INSERT OR IGNORE INTO held VALUES (?, ?, ?, ?)", row)

    def _begin(self, record: StoredRecord) -> None:
        crawl = crawlfacts.read_crawl(read_warc_fields(record.body))
        if crawl is not None:
            row = (record.id, crawl.seed, _text(crawl.started_at))
            self._rows.execute("INSERT OR REPLACE INTO crawls VALUES (?, ?, ?)", row)
            self._know("crawl", crawl.seed, crawl.started_at)

    def _state(self, record: StoredRecord, said: Mapping[str, str]) -> None:
        end, reason = crawlfacts.read_crawl_end(said), crawlfacts.read_failure(said)
        if end is not None:
            warcinfo = (field(record, "WARC-Warcinfo-ID"),)
            of = "SELECT seed, started_at FROM crawls WHERE warcinfo = ?"
            for seed, started_at in self._rows.execute(of, warcinfo).fetchall():
                self._know("end", seed, datetime.fromisoformat(started_at), end.finished_at)
        elif reason is not None:
            self._know("failure", record.url, record.captured_at, reason)

    def _compare(self, record: StoredRecord, said: Mapping[str, str]) -> None:
        taken_in = crawlfacts.read_taken_in(said)
        if taken_in is not None:
            self._know("taken in", as_taken_in(taken_in.warc))
        at = _text(record.captured_at)
        rows = [(one.record_id, at) for one in crawlfacts.read_observed(said) or ()]
        self._rows.executemany("INSERT INTO compared VALUES (?, ?)", rows)

    def _know(self, *fact: str | datetime) -> None:
        self._rows.execute("INSERT OR IGNORE INTO facts VALUES (?)", (_key(*fact),))


def _key(*fact: str | datetime) -> bytes:
    return msgspec.json.encode(fact)


def _text(moment: datetime) -> str:
    """In the order of time."""
    return moment.isoformat(timespec="microseconds")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
