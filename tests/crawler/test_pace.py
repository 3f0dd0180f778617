"""The pace of one host, without a clock of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pace import DAY, Courtesy, HostPaused, Pace, retry_after

COURTESY = Courtesy(
    delay=2.0,
    jitter=0.5,
    backoff_max=60.0,
    retry_after_max=120.0,
    breaker_failures=4,
    breaker_seconds=600.0,
    daily_budget=100,
)


def refused(times: int, status: int = 503) -> Pace:
    pace = Pace()
    for _ in range(times):
        pace.answered(COURTESY, 0.0, status, None)
    return pace


@pytest.mark.parametrize("status", [403, 405, 412, 429, 500, 503, 521])
def test_the_delay_doubles_with_each_refusal_in_a_row(status: int) -> None:
    assert [refused(times, status).wait(COURTESY, 0.0) for times in (0, 1, 2, 3)] == [0, 4, 8, 16]


def test_an_answer_ends_the_back_off() -> None:
    pace = refused(2)
    pace.answered(COURTESY, 10.0, 200, None)
    pace.answered(COURTESY, 10.0, 503, None)
    assert pace.wait(COURTESY, 10.0) == 4.0


def test_the_wait_has_a_limit() -> None:
    slow = COURTESY._replace(delay=40.0)
    pace = Pace()
    pace.failed(slow, 0.0, "timed out")
    assert pace.wait(slow, 0.0) == 60.0


def test_retry_after_is_kept() -> None:
    pace = Pace()
    pace.answered(COURTESY, 0.0, 429, 90.0)
    assert pace.wait(COURTESY, 1.0) == 89.0


def test_a_host_that_asks_for_too_long_a_wait_is_left_alone() -> None:
    pace = Pace()
    pace.answered(COURTESY, 0.0, 429, 3600.0)
    with pytest.raises(HostPaused, match="asked to wait 3600 s"):
        pace.wait(COURTESY, 3599.0)
    assert pace.wait(COURTESY, 3601.0) == 0.0


def test_the_breaker_opens_then_tries_once() -> None:
    pace = refused(4, 412)
    with pytest.raises(HostPaused, match="4 failures in a row, the last: HTTP 412"):
        pace.wait(COURTESY, 599.0)
    assert pace.wait(COURTESY, 601.0) == 0.0
    pace.answered(COURTESY, 601.0, 412, None)
    with pytest.raises(HostPaused):
        pace.wait(COURTESY, 700.0)


def test_a_missing_page_is_an_answer() -> None:
    assert refused(50, 404).wait(COURTESY, 0.0) == 0.0


def test_the_budget_of_a_day() -> None:
    pace = Pace()
    pace.count(0.0, 99)
    assert pace.wait(COURTESY, 0.0) == 0.0
    pace.begin(COURTESY, 0.0)
    with pytest.raises(HostPaused, match="budget of 100 requests is spent"):
        pace.wait(COURTESY, DAY - 1)
    assert pace.wait(COURTESY, DAY) == 0.0


def test_the_pause_runs_from_the_last_request_of_any_crawl() -> None:
    pace = Pace()
    pace.begin(COURTESY, 10.0)
    waits = [pace.wait(COURTESY._replace(delay=delay), 10.0) for delay in (0.0, 2.0, 20.0)]
    assert waits[0] == 0.0
    assert 1.0 <= waits[1] <= 3.0
    assert waits[2] == pytest.approx(10 * waits[1])
    assert pace.wait(COURTESY, 13.0) == 0.0


@given(st.lists(st.one_of(st.sampled_from([200, 301, 404, 403, 503]), st.none())))
def test_no_wait_is_longer_than_the_settings_allow(answers: list[int | None]) -> None:
    pace = Pace()
    for status in answers:
        if status is None:
            pace.failed(COURTESY, 0.0, "timed out")
        else:
            pace.answered(COURTESY, 0.0, status, None)
        try:
            assert 0.0 <= pace.wait(COURTESY, 0.0) <= COURTESY.backoff_max
        except HostPaused:
            break


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Sun, 22 Nov 2026 00:01:00 GMT", 60.0),
        ("Sat, 21 Nov 2026 00:00:00 GMT", 0.0),
        ("99999999999999999999", 86_400.0),
        ("soon", None),
        ("-5", None),
        ("Sun, 99 Nov 99999999 00:01:00 GMT", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after(value, now=1_795_305_600.0) == seconds
