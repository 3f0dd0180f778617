"""What stands on which portal on which day, and how it changes.

Day 1 is the state first met. On day 2 portals correct, republish, remove and add; on day 3 one
page that was gone is back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from demo import stories
from demo.bodies import (
    CITY,
    CITY_OFFICE,
    COUNTY_CIVIL,
    COUNTY_FINANCE,
    DISTRICT,
    EDUCATION,
    HOUSING,
    LUOHE_STATISTICS,
    MARKET,
    TONGXI,
    Body,
)
from demo.figures import count
from demo.foundings import FOUNDINGS, Enclosure, Founding, Work
from demo.prose import CLOSINGS
from demo.report import Report, invent
from demo.stories import Story

DAYS: Mapping[int, date] = {
    1: date(2025, 3, 10),
    2: date(2025, 3, 11),
    3: date(2025, 3, 12),
}

Article = Report | Story
Editions = Mapping[int, Article]
"""What an address shows, by day; on a day that is missing it answers 404."""


@dataclass(frozen=True)
class Posting:
    """An article at an address of its own."""

    serial: int
    filed: date
    """Part of the address, so it stays when the article is republished."""
    editions: Editions
    enclosure: Enclosure | None = None


class Step(NamedTuple):
    """What happened to a posting between two days."""

    kind: str
    """new, wording, figures, removed or restored."""
    silent: bool
    """The content changed and the publication date did not."""


# The one report that does not add up: its result total is two more than its results.
_BROKEN = {(EDUCATION, 2021): "T3-RESULTS-SUM"}


def postings(seed: int | str) -> dict[str, tuple[Posting, ...]]:
    """All postings of all days by the key of their portal."""
    terms = {body: years for founding in FOUNDINGS for body, years in founding.terms.items()}
    reports = {
        (body, report.year): report
        for body, years in terms.items()
        for report in _reports(body, years, seed)
    }
    return {founding.key: _post(founding, _column(founding, reports)) for founding in FOUNDINGS}


def _column(founding: Founding, reports: Mapping[Work, Report]) -> Iterator[Article]:
    """What stands in the report column of a portal, reports and all else."""
    for body, years in founding.terms.items():
        yield from (reports[body, year] for year in years)
    yield from (reports[guest] for guest in founding.guests)
    yield from _STORIES.get(founding.key, _no_stories)(reports)
    place = founding.name.removesuffix("人民政府")
    for number in range(founding.meetings):
        held = date(2024, 12, 20) - timedelta(days=17 * number)
        yield stories.meeting(place, f"{founding.name}办公室", held)


def step(posting: Posting, day: int) -> Step | None:
    """What happened to a posting between the day before and a day, if there was one and it did."""
    before, after = posting.editions.get(day - 1), posting.editions.get(day)
    if day - 1 not in DAYS or before == after:
        return None
    if before is None:
        seen = any(day > earlier for earlier in posting.editions)
        return Step("restored" if seen else "new", silent=False)
    if after is None:
        return Step("removed", silent=False)
    kind = "wording" if _same_figures(before, after) else "figures"
    return Step(kind, silent=before.published == after.published)


def _same_figures(before: Article, after: Article) -> bool:
    return (
        isinstance(before, Report) and isinstance(after, Report) and before.figures == after.figures
    )


def _reports(body: Body, years: range, seed: int | str) -> Iterator[Report]:
    """One a year; each continues the figures of the year before."""
    before = None
    for year in years:
        report = invent(seed, body, year, before=before, break_=_BROKEN.get((body, year)))
        before = report.figures
        yield report


def _post(founding: Founding, articles: Iterable[Article]) -> tuple[Posting, ...]:
    """Serial numbers run in the order of publication, as a content management system gives them."""
    shown = sorted(((_editions(one), one) for one in articles), key=lambda both: _first(both[0]))
    return tuple(
        Posting(founding.first_serial + 7 * n, _first(editions), editions, _enclosed(founding, one))
        for n, (editions, one) in enumerate(shown)
    )


def _first(editions: Editions) -> date:
    return editions[min(editions)].published


def _enclosed(founding: Founding, article: Article) -> Enclosure | None:
    if not isinstance(article, Report):
        return None
    return founding.enclosures.get((article.body, article.year))


def _editions(article: Article) -> Editions:
    if isinstance(article, Report):
        event = _EVENTS.get((article.body, article.year), _stays)
        return event(article)
    return _stays(article)


def _stays(article: Article) -> Editions:
    return dict.fromkeys(DAYS, article)


def _altered(report: Report) -> Editions:
    """One figure is another on day 2, and nothing on the page says so."""
    path = "art20_5.licensing.decisions"
    figures = {**report.figures, path: count(report.figures, path) + 36}
    altered = replace(report, figures=figures)
    return {1: report, 2: altered, 3: altered}


def _corrected(report: Report) -> Editions:
    """One sentence is another on day 2, and the publication date is set anew."""
    closing = next(sentence for sentence in CLOSINGS if sentence != report.closing)
    corrected = replace(report, closing=closing, published=DAYS[2])
    return {1: report, 2: corrected, 3: corrected}


def _late(report: Report) -> Editions:
    late = replace(report, published=DAYS[2])
    return {2: late, 3: late}


def _withdrawn(report: Report) -> Editions:
    return {1: report}


def _away_for_a_day(report: Report) -> Editions:
    return {1: report, 3: report}


_EVENTS: Mapping[tuple[Body, int], Callable[[Report], Editions]] = {
    (MARKET, 2023): _altered,
    (COUNTY_FINANCE, 2022): _corrected,
    (COUNTY_CIVIL, 2024): _late,
    (HOUSING, 2021): _withdrawn,
    (CITY_OFFICE, 2022): _away_for_a_day,
    (TONGXI, 2022): _altered,
    (LUOHE_STATISTICS, 2024): _late,
}


def _city_stories(reports: Mapping[Work, Report]) -> list[Story]:
    office, latest = CITY_OFFICE.name, reports[CITY, 2024]
    received = count(latest.figures, "requests.new_received.total")
    headline = (f"新收政府信息公开申请{received}件",)
    return [
        stories.meeting("云湄市", office, date(2023, 4, 12)),
        stories.notice("云湄市", office, date(2024, 12, 20)),
        stories.picture_guide(latest.title, office, DAYS[1], headline),
    ]


def _county_stories(reports: Mapping[Work, Report]) -> list[Story]:  # noqa: ARG001 - one of three
    office = "青禾县人民政府办公室"
    return [
        stories.meeting("青禾县", office, date(2024, 4, 9)),
        stories.notice("青禾县", office, date(2023, 12, 26)),
    ]


def _district_stories(reports: Mapping[Work, Report]) -> list[Story]:
    office, latest = "望澜区人民政府办公室", reports[DISTRICT, 2024]
    granted = count(latest.figures, "requests.granted.total")
    return [
        stories.meeting("望澜区", office, date(2022, 3, 30)),
        stories.picture_guide(latest.title, office, DAYS[1], (f"予以公开{granted}件",)),
    ]


def _no_stories(reports: Mapping[Work, Report]) -> list[Story]:  # noqa: ARG001 - as the others
    return []


_STORIES = {"city": _city_stories, "county": _county_stories, "district": _district_stories}
