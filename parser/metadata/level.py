"""The level of a body."""

import re
from collections.abc import Set

from parser.extraction import Issuer

_COUNTY = re.compile(r".{1,12}?(?:县|旗|(?<!自治)(?<!开发)(?<!高新)(?<!工业园)(?<!保税)(?<!社)区)")
_PREFECTURE = re.compile(r".{2,10}?(?:自治州|地区|盟)")
_PROVINCE = re.compile(r"[^市]{2,6}(?:省|自治区)")
_CORPS = re.compile(r"新疆生产建设兵团(第.{1,3}师)?")
"""It ranks with provinces and its divisions (师) with prefectures, whatever place they stand in."""
_CENTRAL = re.compile(r"国家|国务院|中国|中华人民共和国")


def level_of(issuer: Issuer, of_places: Set[str]) -> str | None:
    """``province``, ``prefecture``, ``county``, ``township``, ``committee`` or ``other`` (the
    centre). A department stands at the level of its place; ``of_places`` are the levels that
    its name may mean. For a place unknown to the table the suffix speaks, but 市 says nothing."""
    if issuer.kind in ("township", "street"):
        return "township"
    if issuer.kind == "committee":
        return "committee"
    if corps := _CORPS.match(issuer.name or ""):
        return "prefecture" if corps[1] else "province"
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
