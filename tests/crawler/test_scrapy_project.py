"""It stays a Scrapy project: the commands of Scrapy work as anywhere."""

import subprocess
import sys
from pathlib import Path

from tests.crawler.wire import REPORT_COLUMN, Gongkai, WireServer, http

ROOT = Path(__file__).resolve().parents[2]


def scrapy(*arguments: str) -> str:
    command = [sys.executable, "-m", "scrapy", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert "Traceback" not in done.stderr
    return done.stdout


def test_list_names_a_spider_a_family() -> None:
    assert scrapy("list").split() == ["generic", "hanweb", "portal", "trs"]


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
