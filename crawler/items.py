"""What the spiders hand to the pipelines."""

from asyncio import Future
from dataclasses import dataclass

from scrapy.http import Response

from store.capture import Capture
from store.derivation import Derivation
from store.exchange import Exchange


@dataclass(slots=True, repr=False)
class ReportPage:
    """A response that may be a report, with its capture; the pipelines add what was read.

    ``capture`` is a future: it is done when the archive has acknowledged the capture.
    ``rechecked``: asked for by its known address, because the portal no longer leads to it.
    """

    exchange: Exchange
    capture: Future[Capture]
    rechecked: bool = False
    derivation: Derivation | None = None

    @classmethod
    def of(cls, response: Response) -> "ReportPage":
        meta = response.meta
        return cls(meta["exchange"], meta["capture"], meta.get("rechecked", False))

    def __repr__(self) -> str:
        """Scrapy logs items; the whole of a page is not for a log."""
        return f"<ReportPage {self.exchange.url}>"
