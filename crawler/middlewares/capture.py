"""Archives every response as received: redirects, errors, robots.txt, compressed bodies as sent,
and what came of a body that broke off; where nothing came, why.

Stands at 900, closest to the wire: above RedirectMiddleware (600), which swallows redirects, and
HttpCompressionMiddleware (590), which replaces bodies.
"""

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from crawler import tally
from crawler.failures import Dropped, reason_of
from crawler.session import Session
from store.chain import GONE, REDIRECTED
from store.errors import ArchiveError, DamagedIndex
from store.exchange import Exchange, Truncation, leads_elsewhere

if TYPE_CHECKING:
    from asyncio import Future

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from store.capture import Capture


TRUNCATIONS: dict[type[Exception], Truncation] = {
    DownloadCancelledError: "length",
    DownloadTimeoutError: "time",
    ResponseDataLossError: "disconnect",
}


class CaptureMiddleware:
    def __init__(self, session: Session) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(Session.of(crawler))

    async def process_response(self, request: "Request", response: "Response") -> "Response":
        if "wire" not in request.meta:  # not from the wire: it stands in the archive already
            return response
        self._check_archive()
        exchange, capture = await self._capture(request, response.body)
        try:
            await self._observe(exchange, capture)
        except ArchiveError:
            self._check_archive()
            raise
        request.meta["exchange"] = exchange
        request.meta["capture"] = capture
        return response

    def _check_archive(self) -> None:
        if self.session.recording.failure is not None:
            self.session.give_up()
            raise Dropped("the archive cannot be used")

    async def process_exception(self, request: "Request", exception: Exception) -> None:
        """Only of requests that were sent; of others, that the archive failed."""
        if isinstance(exception, IgnoreRequest):
            return
        if isinstance(exception, DamagedIndex):
            self.session.recording.failure = exception
            self.session.give_up()
            return
        if "wire" in request.meta:
            body = b"".join(request.meta["wire"].received)
            await self._capture(request, body, TRUNCATIONS.get(type(exception), "unspecified"))
            return
        url, failed_at, crawl = request.url, self.session.clock(), self.session.crawl
        reason = reason_of(exception)
        tally.failed(self.session.stats)
        await self.session.recording.submit(lambda to: to.failure(url, failed_at, reason, crawl))

    async def _capture(
        self, request: "Request", body: bytes, truncated: Truncation | None = None
    ) -> tuple[Exchange, "Future[Capture]"]:
        wire = request.meta.pop("wire")
        exchange = Exchange(
            url=request.url,
            captured_at=self.session.clock(),
            method=request.method,
            request_headers=wire.request_headers,
            request_body=request.body,
            status_line=wire.status_line,
            status=wire.status,
            headers=wire.headers,
            body=body,
            ip=wire.ip,
            truncated=truncated,
        )
        crawl = self.session.crawl
        return exchange, await self.session.recording.submit(lambda to: to.capture(exchange, crawl))

    async def _observe(self, exchange: Exchange, capturing: "Future[Capture]") -> None:
        """What its status alone tells of a page. A redirect is no outcome: what it leads to is."""
        if exchange.status in GONE:
            capture = await capturing
            seen = await self.session.recording.run(lambda to: to.observe_gone(capture))
            if seen is not None:
                tally.outcome(self.session.stats, seen.outcome)
        elif exchange.status in REDIRECTED and leads_elsewhere(exchange.url, exchange.headers):
            capture = await capturing
            await self.session.recording.run(lambda to: to.observe_redirect(capture))
