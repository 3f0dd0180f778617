"""Scrapy's downloader without a pause of its own: a slot paces one crawl, a host may have more."""

from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler


class UnpausedDownloader(Downloader):
    """``crawler.handler`` keeps DOWNLOAD_DELAY instead, for all crawls of a host together."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._delay = 0.0  # of new slots; AutoThrottle sets it in the same place
