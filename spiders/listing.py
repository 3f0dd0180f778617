"""One column through its pages: when the next one is worth asking for."""

import re
from collections.abc import Iterable

from spiders.links import Link, lasting

MAX_PAGES = 200
"""Of one column. The longest report column of the field guide has 56 pages."""

_PAGER = re.compile(r"^[\d<>›»«‹.…\[\]]*$|页|^(more|next|prev)", re.IGNORECASE)


class Listing:
    """Rows are known by their lasting address and title: a session id in the query makes no new
    row, and a pager is no row at all, so that pages that repeat or say nothing end the column."""

    def __init__(self, limit: int = MAX_PAGES) -> None:
        self.limit = limit
        self.pages = 0
        self._seen: set[tuple[str, str]] = set()

    def turn(self, links: Iterable[Link]) -> bool:
        """Whether this page brought rows that no earlier page had; the first may have none."""
        self.pages += 1
        rows = {(lasting(link.url), link.title) for link in links if not is_pager(link)}
        new = rows - self._seen
        self._seen |= new
        return bool(new) or self.pages == 1

    @property
    def full(self) -> bool:
        return self.pages >= self.limit


def is_pager(link: Link) -> bool:
    return bool(_PAGER.search(link.title))
