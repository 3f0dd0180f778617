"""What a crawl counts: four outcomes, and whatever was dropped by its reason.

The counts live in Scrapy's stats under ``outcome/…`` and ``dropped/…``.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from scrapy.statscollectors import StatsCollector

REPORTS = ("new", "changed", "unchanged")
OUTCOMES = (*REPORTS, "blocked")

LEFT_ALONE = " is left alone: "
"""Between a host and why, in the reason for what it was not asked for."""


class Summary(msgspec.Struct):
    """One crawl in numbers. ``pages`` are those asked for, ``resumed`` those that an unfinished
    crawl had asked for before, ``not_due`` report pages left for later, ``failed`` fetches that
    brought no answer, those that were tried again included. ``rechecked`` are those among the
    reports and the not due that the portal led to no more, and that were asked for by their known
    addresses."""

    pages: int
    resumed: int
    not_due: int
    failed: int
    reports: int
    rechecked: int
    outcomes: dict[str, int]
    removed: int
    dropped: dict[str, int]


def outcome(stats: StatsCollector, name: str) -> None:
    stats.inc_value(f"outcome/{name}")


def drop(stats: StatsCollector, reason: str, count: int = 1) -> None:
    stats.inc_value(f"dropped/{reason}", count)


def resumed(stats: StatsCollector) -> None:
    """A page that the archive gave, because an unfinished crawl had captured it."""
    stats.inc_value("resumed")


def not_due(stats: StatsCollector) -> None:
    """A report page whose next look is later."""
    stats.inc_value("not_due")


def rechecked(stats: StatsCollector) -> None:
    """A report that only an earlier crawl knew the way to."""
    stats.inc_value("rechecked")


def failed(stats: StatsCollector) -> None:
    """A fetch without an answer."""
    stats.inc_value("failed")


def counts(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    """The stats below a prefix, largest first: ``{"timed out": 12, …}``."""
    found = {key.removeprefix(prefix): n for key, n in stats.items() if key.startswith(prefix)}
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def summarise(stats: Mapping[str, Any]) -> Summary:
    outcomes = counts(stats, "outcome/")
    return Summary(
        pages=stats.get("downloader/response_count", 0) - stats.get("resumed", 0),
        resumed=stats.get("resumed", 0),
        not_due=stats.get("not_due", 0),
        failed=stats.get("failed", 0),
        reports=sum(outcomes.get(name, 0) for name in REPORTS),
        rechecked=stats.get("rechecked", 0),
        outcomes={name: outcomes.get(name, 0) for name in OUTCOMES},
        removed=outcomes.get("removed", 0),
        dropped=counts(stats, "dropped/"),
    )
