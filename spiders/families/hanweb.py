"""Hanweb JCMS and JPAAS (大汉): lists in an XML island, behind a data proxy, or built as units.

- the page holds the first block of records as CDATA of ready HTML, and a ``nextgroup`` with the
  address of the following block; where it names none, blocks are asked for by record number
- JPAAS: an element carries the address of a unit and its query; the unit answers ready HTML
- the disclosure module lists by a search, whose form stands in the script that sends it
- the disclosure module: ``xxgkAnnualReport.jsp?area=<unit>&fbtime=<year>`` is the report itself
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from scrapy import Request
from scrapy.http import TextResponse

from spiders import rows
from spiders.base import PortalSpider
from spiders.families.family import Family, marks
from spiders.families.generic import Generic
from spiders.forms import post
from spiders.links import Link, links_in
from spiders.pagers import count_of

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

_UNIT_KEYS = ("parseType", "webId", "tplSetId", "pageType", "tagId", "editType", "pageId")
UNIT_ROWS = 15
"""Rows a page where the query of the unit names none."""

_AREA = re.compile(r"(?:vc_xxgkarea|\barea)['\"]?\s*[=:]\s*['\"]?([0-9A-Z][0-9A-Z-]{5,40})")
_CODE = re.compile(r"funclick\(\\?['\"]([0-9A-Z][0-9A-Z-]{8,40})\\?['\"]")
_YEAR = re.compile(r"fbtime=(20\d\d)|[>'\"](20[012]\d)年?(?:[<'\"]|年度)")
_TREE = r"[^'\"\s]{0,80}/module/xxgk/tree\.jsp[^'\"\s]{0,300}"
REPORT = "/module/xxgk/xxgkAnnualReport.jsp"
MAX_UNITS = 300
SEARCH = "/module/xxgk/search.jsp"
_SEARCH = re.compile(r"/module/xxgk/search\.jsp['\"]\s*,\s*\{([^{}]{1,2000})\}")
_FIELD = re.compile(r"(\w{1,40})['\"]?\s*:\s*['\"]?([^'\",}]*)")
_CHANNEL = re.compile(r"\b(webSiteCode|channelCode)(?:\[\])?['\"]?\s*[:=]\s*\[?\s*['\"]([\w-]+)")


class Hanweb(Family):
    name = "hanweb"
    addresses = marks(
        ("article art_<column>_<id>", r"/art/20\d\d/(\d+/\d+/)?art_\w+\.html"),
        ("column col<n>", r"/col/col\d+(/|$)"),
        ("column <n>_<n>", r"/col/\d+_\d+/"),
        ("Hanweb module", r"/module/(web|jpage|xxgk|download)/|/jcms_files/"),
        ("Hanweb search", r"/jsearchfront/|/jrobot(front)?/"),
        ("JPAAS", r"/jpaas-publish-server/"),
    )
    markup = marks(
        ("大汉版通", r"大汉版通|大汉网络"),
        ("column col<n>", r"/col/col\d+/"),
        ("article art_<column>_<id>", r"/art/20\d\d/(\d+/\d+/)?art_\w+\.html"),
        ("Hanweb module", r"/module/(web|jpage|xxgk|jslib|visitcount)/|/jcms_files/"),
        ("pagecontrol.js", r"/script/pagecontrol\.js"),
        ("JPAAS", r"/jpaas-publish-server/"),
        ("datastore", r"<datastore>"),
    )

    def links(self, page: TextResponse) -> list[Link]:
        if "/jpaas-publish-server/" in page.url or page.url.endswith("/queryList"):
            return rows.read_rows(page)
        return links_in(_cdata(page.text, "record"), page)

    def lists(self, page: TextResponse) -> Iterator[Request]:
        yield from _units(page)
        yield from _annual_reports(page)
        yield from _searches(page)
        channel = dict(_CHANNEL.findall(page.text)) if "/queryList" in page.text else {}
        if {"webSiteCode", "channelCode"} <= channel.keys():  # Jiangxi
            form = {f"{name}[]": code for name, code in channel.items()}
            yield post(page.urljoin("/queryList"), {"current": 1, "pageSize": UNIT_ROWS, **form})

    def next_page(self, page: TextResponse) -> Request | None:
        if page.url.endswith("/queryList"):
            return rows.next_page(page)
        if page.url.endswith(SEARCH):
            return _next_of_search(page)
        if "/jpaas-publish-server/" in page.url:
            return _next_unit(page)
        if (group := next(_cdata(page.text, "nextgroup"), None)) is not None:
            href = _HREF.search(group)
            if address := unescape(href[1] if href else group).strip():
                return Request(page.urljoin(address))
        if "dataproxy.jsp" in page.url:
            return _next_block(page)
        proxy = _PROXY.search(page.text)
        return _first_block(page, proxy[0]) if proxy else None


def _searches(page: TextResponse) -> Iterator[Request]:
    for match in _SEARCH.finditer(page.text):
        form = dict(_FIELD.findall(match[1]))
        if form.get("infotypeId"):  # without one it lists all that the portal ever disclosed
            yield post(page.urljoin(SEARCH), {**form, "currpage": 1})


def _next_of_search(page: TextResponse) -> Request | None:
    """As many pages as the answer counts."""
    request = page.request
    form = dict(parse_qsl(request.body.decode(), True)) if request is not None else {}
    number = form.get("currpage", "")
    if not number.isdecimal() or int(number) >= count_of(page):
        return None
    return post(page.url, {**form, "currpage": int(number) + 1})


def _first_block(page: TextResponse, proxy: str) -> Request | None:
    """By record number, from the first record that the page itself does not hold."""
    total, per_page = _TOTAL.search(page.text), _PER_PAGE.search(page.text)
    if total is None or per_page is None:
        return None
    held = sum(1 for _ in _cdata(page.text, "record"))
    form = dict(_PARAMETER.findall(page.text))
    return _block(page.urljoin(proxy), form, held + 1, int(per_page[1]), int(total[1]))


def _next_block(page: TextResponse) -> Request | None:
    """The address of a block says where it ends; the answer, how many records there are."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}
    end, per_page = asked.pop("endrecord", ""), asked.pop("perpage", "")
    total = _TOTAL.search(page.text)
    if not (end.isdecimal() and per_page.isdecimal() and total):
        return None
    form = dict(parse_qsl(page.request.body.decode("utf-8", "replace"))) if page.request else {}
    asked.pop("startrecord", None)
    address = urlsplit(page.url)._replace(query="").geturl()
    return _block(address, {**asked, **form}, int(end) + 1, int(per_page), int(total[1]))


def _block(url: str, form: dict[str, str], first: int, per_page: int, total: int) -> Request | None:
    if first > min(total, MAX_RECORDS):
        return None
    last = first + per_page * BLOCK_PAGES - 1
    query = urlencode({"startrecord": first, "endrecord": last, "perpage": per_page})
    return post(f"{url}?{query}", form)


def _units(page: TextResponse) -> Iterator[Request]:
    """A container that already holds its first page is asked for the second."""
    for element in page.xpath("//*[@querydata]"):
        address = element.attrib.get("url") or element.attrib.get("uniturl")
        query = _query(element.attrib["querydata"])
        if address and query.get("pageId"):
            held = bool(element.xpath(".//li//a"))
            size = int(query["rows"]) if query.get("rows", "").isdecimal() else UNIT_ROWS
            keys = {key: query[key] for key in _UNIT_KEYS if key in query}
            yield _unit(page.urljoin(address), keys, 2 if held else 1, size)


def _query(attribute: str) -> dict[str, str]:
    """JSON, in the quotes that the attribute leaves free."""
    try:
        found: Any = json.loads(attribute.replace("'", '"'))
    except ValueError:
        return {}
    return {key: str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _unit(url: str, query: dict[str, str], number: int, size: int) -> Request:
    paging = json.dumps({"pageNo": number, "pageSize": size})
    return Request(f"{url}?{urlencode({**query, 'paramJson': paging})}")


def _next_unit(page: TextResponse) -> Request | None:
    """Until a page is not full; a server that repeats page 1 is ended by its repeated rows."""
    asked = dict(parse_qsl(urlsplit(page.url).query))
    paging = _query(asked.pop("paramJson", ""))
    size = int(paging.get("pageSize", UNIT_ROWS))
    if len(rows.read_rows(page)) < size:
        return None
    url = urlsplit(page.url)._replace(query="").geturl()
    return _unit(url, asked, int(paging.get("pageNo", 1)) + 1, size)


def _annual_reports(page: TextResponse) -> Iterator[Request]:
    """The tree names the units; the years stand beside it, and where they do not, the page of a
    unit says which there are."""
    if "/module/xxgk/" not in page.text and "/module/xxgk/" not in page.url:
        return
    for match in dict.fromkeys(re.findall(_TREE, page.text)):
        yield Request(page.urljoin(unescape(match)))
    if "tree.jsp" in page.url or REPORT in page.text:
        units = list(dict.fromkeys(_AREA.findall(page.text) + _CODE.findall(page.text)))
        years = sorted({a or b for a, b in _YEAR.findall(page.text)}, reverse=True)
        for unit in units[:MAX_UNITS]:
            for year in years or [None]:
                query = {"area": unit, **({"fbtime": year} if year else {})}
                yield Request(page.urljoin(f"{REPORT}?{urlencode(query)}"))


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
