"""From a portal's address to its report pages, whatever its family.

1. ``parse_page``: home and platform pages; follows disclosure links to the report column
2. ``parse_column``: report links, sub-columns, and the pager by the rule of the family
3. ``parse_report``: hands the page to the pipelines, unparsed: reading is not a spider's work

Every step is bounded: depth below the home page, platform pages, list pages, and the scope.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

import scrapy
from scrapy import Request
from scrapy.http import JsonResponse, Response, TextResponse
from twisted.python.failure import Failure

from crawler import tally
from crawler.failures import Dropped, reason_of
from crawler.items import ReportPage
from crawler.scope import Scope
from spiders import discovery
from spiders.families.family import Family
from spiders.links import Link
from spiders.registry import Portal, find_portal

MAX_DEPTH = 3
"""Home → platform → column is three clicks on every portal of the field guide."""
MAX_PLATFORM_PAGES = 60
MAX_LIST_PAGES = 500

Found = Iterator[Request | ReportPage]


class PortalSpider(scrapy.Spider):
    """Speaks one or more dialects; a page's pager is read in the first that it answers to.

    Arguments: ``portal`` (an id of the registry) or ``url`` (any portal's address).
    """

    families: ClassVar[tuple[Family, ...]]

    def __init__(self, url: str | None = None, portal: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        entry = find_portal(portal) if portal else Portal.at(url)
        self.portal = portal
        self.seed = entry.seed
        self.scope = Scope(entry.seed, entry.hosts)
        self.trouble: str | None = None
        self._platforms: set[str] = set()
        self._list_pages = self._report_links = 0

    def __str__(self) -> str:
        return self.portal or self.seed

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.seed, callback=self.parse_page, errback=self.seed_failed)

    def parse_page(self, response: Response, depth: int = 0) -> Found:
        """The seed may as well be the column itself, or a report."""
        if not isinstance(response, TextResponse) or isinstance(response, JsonResponse):
            return
        if discovery.is_column(response):
            yield from self.parse_column(response, depth)
            return
        yield from self._printed(response)
        for link in self._links(response):
            yield from self._follow(link, response, depth)

    def parse_column(self, response: Response, depth: int = 0) -> Found:
        if not isinstance(response, TextResponse) or isinstance(response, JsonResponse):
            return
        self._list_pages += 1
        yield from self._printed(response)
        for link in self._links(response):
            yield from self._follow(link, response, depth)
            if discovery.is_subcolumn(link) and depth < MAX_DEPTH:
                yield self._request(link.url, self.parse_column, depth=depth + 1)
        if self._list_pages >= MAX_LIST_PAGES:
            tally.drop(self.crawler.stats, f"list pages past the first {MAX_LIST_PAGES}")
        else:
            pagers = (list(family.pages(response)) for family in self.families)
            for page in next(filter(None, pagers), []):
                yield self._prepared(page, self.parse_column, depth=depth)

    def parse_report(self, response: Response) -> Found:
        yield ReportPage.of(response)

    def report_request(self, url: str) -> Request:
        return self._request(url, self.parse_report)

    def failed(self, failure: Failure) -> str:
        """Counts what never came; the reason in words."""
        reason = reason_of(failure.value)
        if not isinstance(failure.value, Dropped):
            tally.drop(self.crawler.stats, reason)
        return reason

    def seed_failed(self, failure: Failure) -> None:
        reason = self.failed(failure)
        self.trouble = f"{self.seed}: {reason}; check the address, or try again later"

    def closed(self, reason: str) -> None:
        """Zero reports is an alarm, whatever the reason."""
        found = tally.summarise(self.crawler.stats.get_stats()).reports
        if self.trouble is None and reason == "finished" and not found:
            self.trouble = f"{self.seed}: {self._why_nothing()}"

    def _why_nothing(self) -> str:
        if self._report_links:
            dropped = tally.counts(self.crawler.stats.get_stats(), "dropped/")
            why = next(iter(dropped), "see what was dropped")
            return f"none of {self._report_links} report pages could be had; {why}"
        return (
            f"no disclosure column found within {MAX_DEPTH} clicks of the page "
            f"({len(self._platforms)} disclosure pages and {self._list_pages} columns looked at); "
            "give the address of the 年报 column itself with --url"
        )

    def _printed(self, response: TextResponse) -> Found:
        if discovery.prints_a_report(response):
            self._report_links += 1
            yield ReportPage.of(response)

    def _follow(self, link: Link, page: Response, depth: int) -> Found:
        role = discovery.role(link)
        if role == "report":
            self._report_links += 1
            yield self.report_request(link.url)
        elif role is None:
            if reason := discovery.dropped(link):
                tally.drop(self.crawler.stats, f"look-alike: {reason}")
        elif depth < MAX_DEPTH:
            self.scope.admit(link.url, page.url)
            yield from self._descend(link, role, depth + 1)

    def _descend(self, link: Link, role: discovery.Role, depth: int) -> Found:
        if role == "column":
            yield self._request(link.url, self.parse_column, depth=depth)
        elif link.url in self._platforms or len(self._platforms) < MAX_PLATFORM_PAGES:
            self._platforms.add(link.url)
            yield self._request(link.url, self.parse_page, depth=depth)
        else:
            tally.drop(self.crawler.stats, f"disclosure pages past the first {MAX_PLATFORM_PAGES}")

    def _links(self, response: TextResponse) -> list[Link]:
        found = (link for family in self.families for link in family.links(response))
        return list(dict.fromkeys(found))

    def _request(self, url: str, callback: Any, **arguments: Any) -> Request:
        return self._prepared(Request(url), callback, **arguments)

    def _prepared(self, request: Request, callback: Any, **arguments: Any) -> Request:
        return request.replace(callback=callback, errback=self.failed, cb_kwargs=arguments)
