"""Any server-rendered list: plain links, a pager of any common scheme, and JSON beside the page.

Four regional portals in ten are none of the great families, and nearly all have this one shape.
The platforms that can be told by their addresses are marked; they need no code of their own.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from scrapy import Request
from scrapy.http import TextResponse

from spiders import pagers, rows
from spiders.base import PortalSpider
from spiders.families.family import Family, marks, quoted
from spiders.links import ARTICLE, Link, links

UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"

_SIDE_FILE = r"(?:\.{0,2}/)?[\w/.-]{0,100}(?:list|data|zcwj|nb|ds_)[\w-]{0,40}\.json"
_API = (
    r"[^'\"\s]{0,80}/(?:govChanInfo/getDocuments|info/getInfoCommon/?|iList\.jsp)\?[^'\"\s]{1,400}"
)
_CALL = re.compile(
    r"(?:getJSON|\.get|\.ajax|fetch)\(\s*(?:\{\s*url\s*:\s*)?['\"]([^'\"\s?]{0,100}\?[^'\"\s]{1,400})['\"]"
)
"""What a script fetches; the list of the column where it asks for a page by its number."""
MAX_SIDE_FILES = 3


class Generic(Family):
    name = "generic"
    addresses = marks(
        ("VSB", r"/info/\d+/\d+\.htm$"),
        ("Epoint", rf"/govxxgk/|/\d{{6,12}}/20\d{{6}}/{UUID}\.html$|/inteligentsearch/"),
        ("EasySite", r"/eportal/ui\?"),
        (
            "Shanghai",
            r"/nw\d+/|/20\d{6}/[0-9a-f]{32}\.html$|/zwgk-search-front/|\.sh\.gov\.cn/\w+/index\.html$",
        ),
        ("Liaoning", r"/web/.+/index\.shtml$|\.ln\.gov\.cn/"),
        ("Hebei", rf"/columns/{UUID}/"),
        ("Henan", r"\.henan\.gov\.cn/|/20\d\d/\d\d-\d\d/\d+\.html$", 2),
        ("Xi'an", r"/(\d{19}|[0-9a-f]{24})\.html$|nb/\d+\.html$"),
        ("Kunming", r"/c/20\d\d-\d\d-\d\d/\d+\.shtml$|\.km\.gov\.cn/"),
        ("Wuxi", r"/doc/20\d\d/\d\d/\d\d/\d+\.shtml$"),
        ("intertid", r"/intertidwebapp/|/gkmlpt/zdgk/|/xxgkml/index\.shtml$"),
        ("Nantong", rf"/content/{UUID}\.html$"),
        ("gongkai/show", r"/gongkai/show/\w+\.html$"),
        ("Jinan districts", r"/channel_[0-9a-f]{24}/doc_[0-9a-f]{24}\.html$"),
        ("SiteServer", r"/contents/\d+/\d+\.html$|/sitefiles/Api/"),
        ("content_<id>", r"/content_\d+(\.html?)?$"),
        ("nodes n<id>", r"/n\d{4,}/"),
        ("JEECMS", r"\.jspx|\.jhtml"),
        ("iList", r"/iList\.jsp\?"),
        ("page named by a number", r"/[a-z_]*\d{5,}\.html?$", 1),
        ("ASP, PHP, Struts", r"\.(aspx?|php|action|xp)(\?|$)"),
    )
    markup = marks(
        ("VSB", r"Visual SiteBuilder|_sitegray|\bv_news_content\b"),
        ("Epoint", r"\bewb-\w+"),
        ("EasySite", r"\beasysite-\w+|/eportal/ui\?"),
    )

    def links(self, page: TextResponse) -> list[Link]:
        return rows.read_rows(page) if rows.is_json(page) else list(links(page))

    def lists(self, page: TextResponse) -> Iterator[Request]:
        """Rows that the page fetches by script: JSON beside a page without rows, or an API."""
        files = page.xpath("//*[starts-with(@id, 'showData')]/@data").getall()
        if not any(ARTICLE.search(link.url) for link in self.links(page)):
            files += quoted(page.text, _SIDE_FILE)
        for file in list(dict.fromkeys(files))[:MAX_SIDE_FILES]:
            yield Request(page.urljoin(file))
        paged = (address for address in _CALL.findall(page.text) if _asks_for_a_page(address))
        for address in dict.fromkeys([*quoted(page.text, _API), *paged]):
            yield Request(page.urljoin(address))

    def next_page(self, page: TextResponse) -> Request | None:
        if rows.is_json(page):
            return rows.next_page(page)
        address = pagers.next_address(page)
        return Request(address) if address else None


def _asks_for_a_page(address: str) -> bool:
    return any(
        name in rows.NUMBERS and n.isdecimal() for name, n in parse_qsl(urlsplit(address).query)
    )


class GenericSpider(PortalSpider):
    name = "generic"
    families = (Generic(),)
