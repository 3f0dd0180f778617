"""The links of a page: address and whole title."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html
from scrapy.http import TextResponse

from store.urlkey import SESSION_ID

MAX_LINKS = 5000
"""A portal's site map has some hundred; a page with more is a trap."""

ARTICLE = re.compile(
    r"(\d{5,}|[0-9a-f]{24,32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(\.s?html?|\.jhtml)$"
    r"|/public/content/\d+$|/content_\d+$|/show/\w+\.html|/c\d+/content\.html$"
)
"""Addresses of single pages in all families: a long number, a digest, a UUID."""


# Servlet 6.1 §7.1.3, and the cookieless sessions of ASP.NET: /(S(24 characters))/
_IN_PATH = re.compile(r";jsessionid=[^/?#;]*|/\(S\([0-9a-z]{24}\)\)(?=/)", re.IGNORECASE)
_OF_THE_MOMENT = re.compile(
    r"(?<=[?&])(?:(?:jsessionid|phpsessid)=[^&]*"
    r"|(?:sid|sessionid|token)=(?=[^&]*[a-z])(?=[^&]*\d)[0-9a-z-]{8,}"
    r"|(?:_|r|t|v|rnd|rand|random|time|timestamp|nocache)"
    r"=(?:0?\.\d{4,}|1\d{9}(?:\d{3})?|20\d{12}))(?:&|$)",
    re.IGNORECASE,
)
"""Sessions whatever their length, or as random as only they are, and what keeps caches from
answering: ``Math.random()``, the seconds or milliseconds since 1970, or the moment itself."""


_OPENED = re.compile(
    r"(?:\bopen\(|\blocation(?:\.href)?\s*=|\blocation\.(?:assign|replace)\()"
    r"\s*['\"]([^'\"]{1,500})['\"]"
)
_PLAINLY = re.compile(r"^(?:https?:/|\.{0,2})/\S|\.(?:s?html?|jhtml|jspx?|aspx?|php)(?:\?|$)")
_VIEWER = re.compile(r"/viewer\.html?\?(?:[^#]*&)?file=([^&#]+)")


class Link(NamedTuple):
    url: str
    title: str


@lru_cache(maxsize=2)
def links(response: TextResponse) -> tuple[Link, ...]:
    """Every http(s) link in reading order; none where the bytes are no HTML. Remembered for the
    page at hand, for every family asks."""
    if response.selector.type == "json":
        return ()
    return tuple(islice(_links(response.selector.root, response), MAX_LINKS))


def links_in(fragments: Iterable[str], response: TextResponse) -> list[Link]:
    """The same for pieces of HTML that a page carries inside scripts, XML or JSON."""
    root = html.fromstring(f"<div>{''.join(fragments)}</div>")
    return list(islice(_links(root, response), MAX_LINKS))


def resolve(href: str, response: TextResponse) -> str | None:
    """The http(s) address a link leads to, without its fragment and what is only of this visit."""
    href = href.strip()
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:")):
        return None
    try:
        url = _shown(str(response.urljoin(href)).partition("#")[0])
        urlsplit(url).port  # noqa: B018  raises for http://x:99999/
    except ValueError:
        return None  # not an address at all, such as http://[
    return lasting(url) if url.startswith(("http://", "https://")) else None


def _shown(url: str) -> str:
    """The file behind a viewer of pdf.js, which takes it relative to its own address."""
    viewer = _VIEWER.search(url)
    return urljoin(url, unquote(viewer[1])) if viewer else url


def lasting(url: str) -> str:
    """The same page has the same address at each visit: without sessions and cache busters."""
    kept = _IN_PATH.sub("", url)
    for varying in (SESSION_ID, _OF_THE_MOMENT):
        kept = varying.sub("", kept)
    return url if kept == url else kept.rstrip("?&")


def _links(root: etree._Element, response: TextResponse) -> Iterator[Link]:
    for anchor in root.iter("a", "area", "option"):
        if (url := resolve(_address(anchor), response)) is not None:
            yield Link(url, _title(anchor))


def _address(anchor: etree._Element) -> str:
    """Of an option only what is plainly an address; that which a script opens, where the anchor
    itself leads nowhere."""
    if anchor.tag == "option":
        value = anchor.get("value") or ""
        return value if _PLAINLY.search(value) else ""
    href = (anchor.get("href") or "").strip()
    if href and not href.startswith(("#", "javascript:")):
        return href
    opened = _OPENED.search(f"{anchor.get('onclick') or ''} {href}")
    return opened[1] if opened else ""


def _title(anchor: etree._Element) -> str:
    """Lists cut the text of a link and keep the whole in its ``title``: the longer one wins. A
    link that is only a picture is named by what the picture says of itself, as is part of one."""
    text = "".join("".join(str(part) for part in anchor.itertext()).split())
    title = max(text, "".join((anchor.get("title") or "").split()), key=len)
    pictures = (
        image.get("alt") or image.get("title") or "" for image in anchor.iter("img", "area")
    )
    return title or next(filter(None, pictures), "")
