"""One capture, as the recorder hands it back, and the place of a record."""

from datetime import datetime

import msgspec

from store.records import RecordType


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """One response (or one file taken in) at one moment, in the WARC file and in the index.

    ``record`` is ``response``, ``revisit`` or ``resource``; ``record_id`` names it;
    ``payload_digest`` is ``sha256:`` and 64 hexadecimal digits.
    """

    id: int
    page_id: int
    crawl_id: int | None
    record_id: str
    url: str
    captured_at: datetime
    status: int
    record: RecordType
    payload_digest: str


class Place(msgspec.Struct, frozen=True):
    """Where a record stands: a gzip member of ``length`` bytes at ``offset`` of a file."""

    warc_id: int
    offset: int
    length: int
