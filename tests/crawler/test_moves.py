"""A portal that was redesigned answers for the old addresses of its reports with a redirect."""

import pytest

from demo.report import invent
from tests.crawler.wire import REPORT_COLUMN, Gongkai, WireServer, http

OLD, NEW = "/gknb/2020.html", "/xxgk/nb/2020.html"
REPORT = invent("moved", year=2020)
PAGE = f"<title>{REPORT.title}</title>{REPORT.html()}"
ALIKE = f"{PAGE}<!-- 2 -->"


def column(*paths: str) -> bytes:
    rows = (f'<a href="{path}">2020年政府信息公开工作年度报告</a>' for path in paths)
    return http("".join(rows))


@pytest.fixture
def portal(wire: WireServer) -> WireServer:
    wire.pages = {"/": http(REPORT_COLUMN), "/gknb/": column(OLD), OLD: http(PAGE)}
    return wire


def crawl(portal: WireServer, gongkai: Gongkai) -> dict[str, object]:
    return dict(gongkai("crawl", "--url", portal.url, "--delay", 0, "--json").rows[0])


def told(gongkai: Gongkai) -> list[tuple[str, str, str | None]]:
    rows = gongkai("changes", "--json").rows
    return [(row["class"], row["url"], row["other_url"]) for row in rows]


@pytest.mark.parametrize(
    ("status", "linked", "page"),
    [("301 Moved Permanently", OLD, ALIKE), ("308 Permanent Redirect", NEW, PAGE)],
)
def test_a_redirected_report_has_moved(
    portal: WireServer, gongkai: Gongkai, status: str, linked: str, page: str
) -> None:
    """The column goes on naming the old address, which leads to the new one; or it names the new
    one, and the old one is met when it is asked for once more."""
    crawl(portal, gongkai)
    redirect = http("", status, f"Location: {NEW}")
    portal.pages |= {"/gknb/": column(linked), OLD: redirect, NEW: http(page)}
    crawled = crawl(portal, gongkai)
    assert (crawled["reports"], crawled["removed"], crawled["trouble"]) == (1, 0, None)
    old, new = (portal.url.rstrip("/") + path for path in (OLD, NEW))
    assert told(gongkai) == [("new", old, None), ("moved", new, old)]
    (shown,) = gongkai("show", old, "--json").rows
    gone = {page["url"]: page["gone_since"] for page in shown["occurrences"]}
    assert (gone[old] is not None, gone[new]) == (True, None)
    assert (shown["report"]["url"], shown["report"]["state"]) == (new, "live")


def test_a_page_that_sets_a_cookie_first_has_not_moved(
    portal: WireServer, gongkai: Gongkai
) -> None:
    """It redirects to itself, and another page with its report is read before it is."""
    crawl(portal, gongkai)
    redirect = http("", "301 Moved Permanently", f"Location: {OLD}", "Set-Cookie: seen=1")
    portal.conditional[OLD] = (b"cookie: seen=1", http(PAGE), redirect)
    portal.pages |= {"/gknb/": column(OLD, NEW), NEW: http(ALIKE)}
    assert crawl(portal, gongkai)["reports"] == 2
    assert [(class_, other) for class_, _, other in told(gongkai)] == [("new", None)] * 2
