"""One column through its pages: when the next one is worth asking for."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from spiders.discovery import years_of
from spiders.links import Link

MAX_PAGES = 200
"""Of one column. The longest report column of the field guide has 56 pages."""

_PAGER = re.compile(r"^[\d<>›»«‹.…\[\]]*$|页|^(more|next|prev)", re.IGNORECASE)


class Listing:
    """Rows are known by path and title: what grows in a query makes no new row, and a pager is no
    row at all, so that pages that repeat or say nothing end the column. Reports are known by their
    whole address, for all may be called alike: ``show.php?id=10``, ``show.php?id=11``."""

    def __init__(self, limit: int = MAX_PAGES) -> None:
        self.limit = limit
        self.pages = 0
        self._seen: set[tuple[str, str]] = set()

    def turn(self, links: Iterable[Link], reports: Iterable[Link]) -> bool:
        """Whether this page brought rows that no earlier page had; the first may have none."""
        self.pages += 1
        rows = {(urlsplit(link.url).path, link.title) for link in links if not is_pager(link)}
        rows |= {(link.url, link.title) for link in reports}
        new = rows - self._seen
        self._seen |= new
        return bool(new) or self.pages == 1

    @property
    def full(self) -> bool:
        return self.pages >= self.limit


def latest_first(rows: Iterable[Link]) -> bool:
    """Whether reports stand by their year: then none that is new can stand behind older ones. Rows
    of one year may be sorted by anything."""
    years = [year for row in rows for year in years_of([row.title])]
    return len(set(years)) > 1 and years == sorted(years, reverse=True)


def is_pager(link: Link) -> bool:
    return bool(_PAGER.search(link.title))
