"""Shows crawls as they go: a live table on a terminal, a plain line now and then in a pipe."""

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self

from rich.console import Console
from rich.live import Live
from rich.table import Table
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
FRAME_LINES = 4
"""The header, the row for all, and what stands above on the screen."""


class Display(Protocol):
    """Where the crawls of one process are shown together."""

    def show(self, portal: str, stats: Mapping[str, Any], seconds: float) -> None: ...
    def done(self, portal: str) -> None: ...
    def close(self) -> None: ...


def make_display() -> Display:
    console = Console(stderr=True)
    return Board(console) if console.is_terminal else Lines(console)


class Row(NamedTuple):
    summary: tally.Summary
    seconds: float


class Board:
    """A row for each portal being crawled, as many as the screen holds, and one for all."""

    def __init__(self, console: Console) -> None:
        self._rows: dict[str, Row] = {}
        self._running: dict[str, None] = {}
        self._height = console.height
        self._live = Live(
            console=console,
            get_renderable=self.table,
            transient=True,
            refresh_per_second=1 / REFRESH_SECONDS,
        )
        self._live.start()

    def show(self, portal: str, stats: Mapping[str, Any], seconds: float) -> None:
        self._running[portal] = None
        self._rows[portal] = Row(tally.summarise(stats), seconds)

    def done(self, portal: str) -> None:
        self._running.pop(portal, None)

    def close(self) -> None:
        self._live.stop()

    def table(self) -> Table:
        table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
        table.add_column("portal", no_wrap=True)
        for column in ("pages", "pages/s", "reports", *tally.OUTCOMES, "dropped"):
            table.add_column(column, justify="right")
        running = list(self._running)
        for portal in running[: max(1, self._height - FRAME_LINES)]:
            table.add_row(portal, *_cells([self._rows[portal]]))
        if len(self._rows) > 1:
            done = len(self._rows) - len(running)
            name = f"{len(running)} at work, {done} done"
            table.add_row(name, *_cells(list(self._rows.values())), style="bold")
        return table


def _cells(rows: Sequence[Row]) -> list[str]:
    """The numbers of one portal, or of several together."""
    summaries = [row.summary for row in rows]
    pages = sum(one.pages for one in summaries)
    seconds = max(row.seconds for row in rows)
    return [
        str(pages),
        f"{pages / seconds:.1f}" if seconds else "–",
        str(sum(one.reports for one in summaries)),
        *(str(sum(one.outcomes[name] for one in summaries)) for name in tally.OUTCOMES),
        str(sum(sum(one.dropped.values()) for one in summaries)),
    ]


class Lines:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._last = time.monotonic()

    def show(self, portal: str, stats: Mapping[str, Any], seconds: float) -> None:
        if time.monotonic() - self._last >= PLAIN_LINE_SECONDS:
            self._last = time.monotonic()
            self._console.print(f"{portal}: {numbers(stats, seconds)}", highlight=False)

    def done(self, portal: str) -> None:
        """The summary will tell."""

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
        self.display.show(_name(spider), self.stats.get_stats(), elapsed)

    def spider_closed(self, spider: "PortalSpider") -> None:
        if self.ticking is not None:
            self.ticking.stop()
            self.tick(spider)
        self.display.done(_name(spider))
        if DISPLAYS.release("stderr"):
            self.display.close()


def _name(spider: "PortalSpider") -> str:
    return spider.portal or origin(spider.seed)
