"""Hanweb JCMS (大汉): the list stands in an XML island of the page, the rest behind a data proxy.

The page holds the first block of records as CDATA of ready HTML, and a ``nextgroup`` with the
address of the following block; where it names none, blocks are asked for by record number.
"""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import TextResponse

from spiders.base import PortalSpider
from spiders.families.family import Family
from spiders.families.generic import Generic
from spiders.links import Link, links_in

_HREF = re.compile(r"href=['\"]([^'\"]+)")
_PROXY = re.compile(r"[\w/]{0,60}/jpage/dataproxy\.jsp")
_TOTAL = re.compile(r"totalrecord['\"]?\s*[:=>]\s*['\"]?(\d+)", re.IGNORECASE)
_PER_PAGE = re.compile(r"perpage['\"]?\s*[:=]\s*['\"]?(\d+)", re.IGNORECASE)
_PARAMETER = re.compile(
    r"['\"]?\b(col|appid|webid|path|columnid|sourceContentType|unitid|webname|permissiontype)"
    r"['\"]?\s*:\s*['\"]?([^'\",}\s]*)"
)
BLOCK_PAGES = 3
"""Pages in a block, as the portals' own script asks for them."""
MAX_RECORDS = 3000


class Hanweb(Family):
    name = "hanweb"

    def links(self, response: TextResponse) -> list[Link]:
        return links_in(_cdata(response.text, "record"), response)

    def pages(self, response: TextResponse) -> Iterator[Request]:
        if (group := next(_cdata(response.text, "nextgroup"), None)) is not None:
            href = _HREF.search(group)
            if address := unescape(href[1] if href else group).strip():
                yield Request(response.urljoin(address))
        elif proxy := _PROXY.search(response.text):
            yield from self._blocks(response, proxy[0])

    def _blocks(self, response: TextResponse, proxy: str) -> Iterator[Request]:
        """By record number, from the first record that the page itself does not hold."""
        total, per_page = _TOTAL.search(response.text), _PER_PAGE.search(response.text)
        if total is None or per_page is None:
            return
        size = int(per_page[1]) * BLOCK_PAGES
        form = urlencode(dict(_PARAMETER.findall(response.text)))
        held = sum(1 for _ in _cdata(response.text, "record"))
        for first in range(held + 1, min(int(total[1]), MAX_RECORDS) + 1, size):
            query = {"startrecord": first, "endrecord": first + size - 1, "perpage": per_page[1]}
            yield Request(
                response.urljoin(f"{proxy}?{urlencode(query)}"),
                method="POST",
                body=form,
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            )


def _cdata(text: str, element: str) -> Iterator[str]:
    """The contents of CDATA elements, by plain search: a page full of openings without an end
    would cost a regular expression the square of its length."""
    for piece in text.split(f"<{element}>")[1:]:
        start, end = piece.find("<![CDATA["), piece.find("]]>")
        if 0 <= start < end:
            yield piece[start + len("<![CDATA[") : end]


class HanwebSpider(PortalSpider):
    name = "hanweb"
    families = (Hanweb(), Generic())
