"""Renders pages in Chromium, for the portals whose registry entry says ``browser = true``.

The browser never touches the network: every address that a page's scripts ask for is fetched by
the crawl itself, within scope, robots.txt and pace, and archived as received. The spider reads what
the scripts made of it; what is archived and read as a report stays what the portal sent.

Stands at 10, closest to the engine: all other middlewares have done their work on the page.
"""

import os
import shutil
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, signals
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse

from crawler import tally

if TYPE_CHECKING:
    from playwright.async_api import Browser, Playwright, Route
    from scrapy.crawler import Crawler
    from scrapy.http import Response

RENDER_MILLISECONDS = 30_000
"""A page that is still loading then is read as it stands."""
MAX_SUBREQUESTS = 40
"""Of one page. A list needs its scripts and one to three calls; a page with more is an application
or a trap."""
NEEDED = frozenset({"document", "script", "xhr", "fetch"})
"""Pictures, styles and fonts change nothing in a list."""
OFFLINE = ("--proxy-server=127.0.0.1:1", "--proxy-bypass-list=<-loopback>")
"""A proxy that nobody answers at, for loopback too: what is not handed over by us goes nowhere."""


class BrowserMissing(RuntimeError):
    """A portal is to be rendered and there is nothing to do it with; says what to install."""


class BrowserMiddleware:
    def __init__(self, crawler: "Crawler", executable: str) -> None:
        self.crawler = crawler
        self.executable = executable
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        if not crawler.settings.getbool("BROWSER"):
            raise NotConfigured
        self = cls(crawler, find_browser(crawler.settings["BROWSER_EXECUTABLE"]))
        crawler.signals.connect(self.spider_closed, signal=signals.spider_closed)
        return self

    async def process_response(self, request: "Request", response: "Response") -> "Response":
        if not request.meta.get("render") or not isinstance(response, HtmlResponse):
            return response
        return response.replace(body=(await self._render(response)).encode(), encoding="utf-8")

    async def spider_closed(self) -> None:
        if self._browser is not None and self._playwright is not None:
            await self._browser.close()
            await self._playwright.stop()

    async def _render(self, response: HtmlResponse) -> str:
        from playwright.async_api import Error  # noqa: PLC0415

        browser = self._browser or await self._open()
        context = await browser.new_context(service_workers="block")
        try:
            page = await context.new_page()
            await page.route("**/*", partial(self._answer, _Budget(response)))
            try:
                await page.goto(response.url, wait_until="networkidle", timeout=RENDER_MILLISECONDS)
            except Error:
                tally.drop(self.crawler.stats, "a page that was not rendered to its end")
            html: str = await page.content()
            return html
        finally:
            await context.close()

    async def _open(self) -> "Browser":
        from playwright.async_api import async_playwright  # noqa: PLC0415

        self._playwright = await async_playwright().start()
        self._browser = await self._playwright.chromium.launch(
            executable_path=self.executable,
            args=OFFLINE,
            chromium_sandbox=os.geteuid() != 0,  # Chromium has none for root
        )
        return self._browser

    async def _answer(self, budget: "_Budget", route: "Route") -> None:
        asked = route.request
        if asked.is_navigation_request() and asked.url == budget.page.url:
            await _fulfill(route, budget.page)
        elif asked.resource_type in NEEDED and budget.spend():
            await self._fetch(route)
        else:
            await route.abort()

    async def _fetch(self, route: "Route") -> None:
        asked = route.request
        kind = asked.headers.get("content-type")
        request = Request(
            asked.url,
            method=asked.method,
            body=asked.post_data_buffer or b"",
            headers={"Content-Type": kind} if kind else None,
        )
        try:
            found = await self.crawler.engine.download_async(request)
        except Exception:  # noqa: BLE001  out of scope, forbidden, unreachable: counted there
            await route.abort()
        else:
            await _fulfill(route, found)


class _Budget:
    """What one page may still ask for."""

    def __init__(self, page: HtmlResponse) -> None:
        self.page = page
        self._left = MAX_SUBREQUESTS

    def spend(self) -> bool:
        self._left -= 1
        return self._left >= 0


async def _fulfill(route: "Route", response: "Response") -> None:
    kind = response.headers.get("Content-Type") or b"text/html"
    headers: dict[str, Any] = {"content-type": kind.decode("latin-1")}
    await route.fulfill(status=response.status, headers=headers, body=response.body)


def find_browser(executable: str | None) -> str:
    """Raises ``BrowserMissing``."""
    try:
        import playwright.async_api  # noqa: F401, PLC0415
    except ImportError:
        raise BrowserMissing(
            "the portal's pages need a browser (browser = true); "
            "pip install 'gongkai[browser]', and Chromium from your system"
        ) from None
    names = (executable,) if executable else ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise BrowserMissing(
            f"no browser is found as {' or '.join(names)}; install Chromium, "
            "or set GONGKAI_BROWSER to its path"
        )
    return found
