"""What the components of one crawl share; a Scrapy extension, so that it opens before them.

Middlewares and pipelines find it with ``Session.of(crawler)``.
"""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured

from crawler import tally
from crawler.clock import Clock, make_clock
from crawler.pool import ParserPool
from crawler.recording import Recording
from crawler.scope import origin
from crawler.spider import PortalSpider, spider_of
from store.errors import ArchiveError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from scrapy.statscollectors import StatsCollector


ARCHIVE_FAILED = "archive failed"
"""The ``finish`` of a crawl that ended because nothing more could be stored."""


TOLD = (
    "DOWNLOAD_DELAY",
    "DOWNLOAD_DELAY_JITTER",
    "DOWNLOAD_TIMEOUT",
    "DOWNLOAD_MAXSIZE",
    "CONCURRENT_REQUESTS_PER_DOMAIN",
    "CLOSESPIDER_PAGECOUNT",
    "GONGKAI_PARSER",
)
"""Settings that a warcinfo states: what was asked for how, and what was not taken."""

TURNS: dict[str, asyncio.Lock] = {}
"""By host and port of the seeds, for all crawls of this process."""


def warcinfo_of(settings: "BaseSettings") -> dict[str, str]:
    """By which rules a crawl asked, in the words of WARC 1.1 §6.2 where it has one."""
    obeyed = settings.getbool("ROBOTSTXT_OBEY")
    return {
        "http-header-user-agent": settings["USER_AGENT"],
        "robots": "obey (RFC 9309)" if obeyed else "ignore",
        **{name.lower().replace("_", "-"): str(settings[name]) for name in TOLD},
    }


class Session:
    """``crawl`` is the crawl's id in the index, known from ``spider_opened`` on; ``resumed`` is the
    same for a crawl that goes on where an earlier process, now gone, had to stop."""

    def __init__(
        self, crawler: "Crawler", recording: Recording, pool: ParserPool, clock: Clock
    ) -> None:
        self.crawler = crawler
        self.stats: StatsCollector = crawler.stats
        self.recording = recording
        self.pool = pool
        self.clock = clock
        self.crawl: int | None = None
        self.resumed: int | None = None
        self._turn: asyncio.Lock | None = None
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Raises ``store.errors.ArchiveError``, which ends the crawl before its first request."""
        spider_of(crawler)
        settings = crawler.settings
        self = cls(
            crawler,
            Recording.acquire(
                Path(settings["ARCHIVE"]),
                settings["DATABASE"],
                warcinfo_of(settings),
                timedelta(hours=settings.getfloat("REMOVAL_CONFIRMED_HOURS")),
            ),
            ParserPool.acquire(settings["GONGKAI_PARSER"], settings.getint("PARSE_PROCESSES")),
            make_clock(settings.getfloat("CLOCK_OFFSET")),
        )
        crawler.signals.connect(self.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(self.engine_started, signal=signals.engine_started)
        crawler.signals.connect(
            self.request_reached_downloader, signal=signals.request_reached_downloader
        )
        crawler.signals.connect(self.spider_closed, signal=signals.spider_closed)
        return self

    @classmethod
    def of(cls, crawler: "Crawler") -> Self:
        """Raises ``NotConfigured`` for a crawl without a portal, which archives nothing."""
        session = crawler.get_extension(cls)
        if session is None:
            raise NotConfigured("nothing is archived")
        return session

    async def spider_opened(self, spider: PortalSpider) -> None:
        """Portals on one host are crawled one after the other: pace and courtesy are per host."""
        turn = TURNS.setdefault(origin(spider.seed), asyncio.Lock())
        await turn.acquire()
        self._turn = turn
        seed, portal, started = spider.seed, spider.portal, self.clock()
        since = started - timedelta(hours=self.crawler.settings.getfloat("RESUME_HOURS"))
        self.resumed = await self.recording.run(lambda to: to.resume_crawl(seed, since))
        self.crawl = self.resumed or await self.recording.run(
            lambda to: to.start_crawl(seed, portal, started)
        )

    async def engine_started(self) -> None:
        """Ctrl-C that comes while an engine starts is not heard by it (Scrapy 2.19)."""
        if not self.crawler.crawling:
            await self.crawler.engine.stop_async()

    def request_reached_downloader(self) -> None:
        """The same for one that comes in the last moment of starting."""
        stopping = self.crawler.engine.running and not self.crawler.crawling
        if stopping and self._closing is None:
            self._closing = _task(self.crawler.engine.stop_async())

    def give_up(self) -> None:
        """Ends the crawl when its archive has failed: there is no use in asking for more."""
        if self._closing is None:
            self._closing = _task(self.crawler.engine.close_spider_async(reason=ARCHIVE_FAILED))

    async def spider_closed(self, spider: PortalSpider, reason: str) -> None:
        """A crawl that did not come to its end is left unfinished in the index, to be resumed."""
        crawl, finished = self.crawl, self.clock()
        counts = tally.counts(self.stats.get_stats(), "outcome/")
        try:
            if crawl is not None and reason == "finished":
                await self.recording.run(lambda to: to.finish_crawl(crawl, finished, counts))
        except ArchiveError:
            pass  # kept in ``failure``, as for every job from then on
        finally:
            if self.recording.failure is not None:
                spider.trouble = str(self.recording.failure)
            if self._turn is not None:
                self._turn.release()
            self.pool.release()
            await self.recording.release()


def _task(closing: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    return asyncio.get_running_loop().create_task(closing)
