"""The links of a page: address and whole title."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree, html
from scrapy.http import TextResponse

MAX_LINKS = 5000
"""A portal's site map has some hundred; a page with more is a trap."""


class Link(NamedTuple):
    url: str
    title: str


def links(response: TextResponse) -> list[Link]:
    """Every http(s) link in reading order."""
    return list(islice(_links(response.selector.root, response), MAX_LINKS))


def links_in(fragments: Iterable[str], response: TextResponse) -> list[Link]:
    """The same for pieces of HTML that a page carries inside scripts or XML."""
    root = html.fromstring(f"<div>{''.join(fragments)}</div>")
    return list(islice(_links(root, response), MAX_LINKS))


def _links(root: etree._Element, response: TextResponse) -> Iterator[Link]:
    for anchor in root.iter("a"):
        href = (anchor.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:")):
            continue
        try:
            url = response.urljoin(href)
            urlsplit(url).port  # noqa: B018  raises for http://x:99999/
        except ValueError:
            continue  # not an address at all, such as http://[
        if url.startswith(("http://", "https://")):
            yield Link(url.partition("#")[0], _title(anchor))


def _title(anchor: etree._Element) -> str:
    """Lists cut the text of a link and keep the whole in its ``title``: the longer one wins."""
    text = "".join("".join(str(part) for part in anchor.itertext()).split())
    return max(text, "".join((anchor.get("title") or "").split()), key=len)
