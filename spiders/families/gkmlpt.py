"""Guangdong: NFCMS pages and the disclosure platform ``gkmlpt``, whose lists are an API.

The shell of the platform carries ``_CONFIG`` with the site's number (``SID``) and the tree of its
columns. 100 rows a page; page 0 is page 1.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from scrapy import Request
from scrapy.http import TextResponse

from spiders import rows
from spiders.base import PortalSpider
from spiders.discovery import COLUMN_WORDS
from spiders.families.family import Family, marks
from spiders.families.generic import Generic
from spiders.links import Link, resolve

PAGE_ROWS = 100
MAX_NODES = 5000

_SID = re.compile(r"\bSID['\"]?\s*[:=]\s*['\"]?(\d+)")
_TREE = re.compile(r"\bTREE['\"]?\s*[:=]\s*(?=[\[{])")
_PLATFORM = re.compile(r"https?://[^?#]*?/gkmlpt(?=/|$)")


class Gkmlpt(Family):
    name = "gkmlpt"
    addresses = marks(
        ("platform gkmlpt", r"/gkmlpt/(index|annualreport|guide|policy|api|content)"),
        ("article post_<id>", r"/content/(\d+/\d+/)?m?post_\d+\.html"),
    )
    markup = marks(
        ("NFCMS", r"\bNFCMS_(SITE|POST|CAT|PUB)_\w+"),
        ("platform gkmlpt", r"/gkmlpt/(index|annualreport|guide|policy|api|content)"),
        ("_CONFIG", r"\bwindow\._CONFIG\b"),
        ("articles post_<id>", r"/content/m?post_\d+\.html"),
    )

    def links(self, page: TextResponse) -> list[Link]:
        """Rows of the API; columns of the tree that stand elsewhere."""
        if "/gkmlpt/api/" in page.url:
            return rows.read_rows(page)
        elsewhere = (
            (resolve(node.get("jump_url") or "", page), name) for node, name in _nodes(page)
        )
        return [Link(url, name) for url, name in elsewhere if url]

    def lists(self, page: TextResponse) -> Iterator[Request]:
        platform, sid = _PLATFORM.match(page.url), _SID.search(page.text)
        if platform and sid:
            for node, _ in _nodes(page):
                address = f"{platform[0]}/api/all/{node.get('id')}?page=1&sid={sid[1]}"
                yield Request(address)
        elif "NFCMS_" in page.text and "/gkmlpt" not in page.text:
            yield Request(page.urljoin("/gkmlpt/annualreport"))

    def next_page(self, page: TextResponse) -> Request | None:
        return rows.next_page(page, PAGE_ROWS) if "/gkmlpt/api/" in page.url else None


def _nodes(page: TextResponse) -> Iterator[tuple[dict[str, Any], str]]:
    """The report column of the tree; what hangs below it is split by year or organ."""
    found = _TREE.search(page.text)
    if found is None:
        return
    try:
        tree, _ = json.JSONDecoder().raw_decode(page.text, found.end())
    except (ValueError, RecursionError):
        return
    waiting, seen = [(tree, False)], 0
    while waiting and seen < MAX_NODES:
        node, below = waiting.pop()
        seen += 1
        if isinstance(node, list):
            waiting += [(child, below) for child in reversed(node)]
        elif isinstance(node, dict):
            name = str(node.get("name") or "")
            below = below or bool(COLUMN_WORDS.search(name))
            waiting.append((node.get("children"), below))
            if below and node.get("id") is not None:
                yield node, name


class GkmlptSpider(PortalSpider):
    name = "gkmlpt"
    families = (Gkmlpt(), Generic())
