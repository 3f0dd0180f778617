"""What the index knows of crawls, as the WARC files say it.

Everything in the index can be had back from the WARC files and the parser:

- a crawl (seed, portal, start): the ``warcinfo`` it has in every file it writes to; the same seed
  and start are the same crawl
- its end and its counts: a ``metadata`` record that refers to one of those warcinfos
- the crawl of a capture or a failure: the record's ``WARC-Warcinfo-ID``
- a failure (moment, reason): a ``metadata`` record about the URL
- which captures were compared with what was known of their pages, and in which order: a
  ``metadata`` record a batch that lists their record ids, for a 404 the interval after which it
  confirms a removal, and whether it was late: with the last such one, all that were listed so far
  count in the order of their moments
- a file taken in, and its path: a ``resource`` record with its ``file:`` address
- a WARC file that was taken in to its end: a ``metadata`` record that names it
- what such a record said that is damaged: another one, which a repair writes from what the index
  still knows (``store.resaying``). A crawl has its warcinfo again at the head of the mended file,
  with the id that the records name; comparisons are listed with a moment that keeps their order
- all else: the capture's own record (``WARC-Truncated``; validators in its HTTP head, or in
  ``WARC-Etag`` and ``WARC-Last-Modified`` of a server-not-modified revisit), its place in the
  file, and what the parser reads in the payload
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from store.records import Record, warc_date, warc_fields

LATE = "late"


class CrawlStart(msgspec.Struct, frozen=True):
    seed: str
    portal: str | None
    started_at: datetime


class CrawlEnd(msgspec.Struct, frozen=True):
    finished_at: datetime
    summary: dict[str, int]


class Compared(msgspec.Struct, frozen=True):
    """A capture that was compared with what was known of its page. ``confirmed_after`` is of one
    that showed the page gone: the seconds after which it confirms a removal. ``late`` as in
    ``store.late``."""

    record_id: str
    confirmed_after: int | None = None
    late: bool = False


class TakenIn(msgspec.Struct, frozen=True):
    """A WARC file of another program, all of whose reports were compared."""

    warc: str


def crawl_fields(crawl: CrawlStart) -> dict[str, str]:
    """For the crawl's warcinfo."""
    portal = {"portal": crawl.portal} if crawl.portal else {}
    return {"seed": crawl.seed, **portal, "crawl-started": warc_date(crawl.started_at)}


def read_crawl(said: Mapping[str, str]) -> CrawlStart | None:
    """``None`` for the warcinfo of files that were taken in, or of another program."""
    if "seed" not in said or "crawl-started" not in said:
        return None
    return CrawlStart(said["seed"], said.get("portal"), _moment(said["crawl-started"]))


def crawl_end(end: CrawlEnd, warcinfo: str) -> Record:
    summary = msgspec.json.encode(end.summary).decode()
    said = {"crawl-finished": warc_date(end.finished_at), "summary": summary}
    about = [("WARC-Refers-To", warcinfo)]
    return Record(
        "metadata", "", end.finished_at, "application/warc-fields", warc_fields(said), about
    )


def read_crawl_end(said: Mapping[str, str]) -> CrawlEnd | None:
    """``None`` for a metadata record about something else, as with those below."""
    if "crawl-finished" not in said:
        return None
    summary = msgspec.json.decode(said["summary"], type=dict[str, int])
    return CrawlEnd(_moment(said["crawl-finished"]), summary)


def failure(url: str, failed_at: datetime, reason: str) -> Record:
    """A fetch that brought no response."""
    block = warc_fields({"fetch-failed": reason})
    return Record("metadata", url, failed_at, "application/warc-fields", block, [])


def read_failure(said: Mapping[str, str]) -> str | None:
    """The reason."""
    return said.get("fetch-failed")


def observed(compared: Sequence[Compared], observed_at: datetime) -> Record:
    """In the order the captures were compared, which decides what is the older version."""
    block = warc_fields({"observed": " ".join(map(_word, compared))})
    return Record("metadata", "", observed_at, "application/warc-fields", block, [])


def read_observed(said: Mapping[str, str]) -> list[Compared] | None:
    if "observed" not in said:
        return None
    return [_compared(*word.split(";")) for word in said["observed"].split()]


def _word(one: Compared) -> str:
    after = () if one.confirmed_after is None else (str(one.confirmed_after),)
    return ";".join((one.record_id, *after, *([LATE] if one.late else ())))


def _compared(record_id: str, *said: str) -> Compared:
    after = next((int(word) for word in said if word != LATE), None)
    return Compared(record_id, after, LATE in said)


def taken_in(warc: str, taken_at: datetime) -> Record:
    block = warc_fields({"taken-in": warc})
    return Record("metadata", "", taken_at, "application/warc-fields", block, [])


def read_taken_in(said: Mapping[str, str]) -> TakenIn | None:
    return TakenIn(said["taken-in"]) if "taken-in" in said else None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
