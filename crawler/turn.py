"""Portals crawled side by side, so many at once; the rest wait for their turn."""

from asyncio import Semaphore
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings


class WaitingCrawler(Crawler):
    """Takes memory and sockets only once there is ``room``; never, where it is stopped before."""

    def __init__(self, spider: type[Spider], settings: Settings, room: Semaphore) -> None:
        super().__init__(spider, settings)
        self._room = room
        self._stopped = False

    async def crawl_async(self, *args: Any, **kwargs: Any) -> None:
        async with self._room:
            if not self._stopped:
                await super().crawl_async(*args, **kwargs)

    async def stop_async(self) -> None:
        self._stopped = True
        await super().stop_async()
