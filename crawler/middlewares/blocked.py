"""Takes walls out of the crawl: counted as blocked, kept as captures, never parsed.

Stands at 540, so that retries (550) come first.
"""

from http import HTTPStatus
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy.http import HtmlResponse

from crawler import tally
from crawler.blocked import block_reason, error_page
from crawler.failures import Dropped
from crawler.session import Session

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.statscollectors import StatsCollector

HOME_NAMES = frozenset({"", "index", "default", "main", "home"})


class BlockedMiddleware:
    def __init__(self, stats: "StatsCollector") -> None:
        self.stats = stats
        self.first = b""

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(Session.of(crawler).stats)

    def process_response(self, request: "Request", response: "Response") -> "Response":
        if request.meta.get("dont_obey_robotstxt"):  # robots.txt itself has rules of its own
            return response
        headers = request.meta["exchange"].headers
        reason = block_reason(response.status, headers, response.body) or self._error(response)
        if reason is None:
            return response
        tally.outcome(self.stats, "blocked")
        tally.drop(self.stats, f"blocked: {reason}")
        raise Dropped(f"blocked by the portal: {reason}")

    def _error(self, response: "Response") -> str | None:
        if response.status != HTTPStatus.OK or not isinstance(response, HtmlResponse):
            return None
        if not self.first:
            self.first = response.body  # the first page that is asked for
        elif response.body == self.first and not _is_index(response.url):
            return "soft 404: the first page again"
        return error_page(response)


def _is_index(url: str) -> bool:
    """The home page goes by several addresses: ``/``, ``/index.html`` …"""
    return urlsplit(url).path.strip("/").partition(".")[0] in HOME_NAMES
