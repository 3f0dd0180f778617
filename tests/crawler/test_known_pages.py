"""What the archive holds is asked for on condition, or not at all; what is read is the same."""

import gzip
from pathlib import Path

import pytest

from demo.report import invent
from tests.crawler.wire import REPORT_COLUMN, Gongkai, WireServer, http, scrapy, warc_records

REPORT = invent("known", year=2020)
PAGE = f"<title>{REPORT.title}</title>{REPORT.html()}"
ETAG = 'ETag: "1"'
LIST = '<a href="/gknb/2020.html">2020年政府信息公开工作年度报告</a>'


@pytest.fixture
def portal(wire: WireServer) -> WireServer:
    wire.pages = {
        "/": http(REPORT_COLUMN, "200 OK", ETAG),
        "/gknb/": http(LIST, "200 OK", ETAG),
        "/gknb/2020.html": http(PAGE, "200 OK", ETAG),
    }
    return wire


def not_modified(wire: WireServer) -> None:
    """From now on the server answers every condition with 304."""
    for path, whole in list(wire.pages.items()):
        wire.conditional[path] = (b'if-none-match: "1"', http(b"", "304 Not Modified", ETAG), whole)


def crawl(portal: WireServer, gongkai: Gongkai, *options: object) -> dict[str, object]:
    ran = gongkai("crawl", "--url", portal.url, "--delay", 0, "--json", *options)
    return dict(ran.rows[0])


def test_an_unchanged_portal_costs_its_304s(
    portal: WireServer, gongkai: Gongkai, archive: Path
) -> None:
    first = crawl(portal, gongkai)
    not_modified(portal)
    second = crawl(portal, gongkai)
    assert (first["outcomes"]["new"], second["outcomes"]["unchanged"]) == (1, 1)  # type: ignore[index]
    revisits = [record for record in warc_records(archive) if record.rec_type == "revisit"]
    profiles = [record.rec_headers.get_header("WARC-Profile") for record in revisits]
    assert profiles.count("http://netpreserve.org/warc/1.1/revisit/server-not-modified") == 3
    assert gongkai("changes", "--json").rows[0]["class"] == "new"


def test_last_modified_will_do(portal: WireServer, gongkai: Gongkai) -> None:
    since = "Last-Modified: Wed, 31 Jan 2024 08:00:00 GMT"
    portal.pages["/gknb/2020.html"] = http(PAGE, "200 OK", since)
    crawl(portal, gongkai)
    condition = b"if-modified-since: wed, 31 jan 2024 08:00:00 gmt"
    portal.conditional["/gknb/2020.html"] = (condition, http(b"", "304 No"), http("else", "500 No"))
    assert crawl(portal, gongkai)["outcomes"]["unchanged"] == 1  # type: ignore[index]


def test_a_server_that_lies_is_found_out(portal: WireServer, gongkai: Gongkai) -> None:
    crawl(portal, gongkai)
    changed = http(PAGE.replace("。", "，另作说明。"), "200 OK", ETAG)
    condition = b'if-none-match: "1"'
    portal.conditional["/gknb/2020.html"] = (condition, http(b"", "304 No"), changed)
    assert crawl(portal, gongkai)["outcomes"]["unchanged"] == 1  # type: ignore[index]
    later = crawl(portal, gongkai, "--clock-offset", 31 * 86_400)
    assert later["outcomes"]["changed"] == 1  # type: ignore[index]


def test_a_full_crawl_sets_no_condition(portal: WireServer, gongkai: Gongkai) -> None:
    crawl(portal, gongkai)
    not_modified(portal)
    crawl(portal, gongkai, "--full")
    assert not any(b"if-none-match" in head for head in portal.heads)


def test_a_304_that_nobody_asked_for_is_counted(portal: WireServer, gongkai: Gongkai) -> None:
    portal.pages["/gknb/2020.html"] = http(b"", "304 Not Modified")
    assert crawl(portal, gongkai)["dropped"] == {"HTTP 304": 1}


def test_a_stopped_crawl_goes_on_where_it_was(
    portal: WireServer, gongkai: Gongkai, archive: Path
) -> None:
    """Stopped by a limit of Scrapy's, as it would be by Ctrl-C or a power cut."""
    limits = ("-s", "CLOSESPIDER_PAGECOUNT=1", "-s", "DOWNLOAD_DELAY=0.2", "-s", "LOG_ENABLED=0")
    scrapy("crawl", "portal", "-a", f"url={portal.url}", "-s", f"ARCHIVE={archive}", *limits)
    stopped = list(portal.paths)
    went_on = crawl(portal, gongkai)
    assert stopped == ["/robots.txt", "/"]
    assert portal.paths[len(stopped) :] == ["/robots.txt", "/gknb/", "/gknb/2020.html"]
    assert (went_on["resumed"], went_on["pages"]) == (1, 3)
    assert went_on["outcomes"]["new"] == 1  # type: ignore[index]


def test_a_finished_crawl_is_not_resumed(portal: WireServer, gongkai: Gongkai) -> None:
    crawl(portal, gongkai)
    assert crawl(portal, gongkai)["resumed"] == 0


def test_what_is_not_due_is_left_out(portal: WireServer, gongkai: Gongkai) -> None:
    crawl(portal, gongkai)
    portal.times.clear()
    due = crawl(portal, gongkai, "--due")
    assert portal.paths == ["/robots.txt", "/", "/gknb/"]
    assert (due["not_due"], due["trouble"]) == (1, None)
    assert crawl(portal, gongkai, "--due", "--clock-offset", 2 * 86_400)["not_due"] == 0


def test_paging_stops_at_known_reports(portal: WireServer, gongkai: Gongkai) -> None:
    turned(portal, (2020, 2019), (2018,))
    crawl(portal, gongkai)
    assert "/gknb/index_2.html" in portal.paths
    portal.times.clear()
    due = crawl(portal, gongkai, "--due")
    assert (due["not_due"], due["trouble"]) == (3, None)
    assert "/gknb/index_2.html" not in portal.paths


def test_a_list_that_is_not_sorted_by_year_is_paged_in_full(
    portal: WireServer, gongkai: Gongkai
) -> None:
    turned(portal, (2019, 2020), (2018,))
    crawl(portal, gongkai)
    turned(portal, (2019, 2020), (2018, 2021))
    due = crawl(portal, gongkai, "--due")
    assert (due["not_due"], due["outcomes"]["new"]) == (3, 1)  # type: ignore[index]


def turned(portal: WireServer, first: tuple[int, ...], second: tuple[int, ...]) -> None:
    """A column of two pages with the reports of these years."""
    pager = '<a href="/gknb/index_2.html">下一页</a>'
    rows = {year: LIST.replace("2020", str(year)) for year in (*first, *second)}
    portal.pages["/gknb/"] = http("".join(rows[year] for year in first) + pager)
    portal.pages["/gknb/index_2.html"] = http("".join(rows[year] for year in second))
    for year in rows:
        portal.pages[f"/gknb/{year}.html"] = http(PAGE.replace("2020年", f"{year}年"))


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/", http("<a href='/new/'>新版</a>")),
        ("/gknb/", http("", "403 Forbidden")),
        ("/gknb/", http("", "500 Broken")),
    ],
)
def test_a_portal_that_leads_to_no_report_any_more_is_an_alarm(
    portal: WireServer, gongkai: Gongkai, path: str, answer: bytes
) -> None:
    """Its reports still answer to their known addresses, and are looked at."""
    crawl(portal, gongkai)
    portal.pages[path] = answer
    again = crawl(portal, gongkai)
    assert (again["reports"], again["rechecked"]) == (1, 1)
    assert "found within 3 clicks" in str(again["trouble"])


def test_a_304_that_nobody_asked_for_is_asked_once_more(
    portal: WireServer, gongkai: Gongkai
) -> None:
    portal.pages["/gknb/2020.html"] = http("", "304 Not Modified")
    assert crawl(portal, gongkai)["dropped"] == {"HTTP 304": 1}
    assert portal.paths.count("/gknb/2020.html") == 2


def test_gzip_without_a_label_is_read(portal: WireServer, gongkai: Gongkai) -> None:
    for path in ("/gknb/", "/gknb/2020.html"):
        _, _, body = portal.pages[path].partition(b"\r\n\r\n")
        portal.pages[path] = http(gzip.compress(body))
    assert crawl(portal, gongkai)["outcomes"]["new"] == 1  # type: ignore[index]
