"""Keeps requests, redirected ones too, within the portal's scope (Scrapy's own knows no port)."""

from typing import TYPE_CHECKING, NoReturn, Self

from crawler import tally
from crawler.failures import Dropped
from crawler.scope import Scope, loops
from crawler.spider import spider_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector


class ScopeMiddleware:
    def __init__(self, scope: Scope, stats: "StatsCollector") -> None:
        self.scope = scope
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(spider_of(crawler).scope, crawler.stats)

    def process_request(self, request: "Request") -> None:
        if request.url not in self.scope:
            self._drop(request, "outside the portal's scope")
        if loops(request.url):
            self._drop(request, "a path that repeats itself")

    def _drop(self, request: "Request", reason: str) -> NoReturn:
        tally.drop(self.stats, reason)
        raise Dropped(f"{reason}: {request.url}")
