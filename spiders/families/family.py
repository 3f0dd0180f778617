"""What a family knows that another does not: its marks, its lists, and how its pager goes."""

import re
from abc import ABC
from collections.abc import Iterable, Iterator
from typing import ClassVar, NamedTuple

from scrapy import Request
from scrapy.http import TextResponse

from spiders.links import Link


class Mark(NamedTuple):
    """``weight``: 3 for a shape that only this family has, 2 for one that is mostly its own, 1 for
    a mere habit."""

    says: str
    pattern: re.Pattern[str]
    weight: int = 3


class Family(ABC):
    """Pure: a response goes in, links and requests come out; the spider adds the callbacks."""

    name: ClassVar[str]
    addresses: ClassVar[tuple[Mark, ...]]
    """Looked for in the address of a page."""
    markup: ClassVar[tuple[Mark, ...]] = ()
    """Looked for in its text."""

    def links(self, page: TextResponse) -> list[Link]:  # noqa: ARG002
        """The links that are not plain anchors; those every family shares."""
        return []

    def lists(self, page: TextResponse) -> Iterable[Request]:  # noqa: ARG002
        """The lists of reports that this page shows by a script, or that stand at an address
        every portal of the family has."""
        return ()

    def next_page(self, page: TextResponse) -> Request | None:  # noqa: ARG002
        """The page after this one of the same list, if the family's pager tells of one."""
        return None


def marks(*rows: tuple[str, str] | tuple[str, str, int]) -> tuple[Mark, ...]:
    return tuple(
        Mark(row[0], re.compile(row[1], re.IGNORECASE), *row[2:])  # a mark weighs 3 unless told
        for row in rows
    )


def quoted(text: str, pattern: str) -> Iterator[str]:
    """Addresses between quotes in a page's scripts, each once: ``'/site/label/8888?…'``."""
    found = re.findall(rf"['\"]({pattern})['\"]", text)
    yield from dict.fromkeys(match.replace("&amp;", "&") for match in found)
