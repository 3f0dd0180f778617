"""Which family a portal is of, with the evidence; from an address alone, or a page as well."""

from collections.abc import Iterable

import msgspec
from scrapy.http import TextResponse

from spiders.families.family import Family, Mark
from spiders.families.generic import Generic
from spiders.families.gkmlpt import Gkmlpt
from spiders.families.hanweb import Hanweb
from spiders.families.lonsun import Lonsun
from spiders.families.trs import Trs
from spiders.families.ucap import Ucap

FAMILIES: tuple[Family, ...] = (Gkmlpt(), Lonsun(), Hanweb(), Trs(), Ucap(), Generic())
"""In the order in which their pagers are asked, and the one with the odder marks first."""

MAX_CHARACTERS = 500_000
"""Of a page, looked at for marks."""


class Recognised(msgspec.Struct, frozen=True):
    """``marks`` are what speaks for the family, with their weights."""

    family: str
    marks: dict[str, int]

    @property
    def weight(self) -> int:
        return sum(self.marks.values())


def recognise(url: str, page: TextResponse | None = None) -> list[Recognised]:
    """Every family that anything speaks for, the likeliest first; empty where nothing tells."""
    text = page.text[:MAX_CHARACTERS] if page is not None else ""
    found = []
    for family in FAMILIES:
        seen = [*_seen(family.addresses, url), *(_seen(family.markup, text) if text else ())]
        if seen:
            found.append(Recognised(family.name, {mark.says: mark.weight for mark in seen}))
    return sorted(found, key=lambda one: -one.weight)


def _seen(marks: Iterable[Mark], text: str) -> list[Mark]:
    return [mark for mark in marks if mark.pattern.search(text)]
