"""Takes walls out of the crawl: counted as blocked, kept as captures, never parsed.

Stands at 540, so that retries (550) come first.
"""

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import IgnoreRequest

from crawler import tally
from crawler.blocked import block_reason
from crawler.session import Session

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.statscollectors import StatsCollector


class BlockedMiddleware:
    def __init__(self, stats: "StatsCollector") -> None:
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(Session.of(crawler).stats)

    def process_response(self, request: "Request", response: "Response") -> "Response":
        if request.meta.get("dont_obey_robotstxt"):  # robots.txt itself has rules of its own
            return response
        headers = request.meta["exchange"].headers
        reason = block_reason(response.status, headers, response.body)
        if reason is None:
            return response
        tally.outcome(self.stats, "blocked")
        tally.drop(self.stats, f"blocked: {reason}")
        raise IgnoreRequest(f"blocked by the portal: {reason}")
