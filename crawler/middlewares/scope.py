"""Keeps requests, redirected ones too, within the portal's scope (Scrapy's own knows no port)."""

from typing import TYPE_CHECKING, Self

from crawler import tally
from crawler.failures import Dropped
from crawler.scope import Scope
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
            tally.drop(self.stats, "outside the portal's scope")
            raise Dropped(f"outside the portal's scope: {request.url}")
