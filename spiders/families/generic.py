"""Any server-rendered list: links, and a pager that people can click."""

from collections.abc import Iterator

from scrapy import Request
from scrapy.http import TextResponse

from parser.titles import normalise_title
from spiders.base import PortalSpider
from spiders.families.family import Family
from spiders.links import Link, links

NEXT = frozenset(
    {"下一页", "下页", "后一页", "下一页>", "下一页>>", "下一页»", ">", ">>", "›", "»"}
)


class Generic(Family):
    name = "generic"

    def links(self, response: TextResponse) -> list[Link]:
        return links(response)

    def pages(self, response: TextResponse) -> Iterator[Request]:
        following = (link.url for link in links(response) if normalise_title(link.title) in NEXT)
        if (url := next(following, None)) is not None:
            yield Request(url)


class GenericSpider(PortalSpider):
    name = "generic"
    families = (Generic(),)
