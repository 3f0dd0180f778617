"""When a page is worth another look."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crawler.calendar import LATEST, SOONEST, next_visit
from store.watched import Visited

JUNE = datetime(2025, 6, 1, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def page(
    visited: datetime, still: timedelta, year: int | None = 2020, gone: bool = False
) -> Visited:
    return Visited("http://a.example/", year, gone, visited, visited - still)


def test_the_longer_a_page_keeps_still_the_later_is_the_next_look() -> None:
    waits = [next_visit(page(JUNE, timedelta(days=n))) - JUNE for n in (0, 4, 40, 400, 4000)]
    assert [wait.days for wait in waits] == [1, 1, 10, 90, 90]


def test_this_season_s_report_is_looked_at_often() -> None:
    march = datetime(2025, 3, 1, tzinfo=UTC)
    month = timedelta(days=30)
    assert next_visit(page(march, month, 2024)) - march == timedelta(days=2)
    assert next_visit(page(march, month, 2023)) - march == month / 4


def test_a_page_that_is_gone_is_always_due() -> None:
    assert next_visit(page(JUNE, timedelta(days=400), gone=True)) == JUNE


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=5000)), st.integers(2008, 2030))
def test_within_bounds(visited: datetime, still: timedelta, year: int) -> None:
    assert SOONEST <= next_visit(page(visited, still, year)) - visited <= LATEST
