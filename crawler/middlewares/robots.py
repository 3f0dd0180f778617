"""robots.txt by RFC 9309: Scrapy obeys the rules, this adds what holds where there are none."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.httpobj import urlparse_cached

from crawler import tally
from crawler.failures import Dropped, EndlessRedirect, reason_of
from store.errors import ArchiveError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser


REFUSALS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})


class RobotsMiddleware(RobotsTxtMiddleware):
    """Unreachable (5xx, network) means disallowed, unavailable (4xx) allowed: RFC 9309 §2.3.1.

    A refusal (401, 403) is read as one, and 429 as a server that cannot answer now: stricter than
    the standard, which allows both.
    """

    def __init__(self, crawler: "Crawler"):
        super().__init__(crawler)
        self._unreachable: dict[str, str] = {}
        self._crawl_delay_max = crawler.settings.getfloat("CRAWL_DELAY_MAX")
        self._not_asked: dict[str, str] = {}

    def process_request_2(self, rp: "RobotParser | None", request: "Request") -> None:
        netloc = urlparse_cached(request).netloc
        if (reason := self._unreachable.get(netloc)) is not None:
            tally.drop(self._stats, f"robots.txt unreachable: {reason}")
            raise Dropped(f"{netloc} gives no robots.txt: {reason}")
        if netloc in self._not_asked:
            raise Dropped(self._not_asked[netloc])
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest:
            tally.drop(self._stats, "forbidden by robots.txt")
            raise Dropped(f"robots.txt of {netloc} forbids {request.url}") from None
        asked = rp.crawl_delay(self._default_useragent) if rp is not None else None
        if asked is not None and asked > 0:
            request.meta["crawl_delay"] = min(asked, self._crawl_delay_max)

    async def _parse_robots(self, response: "Response", netloc: str, request: "Request") -> None:
        if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR or response.status in REFUSALS:
            self._unreachable[netloc] = f"HTTP {response.status}"
        elif response.status >= HTTPStatus.BAD_REQUEST:
            response = response.replace(body=b"")  # an error page is no rules
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        """Redirects without an end are no rules either: RFC 9309 §2.3.1.2."""
        if isinstance(exc, Dropped | ArchiveError):  # the portal is not to blame
            self._not_asked[netloc] = str(exc)
        elif not isinstance(exc, EndlessRedirect):
            self._unreachable[netloc] = reason_of(exc)
        super()._robots_error(exc, netloc)
