"""It stays a Scrapy project: the commands of Scrapy work as anywhere."""

from pathlib import Path

from tests.crawler.wire import REPORT_COLUMN, Gongkai, WireServer, http, scrapy


def test_list_names_a_spider_a_family() -> None:
    assert scrapy("list").split() == [
        "generic",
        "gkmlpt",
        "hanweb",
        "lonsun",
        "portal",
        "probe",
        "trs",
        "ucap",
    ]


def test_crawl(wire: WireServer, gongkai: Gongkai, archive: Path) -> None:
    wire.pages = {"/": http(REPORT_COLUMN)}
    settings = ("-s", f"ARCHIVE={archive}", "-s", "DOWNLOAD_DELAY=0", "-s", "LOG_ENABLED=0")
    scrapy("crawl", "portal", "-a", f"url={wire.url}", *settings)
    assert wire.paths == ["/robots.txt", "/", "/gknb/"]
    assert gongkai("reports").code == 0


def test_shell_looks_at_a_page_and_archives_nothing(wire: WireServer, archive: Path) -> None:
    wire.pages = {"/": http("<title>云湄市人民政府</title>")}
    settings = ("-s", f"ARCHIVE={archive}", "-s", "DOWNLOAD_DELAY=0", "-s", "LOG_LEVEL=ERROR")
    title = scrapy("shell", wire.url, "-c", "response.css('title::text').get()", *settings)
    assert "云湄市人民政府" in title
    assert not archive.exists()
