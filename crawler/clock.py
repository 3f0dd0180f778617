"""The clock that dates captures: the world's, or the demo country's, which travels in time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def make_clock(offset_seconds: float) -> Clock:
    offset = timedelta(seconds=offset_seconds)
    return lambda: datetime.now(UTC) + offset
