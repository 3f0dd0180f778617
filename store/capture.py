"""One capture, as the recorder hands it back."""

from datetime import datetime

import msgspec

from store.records import RecordType


class Capture(msgspec.Struct, frozen=True):
    """One response (or one file taken in) at one moment, in the WARC file and in the index.

    ``record`` is ``response``, ``revisit`` or ``resource``;
    ``payload_digest`` is ``sha256:`` and 64 hexadecimal digits.
    """

    id: int
    page_id: int
    url: str
    captured_at: datetime
    status: int
    record: RecordType
    payload_digest: str
