"""What gongkai is measured against: the same walk in stock Scrapy, bare and as usually done.

``python -m bench.spiders bare|naive URL DATABASE``
"""

import sqlite3
import sys
from collections.abc import Iterator
from typing import Any

import scrapy
import trafilatura
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response


class Bare(scrapy.Spider):
    """Follows list pages and reports, and stores nothing."""

    name = "bare"

    def parse(self, response: Response) -> Iterator[Any]:
        for anchor in response.css("a"):
            follow = self.detail if "/d/" in anchor.attrib["href"] else self.parse
            yield response.follow(anchor, follow)

    def detail(self, response: Response) -> Iterator[dict[str, Any]]:
        yield {"url": response.url, "body": response.text}


class ExtractAndCommit:
    """trafilatura on the whole page, and a commit for every item: what tutorials show."""

    def open_spider(self) -> None:
        self.database = sqlite3.connect(sys.argv[3])
        self.database.execute("CREATE TABLE pages (url TEXT PRIMARY KEY, text TEXT)")

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        text = trafilatura.extract(item["body"], url=item["url"])
        self.database.execute("INSERT INTO pages VALUES (?, ?)", (item["url"], text))
        self.database.commit()
        return item

    def close_spider(self) -> None:
        self.database.close()


def main() -> None:
    kind, url = sys.argv[1:3]
    pipelines = {"bench.spiders.ExtractAndCommit": 1} if kind == "naive" else {}
    process = AsyncCrawlerProcess({"LOG_LEVEL": "ERROR", "ITEM_PIPELINES": pipelines})
    process.crawl(Bare, start_urls=[url])
    process.start()


if __name__ == "__main__":
    main()
