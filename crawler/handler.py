"""The download handler: asks one host one thing at a time, and keeps the wire as it was.

Stock Scrapy reorders headers, forgets the reason phrase and drops repeated fields before any
middleware sees them. This handler hands the status line and the header pairs on as received, in
``request.meta["wire"]``, for the capture middleware. It is also the one place where a connection
is opened, so private addresses are refused here, after DNS resolution (rebinding included).
"""

import asyncio
import ipaddress
import socket
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import aiohttp
from aiohttp.connector import AddrInfoType
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler, _ClientResponse
from scrapy.http import Headers

from crawler import tally
from crawler.failures import Dropped, PrivateAddressRefused, reason_of
from crawler.pace import DAY, Courtesy, HostPaused, Pace, retry_after
from crawler.scope import origin
from crawler.session import Session
from crawler.tls import make_context
from store.served import requests_since

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

HeaderPairs = tuple[tuple[bytes, bytes], ...]


class Wire(NamedTuple):
    """What was sent and what came back, as on the wire. ``received`` is as much of the body as has
    come so far: all there is of one that broke off."""

    request_headers: HeaderPairs
    status: int
    status_line: str
    headers: HeaderPairs
    ip: str
    received: list[bytes]


class _Response(_ClientResponse):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.received: list[bytes] = []


@dataclass
class Host:
    """One host and port. Scrapy's slots belong to one crawl each, and let a burst through when
    there is no delay; the promises of one request at a time, and of a pause between two, are kept
    here for all crawls together."""

    in_flight: asyncio.Semaphore
    pace: Pace = field(default_factory=Pace)


HOSTS: dict[str, Host] = {}
"""By host and port, for all crawls of this process."""

WAKE_SECONDS = 0.2
"""While a host is waited for, how often to look whether the crawl is being stopped."""


class WireDownloadHandler(AiohttpDownloadHandler):
    """HTTP and HTTPS over aiohttp; see the module's docstring for what it adds."""

    experimental = False  # the warning is for users of the stock handler; ours is pinned and tested

    def __init__(self, crawler: "Crawler"):
        # Past the parent's own __init__: its session cannot be given a socket factory.
        super(AiohttpDownloadHandler, self).__init__(crawler)
        per_host = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self._ssl_context = make_context(crawler.settings)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._pool_size_total,
                limit_per_host=per_host,
                socket_factory=self._open_socket,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            response_class=_Response,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
        )
        self._per_host = per_host
        self._courtesy = Courtesy.of(crawler.settings)
        self._seed_addresses: frozenset[str] | None = None

    async def download_request(self, request: "Request") -> "Response":
        if self._seed_addresses is None:
            seed = getattr(self.crawler.spider, "seed", request.url)  # scrapy shell has none
            self._seed_addresses = await _addresses(urlsplit(seed).hostname)
        host = await self._host(origin(request.url))
        courtesy = self._courtesy_for(request)
        async with host.in_flight:
            await self._wait(host.pace, courtesy, request)
            host.pace.begin(courtesy, time.monotonic())
            try:
                response = await super().download_request(request)
            except Exception as error:
                host.pace.failed(courtesy, time.monotonic(), reason_of(error))
                raise
            asked_for = response.headers.get("Retry-After")
            seconds = retry_after(asked_for.decode("latin-1"), time.time()) if asked_for else None
            host.pace.answered(courtesy, time.monotonic(), response.status, seconds)
            return response

    def _courtesy_for(self, request: "Request") -> Courtesy:
        """With the ``Crawl-delay`` that RobotsMiddleware found, where it is the longer one."""
        delay = max(self._courtesy.delay, request.meta.get("crawl_delay", 0.0))
        return self._courtesy._replace(delay=delay)

    async def _host(self, name: str) -> Host:
        """The budget of a day counts what earlier crawls asked for as well."""
        if name not in HOSTS:
            HOSTS[name] = Host(asyncio.Semaphore(self._per_host))
            session = self.crawler.get_extension(Session)
            if session is not None:
                archive, since = session.recording.archive, session.clock() - timedelta(seconds=DAY)
                asked = await asyncio.to_thread(requests_since, archive, name, since)
                HOSTS[name].pace.count(time.monotonic(), asked)
        return HOSTS[name]

    async def _wait(self, pace: Pace, courtesy: Courtesy, request: "Request") -> None:
        """Until the host may be asked, or the crawl is stopped."""
        try:
            while seconds := pace.wait(courtesy, time.monotonic()):
                if not self.crawler.crawling:
                    raise Dropped("the crawl was stopped")
                await asyncio.sleep(min(seconds, WAKE_SECONDS))
        except HostPaused as paused:
            reason = f"{origin(request.url)}{tally.LEFT_ALONE}{paused}"
            tally.drop(self.crawler.stats, reason)
            raise Dropped(reason) from None

    def _open_socket(self, info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        ip = str(address[0])
        if not ipaddress.ip_address(ip).is_global and ip not in (self._seed_addresses or ()):
            raise PrivateAddressRefused(f"{ip} is not a public address")
        return socket.socket(family, kind, protocol)

    @staticmethod
    def _extract_headers(response: _ClientResponse) -> Headers:
        """As bytes: file names come in GBK."""
        return Headers(list(response.raw_headers))

    @staticmethod
    def _build_base_response_args(
        response: _ClientResponse, request: "Request", headers: Headers
    ) -> Any:
        args = AiohttpDownloadHandler._build_base_response_args(response, request, headers)
        assert isinstance(response, _Response)
        request.meta["wire"] = Wire(
            request_headers=tuple(
                (name.encode("latin-1"), value.encode("utf-8", "surrogateescape"))
                for name, value in response.request_info.headers.items()
            ),
            status=response.status,
            status_line=_status_line(response),
            headers=response.raw_headers,
            ip=str(args["ip_address"]),
            received=response.received,
        )
        return args

    @staticmethod
    async def _iter_body_chunks(response: _ClientResponse) -> AsyncIterator[bytes]:
        assert isinstance(response, _Response)
        async for chunk in AiohttpDownloadHandler._iter_body_chunks(response):
            response.received.append(chunk)
            yield chunk


def _status_line(response: aiohttp.ClientResponse) -> str:
    version = response.version or aiohttp.HttpVersion11
    reason = response.reason if response.reason is not None else ""
    return f"HTTP/{version.major}.{version.minor} {response.status} {reason}".rstrip(" ")


async def _addresses(host: str | None) -> frozenset[str]:
    """The addresses of the seed: those may be private, nothing else may."""
    try:
        infos = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return frozenset()  # the download itself will say that the name does not resolve
    return frozenset(str(info[4][0]) for info in infos)
