"""The level of a body, and the day by which it owes its report."""

import re
from collections.abc import Set
from datetime import date

from parser.extraction import Issuer

_COUNTY = re.compile(r".{1,12}?(?:县|旗|(?<!自治)(?<!开发)(?<!高新)(?<!工业园)(?<!保税)(?<!社)区)")
_PREFECTURE = re.compile(r".{2,10}?(?:自治州|地区|盟)")
_PROVINCE = re.compile(r"[^市]{2,6}(?:省|自治区)")
_CENTRAL = re.compile(r"国家|国务院|中国|中华人民共和国")

REGULATION_OF_2019 = 2019
"""The first report year under 国务院令第711号, art. 49: departments by 31 January, governments by
31 March. Art. 31 of 国务院令第492号 gave all until 31 March."""
GOVERNMENTS = ("government", "government_office")
"""An office publishes the report of its government, and often in its own name: the later day."""
TITLED_LEVELS = ("province", "prefecture", "county", None)
"""``None``: the words of the name do not tell, which they do for a town or a zone."""


def level_of(issuer: Issuer, of_places: Set[str]) -> str | None:
    """``province``, ``prefecture``, ``county``, ``township``, ``committee`` or ``other`` (the
    centre). A department stands at the level of its place; ``of_places`` are the levels that
    its name may mean. For a place unknown to the table the suffix speaks, but 市 says nothing."""
    if issuer.kind in ("township", "street"):
        return "township"
    if issuer.kind == "committee":
        return "committee"
    if len(of_places) == 1:
        return next(iter(of_places))
    return None if of_places else _level_of_words(issuer.name or "")


def _level_of_words(name: str) -> str | None:
    words = {
        "other": _CENTRAL,
        "county": _COUNTY,
        "prefecture": _PREFECTURE,
        "province": _PROVINCE,
    }
    return next((level for level, pattern in words.items() if pattern.match(name)), None)


def deadline_of(kind: str | None, level: str | None, year: int) -> date | None:
    """The last day on which the report of ``year`` is in time. ``None`` for bodies to which the
    regulation sets no day: towns, streets, zones, vertical organs, institutions."""
    if level not in TITLED_LEVELS or kind not in ("department", *GOVERNMENTS):
        return None
    if kind == "department" and year >= REGULATION_OF_2019:
        return date(year + 1, 1, 31)
    return date(year + 1, 3, 31)
