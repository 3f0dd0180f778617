"""Hands what was read to the store, and counts what came of it."""

from typing import TYPE_CHECKING, Self

from crawler import tally
from crawler.items import ReportPage
from crawler.session import Session

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class RecordPipeline:
    def __init__(self, session: Session) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(Session.of(crawler))

    async def process_item(self, item: ReportPage) -> ReportPage:
        capture, derivation = item.capture.result(), item.derivation
        assert derivation is not None, "ExtractPipeline (300) stands before RecordPipeline (500)"
        seen = await self.session.recording.run(lambda to: to.observe(capture, derivation))
        if seen.outcome == "not_report":
            tally.drop(self.session.stats, f"not a report: {', '.join(derivation.reasons)}")
        else:
            tally.outcome(self.session.stats, seen.outcome)
        return item
