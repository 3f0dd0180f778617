"""Which year a report is of, and the period its figures cover."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from parser.extraction import Period
from parser.metadata.dates import FIRST_YEAR, LAST_YEAR, arabic_years, years_in

PLAUSIBLE = range(FIRST_YEAR, LAST_YEAR + 1)

_PERIOD = re.compile(
    r"(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})日?起?[^\d。]{0,4}"
    r"(?:(20\d\d|\d{2,6})[年./-])?(\d{1,2})[月./-](\d{1,2})(?!\d)"
)
"""The second year may be left out, or have lost or doubled digits: 至202020年12月31日."""
_WHOLE_YEAR = re.compile(r"(20\d\d)年0?1月[^\d。]{1,4}(?:20\d\d年)?12月(?!\d)")
_DAMAGED = re.compile(r"统计(?:期限|时限|时间|数据)[^。\d]{0,12}(20\d\d)")
_CAPTION = re.compile(r"[(（](20\d\d)年度?[)）]")
_REPORT_OF = re.compile(r"(20\d\d)年度?[^，,。]{0,30}(?:年度报告|年报)")


class Year(NamedTuple):
    """``sources`` are all the years that the document gives as its own, by where they stand."""

    year: int | None
    period: Period
    sources: dict[str, int]


def read_year(
    title: str | None, preamble: str, lines: Sequence[str], overview: str, published: str | None
) -> Year:
    """The first source that answers wins; the others are kept to be compared."""
    text = "".join(arabic_years(preamble).split())
    period = _read_period(text)
    caption = next((m for line in lines if (m := _CAPTION.fullmatch(_packed(line)))), None)
    answers = {
        "period": int(period.start[:4]) if period.start else _first(_DAMAGED.findall(text)),
        "title": _first(years_in(title or "")),
        "caption": int(caption[1]) if caption else None,
        "preamble": _first(_REPORT_OF.findall(text)),
        "overview": _first(years_in(overview[:60])),
        "published": int(published[:4]) - 1 if published else None,
    }
    sources = {name: year for name, year in answers.items() if year and year in PLAUSIBLE}
    return Year(next(iter(sources.values()), None), period, sources)


def _packed(line: str) -> str:
    return "".join(line.split())


def _first(years: Sequence[str] | Sequence[int]) -> int | None:
    return int(years[0]) if years else None


def _read_period(text: str) -> Period:
    match = _PERIOD.search(text)
    if not match:
        whole = _WHOLE_YEAR.search(text)
        return Period(f"{whole[1]}-01-01", f"{whole[1]}-12-31") if whole else Period()
    first, month, day, last, last_month, last_day = match.groups()
    last = last if last and last in map(str, PLAUSIBLE) else first
    try:
        start = date(int(first), int(month), int(day))
        end = date(int(last), int(last_month), int(last_day))
    except ValueError:
        return Period()
    return Period(start.isoformat(), end.isoformat())


def is_whole_year(period: Period) -> bool:
    start, end = period.start or "", period.end or ""
    return start[4:] == "-01-01" and end == f"{start[:4]}-12-31"
