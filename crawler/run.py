"""Runs crawls side by side in this process, and says what came of each."""

import logging
from asyncio import Semaphore, Task
from collections.abc import Callable, Mapping, Set
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from crawler import tally
from crawler.turn import WaitingCrawler
from store.archive import Archive
from store.derivation import parser_version
from store.recorder import Recorder

STOPPED = "shutdown"
"""The ``finish`` of a crawl that Ctrl-C ended."""


class UnknownSpider(ValueError):
    """The entry of a portal names a spider that nobody has written."""


class Target(msgspec.Struct, frozen=True):
    """A portal of the registry with its id, or any portal by its address alone."""

    portal: str | None
    seed: str
    spider: str = "portal"
    arguments: Mapping[str, Any] = msgspec.field(default_factory=dict)
    """More arguments of the spider."""


class Crawled(msgspec.Struct):
    """What came of one target; ``trouble`` says in a line why it is less than it should be."""

    portal: str | None
    seed: str
    finish: str
    trouble: str | None
    pages: int
    resumed: int
    not_due: int
    failed: int
    reports: int
    rechecked: int
    outcomes: dict[str, int]
    removed: int
    dropped: dict[str, int]
    seconds: float


def crawl_targets(
    targets: list[Target], archive: Path, database: str | None, overrides: Mapping[str, Any]
) -> list[Crawled]:
    """Blocks until all are done, or stopped by Ctrl-C (``finish`` is then ``STOPPED``).

    Raises ``store.errors.ArchiveError`` before the first request if the archive or the parser
    cannot be used.
    """
    settings = project_settings()
    parser_version(settings["GONGKAI_PARSER"])
    with Archive.open(archive, create=True, database=database) as opened:
        Recorder(opened).close()  # better told now than by each crawl
    settings.setdict(
        {
            "ARCHIVE": str(archive),
            "DATABASE": database,
            "LOG_FILE": str(archive / "crawl.log"),
            "PROGRESS": True,
            **overrides,
        },
        priority="cmdline",
    )
    logging.raiseExceptions = False  # a log on a full disk has nobody to tell
    process = AsyncCrawlerProcess(settings)
    check_spiders({target.spider for target in targets}, settings)
    room = Semaphore(settings.getint("CONCURRENT_PORTALS"))
    crawled: dict[int, Crawled] = {}
    for number, target in enumerate(targets):
        _start(process, target, room, partial(crawled.__setitem__, number))
    process.start()
    return [crawled[number] for number in sorted(crawled)]


def project_settings() -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


def check_spiders(names: Set[str], settings: Settings) -> None:
    """Raises ``UnknownSpider`` for one that is not in the modules of spiders."""
    if unknown := names - set(get_spider_loader(settings).list()):
        raise UnknownSpider(
            f"no spider is called {min(unknown)!r}; those of odd portals are in spiders/odd/"
        )


def _start(
    process: AsyncCrawlerProcess,
    target: Target,
    room: Semaphore,
    tell: Callable[[Crawled], None],
) -> None:
    """What came of the crawl is told at its end, so that nothing keeps its crawler in memory."""
    spider = process.spider_loader.load(target.spider)
    crawler = WaitingCrawler(spider, process.settings, room)
    task = process.crawl(crawler, url=target.seed, portal=target.portal, **target.arguments)
    task.add_done_callback(lambda ended: tell(_crawled(target, crawler, ended)))


def _crawled(target: Target, crawler: Crawler, task: Task[None]) -> Crawled:
    stats = crawler.stats.get_stats() if crawler.stats else {}  # none, if its turn never came
    spider: Any = crawler.spider
    error = None if task.cancelled() else task.exception()
    if error is not None:
        logging.getLogger(__name__).error("crawl failed", exc_info=error)
    seed = target.seed
    finish = stats.get("finish_reason", "failed" if error else STOPPED)
    trouble = (
        f"{seed}: {error}"
        if error
        else _stopped(seed, finish)
        or (spider and spider.trouble)
        or _cut_short(seed, finish)
        or _walled(seed, stats)
        or _left_alone(seed, stats)
    )
    return Crawled(
        portal=target.portal,
        seed=seed,
        finish=finish,
        trouble=trouble,
        seconds=round(stats.get("elapsed_time_seconds", 0.0), 2),
        **msgspec.structs.asdict(tally.summarise(stats)),
    )


def _stopped(seed: str, finish: str) -> str | None:
    return f"{seed}: stopped; run the same again to go on" if finish == STOPPED else None


def _cut_short(seed: str, finish: str) -> str | None:
    """A crawl that ran into one of Scrapy's own limits says so."""
    if not finish.startswith("closespider"):
        return None
    return f"{seed}: stopped by the setting {finish.upper()}; raise it to crawl on"


def _walled(seed: str, stats: Mapping[str, Any]) -> str | None:
    """One blocked page is counted; a portal that blocks more than it shows is shown as blocked."""
    summary = tally.summarise(stats)
    blocked = summary.outcomes["blocked"]
    if blocked <= summary.reports:
        return None
    reasons = (key for key in summary.dropped if key.startswith("blocked: "))
    return f"{seed}: {blocked} answers were no pages; {next(reasons, 'blocked')}; try again later"


def _left_alone(seed: str, stats: Mapping[str, Any]) -> str | None:
    """Whatever a host was not asked for may have been a report."""
    dropped = tally.counts(stats, "dropped/")
    pages = {reason: count for reason, count in dropped.items() if tally.LEFT_ALONE in reason}
    if not pages:
        return None
    return f"{seed}: {next(iter(pages))}; {sum(pages.values())} pages not had; try again later"
