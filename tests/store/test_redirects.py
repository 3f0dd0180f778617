"""A report moves where its page redirects for good: a redirect alone tells nothing."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from store import queries
from store.archive import Archive
from store.exchange import leads_elsewhere
from store.models import Comparison
from tests.store.conftest import ELSEWHERE, START, URL, Portal


def told(archive: Archive) -> list[tuple[str, str, str | None]]:
    return [(row.class_, row.url, row.other_url) for row in queries.changes(archive)]


def day(number: float) -> Any:
    return START + timedelta(days=number)


def away(archive: Archive) -> dict[str, tuple[Any, Any]]:
    """Since when the pages of the one report are gone, and redirect."""
    (report,) = queries.reports(archive)
    shown = queries.show(archive, str(report.id))
    return {page.url: (page.gone_since, page.redirected_since) for page in shown.occurrences}


@pytest.mark.parametrize("status", [301, 308])
def test_a_redirect_alone_tells_nothing(portal: Any, archive: Archive, status: int) -> None:
    portal.see(0)
    for later in (1, 2):
        seen = portal.redirect(later, status=status)
        assert (seen.outcome, seen.change) == ("redirected", None)
    assert told(archive) == [("new", URL, None)]
    assert away(archive) == {URL: (None, day(1))}
    assert next(queries.reports(archive)).state == "live"


@pytest.mark.parametrize("status", [200, 302, 303, 307, 404])
def test_only_a_permanent_redirect_is_one(portal: Any, status: int) -> None:
    portal.see(0)
    with pytest.raises(ValueError, match=str(status)):
        portal.redirect(1, status=status)


def test_a_page_that_never_had_a_report_costs_nothing(portal: Any, archive: Archive) -> None:
    assert portal.redirect(0) is None
    portal.see(1, kind="not_report")
    assert portal.redirect(2) is None
    with archive.engine.connect() as connection:
        assert connection.scalar(select(func.count(Comparison.id))) == 1


@pytest.mark.parametrize("found", [0.9, 1.1])
@pytest.mark.parametrize("redirected_first", [True, False])
def test_a_report_moves_along_a_redirect(
    portal: Any, archive: Archive, found: float, *, redirected_first: bool
) -> None:
    """The new page may be met before the old one is asked once more, which no list names now."""
    portal.see(0)
    crawl = portal.recorder.start_crawl("http://www.yunxi.example/", "yunxi", START)
    steps = [
        lambda: portal.redirect(1, crawl=crawl),
        lambda: portal.see(found, url=ELSEWHERE, crawl=crawl, made_new=13),
    ]
    for step in steps if redirected_first else reversed(steps):
        step()
    portal.redirect(2)
    portal.see(2, url=ELSEWHERE, made_new=13)
    assert told(archive) == [("new", URL, None), ("moved", ELSEWHERE, URL)]
    moved = list(queries.changes(archive))[1]
    assert (moved.from_, moved.to, moved.confirmed, moved.detected_at) == (
        None, 1, True, day(found)
    )  # fmt: skip
    assert [(cell["old"], cell["new"]) for cell in moved.cells] == [(12, 13)]
    assert away(archive) == {URL: (day(1), day(1)), ELSEWHERE: (None, None)}
    (report,) = queries.reports(archive)
    assert (report.url, report.state, report.findings) == (ELSEWHERE, "live", [])


def test_a_page_met_by_an_earlier_crawl_is_one_that_it_moved_to(
    portal: Any, archive: Archive
) -> None:
    """That page was told as new already, so the move is told of the one that was left."""
    portal.see(0)
    portal.see(1, url=ELSEWHERE)
    moved = portal.redirect(2).change
    assert (moved.class_, moved.url, moved.other_url) == ("moved", URL, ELSEWHERE)
    assert (moved.from_, moved.to) == (1, None)
    assert away(archive) == {URL: (day(2), day(2)), ELSEWHERE: (None, None)}


def test_a_redirect_to_a_page_that_stood_beside_it_is_no_move(
    portal: Any, archive: Archive
) -> None:
    portal.see(0, url=ELSEWHERE)
    portal.see(1)
    assert portal.redirect(2).change is None
    portal.see(3, url=ELSEWHERE)
    assert [class_ for class_, *_ in told(archive)] == ["new", "new"]
    assert away(archive) == {URL: (None, day(2)), ELSEWHERE: (None, None)}


@pytest.mark.parametrize(
    "said",
    [
        {"url": "http://www.qinghe.example/2023.html"},
        {"url": ELSEWHERE, "text": "信息公开工作另行说明。"},
        {"url": ELSEWHERE, "issuer": "青禾县林业局"},
    ],
)
@pytest.mark.parametrize("redirected_first", [True, False])
def test_another_report_or_portal_is_none_that_it_moved_to(
    portal: Any, archive: Archive, said: dict[str, Any], *, redirected_first: bool
) -> None:
    portal.see(0)
    steps = [lambda: portal.redirect(1), lambda: portal.see(2, **said)]
    for step in steps if redirected_first else reversed(steps):
        step()
    assert [class_ for class_, *_ in told(archive)] == ["new", "new"]


def test_a_page_that_serves_its_report_again_only_redirected(portal: Any, archive: Archive) -> None:
    portal.see(0)
    portal.redirect(1)
    back = portal.see(2)
    assert (back.outcome, back.change) == ("unchanged", None)
    assert away(archive) == {URL: (None, None)}
    assert portal.see(3, url=ELSEWHERE).change.class_ == "new"


def test_a_page_whose_report_moved_away_and_came_back_is_restored(
    portal: Any, archive: Archive
) -> None:
    portal.see(0)
    portal.redirect(1)
    portal.see(1.1, url=ELSEWHERE)
    assert portal.see(2).change.class_ == "restored"
    assert away(archive) == {URL: (None, None), ELSEWHERE: (None, None)}
    assert portal.redirect(3).change is None, "it stood at both addresses"
    assert away(archive) == {URL: (None, day(3)), ELSEWHERE: (None, None)}


def test_a_missing_page_that_redirects_later_has_moved(portal: Any, archive: Archive) -> None:
    portal.see(0)
    portal.lose(1)
    portal.redirect(2)
    portal.see(2.1, url=ELSEWHERE)
    assert told(archive) == [("new", URL, None), ("moved", ELSEWHERE, URL)]
    assert away(archive)[URL] == (day(1), None)


def test_a_page_that_redirected_can_be_removed(portal: Any, archive: Archive) -> None:
    portal.see(0)
    portal.redirect(1)
    assert portal.lose(2).change.class_ == "removed"
    assert portal.lose(3).change.confirmed
    assert away(archive) == {URL: (day(2), day(1))}


def test_a_page_whose_report_moved_cannot_be_removed(portal: Any, archive: Archive) -> None:
    portal.see(0)
    portal.redirect(1)
    portal.see(1.1, url=ELSEWHERE)
    assert portal.lose(2).change is None
    assert [class_ for class_, *_ in told(archive)] == ["new", "moved"]


def test_a_report_moves_on_from_page_to_page(portal: Any, archive: Archive) -> None:
    third = "http://www.yunxi.example/third.html"
    portal.see(0)
    for moment, (old, new) in enumerate([(URL, ELSEWHERE), (ELSEWHERE, third)], 1):
        portal.redirect(moment, url=URL)
        portal.redirect(moment, url=old)
        portal.see(moment + 0.1, url=new)
    assert told(archive)[1:] == [("moved", ELSEWHERE, URL), ("moved", third, ELSEWHERE)]
    assert away(archive) == {
        URL: (day(1), day(1)), ELSEWHERE: (day(2), day(2)), third: (None, None)
    }  # fmt: skip


@pytest.mark.parametrize("leave", [Portal.redirect, Portal.lose])
@pytest.mark.parametrize("left_first", [True, False])
def test_a_page_and_its_file_move_side_by_side(
    portal: Any, archive: Archive, leave: Callable[..., object], *, left_first: bool
) -> None:
    """The file says the same but for what only a page has, and is asked for before it."""
    old = {"http://www.yunxi.example/1.pdf": ["a.pdf"], URL: []}
    new = {ELSEWHERE: [], "http://www.yunxi.example/2.pdf": ["a.pdf"]}
    for url, attachments in old.items():
        portal.see(0, url=url, attachments=attachments)
    crawl = portal.recorder.start_crawl("http://www.yunxi.example/", "yunxi", START)
    steps = [partial(leave, portal, 1, url=url, crawl=crawl) for url in old]
    met = [
        partial(portal.see, 1, url=url, attachments=attachments, crawl=crawl)
        for url, attachments in new.items()
    ]
    for step in (*steps, *met) if left_first else (*met, *steps):
        step()
    assert sorted(told(archive)[2:]) == [
        ("moved", "http://www.yunxi.example/2.pdf", "http://www.yunxi.example/1.pdf"),
        ("moved", ELSEWHERE, URL),
    ]


@pytest.mark.parametrize(
    ("location", "elsewhere"),
    [
        (b"/new/2023.html", True),
        (b"https://www.yunxi.example/zwgk/nb/2023.html", True),
        (URL.encode(), False),
        (b"2023.html", False),
        (b" /zwgk/nb/2023.html#top ", False),
        (b"http://[", False),
        (None, False),
    ],
)
def test_where_a_redirect_leads(location: bytes | None, *, elsewhere: bool) -> None:
    headers = ((b"Content-Type", b"text/html"),)
    if location is not None:
        headers += ((b"location", location),)
    assert leads_elsewhere(URL, headers) is elsewhere
