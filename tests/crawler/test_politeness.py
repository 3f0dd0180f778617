"""Counted at the server: requests in flight, delays, robots.txt, and what is never asked for."""

import gzip
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.scope import origin
from crawler.settings import BREAKER_FAILURES, DOWNLOAD_MAXSIZE
from demo.report import invent
from tests.crawler.conftest import serve
from tests.crawler.wire import REPORT_COLUMN, Gongkai, WireServer, http, scrapy

ROW = '<a href="/gknb/{0}.html">青禾县{0}年政府信息公开工作年度报告</a>'
ROWS = "".join(map(ROW.format, range(2010, 2022)))


def test_one_request_in_flight_even_without_a_delay(wire: WireServer, gongkai: Gongkai) -> None:
    wire.pages = {"/": http(REPORT_COLUMN), "/gknb/": http(ROWS)}
    wire.seconds = 0.02
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    assert len(wire.times) >= 15
    assert wire.most_at_once() == 1


def test_the_delay_is_kept(wire: WireServer, gongkai: Gongkai) -> None:
    wire.pages = {"/": http(REPORT_COLUMN), "/gknb/": http("")}
    gongkai("crawl", "--url", wire.url, "--delay", 0.4)
    starts = [start for _, start, _ in wire.times]
    gaps = [after - before for before, after in pairwise(starts)]
    assert min(gaps) >= 0.4 * (1 - 0.5) * 0.9  # jitter is ±50 %; a tenth for the clocks


def test_robots_txt_is_obeyed(wire: WireServer, gongkai: Gongkai) -> None:
    wire.pages = {
        "/robots.txt": http("User-agent: *\nDisallow: /gknb/\n"),
        "/": http(REPORT_COLUMN),
        "/gknb/": http(ROWS),
    }
    crawled = gongkai("crawl", "--url", wire.url, "--delay", 0, "--json").rows[0]
    assert wire.paths == ["/robots.txt", "/"]
    assert crawled["dropped"] == {"forbidden by robots.txt": 1}


def test_unreachable_robots_txt_means_no(wire: WireServer, gongkai: Gongkai) -> None:
    wire.pages = {"/robots.txt": http("", "500 Broken"), "/": http(REPORT_COLUMN)}
    ran = gongkai("crawl", "--url", wire.url, "--delay", 0)
    assert "/" not in wire.paths
    assert ran.code == 1
    assert "gives no robots.txt: HTTP 500" in ran.err


def test_other_hosts_and_ports_are_out_of_scope(wire: WireServer, gongkai: Gongkai) -> None:
    wire.pages = {
        "/": http(
            '<a href="http://127.0.0.1:9/gknb/">政府信息公开年报</a>'
            '<a href="http://169.254.169.254/gknb/">信息公开年报</a>'
            '<a href="/gknb/">政府信息公开年报</a>'
        ),
        "/gknb/": http("", "302 Found", "Location: http://127.0.0.1:9/secret"),
    }
    crawled = gongkai("crawl", "--url", wire.url, "--delay", 0, "--json").rows[0]
    assert crawled["dropped"] == {
        "outside the portal's scope: 127.0.0.1:9": 2,
        "outside the portal's scope: 169.254.169.254": 1,
    }
    assert 'hosts = ["127.0.0.1:9", "169.254.169.254"]' in crawled["trouble"]


def test_a_wall_is_counted_kept_and_not_read(
    wire: WireServer, gongkai: Gongkai, archive: Path
) -> None:
    challenge = "<html><script>document.cookie='C3VK=1';location.reload()</script></html>"
    wire.pages = {
        "/": http(REPORT_COLUMN),
        "/gknb/": http(ROWS),
        "/gknb/2020.html": http(challenge),
    }
    crawled = gongkai("crawl", "--url", wire.url, "--delay", 0, "--json").rows[0]
    assert crawled["outcomes"]["blocked"] == 1
    assert "blocked: challenge cookie (C3VK type)" in crawled["dropped"]
    assert gongkai("reports", "--json").rows == []


def test_only_the_seed_may_be_private(
    wire: WireServer,
    neighbour: WireServer,
    gongkai: Gongkai,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The neighbour is in scope, as a host whose name resolves to a private address would be."""
    wire.pages = {"/": http(f'<a href="{neighbour.url}gknb/">政府信息公开年报</a>')}
    neighbour.pages = {"/gknb/": http(ROWS)}
    hosts = f'hosts = ["{origin(neighbour.url)}"]'
    entry = f'[yunmei]\nname = "云湄市人民政府"\nseed = "{wire.url}"\n{hosts}\n'
    (tmp_path / "own.toml").write_text(entry, encoding="utf-8")
    monkeypatch.setenv("GONGKAI_PORTALS", str(tmp_path))
    crawled = gongkai("crawl", "yunmei", "--delay", 0, "--json").rows[0]
    assert crawled["dropped"] == {"robots.txt unreachable: private address refused": 1}
    assert neighbour.times == []


def test_a_body_larger_than_any_report_is_not_taken(wire: WireServer, gongkai: Gongkai) -> None:
    wire.pages = {"/": http(REPORT_COLUMN), "/gknb/": http(b"x" * (DOWNLOAD_MAXSIZE + 1))}
    crawled = gongkai("crawl", "--url", wire.url, "--delay", 0, "--json").rows[0]
    assert crawled["dropped"] == {"larger than DOWNLOAD_MAXSIZE": 1}


def test_portals_on_one_host_take_turns(wire: WireServer, gongkai: Gongkai) -> None:
    for seed in ("a", "b", "c"):
        wire.pages[f"/{seed}/"] = http(f'<a href="/{seed}/gknb/">政府信息公开年报</a>')
        wire.pages[f"/{seed}/gknb/"] = http(ROWS)
    wire.seconds = 0.02
    seeds = [word for seed in "abc" for word in ("--url", f"{wire.url}{seed}/")]
    gongkai("crawl", *seeds, "--delay", 0)
    assert {"/a/gknb/", "/b/gknb/", "/c/gknb/"} <= set(wire.paths)
    assert wire.most_at_once() == 1


@pytest.mark.parametrize(
    ("status", "asked"), [("404 Not Found", True), ("405 No", True), ("403 No", False)]
)
def test_robots_txt_by_its_status(
    wire: WireServer, gongkai: Gongkai, status: str, asked: bool
) -> None:
    wire.pages = {"/robots.txt": http("", status), "/": http(REPORT_COLUMN)}
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    assert ("/" in wire.paths) is asked


def test_portals_share_the_pause_of_a_platform(
    wire: WireServer, gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two portals on hosts of their own, crawled at once, and one platform that both lead to."""
    wire.pages = {"/a/": http(ROWS), "/b/": http(ROWS)}
    with serve("127.0.0.1") as a, serve("127.0.0.1") as b:
        entries = ""
        for name, portal in (("a", a), ("b", b)):
            portal.pages = {"/": http(f'<a href="{wire.url}{name}/">政府信息公开年报</a>')}
            hosts = f'hosts = ["{origin(wire.url)}"]'
            entries += f'[{name}]\nname = "x"\nseed = "{portal.url}"\n{hosts}\n'
        (tmp_path / "own.toml").write_text(entries, encoding="utf-8")
        monkeypatch.setenv("GONGKAI_PORTALS", str(tmp_path))
        gongkai("crawl", "a", "b", "--delay", 0.1)
    assert {"/a/", "/b/"} <= set(wire.paths)
    starts = sorted(start for _, start, _ in wire.times)
    gaps = [after - before for before, after in pairwise(starts)]
    assert min(gaps) >= 0.1 * (1 - 0.5) * 0.8


@pytest.mark.parametrize(("asked", "kept"), [("0.3", 0.3), ("nan", 0.0), ("-1", 0.0)])
def test_the_longer_of_two_delays_is_kept(
    wire: WireServer, gongkai: Gongkai, asked: str, kept: float
) -> None:
    rules = f"User-agent: *\nCrawl-delay: {asked}\n"
    wire.pages = {"/robots.txt": http(rules), "/": http(REPORT_COLUMN), "/gknb/": http("")}
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    starts = [start for _, start, _ in wire.times]
    assert len(starts) == 3
    assert min(after - before for before, after in pairwise(starts)) >= kept * 0.5 * 0.9


def test_rules_may_stand_on_another_host(wire: WireServer, gongkai: Gongkai) -> None:
    with serve("127.0.0.1") as other:
        other.pages = {"/rules.txt": http("User-agent: *\nDisallow: /gknb/\n")}
        to = f"Location: {other.url}rules.txt"
        wire.pages = {"/robots.txt": http("", "302 Found", to), "/": http(REPORT_COLUMN)}
        crawled = gongkai("crawl", "--url", wire.url, "--delay", 0, "--json").rows[0]
    assert crawled["dropped"] == {"forbidden by robots.txt": 1}
    assert wire.paths == ["/robots.txt", "/"]


def test_rules_that_turn_in_circles_are_none(wire: WireServer, gongkai: Gongkai) -> None:
    around = http("", "302 Found", "Location: /robots.txt")
    wire.pages = {"/robots.txt": around, "/": http(REPORT_COLUMN), "/gknb/": http("")}
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    assert wire.paths == ["/robots.txt"] * 6 + ["/", "/gknb/"]


def test_what_never_came_is_counted(wire: WireServer, gongkai: Gongkai) -> None:
    wire.pages = {"/": http(REPORT_COLUMN), "/gknb/": http(ROWS)}
    ran = gongkai("crawl", "--url", wire.url, "--delay", 0, "--json")
    assert ran.rows[0]["dropped"] == {"HTTP 404": 12}
    assert ran.code == 1
    assert "none of 12 links to reports led to one; HTTP 404" in ran.err


def test_a_seed_that_is_a_report_is_enough(wire: WireServer, gongkai: Gongkai) -> None:
    report = invent("seed", year=2023)
    wire.pages = {"/": http(f"<title>{report.title}</title>{report.html()}")}
    ran = gongkai("crawl", "--url", wire.url, "--delay", 0, "--json")
    assert (ran.code, ran.rows[0]["reports"]) == (0, 1)


def test_a_json_answer_is_no_page(wire: WireServer, gongkai: Gongkai) -> None:
    wire.pages = {"/": http("{}", "200 OK", "Content-Type: application/json")}
    ran = gongkai("crawl", "--url", wire.url, "--delay", 0)
    assert "no disclosure column found" in ran.err


def test_retry_after_is_kept(wire: WireServer, gongkai: Gongkai) -> None:
    wire.pages = {"/": http(REPORT_COLUMN), "/gknb/": http("", "503 Busy", "Retry-After: 1")}
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    asked = [start for path, start, _ in wire.times if path == "/gknb/"]
    assert len(asked) == 3  # RETRY_TIMES is 2
    assert min(after - before for before, after in pairwise(asked)) >= 1.0


def test_a_host_that_only_refuses_is_left_alone(wire: WireServer, gongkai: Gongkai) -> None:
    years = range(2008, 2025)
    wire.pages = {f"/gknb/{year}.html": http("", "412 No") for year in years}
    wire.pages |= {"/": http(REPORT_COLUMN), "/gknb/": http(ROWS)}
    ran = gongkai("crawl", "--url", wire.url, "--delay", 0, "--json")
    assert len(wire.paths) == 3 + BREAKER_FAILURES
    assert ran.rows[0]["outcomes"]["blocked"] == BREAKER_FAILURES
    assert ran.code == 1
    assert "412 dynamic protection (Ruishu type)" in ran.err


def test_pages_that_a_host_was_not_asked_for_are_told(wire: WireServer, gongkai: Gongkai) -> None:
    """Though the crawl found more reports than it met refusals; the last link is asked first."""
    had, refused = range(2014, 2025), range(2003, 2014)
    rows = "".join(map(ROW.format, (*refused, *had)))
    wire.pages = {"/": http(REPORT_COLUMN), "/gknb/": http(rows)}
    wire.pages |= {f"/gknb/{year}.html": page(year) for year in had}
    wire.pages |= {f"/gknb/{year}.html": http("", "503 Busy") for year in refused}
    ran = gongkai("crawl", "--url", wire.url, "--delay", 0, "--json")
    (crawled,) = ran.rows
    assert crawled["reports"] == len(had)
    ((reason, count),) = (item for item in crawled["dropped"].items() if "alone" in item[0])
    assert ran.code == 1
    assert crawled["trouble"] == f"{wire.url}: {reason}; {count} pages not had; try again later"
    assert crawled["trouble"] in ran.err


def page(year: int) -> bytes:
    report = invent("left alone", year=year)
    return http(f"<title>{report.title}</title>{report.html()}")


def test_the_budget_of_a_day_holds_over_crawls(
    wire: WireServer, gongkai: Gongkai, archive: Path
) -> None:
    wire.pages = {"/": http(REPORT_COLUMN), "/gknb/": http(ROWS)}
    budget = ("-s", f"ARCHIVE={archive}", "-s", "DOWNLOAD_DELAY=0", "-s", "DAILY_BUDGET=5")
    for _ in range(2):
        scrapy("crawl", "portal", "-a", f"url={wire.url}", *budget, "-s", "LOG_ENABLED=0")
    assert len(wire.paths) == 5


def test_a_body_that_swells_is_not_taken(wire: WireServer, gongkai: Gongkai) -> None:
    bomb = gzip.compress(b"0" * (DOWNLOAD_MAXSIZE + 1))
    wire.pages = {
        "/": http(REPORT_COLUMN),
        "/gknb/": http(bomb, "200 OK", "Content-Encoding: gzip"),
    }
    crawled = gongkai("crawl", "--url", wire.url, "--delay", 0, "--json").rows[0]
    assert crawled["dropped"] == {"larger than DOWNLOAD_MAXSIZE once decompressed": 1}


def test_a_soft_404_is_blocked_and_no_removal(
    wire: WireServer, gongkai: Gongkai, archive: Path
) -> None:
    report = invent("soft", year=2020)
    wire.pages = {
        "/": http(REPORT_COLUMN),
        "/gknb/": http('<a href="/gknb/2020.html">2020年政府信息公开工作年度报告</a>'),
        "/gknb/2020.html": http(f"<title>{report.title}</title>{report.html()}"),
    }
    gongkai("crawl", "--url", wire.url, "--delay", 0)
    wire.pages["/gknb/2020.html"] = http("<title>页面不存在</title>")
    crawled = gongkai("crawl", "--url", wire.url, "--delay", 0, "--json").rows[0]
    assert crawled["dropped"] == {"blocked: soft 404: 页面不存在": 1}
    assert [change["class"] for change in gongkai("changes", "--json").rows] == ["new"]
