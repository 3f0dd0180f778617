"""Lonsun (龙讯, Anhui): columns by organ, ``type=3`` is the annual report of each.

``type=4&action=rel`` names the departments; long lists come as labels, fragments of HTML. The
look-alikes ``/OpennessAnnualReport/show/<id>`` print each report at an address of its own.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from scrapy import Request
from scrapy.http import TextResponse

from spiders import rows
from spiders.base import PortalSpider
from spiders.families.family import Family, marks, quoted
from spiders.families.generic import Generic
from spiders.links import Link, links

_COLUMN = re.compile(r"^(?P<root>.*?/public/column/)(?P<organ>\d+)(?:[/?]|$)")
_LABEL = r"[^'\"\s]{0,80}/site/label/\d+\?[^'\"\s]{0,600}"
_PAGES = re.compile(r"\bpageCount['\"]?\s*[:=]\s*['\"]?(\d+)")


class Lonsun(Family):
    name = "lonsun"
    addresses = marks(
        ("column of an organ", r"/public/column/\d+"),
        ("article /public/content/<id>", r"/public/content/\d+|/public/\d+/\d+\.html"),
        ("article /content/article/<id>", r"/content/article/\d+"),
        ("label, template or search of a site", r"/site/(label|tpl|search)/\d+"),
        ("look-alike openness … show", r"/(OpennessAnnualReport|XxgkAnnualReport|Xxgknb)/show/"),
        ("look-alike openness … show", r"/openness/detail/"),
    )
    markup = marks(
        ("columns of organs", r"/public/column/\d+"),
        ("label", r"/site/(label|tpl)/\d+"),
        ("xxgk_nav", r"\bxxgk_nav(con|li|_con)\b"),
        ("j-fontContent", r"\bj-fontContent\b", 2),
        ("timeFrame", r"id=['\"]timeFrame['\"]"),
        ("look-alike openness … show", r"/(OpennessAnnualReport|XxgkAnnualReport|Xxgknb)/show/"),
    )

    def links(self, page: TextResponse) -> list[Link]:
        return rows.read_rows(page) if "/site/label/" in page.url else []

    def lists(self, page: TextResponse) -> Iterator[Request]:
        """The report column of every organ that the page names, and the page that names all."""
        here = _COLUMN.match(page.url)
        organs = filter(None, (_COLUMN.match(link.url) for link in links(page)))
        named = dict.fromkeys((match["root"], match["organ"]) for match in organs)
        if here and "type=3" not in page.url and "action=rel" not in page.url:
            yield Request(f"{here['root']}{here['organ']}?type=4&action=rel")
        for root, organ in named:
            yield Request(f"{root}{organ}?type=3&action=list&nav=3")
            if here is None:
                yield Request(f"{root}{organ}?type=4&action=rel")
        for address in quoted(page.text, _LABEL):
            if "publicInfoList" in address:
                yield Request(urljoin(page.url, address))

    def next_page(self, page: TextResponse) -> Request | None:
        parts = urlsplit(page.url)
        asked = {name: values[0] for name, values in parse_qs(parts.query, True).items()}
        pages, number = _PAGES.search(page.text), asked.get("pageIndex", "")
        if pages is None or not number.isdecimal() or int(number) >= int(pages[1]):
            return None
        query = urlencode({**asked, "pageIndex": int(number) + 1})
        return Request(parts._replace(query=query).geturl())


class LonsunSpider(PortalSpider):
    name = "lonsun"
    families = (Lonsun(), Generic())
