"""From day to day the portals change exactly as told; all else that moves is cosmetic."""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from lxml import html

from demo import Country, ExpectedChange
from parser import Document, parse_report

Fetch = Callable[..., Any]
CONTENT = '//div[@class="TRS_Editor"] | //div[@id="zoom"] | //td[@class="content"] | //ucapcontent'
LARGE = 3
"""The first portals, which show a counter of visits; the small ones show none."""


class Seen(NamedTuple):
    """What a reader cares about on a page."""

    date: str
    text: str
    cells: tuple[str, ...]


def read(country: Country, fetch: Fetch, url: str) -> Seen | None:
    """The article on a page, or None where there is none."""
    answer = fetch(url)
    if answer.status == 404:
        return None
    if not answer.headers["Content-Type"].startswith("text/html"):
        text = parse_report(Document(answer.body, answer.headers["Content-Type"], url))
        cells = tuple(str(cell.raw) for cell in text.cells.values())
        return Seen("", "", cells)
    (portal,) = (p for p in country.portals if url.startswith(p.url))
    page = answer.body.decode(portal.encoding)
    (content,) = html.document_fromstring(page).xpath(CONTENT)
    cells = tuple(cell.text_content().strip() for cell in content.iter("td"))
    date = re.search(r"发布(?:时间|日期)：(?:<\w+>)?([\d-]+)", page)
    assert date
    return Seen(date[1], content.text_content(), cells)


def observed(country: Country, fetch: Fetch, urls: Iterable[str]) -> dict[int, dict[str, Any]]:
    seen: dict[int, dict[str, Any]] = {}
    for country.day in (1, 2, 3):
        seen[country.day] = {url: read(country, fetch, url) for url in urls}
    return seen


def compare(url: str, days: list[Seen | None]) -> ExpectedChange | None:
    """The change to the last of the days."""
    *_, before, after = days
    if before == after:
        return None
    if after is None:
        return ExpectedChange(url, "removed", silent=False)
    if before is None:
        return ExpectedChange(url, "restored" if any(days[:-1]) else "new", silent=False)
    kind = "wording" if before.cells == after.cells else "figures"
    return ExpectedChange(url, kind, silent=before.date == after.date)


def test_changes_are_exactly_those_told(country: Country, fetch: Fetch) -> None:
    changed = {change.url for day in (2, 3) for change in country.expected_changes(day)}
    large = tuple(portal.url for portal in country.portals[:LARGE])
    urls = {report.url for day in (1, 2, 3) for report in country.expected(day)}
    urls = {url for url in urls if url in changed or url.startswith(large)}
    seen = observed(country, fetch, urls)
    for day in (2, 3):
        changes = {compare(url, [seen[d][url] for d in range(1, day + 1)]) for url in urls}
        assert changes - {None} == set(country.expected_changes(day))


def test_the_days_bring_what_they_should(country: Country) -> None:
    assert country.expected_changes(1) == []
    second = sorted((change.kind, change.silent) for change in country.expected_changes(2))
    assert second == [
        ("figures", True),
        ("figures", True),
        ("new", False),
        ("new", False),
        ("removed", False),
        ("removed", False),
        ("wording", False),
    ]
    (restored,) = country.expected_changes(3)
    assert restored.kind == "restored"
    removed = {c.url for c in country.expected_changes(2) if c.kind == "removed"}
    assert restored.url in removed


def test_the_silent_edit_changes_one_figure(country: Country, fetch: Fetch) -> None:
    altered = [c for c in country.expected_changes(2) if c.kind == "figures"]
    (change,) = (c for c in altered if c.url.endswith(".html"))
    seen = observed(country, fetch, [change.url])
    before, after = (seen[day][change.url].cells for day in (1, 2))
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1
    tables = [
        next(report.tables for report in country.expected(day) if report.url == change.url)
        for day in (1, 2)
    ]
    licensing = [t["art20_5"]["licensing"].pop("decisions") for t in tables]
    assert licensing[0] != licensing[1]
    assert tables[0] == tables[1]


def test_every_counter_moves_every_day(country: Country, fetch: Fetch) -> None:
    large = tuple(portal.url for portal in country.portals[:LARGE])
    urls = {report.url for report in country.expected(1)} & {r.url for r in country.expected(2)}
    urls = {url for url in urls if url.startswith(large)}

    def counters() -> dict[str, bytes]:
        pages = {url: fetch(url).body for url in urls}
        label = {url: "浏览次数：".encode("gbk" if "/gongkai/" in url else "utf-8") for url in urls}
        return {url: re.search(label[url] + rb"(\d+)", pages[url])[1] for url in urls}  # type: ignore[index]

    first, again = counters(), counters()
    country.day = 2
    second = counters()
    assert first == again
    assert all(first[url] != second[url] for url in urls)
