"""Hands what was read to the store, and counts what came of it."""

from functools import partial
from typing import TYPE_CHECKING, Self

from crawler import tally
from crawler.items import ReportPage
from crawler.session import Session
from store.derivation import Derivation

if TYPE_CHECKING:
    from asyncio import Future

    from scrapy.crawler import Crawler

    from store.recorder import Observation


class RecordPipeline:
    def __init__(self, session: Session) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(Session.of(crawler))

    async def process_item(self, item: ReportPage) -> ReportPage:
        capture, derivation = item.capture.result(), item.derivation
        assert derivation is not None, "ExtractPipeline (300) stands before RecordPipeline (500)"
        recording = self.session.recording
        submit = recording.submit_later if capture.record == "revisit" else recording.submit
        observed = await submit(lambda to: to.observe(capture, derivation))
        observed.add_done_callback(partial(self._count, item.rechecked, derivation))
        if capture.record != "revisit":  # of a page that has not changed there is nothing to tell
            await observed
        return item

    async def close_spider(self) -> None:
        """All is counted before the spider looks at the counts."""
        await self.session.recording.flush()

    def _count(
        self, rechecked: bool, derivation: Derivation, observed: "Future[Observation]"
    ) -> None:
        if observed.cancelled():
            return
        if error := observed.exception():
            tally.drop(self.session.stats, f"not recorded: {type(error).__name__}")
        elif observed.result().outcome == "not_report":
            tally.drop(self.session.stats, f"not a report: {', '.join(derivation.reasons)}")
        else:
            tally.outcome(self.session.stats, observed.result().outcome)
            if rechecked and observed.result().outcome in tally.REPORTS:
                tally.rechecked(self.session.stats)
