"""What a crawl writes to its log."""

from typing import Any

from scrapy.logformatter import LogFormatter


class ArchiveLogFormatter(LogFormatter):
    """The archive knows each response and each item; the log need not, at any level."""

    def crawled(self, *_: Any) -> None:  # type: ignore[override]  # the engine takes None for silence
        return None

    def scraped(self, *_: Any) -> None:  # type: ignore[override]
        return None
