"""How often one host is asked: a delay, back-off, ``Retry-After``, a circuit breaker and a daily
budget.

Pure bookkeeping over a clock that the caller reads; the download handler does the waiting.
"""

import math
import random
from collections import Counter
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import NamedTuple

from scrapy.settings import BaseSettings

REFUSALS = frozenset({401, 403, 405, 412, 429, 521})
"""With every 5xx the answers that ask for less: refusals, challenges, overload."""
UNAVAILABLE = HTTPStatus.INTERNAL_SERVER_ERROR

HOUR = 3_600.0
DAY = 24 * HOUR


class Courtesy(NamedTuple):
    """What a host may expect, from the settings; all times in seconds. ``jitter`` is the part of
    the delay by which it varies either way."""

    delay: float
    jitter: float
    backoff_max: float
    retry_after_max: float
    breaker_failures: int
    breaker_seconds: float
    daily_budget: int

    @classmethod
    def of(cls, settings: BaseSettings) -> "Courtesy":
        return cls(
            delay=settings.getfloat("DOWNLOAD_DELAY"),
            jitter=settings.getfloat("DOWNLOAD_DELAY_JITTER"),
            backoff_max=settings.getfloat("BACKOFF_MAX"),
            retry_after_max=settings.getfloat("RETRY_AFTER_MAX"),
            breaker_failures=settings.getint("BREAKER_FAILURES"),
            breaker_seconds=settings.getfloat("BREAKER_SECONDS"),
            daily_budget=settings.getint("DAILY_BUDGET"),
        )


class HostPaused(Exception):
    """The host is not to be asked now; the message is the reason, the same for every request."""


class Pace:
    """One host as all crawls of this process see it; ``now`` is a monotonic clock in seconds."""

    def __init__(self) -> None:
        self._asked: Counter[int] = Counter()
        """By the hour, so that a day's requests are forgotten as the day goes on."""
        self._failures = 0
        self._begun = -math.inf
        self._stretch = 1.0
        self._not_before = 0.0
        self._paused: tuple[float, str] | None = None

    def wait(self, courtesy: Courtesy, now: float) -> float:
        """Seconds to wait before the next request. Raises ``HostPaused``."""
        if self._paused is not None:
            until, reason = self._paused
            if now < until:
                raise HostPaused(reason)
            self._paused, self._failures = None, courtesy.breaker_failures - 1  # one trial
        if self._asked_today(now) >= courtesy.daily_budget:
            raise HostPaused(f"the day's budget of {courtesy.daily_budget} requests is spent")
        free = self._begun + courtesy.delay * self._stretch
        return max(0.0, self._not_before - now, free - now)

    def begin(self, courtesy: Courtesy, now: float) -> None:
        """A request is sent; the delay runs from here, as long as the crawl that asks next wants
        it to be."""
        self._begun = now
        self._stretch = 1.0 + random.uniform(-courtesy.jitter, courtesy.jitter)  # noqa: S311
        self.count(now)

    def count(self, now: float, requests: int = 1) -> None:
        self._asked[int(now // HOUR)] += requests

    def _asked_today(self, now: float) -> int:
        for hour in [hour for hour in self._asked if hour <= (now - DAY) // HOUR]:
            del self._asked[hour]
        return self._asked.total()

    def answered(
        self, courtesy: Courtesy, now: float, status: int, retry_after: float | None
    ) -> None:
        if status not in REFUSALS and status < UNAVAILABLE:
            self._failures = 0
            return
        if retry_after is not None and retry_after > courtesy.retry_after_max:
            self._paused = (now + retry_after, f"it asked to wait {retry_after:.0f} s")
        self._slow_down(courtesy, now, f"HTTP {status}", retry_after or 0.0)

    def failed(self, courtesy: Courtesy, now: float, reason: str) -> None:
        """No answer at all."""
        self._slow_down(courtesy, now, reason, 0.0)

    def _slow_down(self, courtesy: Courtesy, now: float, reason: str, at_least: float) -> None:
        """The delay doubles with each failure in a row."""
        self._failures += 1
        doubled = courtesy.delay * 2.0 ** min(self._failures, 30)
        self._not_before = now + max(min(doubled, courtesy.backoff_max), at_least)
        if self._failures >= courtesy.breaker_failures and self._paused is None:
            why = f"{self._failures} failures in a row, the last: {reason}"
            self._paused = (now + courtesy.breaker_seconds, why)


def retry_after(value: str, now: float) -> float | None:
    """Seconds from the header's seconds or HTTP date (RFC 9110 §10.2.3); ``now`` is Unix time."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value), DAY)
    try:
        moment = parsedate_to_datetime(value).timestamp()
    except (ValueError, TypeError):
        return None
    return min(max(0.0, moment - now), DAY)
