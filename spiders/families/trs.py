"""TRS WCM (拓尔思): directories of static pages, relative links, a pager that only a script knows.

The trap: page 1 is ``index.html``, and ``index_1.html`` is page 2. The number of pages stands in
``createPageHTML(total, current, "index", "html")``, in the variable ``countPage``, or in links
``javascript:next(3)``; the stem may be another word (``newxxgklist_3.html``).
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import TextResponse

from spiders import rows
from spiders.base import PortalSpider
from spiders.families.family import Family, marks
from spiders.families.generic import Generic
from spiders.forms import post
from spiders.links import Link

_CALL = re.compile(
    r"createPage(?:HTML)?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*['\"]([\w-]+)['\"]\s*,\s*['\"](\w+)['\"]"
)
_VARIABLE = re.compile(r"\b(?:countPage|countpage)\s*=\s*(\d+)")
_CLICK = re.compile(r"javascript:next\((\d+)\)")
_FILE = re.compile(r"([\w-]*?[a-z])(?:_(\d{1,4}))?\.(s?html?)$", re.IGNORECASE)
_FUJIAN = re.compile(r"['\"]?\b(channelid|chnlid)['\"]?\s*[:=]\s*['\"]?(\d+)")


class Trs(Family):
    name = "trs"
    addresses = marks(
        ("article t<date>_<id>", r"/t20\d{6}_\d+\.s?html?$"),
        ("article t<id>", r"/t\d{5,}\.s?html?$"),
        ("document P0<time>", r"/[PW]0\d{14,}\.\w{2,4}$"),
        ("TRS search", r"/was5/web/|/igs/front/|trs-?search/|/irs/front/|/fjdzapp/"),
        ("page index_<n>", r"/index_\d+\.s?html?$", 1),
        ("directory with a number", r"_\d{3,}(/|/index\.s?html)$", 1),
        ("directory of the reports", r"(gk|xxgk|zf)nb(/|/index\.s?html)?$", 1),
        ("directory", r"://[^/]+/.+/$", 1),
    )
    markup = marks(
        ("articles t<date>_<id>", r"/t20\d{6}_\d+\.s?html?\b"),
        ("TRS_Editor", r"\bTRS_(UE)?Editor\b|\btrs_(editor_view|paper_default)\b"),
        ("CurrChnlCls", r"\bCurrChnlCls\b"),
        ("createPageHTML(total, current, stem)", _CALL.pattern),
        ("countPage", r"\bcountPage\s*=", 2),
        ("TRS search", r"/was5/web/search|/igs/front/search"),
        ("relative links ./", r"href=['\"]\.\.?/\w", 1),
    )

    def links(self, page: TextResponse) -> list[Link]:
        return rows.read_rows(page) if "/fjdzapp/" in page.url else []

    def lists(self, page: TextResponse) -> Iterator[Request]:
        """Fujian: the rows come from a search in the column's own channel."""
        if "/fjdzapp/search" not in page.text:
            return
        found = dict(_FUJIAN.findall(page.text))
        if {"channelid", "chnlid"} <= found.keys():
            form = {
                "channelid": found["channelid"],
                "classsql": f"chnlid={found['chnlid']}",
                "sortfield": "-docreltime",
                "page": 1,
                "prepage": 50,
            }
            yield post(page.urljoin("/fjdzapp/search"), form)

    def next_page(self, page: TextResponse) -> Request | None:
        if "/fjdzapp/" in page.url:
            return rows.next_page(page)
        stem, number, extension = _file(page.url)
        if match := _CALL.search(page.text):
            total, stem, extension = int(match[1]), match[3], match[4]
        elif match := _VARIABLE.search(page.text):
            total = int(match[1])
        else:
            total = max((int(clicked) for clicked in _CLICK.findall(page.text)), default=0)
        if number + 1 >= total:
            return None
        return Request(page.urljoin(f"{stem}_{number + 1}.{extension}"))


def _file(url: str) -> tuple[str, int, str]:
    """Stem, number counted from 0, extension of a list page."""
    name = urlsplit(url).path.rpartition("/")[2]
    match = _FILE.fullmatch(name or "index.html")
    return (match[1], int(match[2] or 0), match[3]) if match else ("index", 0, "html")


class TrsSpider(PortalSpider):
    name = "trs"
    families = (Trs(), Generic())
