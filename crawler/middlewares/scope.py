"""Keeps requests, redirected ones too, within the portal's scope (Scrapy's own knows no port).

The rules of a host may stand anywhere: a robots.txt is followed to other hosts (RFC 9309
§2.3.1.2), private addresses excepted.
"""

from typing import TYPE_CHECKING, NoReturn, Self

from crawler import tally
from crawler.failures import Dropped
from crawler.scope import OUTSIDE, Scope, loops, origin
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
        if request.meta.get("dont_obey_robotstxt"):  # the request for a robots.txt itself
            return
        if request.url not in self.scope:
            self._drop(request, f"{OUTSIDE}{_host(request.url)}")
        if loops(request.url):
            self._drop(request, "a path that repeats itself")

    def _drop(self, request: "Request", reason: str) -> NoReturn:
        tally.drop(self.stats, reason)
        raise Dropped(f"{reason}: {request.url}")


def _host(url: str) -> str:
    try:
        return origin(url)
    except ValueError:
        return "no address"
