"""A first look at a portal: its family, its report column and what stands there.

The spider follows a portal as any other does, and counts the reports instead of fetching them.
"""

from typing import Any

from scrapy.http import Response, TextResponse

from spiders.base import Found
from spiders.discovery import years_of
from spiders.links import Link
from spiders.listing import Listing
from spiders.metas import read_metas
from spiders.portal import AnyPortalSpider
from spiders.recognition import recognise


class Findings:
    """What a probe saw. ``columns`` are the lists with reports, by address, with their titles;
    ``pages`` the first page of each part, worth keeping as a fixture."""

    def __init__(self) -> None:
        self.encoding: str | None = None
        self.metas: dict[str, str] = {}
        self.columns: dict[str, dict[str, str]] = {}
        self.pages: dict[str, TextResponse] = {}
        self._weights: dict[str, dict[str, int]] = {}

    def see(self, part: str, page: TextResponse) -> None:
        if not self.pages:
            self.encoding = page.encoding
            self.metas = dict(read_metas(page))
        self.pages.setdefault(part, page)
        for found in recognise(page.url, page):
            self._weights.setdefault(found.family, {}).update(found.marks)

    def list_report(self, column: str, link: Link) -> None:
        self.columns.setdefault(column, {})[link.url] = link.title

    @property
    def families(self) -> list[tuple[str, list[str]]]:
        """With their evidence from all pages, the likeliest first."""
        ranked = sorted(self._weights.items(), key=lambda pair: -sum(pair[1].values()))
        return [(family, list(marks)) for family, marks in ranked]

    @property
    def column(self) -> str | None:
        """The list with the most reports."""
        return max(self.columns, key=lambda url: len(self.columns[url]), default=None)

    @property
    def reports(self) -> int:
        return len({url for rows in self.columns.values() for url in rows})

    @property
    def years(self) -> list[int]:
        return years_of([title for rows in self.columns.values() for title in rows.values()])


class ProbeSpider(AnyPortalSpider):
    """``findings`` is filled while the probe runs."""

    name = "probe"

    def __init__(self, findings: Findings | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.findings = findings or Findings()

    def parse_page(self, response: Response, depth: int = 0, parts: int = 0) -> Found:
        if isinstance(response, TextResponse):
            self.findings.see("platform" if depth else "home", response)
        yield from super().parse_page(response, depth, parts)

    def parse_column(
        self, response: Response, depth: int = 0, parts: int = 0, listing: Listing | None = None
    ) -> Found:
        if isinstance(response, TextResponse):
            self.findings.see("column", response)
        yield from super().parse_column(response, depth, parts, listing)

    def parse_report(self, response: Response, parts: int = 0) -> Found:  # noqa: ARG002
        """A page that prints a report counts as one; it is not read."""
        self.findings.list_report(response.url, Link(response.url, ""))
        yield from ()

    def _report(self, link: Link, page: str, parts: int) -> Found:  # noqa: ARG002
        self._report_links += 1
        self.findings.list_report(page, link)
        yield from ()

    def closed(self, reason: str) -> None:
        if self.trouble is None and reason == "finished" and not self.findings.columns:
            self.trouble = f"{self.seed}: {self._why_nothing()}"
