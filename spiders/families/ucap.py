"""Kaipu Ucap (开普): static lists ``<stem>_<k>.shtml`` where page k is k, or a JSON search.

The channel of the search is 32 hex digits, in the meta ``channelid`` or a variable of that name;
the ``cNNN`` of the path is another number.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

from scrapy import Request
from scrapy.http import TextResponse

from spiders import rows
from spiders.base import PortalSpider
from spiders.families.family import Family, marks
from spiders.families.generic import Generic
from spiders.links import ARTICLE, Link, links
from spiders.pagers import count_of

_CALL = re.compile(
    r"createPageHTML\(\s*['\"][^'\"]*['\"]\s*,\s*(\d+)\s*,\s*(\d+)\s*,"
    r"\s*['\"]([\w-]+)['\"]\s*,\s*['\"](\w+)['\"]"
)
_FILE = re.compile(
    r"(?P<stem>\w*?(?:list|rz|nb|index|channel)\w*?)(?:_(?P<number>\d{1,4}))?\.shtml$"
)
_CHANNEL = re.compile(
    r"channelid['\"]?\s*(?:content\s*=|[:=])\s*['\"]?([0-9a-f]{32})", re.IGNORECASE
)
_SEARCH = re.compile(
    r"((?:https?:)?/[\w./-]{0,80}?/?(?:common/search|searchList)/)([0-9a-f]{5,32})\b"
)
SEARCH_ROWS = 20


class Ucap(Family):
    name = "ucap"
    addresses = marks(
        ("article <month>/<32 hex>.shtml", r"/20\d{4}/[0-9a-f]{32}\.shtml$"),
        ("article <date>/<32 hex>.shtml", r"/20\d\d/\d+/\d+/[0-9a-f]{32}\.shtml$"),
        ("article c01_<id>", r"/c\d+_\d+\.shtml$"),
        ("list …list.shtml", r"/\w*list(_\w+)?\.shtml$"),
        ("redirect_firstChannel", r"/redirect_firstChannel\.shtml$"),
        ("list common_….shtml", r"/common_\w+\.shtml$"),
        ("JSON search", r"/common/search/|/searchList/"),
        ("Kaipu search", r"/so/s\?|/guestweb\d?/s\?"),
        ("column c<n>", r"/c\d{5,7}/", 2),
    )
    markup = marks(
        ("custom tags", r"<(ucaptitle|ucapcontent|publishtime)\b"),
        ("UCAP-CONTENT", r"\bUCAP-CONTENT\b"),
        ("meta channelid", r"name=['\"]channelid['\"]"),
        ("meta others 页面生成时间", r"页面生成时间"),
        ("articles <month>/<32 hex>.shtml", r"/20\d{4}/(c\d+_\d+|[0-9a-f]{32})\.shtml"),
        ("assets /xhtml/", r"/xhtml/(css|js|images)/", 2),
        ("lists …list.shtml", r"/\w*list\.shtml\b", 2),
        ("columns c<n>", r"/c\d{5,7}/", 2),
    )

    def links(self, page: TextResponse) -> list[Link]:
        return rows.read_rows(page)

    def lists(self, page: TextResponse) -> Iterator[Request]:
        """The search that a script of the page calls, or where the page itself has no rows, that
        of its channel."""
        called = _SEARCH.findall(page.text)
        if not called and not any(ARTICLE.search(link.url) for link in links(page)):
            called = [("/common/search/", channel) for channel in _CHANNEL.findall(page.text)]
        for path, channel in dict.fromkeys(called):
            query = {"page": 1, "_pageSize": SEARCH_ROWS, "_isAgg": "true", "_isJson": "true"}
            yield Request(page.urljoin(f"{path}{channel}?{urlencode(query)}"))

    def next_page(self, page: TextResponse) -> Request | None:
        if rows.is_json(page):
            return rows.next_page(page)
        file = _FILE.search(urlsplit(page.url).path)
        if match := _CALL.search(page.text):
            total, stem, extension = int(match[1]), match[3], match[4]
        elif file:
            total, stem, extension = count_of(page), file["stem"], "shtml"
        else:
            return None
        number = int((file and file["number"]) or 1) + 1
        return Request(page.urljoin(f"{stem}_{number}.{extension}")) if number <= total else None


class UcapSpider(PortalSpider):
    name = "ucap"
    families = (Ucap(), Generic())
