"""From a portal's address to its report pages, whatever its family.

1. ``parse_page``: home and platform pages; follows disclosure links to the report column
2. ``parse_column``: report links, the parts of the column, and the next page of the list
3. ``parse_report``: hands the page to the pipelines, unparsed: reading is not a spider's work;
   files that belong to the report are handed over as well; a part of a column may be called like a
   report (2023年政府信息公开年报), so that a page that prints none is read as a list
4. ``parse_document``: a file, if its bytes say that it is one

Every step is bounded (``spiders.bounds``), and within the scope. What a bound cuts is counted.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar, Self

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawler import tally
from crawler.failures import Dropped, reason_of
from crawler.items import ReportPage
from crawler.scope import OUTSIDE, Scope
from spiders import discovery, documents
from spiders.bounds import (
    MAX_DEPTH,
    MAX_HOSTS_TOLD,
    MAX_LIST_PAGES,
    MAX_NOTICE_PAGES,
    MAX_ORGANS,
    MAX_PARTS,
    MAX_PLATFORM_PAGES,
    Limit,
)
from spiders.families.family import Family
from spiders.links import Link
from spiders.listing import Listing, latest_first
from spiders.pagers import count_of
from spiders.reading import Reading, next_page, read_page
from spiders.registry import Portal, find_portal

LOOK_ALIKE = "look-alike: "
Found = Iterator[Request | ReportPage]

DISCLOSURE = {"leads": "disclosure"}
"""The scope goes where such a request is redirected to."""


class PortalSpider(scrapy.Spider):
    """Speaks one or more dialects; a page's pager is read in the first that it answers to.

    Arguments: ``portal`` (an id of the registry) or ``url`` (any portal's address).
    """

    families: ClassVar[tuple[Family, ...]]

    def __init__(self, url: str | None = None, portal: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.entry = find_portal(portal) if portal else Portal.at(url)
        self.portal = portal
        self.seed = self.entry.seed
        self.scope = Scope(self.entry.seed, self.entry.hosts)
        self.known_reports: frozenset[str] = frozenset()
        self.trouble: str | None = None
        self._platforms = Limit(MAX_PLATFORM_PAGES)
        self._organs = Limit(MAX_ORGANS)
        self._lists = Limit(MAX_LIST_PAGES)
        self._report_links = 0
        self._left_at_known = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """What the registry says of a portal holds like a spider's own settings: the command line
        goes before it."""
        self = super().from_crawler(crawler, *args, **kwargs)
        crawler.settings.setdict(self.entry.settings(), priority="spider")
        return self

    def __str__(self) -> str:
        return self.portal or self.seed

    async def start(self) -> AsyncIterator[Request]:
        request = self._request(self.seed, self.parse_page).replace(errback=self.seed_failed)
        request.meta["leads"] = "seed"
        yield request

    def parse_page(self, response: Response, depth: int = 0, parts: int = 0) -> Found:
        """The seed may as well be the column itself, or a report."""
        if not isinstance(response, TextResponse):
            return
        if discovery.is_column(response):
            yield from self.parse_column(response, depth)
            return
        reading = read_page(response, self.families, "platform" if depth else "home")
        yield from self._read(reading, response, depth, parts=0)
        for url in reading.forwards if depth < MAX_DEPTH else []:
            self.scope.admit(url, response.url)
            yield self._request(url, self.parse_page, depth=depth + 1)
        for request in reading.lists:
            yield from self._list(request, self.parse_column, depth=depth)
        for link in reading.leading_to("organ"):
            yield from self._organ(link, depth, parts)

    def parse_column(
        self, response: Response, depth: int = 0, parts: int = 0, listing: Listing | None = None
    ) -> Found:
        """``depth`` counts clicks below the home page, ``parts`` those below the column."""
        if not isinstance(response, TextResponse):
            yield from self.parse_document(response)
            return
        listing = listing or Listing()
        reading = read_page(response, self.families, "column")
        yield from self._read(reading, response, depth, parts)
        for link in reading.leading_to("part"):
            yield from self._below(link.url, depth, parts)
        for url in reading.forwards:
            yield from self._below(url, depth, parts)
        for request in reading.lists:
            yield from self._list(request, self.parse_column, depth=depth, parts=parts)
        yield from self._turn(response, reading, listing, depth=depth, parts=parts)

    def parse_notices(self, response: Response, listing: Listing) -> Found:
        """Only reports are taken from a column of notices: the other links lead anywhere."""
        if not isinstance(response, TextResponse):
            return
        reading = read_page(response, self.families, "home")
        for link in reading.leading_to("report"):
            yield from self._report(link, response.url, MAX_PARTS)
        if listing.turn(reading.links, reading.leading_to("report")):
            yield from self._next(response, listing, self.parse_notices)

    def parse_report(self, response: Response, parts: int = 0) -> Found:
        if not isinstance(response, TextResponse):
            yield from self.parse_document(response)
            return
        yield ReportPage.of(response)
        for link in documents.documents(response):
            request = self._request(link.url, self.parse_document)
            request.meta["rechecked"] = response.meta.get("rechecked", False)
            yield request
        if parts < MAX_PARTS and discovery.may_be_a_list(response):
            yield from self.parse_column(response, MAX_DEPTH, parts + 1)

    def parse_document(self, response: Response) -> Found:
        """Only what its bytes show to be a document, or an HTML page that prints a report."""
        name = documents.file_name(response)
        if name and discovery.is_another(name):
            tally.drop(self.crawler.stats, "a file that is not of the report")
        elif documents.kind_of(response.body) or _prints_a_report(response):
            yield ReportPage.of(response)
        else:
            tally.drop(self.crawler.stats, "a file that is none: its bytes are no document")

    def report_request(self, url: str, parts: int = 0) -> Request:
        return self._request(url, self.parse_report, parts=parts)

    def failed(self, failure: Failure) -> None:
        """Counts what never came."""
        if not isinstance(failure.value, Dropped):
            tally.drop(self.crawler.stats, reason_of(failure.value))

    def seed_failed(self, failure: Failure) -> None:
        self.failed(failure)
        reason = reason_of(failure.value)
        self.trouble = f"{self.seed}: {reason}; check the address, or try again later"

    def closed(self, reason: str) -> None:
        """Zero reports is an alarm, whatever the reason; so are fewer than the registry expects.
        Those that the portal leads to no more do not count, nor is a list that was left at known
        reports to be held against it."""
        if self.trouble is not None or reason != "finished":
            return
        summary = tally.summarise(self.crawler.stats.get_stats())
        found = summary.reports + summary.not_due - summary.rechecked
        if not found:
            self.trouble = f"{self.seed}: {self._why_nothing()}"
        elif found < self.entry.reports_min and not self._left_at_known:
            self.trouble = (
                f"{self.seed}: {found} reports found, where the registry expects "
                f"{self.entry.reports_min} at least; see what was dropped, or lower reports_min"
            )

    def _why_nothing(self) -> str:
        counted = tally.counts(self.crawler.stats.get_stats(), "dropped/")
        dropped = [name for name in counted if not name.startswith(LOOK_ALIKE)]
        outside = [name.removeprefix(OUTSIDE) for name in dropped if name.startswith(OUTSIDE)]
        if outside:
            hosts = ", ".join(f'"{host}"' for host in outside[:MAX_HOSTS_TOLD])
            remedy = f"name hosts that are the portal's in its registry entry: hosts = [{hosts}]"
        else:
            remedy = "give the address of the 年报 column itself with --url"
        why = f"{dropped[0]}; {remedy}" if dropped else remedy
        if self._report_links:
            return f"none of {self._report_links} links to reports led to one; {why}"
        missing = "report" if len(self._lists) else "disclosure column"
        return (
            f"no {missing} found within {MAX_DEPTH} clicks of the page ({len(self._platforms)} "
            f"disclosure pages and {len(self._lists)} lists met); {why}"
        )

    def _read(self, reading: Reading, page: TextResponse, depth: int, parts: int) -> Found:
        """What home, platform and column pages have in common."""
        if reading.prints_report:
            self._report_links += 1
            yield from self.parse_report(page)
        for link in reading.leading_to("report"):
            yield from self._report(link, page.url, parts)
        if depth < MAX_DEPTH:
            yield from self._descend(reading, page, depth + 1)
        for reason in reading.dropped:
            tally.drop(self.crawler.stats, f"{LOOK_ALIKE}{reason}")

    def _report(
        self,
        link: Link,
        page: str,  # noqa: ARG002  a probe asks where it stood
        parts: int,
    ) -> Found:
        self._report_links += 1
        if documents.is_document(link):
            yield self._request(link.url, self.parse_document)
        else:
            yield self.report_request(link.url, parts)

    def _descend(self, reading: Reading, page: TextResponse, depth: int) -> Found:
        for link in reading.leading_to("column"):
            self.scope.admit(link.url, page.url)
            request = Request(link.url, meta=DISCLOSURE)
            yield from self._list(request, self.parse_column, depth=depth)
        for link in reading.leading_to("platform"):
            self.scope.admit(link.url, page.url)
            if self._platforms.admits(link.url):
                request = Request(link.url, meta=DISCLOSURE)
                yield self._prepared(request, self.parse_page, depth=depth)
            else:
                self._cut(f"disclosure pages past the first {MAX_PLATFORM_PAGES}")
        for link in reading.leading_to("notices"):
            listing = Listing(MAX_NOTICE_PAGES)
            yield from self._list(Request(link.url), self.parse_notices, listing=listing)

    def _organ(self, link: Link, depth: int, parts: int) -> Found:
        if parts < MAX_PARTS and self._organs.admits(link.url):
            yield self._request(link.url, self.parse_page, depth=depth, parts=parts + 1)
        else:
            self._cut(f"organs past the first {MAX_ORGANS}, or named by organs")

    def _below(self, url: str, depth: int, parts: int) -> Found:
        if parts < MAX_PARTS:
            yield from self._list(Request(url), self.parse_column, depth=depth, parts=parts + 1)
        else:
            self._cut(f"parts of a column more than {MAX_PARTS} clicks below it")

    def _turn(self, page: TextResponse, reading: Reading, listing: Listing, **place: int) -> Found:
        """Pages that repeat, or bring nothing new, are the last of their list."""
        rows = reading.leading_to("report")
        reports = {link.url for link in rows}
        if not listing.turn(reading.links, rows):
            return
        if reports and reports <= self.known_reports and latest_first(rows):
            self._left_at_known = True
        else:
            yield from self._next(page, listing, self.parse_column, **place)

    def _next(self, page: TextResponse, listing: Listing, callback: Any, **place: int) -> Found:
        request = next_page(page, self.families)
        if request is None:
            if listing.pages == 1 and count_of(page) > 1:
                self._cut("a list whose pager cannot be followed")
        elif listing.full:
            self._cut(f"pages of a list past the first {listing.limit}")
        else:
            yield from self._list(request, callback, listing=listing, **place)

    def _list(self, request: Request, callback: Any, **arguments: Any) -> Found:
        if self._lists.admits((request.url, request.body)):
            yield self._prepared(request, callback, **arguments)
        else:
            self._cut(f"list pages past the first {MAX_LIST_PAGES}")

    def _cut(self, reason: str) -> None:
        tally.drop(self.crawler.stats, reason)

    def _request(self, url: str, callback: Any, **arguments: Any) -> Request:
        return self._prepared(Request(url), callback, **arguments)

    def _prepared(self, request: Request, callback: Any, **arguments: Any) -> Request:
        render = self.entry.browser and callback not in (self.parse_report, self.parse_document)
        meta = {**request.meta, "render": True} if render else request.meta
        return request.replace(
            callback=callback, errback=self.failed, cb_kwargs=arguments, meta=meta
        )


def _prints_a_report(response: Response) -> bool:
    return isinstance(response, TextResponse) and discovery.prints_a_report(response)
