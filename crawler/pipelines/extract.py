"""Reads a report page off the event loop, unless its very bytes were read before."""

from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import DropItem

from crawler import tally
from crawler.items import ReportPage
from crawler.session import Session
from store.derivation import Derivation

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class ExtractPipeline:
    def __init__(self, session: Session) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(Session.of(crawler))

    async def process_item(self, item: ReportPage) -> ReportPage:
        digest = (await item.capture).payload_digest
        version = self.session.pool.parser_version
        known = await self.session.recording.run(lambda to: to.derivation(digest, version))
        item.derivation = known or await self._derive(item, digest)
        return item

    async def _derive(self, item: ReportPage, digest: str) -> Derivation:
        try:
            return await self.session.pool.derive(item.exchange, digest)
        except BrokenProcessPool:
            tally.drop(self.session.stats, "reading it killed a process")
            raise DropItem(f"reading {item.exchange.url} killed its process") from None
