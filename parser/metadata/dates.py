"""Dates and years as portals and reports print them. There is no clock here: a date without a
year, or "three days ago", is no date."""

import re
import unicodedata
from datetime import date

FIRST_YEAR, LAST_YEAR = 2003, 2049
"""The first reports are of 2008, local ones of 2004 on; a later year is a slip of the pen."""

_DIGITS = str.maketrans("〇○Oo零一二三四五六七八九０１２３４５６７８９", "000001234567890123456789")
_CHINESE_YEAR = re.compile(r"[二2][〇○Oo零0][〇○Oo零一二三四五六七八九\d]{2}(?=\s*年)")
_NUMERAL = "(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_MONTH_OR_DAY = re.compile(rf"{_NUMERAL}(?=[月日])")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_PLAIN = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)")
_CHINESE_DATE = re.compile(
    r"([二2][〇○Oo零0][〇○Oo零一二三四五六七八九\d]{2})\s*年\s*"
    rf"({_NUMERAL}|\d{{1,2}})\s*月\s*({_NUMERAL}|\d{{1,2}})\s*日"
)
_OTHER_DATE = re.compile(r"[A-Za-z]{3,9}\.?\s+\d|\d\s*[A-Za-z]{3,9}|\d{1,2}[-/.]\d{1,2}[-/.]20\d\d")
MAX_LENGTH = 40
"""A date field longer than this is no date; dateparser would search it for one."""


def arabic_years(text: str) -> str:
    """``二○一九年`` → ``2019年``: only within a run of numerals before 年, as 〇, ○, O and 零
    all stand for 0 there and nowhere else."""
    return _CHINESE_YEAR.sub(lambda match: match.group().translate(_DIGITS), text)


def arabic_dates(text: str) -> str:
    """``二〇二三年一月一日``, also full-width → ``2023年1月1日``; half-width throughout."""
    years = arabic_years(unicodedata.normalize("NFKC", text))
    return _MONTH_OR_DAY.sub(lambda match: str(_number(match.group())), years)


def years_in(text: str) -> list[int]:
    found = map(int, _YEAR.findall(arabic_years(text)))
    return [year for year in found if FIRST_YEAR <= year <= LAST_YEAR]


def read_date(text: str) -> str | None:
    """The first date in a text, ISO; by plain rules, else by dateparser where letters or a day
    before its month ask for it."""
    text = text.strip()
    if match := _PLAIN.search(text) or _COMPACT.search(text):
        return _iso(*map(int, match.groups()))
    if match := _CHINESE_DATE.search(text):
        year, month, day = match.groups()
        return _iso(int(year.translate(_DIGITS)), _number(month), _number(day))
    if len(text) <= MAX_LENGTH and _OTHER_DATE.search(text):
        return _parse_any(text)
    return None


def _parse_any(text: str) -> str | None:
    from dateparser import parse  # noqa: PLC0415  0.2 s to import, wanted by one page in thousands

    found = parse(text, settings={"REQUIRE_PARTS": ["day", "month", "year"], "TIMEZONE": "UTC"})
    return _iso(found.year, found.month, found.day) if found else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _number(numeral: str) -> int:
    """1 to 31 in Chinese or Arabic digits: 十 二十 二十一 三十一 7."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int(ones.translate(_DIGITS))
    return int(tens.translate(_DIGITS) or 1) * 10 + int(ones.translate(_DIGITS) or 0)
