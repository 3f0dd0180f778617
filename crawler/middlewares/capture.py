"""Archives every response as received: redirects, errors, robots.txt, compressed bodies as sent.

Stands at 900, closest to the wire: above RedirectMiddleware (600), which swallows redirects, and
HttpCompressionMiddleware (590), which replaces bodies.
"""

from typing import TYPE_CHECKING, Self

from crawler import tally
from crawler.failures import Dropped
from crawler.session import Session
from store.capture import Capture
from store.chain import GONE
from store.exchange import Exchange

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class CaptureMiddleware:
    def __init__(self, session: Session) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(Session.of(crawler))

    async def process_response(self, request: "Request", response: "Response") -> "Response":
        if self.session.recording.failure is not None:
            self.session.give_up()
            raise Dropped("the archive cannot be written")
        wire = request.meta.pop("wire")
        exchange = Exchange(
            url=response.url,
            captured_at=self.session.clock(),
            method=request.method,
            request_headers=wire.request_headers,
            request_body=request.body,
            status_line=wire.status_line,
            status=response.status,
            headers=wire.headers,
            body=response.body,
            ip=wire.ip,
        )
        crawl = self.session.crawl
        capture = await self.session.recording.submit(lambda to: to.capture(exchange, crawl))
        if response.status in GONE:
            await self._observe_gone(await capture)
        request.meta["exchange"] = exchange
        request.meta["capture"] = capture
        return response

    async def _observe_gone(self, capture: Capture) -> None:
        seen = await self.session.recording.run(lambda to: to.observe_gone(capture))
        if seen is not None:
            tally.outcome(self.session.stats, seen.outcome)
