"""A file that is replaced behind its link is a change of the reports that list it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from store import queries
from store.archive import Archive
from store.models import Attachment as Attachments
from store.rows import ChangeRow
from store.warc import read
from tests.store.conftest import ELSEWHERE, FILE, START, URL, Portal

ANOTHER = "http://www.yunxi.example/zwgk/nb/other.pdf"


def told(archive: Archive) -> list[ChangeRow]:
    return list(queries.changes(archive, classes=["attachment"]))


@pytest.fixture
def listed(portal: Portal) -> Portal:
    """A report that lists a file; both were seen on day 0."""
    portal.see(0, attachments=[FILE])
    portal.see_file(0.1, text="第一稿")
    return portal


def test_a_file_replaced_behind_its_link_is_a_silent_change_of_the_report(
    listed: Portal, archive: Archive
) -> None:
    assert told(archive) == []
    assert listed.see(1, attachments=[FILE]).outcome == "unchanged"
    assert listed.see_file(1.1, text="第二稿").outcome == "not_report"
    (change,) = told(archive)
    assert (change.url, change.other_url, change.issuer) == (URL, FILE, "云溪市林业局")
    assert (change.silent, change.confirmed, change.cells) == (True, True, [])
    assert (change.from_, change.to) == (1, 1)
    assert change.detected_at == START + timedelta(days=1.1)
    assert [version.ordinal for version in queries.versions(archive, URL)] == [1]
    assert change.seen_before is not None
    for seen, text in ((change.seen_before, "第一稿"), (change.seen, "第二稿")):
        record = read(archive, seen.warc, seen.offset)
        assert (record.url, record.captured_at) == (FILE, seen.captured_at)
        assert text in record.body.decode("unicode_escape")


def test_it_is_told_once_and_again_when_it_is_replaced_again(
    listed: Portal, archive: Archive
) -> None:
    for day, text in enumerate(("第二稿", "第二稿", "第一稿"), start=1):
        listed.see_file(day, text=text)
    assert [change.detected_at.day for change in told(archive)] == [1, 3]


def test_the_report_shows_which_file_was_replaced(listed: Portal, archive: Archive) -> None:
    listed.see_file(1, text="第二稿")
    assert queries.show(archive, URL).replaced_files == told(archive)
    assert queries.replaced_files(archive, URL) == told(archive)


def test_a_file_made_anew_from_the_same_text_is_the_same(listed: Portal, archive: Archive) -> None:
    listed.see_file(1, text="第一稿", counter=7)
    assert told(archive) == []


def test_a_scan_is_told_by_its_bytes(listed: Portal, archive: Archive) -> None:
    """The parser reads no text in one, and the same digest in all of them."""
    for day, scan in enumerate((1, 1, 2), start=1):
        listed.see_file(day, text="", counter=scan)
    assert [change.detected_at.day for change in told(archive)] == [1, 3]


def test_a_scan_with_page_numbers_is_told_by_its_bytes(listed: Portal, archive: Archive) -> None:
    for day, scan in enumerate((1, 2), start=1):
        listed.see_file(day, text="- 1 -", counter=scan, finding="PDF-SCANNED")
    assert [change.detected_at.day for change in told(archive)] == [1, 2]


def test_a_date_that_moved_meanwhile_is_no_silence(listed: Portal, archive: Archive) -> None:
    listed.see(1, attachments=[FILE], publish_date="2024-02-01")
    listed.see_file(1.1, text="第二稿")
    listed.see_file(2, text="第三稿")
    assert [(change.from_, change.silent) for change in told(archive)] == [(2, False), (2, True)]


def test_every_report_that_lists_the_file_is_told_of(listed: Portal, archive: Archive) -> None:
    """Not one that is gone, one that lists it no more, or one that has never seen it as it was."""
    gone, left, late = (f"{ELSEWHERE}?{name}" for name in ("gone", "left", "late"))
    for url in (ELSEWHERE, gone, left):
        listed.see(0, url=url, attachments=[FILE], issuer=url)
    listed.see_file(0.5, text="第一稿")
    listed.lose(1, url=gone)
    listed.see(1, url=left, attachments=[ANOTHER], issuer=left)
    listed.see(1, url=late, attachments=[FILE], issuer=late)
    listed.see_file(2, text="第二稿")
    assert [change.url for change in told(archive) if change.other_url] == [URL, ELSEWHERE]


def test_a_link_that_came_later_brings_the_file_as_it_is(portal: Portal, archive: Archive) -> None:
    portal.see(0)
    portal.see_file(0, text="第一稿")
    portal.see(1, attachments=[FILE])
    portal.see_file(1.1, text="第二稿")
    assert [change.other_url for change in told(archive)] == [None]


@pytest.mark.parametrize("page", [{}, {"media_type": "text/html"}])
@pytest.mark.parametrize("first", [True, False])
def test_what_stands_in_its_place_is_not_the_file(
    listed: Portal, archive: Archive, page: dict[str, Any], *, first: bool
) -> None:
    """An error page, or a 404; then the file is there again, as it was or another."""
    if page:
        listed.see_file(1, text="请登录", **page)
    else:
        listed.lose(1, url=FILE)
    assert told(archive) == []
    listed.see_file(2, text="第一稿" if first else "第二稿")
    assert len(told(archive)) == (not first)


def test_an_error_page_that_is_not_modified(listed: Portal, archive: Archive) -> None:
    listed.see_file(1, text="请登录", media_type="text/html")
    listed.see_file(2, text="请登录", media_type="")
    assert told(archive) == []


def test_a_file_that_is_a_report_tells_its_own_changes(portal: Portal, archive: Archive) -> None:
    portal.see(0, attachments=[FILE])
    for day in (0, 1):
        portal.see_file(day, kind="annual_report", text=f"第{day}稿")
    assert [change.class_ for change in queries.changes(archive)] == ["new", "new", "wording"]


def test_a_report_that_becomes_a_scan_and_a_report_again(portal: Portal, archive: Archive) -> None:
    portal.see(0, attachments=[FILE])
    portal.see_file(0.1, kind="annual_report")
    portal.see_file(1, text="")
    portal.see_file(2, kind="annual_report")
    portal.see_file(3, kind="annual_report", made_new=13)
    steps = [(change.class_, change.url) for change in queries.changes(archive)]
    assert steps == [("new", URL), ("new", FILE), ("attachment", URL), ("figures", FILE)]


def test_an_older_capture_tells_nothing(listed: Portal, archive: Archive) -> None:
    """As an archive made by others brings one."""
    listed.see_file(-1, text="第零稿")
    assert told(archive) == []
    listed.see_file(1, text="第一稿")
    assert told(archive) == []


@pytest.mark.parametrize(
    "link",
    [
        "http://www.yunxi.example/zwgk/nb/附件.pdf",
        "http://www.yunxi.example/zwgk/nb/附件.pdf?t=1706",
        "http://www.yunxi.example/zwgk/nb/附件.pdf;jsessionid=0A1B#page=2",
        "https://www.yunxi.example/zwgk/nb//%E9%99%84%E4%BB%B6.pdf",
    ],
)
def test_an_address_may_be_written_in_several_ways(
    portal: Portal, archive: Archive, link: str
) -> None:
    asked_for = "http://www.yunxi.example/zwgk/nb/%E9%99%84%E4%BB%B6.pdf"
    portal.see(0, attachments=[link])
    for day in (0, 1):
        portal.see_file(day, url=asked_for, text=f"第{day}稿")
    assert [change.other_url for change in told(archive)] == [asked_for]


def test_links_that_nobody_asks_for_are_left_out(portal: Portal, archive: Archive) -> None:
    links = ["http://[", "http://x:99999/a.pdf", f"http://www.yunxi.example/{'a' * 9000}.pdf", FILE]
    assert portal.see(0, attachments=links).outcome == "new"
    with archive.engine.connect() as connection:
        (row,) = connection.execute(Attachments.__table__.select()).all()
    assert row.urlkey == "example,yunxi)/zwgk/nb/2023.pdf"


def test_the_latest_list_counts(portal: Portal, archive: Archive) -> None:
    def keys() -> Sequence[str]:
        with archive.engine.connect() as connection:
            rows = connection.execute(Attachments.__table__.select())
            return sorted(row.urlkey.rpartition("/")[2] for row in rows)

    for day, links in enumerate(([FILE], [FILE, ANOTHER], [ANOTHER], [])):
        portal.see(day, attachments=links)
        assert keys() == sorted(link.rpartition("/")[2] for link in links)


@pytest.mark.parametrize("counter", [0, 7])
def test_a_newer_parser_tells_nothing_of_a_file(
    listed: Portal, archive: Archive, toy_parser: Any, counter: int
) -> None:
    toy_parser.PARSER_VERSION, toy_parser.salt = "2", "another digest"
    listed.see(1, attachments=[FILE])
    listed.see_file(1, text="第一稿", counter=counter)
    assert told(archive) == []
    listed.see_file(2, text="第二稿")
    assert len(told(archive)) == 1
