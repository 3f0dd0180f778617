"""Shows a crawl as it goes: a bar on a terminal, a plain line now and then in a pipe."""

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import AsyncioLoopingCall

from crawler import tally
from crawler.scope import origin
from crawler.shared import Shared

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector

    from crawler.spider import PortalSpider

REFRESH_SECONDS = 0.25
PLAIN_LINE_SECONDS = 10.0


class Display(Protocol):
    """Where the crawls of one process are shown together."""

    def show(self, portal: str, stats: Mapping[str, Any], seconds: float) -> None: ...
    def close(self) -> None: ...


def make_display() -> Display:
    console = Console(stderr=True)
    return Bars(console) if console.is_terminal else Lines(console)


class Bars:
    """One bar a portal; its length is what the spider knows of so far."""

    def __init__(self, console: Console) -> None:
        self._tasks: dict[str, TaskID] = {}
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[numbers]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._progress.start()

    def show(self, portal: str, stats: Mapping[str, Any], seconds: float) -> None:
        if portal not in self._tasks:
            self._tasks[portal] = self._progress.add_task(portal, numbers="", total=None)
        self._progress.update(
            self._tasks[portal],
            completed=stats.get("downloader/response_count", 0),
            total=max(1, stats.get("downloader/request_count", 0)),
            numbers=numbers(stats, seconds),
        )

    def close(self) -> None:
        self._progress.stop()


class Lines:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._last = time.monotonic()

    def show(self, portal: str, stats: Mapping[str, Any], seconds: float) -> None:
        if time.monotonic() - self._last >= PLAIN_LINE_SECONDS:
            self._last = time.monotonic()
            self._console.print(f"{portal}: {numbers(stats, seconds)}", highlight=False)

    def close(self) -> None:
        """Lines are already out."""


def numbers(stats: Mapping[str, Any], seconds: float) -> str:
    summary = tally.summarise(stats)
    rate = summary.pages / seconds if seconds else 0.0
    return f"{summary.pages} pages, {summary.reports} reports, {rate:.1f} pages/s"


DISPLAYS: Shared[Display] = Shared()


class ProgressExtension:
    """On with the setting ``PROGRESS``."""

    def __init__(self, stats: "StatsCollector", display: Display) -> None:
        self.stats = stats
        self.display = display
        self.started = time.monotonic()
        self.ticking: AsyncioLoopingCall | None = None

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        if not crawler.settings.getbool("PROGRESS"):
            raise NotConfigured
        self = cls(crawler.stats, DISPLAYS.acquire("stderr", make_display))
        crawler.signals.connect(self.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signal=signals.spider_closed)
        return self

    def spider_opened(self, spider: "PortalSpider") -> None:
        self.started = time.monotonic()
        self.ticking = AsyncioLoopingCall(self.tick, spider)
        self.ticking.start(REFRESH_SECONDS, now=False)

    def tick(self, spider: "PortalSpider") -> None:
        elapsed = time.monotonic() - self.started
        self.display.show(spider.portal or origin(spider.seed), self.stats.get_stats(), elapsed)

    def spider_closed(self, spider: "PortalSpider") -> None:
        if self.ticking is not None:
            self.ticking.stop()
            self.tick(spider)
        if DISPLAYS.release("stderr"):
            self.display.close()
