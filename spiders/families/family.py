"""What a family knows that another does not: where its links are, and how its pager goes."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from scrapy import Request
from scrapy.http import TextResponse

from spiders.links import Link


class Family(ABC):
    name: ClassVar[str]

    def links(self, response: TextResponse) -> list[Link]:  # noqa: ARG002
        """The links of a page that are not plain anchors; those every family shares."""
        return []

    @abstractmethod
    def pages(self, response: TextResponse) -> Iterator[Request]:
        """The further list pages that this one tells of in the dialect of the family, nothing
        where it is another's page; the spider adds the callbacks."""
