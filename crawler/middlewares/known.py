"""Asks for what the archive already holds no more than it has to.

A page that was served before is asked for on condition that it has changed since (RFC 9110 §13);
what an unfinished crawl has captured is not asked for again at all. Either way the spider gets the
page as it was stored. Stands at 880, above the capture middleware (900), which archives the 304
itself, and below HttpCompressionMiddleware (590): stored bodies are still encoded.
"""

import asyncio
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Self

from scrapy.http import Headers
from scrapy.responsetypes import responsetypes

from crawler import tally
from crawler.scope import origin
from crawler.session import Session
from store.errors import ArchiveError
from store.exchange import Exchange
from store.served import Served, served_by
from store.warc import StoredRecord, read_capture

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class KnownPagesMiddleware:
    """``full_after``: past that age a page is fetched whole again, which finds out the servers that
    say "not modified" whatever happens."""

    def __init__(self, session: Session, full_after: timedelta) -> None:
        self.session = session
        self.full_after = full_after
        self._hosts: dict[str, dict[str, Served]] = {}

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        days = crawler.settings.getfloat("FULL_FETCH_DAYS")
        return cls(Session.of(crawler), timedelta(days=days))

    async def process_request(self, request: "Request") -> "Response | None":
        served = await self._find(request)
        if served is None:
            return None
        if served.crawl_id is not None and served.crawl_id == self.session.resumed:
            return await self._resume(request, served)
        if self.session.clock() - served.captured_at < self.full_after:
            _ask_on_condition(request, served)
        return None

    async def process_response(
        self, request: "Request", response: "Response"
    ) -> "Response | Request":
        served: Served | None = request.meta.get("served")
        if response.status != HTTPStatus.NOT_MODIFIED:
            return response
        if served is None:  # nobody asked for it, but a cache on the way answers so
            return response if "unconditional" in request.meta else _unconditional(request)
        try:
            record = await self._read(served)
        except ArchiveError:
            return _unconditional(request)
        request.meta["exchange"] = _as_stored(request.meta["exchange"], record)
        return _response(request, record)

    async def _resume(self, request: "Request", served: Served) -> "Response | None":
        try:
            record = await self._read(served)
        except ArchiveError:
            return None
        capture = asyncio.get_running_loop().create_future()
        capture.set_result(served.capture(record.id))
        request.meta["capture"] = capture
        request.meta["exchange"] = _exchange(request, record)
        tally.resumed(self.session.stats)
        return _response(request, record)

    async def _find(self, request: "Request") -> Served | None:
        if request.method != "GET" or "unconditional" in request.meta:
            return None
        host = origin(request.url)
        if host not in self._hosts:
            archive = self.session.recording.archive
            self._hosts[host] = await asyncio.to_thread(served_by, archive, host)
        return self._hosts[host].get(request.url)

    async def _read(self, served: Served) -> StoredRecord:
        return await asyncio.to_thread(read_capture, self.session.recording.archive, served.id)


def _ask_on_condition(request: "Request", served: Served) -> None:
    conditions = {"If-None-Match": served.etag, "If-Modified-Since": served.last_modified}
    for name, value in conditions.items():
        if value:
            request.headers[name] = value
            request.meta["served"] = served


def _unconditional(request: "Request") -> "Request":
    """The page again, whole: the archive cannot give back what the server says it has."""
    headers = request.headers.copy()
    for name in ("If-None-Match", "If-Modified-Since"):
        headers.pop(name, None)
    meta = {key: value for key, value in request.meta.items() if key != "served"}
    meta["unconditional"] = True
    return request.replace(headers=headers, meta=meta, dont_filter=True)


def _response(request: "Request", record: StoredRecord) -> "Response":
    headers = Headers()
    for name, value in record.headers:
        headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=request.url, body=record.body)
    return kind(
        request.url, status=HTTPStatus.OK, headers=headers, body=record.body, request=request
    )


def _as_stored(exchange: Exchange, record: StoredRecord) -> Exchange:
    return replace(
        exchange,
        status_line=record.status_line or "",
        status=HTTPStatus.OK,
        headers=record.headers,
        body=record.body,
    )


def _exchange(request: "Request", record: StoredRecord) -> Exchange:
    return Exchange(
        url=request.url,
        captured_at=record.captured_at,
        method=request.method,
        request_headers=(),
        request_body=b"",
        status_line=record.status_line or "",
        status=HTTPStatus.OK,
        headers=record.headers,
        body=record.body,
    )
