"""Leaves out report pages whose next look is not due yet; on with the setting ``ONLY_DUE``."""

import asyncio
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import NotConfigured

from crawler import tally
from crawler.calendar import next_visit
from crawler.failures import Dropped
from crawler.session import Session
from crawler.spider import spider_of
from store.watched import report_pages

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class DueMiddleware:
    """Tells the spider as well which reports are known: a list that shows only those is not paged
    any further."""

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler
        self._later: set[str] | None = None
        self._left_out: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        if not crawler.settings.getbool("ONLY_DUE"):
            raise NotConfigured
        return cls(crawler)

    async def process_request(self, request: "Request") -> None:
        if self._later is None:
            self._later = await self._load()
        if request.url in self._later:
            if request.url not in self._left_out:  # the recheck asks for it as well
                tally.not_due(self.crawler.stats)
                if request.meta.get("rechecked"):
                    tally.rechecked(self.crawler.stats)
            self._left_out.add(request.url)
            raise Dropped("not due yet")

    async def _load(self) -> set[str]:
        session, spider = Session.of(self.crawler), spider_of(self.crawler)
        pages = await asyncio.to_thread(report_pages, session.recording.archive, spider.seed)
        spider.known_reports = frozenset(page.url for page in pages)
        now = session.clock()
        return {page.url for page in pages if next_visit(page) > now}
