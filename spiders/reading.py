"""What one page tells a spider, in the dialects it is read in. Pure: no request is sent here."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from scrapy import Request
from scrapy.http import TextResponse

from spiders import discovery
from spiders.discovery import Role
from spiders.documents import documents
from spiders.families.family import Family
from spiders.forwards import forwards
from spiders.links import Link
from spiders.rows import is_json


class Reading(NamedTuple):
    """``links`` are all of them, ``roles`` the ones that lead on; ``lists`` are fetched by the
    page's scripts; ``forwards`` is where its content really stands."""

    links: list[Link]
    roles: list[tuple[Link, Role]]
    lists: list[Request]
    forwards: list[str]
    documents: list[Link]
    prints_report: bool
    dropped: list[str]

    def leading_to(self, role: Role) -> list[Link]:
        return [link for link, found in self.roles if found == role]


Place = Literal["home", "platform", "column"]
"""Where a page stands; what its links mean depends on it."""


def read_page(page: TextResponse, families: Sequence[Family], place: Place) -> Reading:
    links = list(dict.fromkeys(link for family in families for link in family.links(page)))
    roles, dropped = [], []
    for link in links:
        role = _role(link, page.url, place)
        if role is not None:
            roles.append((link, role))
        elif reason := discovery.dropped(link):
            dropped.append(reason)
    if is_json(page):
        return Reading(links, roles, [], [], [], prints_report=False, dropped=dropped)
    prints_report = discovery.prints_a_report(page)
    return Reading(
        links,
        roles,
        [request for family in families for request in family.lists(page)],
        forwards(page),
        documents(page) if prints_report else [],
        prints_report,
        dropped,
    )


def _role(link: Link, url: str, place: Place) -> Role | None:
    if place == "column":
        return discovery.role_in_column(link, url)
    return discovery.role_on_platform(link, url) if place == "platform" else discovery.role(link)


def next_page(page: TextResponse, families: Sequence[Family]) -> Request | None:
    """By the first pager that the page answers to; the families come before the generic one."""
    return next(filter(None, (family.next_page(page) for family in families)), None)
