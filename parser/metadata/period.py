"""Which year a report is of, and the period its figures cover."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from parser.extraction import Period
from parser.metadata.dates import FIRST_YEAR, LAST_YEAR, arabic_dates, arabic_years, years_in

PLAUSIBLE = range(FIRST_YEAR, LAST_YEAR + 1)

_CLOCK = r"(?:\d{1,2}[:时]\d{0,2}分?)?"
_PERIOD = re.compile(
    rf"(20\d\d)[年./-](\d{{1,2}})[月./-](\d{{1,2}})日?{_CLOCK}起?[^\d。]{{0,2}}[至到~—–-]+"
    r"(?:(20\d\d|\d{2,6})[年./-])?(\d{1,2})[月./-](\d{1,2})(?!\d)"
)
"""The second year may be left out, or have lost or doubled digits: 至202020年12月31日."""
_STATISTICAL = re.compile(r"(?:统计|数据|时限|期限)[^。;]{0,20}$")
"""Before a period: it is that of the figures, not of a plan or of a rule."""
MIN_DAYS = 183
"""A shorter period makes no report of a year; one that misses its last days does."""
_WHOLE_YEAR = re.compile(r"(20\d\d)年0?1月[^\d。]{1,4}(?:20\d\d年)?12月(?!\d)")
_DAMAGED = re.compile(r"统计(?:期限|时限|时间|数据)[^。\d]{0,12}(20\d\d)")
OPENING = 60
"""Characters of section 一 in which it names its year."""
_CAPTION = re.compile(r"[(（](20\d\d)年度?[)）]")
_REPORT_OF = re.compile(r"(20\d\d)(?:年度?[^,。\d]{0,30})?(?:年度报告|年报)")
_ISSUED = re.compile(r"20\d\d年(?:度)?(?:发布|公布)")


class Year(NamedTuple):
    """``sources`` are all the years that the document gives as its own, by where they stand."""

    year: int | None
    period: Period
    sources: dict[str, int]


def read_year(
    title: str | None, preamble: str, lines: Sequence[str], overview: str, published: str | None
) -> Year:
    """The first source that answers wins; the others are kept to be compared."""
    text = "".join(arabic_dates(preamble).split())
    period = _read_period(text)
    caption = next((m for line in lines if (m := _CAPTION.fullmatch(_packed(line)))), None)
    answers = {
        "period": _middle(period) or _first(_DAMAGED.findall(text)),
        "title": _first(years_in(_ISSUED.sub("", arabic_years(title or "")))),
        "caption": int(caption[1]) if caption else None,
        "preamble": _first(_REPORT_OF.findall(text)),
        "overview": None,  # asked last, as it speaks of other years too
        "published": int(published[:4]) - 1 if published else None,
    }
    told = years_in(overview[:OPENING])
    answers["overview"] = next((year for year in answers.values() if year in told), _first(told))
    sources = {name: year for name, year in answers.items() if year and year in PLAUSIBLE}
    return Year(next(iter(sources.values()), None), period, sources)


def _packed(line: str) -> str:
    return "".join(line.split())


def _first(years: Sequence[str] | Sequence[int]) -> int | None:
    return int(years[0]) if years else None


def _read_period(text: str) -> Period:
    """The first that is said to be of the figures, else the first of all."""
    found = [(match, period) for match in _PERIOD.finditer(text) if (period := _period_of(match))]
    told = (p for match, p in found if _STATISTICAL.search(text[: match.start()]))
    if period := next(told, found[0][1] if found else None):
        return period
    whole = _WHOLE_YEAR.search(text)
    return Period(f"{whole[1]}-01-01", f"{whole[1]}-12-31") if whole else Period()


def _period_of(match: re.Match[str]) -> Period | None:
    first, month, day, last, last_month, last_day = match.groups()
    last = last if last and last in map(str, PLAUSIBLE) else first
    try:
        start = date(int(first), int(month), int(day))
        end = date(int(last), int(last_month), int(last_day))
    except ValueError:
        return None
    is_long = (end - start).days >= MIN_DAYS
    return Period(start.isoformat(), end.isoformat()) if is_long else None


def _middle(period: Period) -> int | None:
    """The year in which most of a period lies."""
    if not (period.start and period.end):
        return None
    start, end = map(date.fromisoformat, (period.start, period.end))
    return (start + (end - start) / 2).year


def is_whole_year(period: Period) -> bool:
    start, end = period.start or "", period.end or ""
    return start[4:] == "-01-01" and end == f"{start[:4]}-12-31"
