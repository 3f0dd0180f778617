"""More portals than are crawled at once: the rest wait, and are not begun after Ctrl-C."""

import asyncio
from typing import Any

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from crawler.turn import WaitingCrawler


class Begun:
    """Which crawls were begun, and how many were under way at most."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.now = self.most = 0

    async def crawl(self, name: str) -> None:
        self.names.append(name)
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0)
        self.now -= 1


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Begun:
    begun = Begun()

    async def crawl(_: Crawler, name: str) -> None:
        await begun.crawl(name)

    async def stop(_: Crawler) -> None:
        pass

    monkeypatch.setattr(Crawler, "crawl_async", crawl)
    monkeypatch.setattr(Crawler, "stop_async", stop)
    return begun


def crawlers(names: str, room: int) -> dict[str, Any]:
    shared = asyncio.Semaphore(room)
    return {name: WaitingCrawler(Spider, Settings(), shared) for name in names}


def test_so_many_at_once_and_all_in_the_end(begun: Begun) -> None:
    async def run() -> None:
        waiting = crawlers("abcde", 2)
        await asyncio.gather(*(one.crawl_async(name) for name, one in waiting.items()))

    asyncio.run(run())
    assert (begun.names, begun.most) == (list("abcde"), 2)


def test_one_that_was_stopped_before_its_turn_never_begins(begun: Begun) -> None:
    async def run() -> None:
        waiting = crawlers("abc", 1)
        await waiting["b"].stop_async()
        await asyncio.gather(*(one.crawl_async(name) for name, one in waiting.items()))

    asyncio.run(run())
    assert begun.names == ["a", "c"]
