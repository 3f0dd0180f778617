"""Reads a report page off the event loop, unless its very bytes were read before."""

from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import DropItem

from crawler import tally
from crawler.items import ReportPage
from crawler.session import Session
from store.capture import Capture
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
        capture = await item.capture
        item.derivation = await self._known(capture) or await self._derive(item, capture)
        return item

    async def _known(self, capture: Capture) -> Derivation | None:
        if capture.record != "revisit":
            return None
        digest, version = capture.payload_digest, self.session.pool.parser_version
        return await self.session.recording.run(lambda to: to.derivation(digest, version))

    async def _derive(self, item: ReportPage, capture: Capture) -> Derivation:
        try:
            return await self.session.pool.derive(item.exchange, capture.payload_digest)
        except BrokenProcessPool:
            reason = "reading it killed its process"
        except Exception as error:  # noqa: BLE001  a fault of the parser on one page
            reason = f"the parser failed: {type(error).__name__}"
        tally.drop(self.session.stats, reason)
        raise DropItem(f"{item.exchange.url}: {reason}")
