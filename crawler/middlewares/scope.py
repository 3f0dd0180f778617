"""Keeps requests, redirected ones too, within the portal's scope (Scrapy's own knows no port)."""

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import IgnoreRequest

from crawler import tally
from crawler.spider import spider_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class ScopeMiddleware:
    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    def process_request(self, request: "Request") -> None:
        if request.url not in spider_of(self.crawler).scope:
            tally.drop(self.crawler.stats, "outside the portal's scope")
            raise IgnoreRequest(f"outside the portal's scope: {request.url}")
