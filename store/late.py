"""Captures that come late: what was seen after them was compared before them.

``gongkai add`` brings them, and they are to stand where they would, had they come in time. A report
moves within its host, so it is what was seen of the host that counts.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, func, select

from store.capture import Capture
from store.models import Capture as Captures
from store.models import Comparison, Page
from store.urlkey import urlkey

if TYPE_CHECKING:
    from datetime import datetime

PAST_ALL = "\U0010ffff"
"""Sorts after whatever an address has."""

_LATEST = (
    select(func.max(Captures.captured_at))
    .join(Comparison, Comparison.capture_id == Captures.id)
    .join(Page, Page.id == Captures.page_id)
    .where(Page.urlkey >= bindparam("begin"), Page.urlkey < bindparam("end"))
)


class Late:
    """For captures that are compared in the order of their moments: what was known of a host is
    looked up once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._latest: dict[str, datetime | None] = {}

    def __contains__(self, capture: Capture) -> bool:
        host, bracket, _ = urlkey(capture.url).partition(")")
        if host not in self._latest:
            key = {"begin": host + bracket, "end": host + bracket + PAST_ALL}
            self._latest[host] = self._connection.scalar(_LATEST, key)
        latest = self._latest[host]
        return latest is not None and capture.captured_at < latest
