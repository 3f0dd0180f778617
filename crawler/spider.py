"""What the crawler asks of a spider; ``spiders.base.PortalSpider`` is it."""

from typing import Protocol, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.scope import Scope


class PortalSpider(Protocol):
    seed: str
    portal: str | None
    """The id of the portal in the registry, or ``None`` for one given by its address only."""
    scope: Scope
    known_reports: frozenset[str]
    """Report pages of earlier crawls, in a crawl of what is due."""
    trouble: str | None
    """Why nothing can be expected of this crawl, in one line with what to do about it."""

    def report_request(self, url: str) -> Request:
        """A request for a page that is known to be a report's."""
        ...


def spider_of(crawler: Crawler) -> PortalSpider:
    """Raises ``NotConfigured`` where there is no portal, as in ``scrapy shell``: the component that
    asks is then left out."""
    if not hasattr(crawler.spider, "seed"):
        raise NotConfigured("this crawl has no portal")
    return cast("PortalSpider", crawler.spider)
