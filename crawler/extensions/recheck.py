"""Asks again for report pages that the portal no longer links to: only then can one be told gone,
or moved.

A report that is removed vanishes from its column as well, so the crawl alone would never meet its
404, nor the redirect of one whose column names its new address. When the spider has nothing left to
do, the pages known from earlier crawls of this seed that it did not meet are requested by their
addresses.
"""

import asyncio
from typing import TYPE_CHECKING, Self

from scrapy import Request, signals

from crawler.session import Session
from crawler.spider import PortalSpider, spider_of
from store.watched import report_pages

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class RecheckExtension:
    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler
        self.known: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        spider_of(crawler)
        self = cls(crawler)
        crawler.signals.connect(self.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(self.reached, signal=signals.request_reached_downloader)
        crawler.signals.connect(self.answered, signal=signals.response_received)
        crawler.signals.connect(self.spider_idle, signal=signals.spider_idle)
        return self

    async def spider_opened(self, spider: PortalSpider) -> None:
        archive = Session.of(self.crawler).recording.archive
        pages = await asyncio.to_thread(report_pages, archive, spider.seed)
        self.known = {page.url for page in pages}

    def reached(self, request: Request) -> None:
        self.known.discard(request.url)

    def answered(self, request: Request) -> None:
        """What an unfinished crawl had captured never reaches the downloader."""
        self.known.discard(request.url)

    def spider_idle(self, spider: PortalSpider) -> None:
        """A portal that did not answer for its seed is not asked page by page."""
        pages, self.known = sorted(self.known), set()
        if spider.trouble is None:
            for url in pages:
                request = spider.report_request(url)
                request.meta["rechecked"] = True
                self.crawler.engine.crawl(request)
