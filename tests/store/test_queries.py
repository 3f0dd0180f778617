"""The read side: the JSON contract, references to a report, filters."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from store import queries
from store.archive import Archive
from store.errors import UnknownReport
from store.recorder import Recorder
from store.warc import read

URL = "http://www.yunxi.example/zwgk/nb/2023.html"
OTHER = "http://www.qinghe.example/2023.html"


@pytest.fixture
def two_reports(portal: Any) -> None:
    portal.see(0)
    portal.see(1, issuer="青禾县林业局", url=OTHER)
    portal.see(2, made_new=13, text="全年主动公开信息13条。")


def keys(value: Any) -> list[str]:
    return list(msgspec.to_builtins(value))


@pytest.mark.usefixtures("two_reports")
def test_reports_one_row_a_report(archive: Archive) -> None:
    first, second = queries.reports(archive)
    assert {"id", "issuer", "year", "region", "family", "kind", "url", "title"} <= set(keys(first))
    assert {"publish_date", "versions", "captured_at", "findings", "state"} <= set(keys(first))
    assert [row.issuer for row in (first, second)] == ["云溪市林业局", "青禾县林业局"]
    assert (first.versions, second.versions) == (2, 1)
    assert first.captured_at == datetime(2026, 2, 2, 9, tzinfo=UTC)


@pytest.mark.usefixtures("two_reports")
@pytest.mark.parametrize(
    ("filters", "found"),
    [({"issuer": "林业"}, 2), ({"issuer": "青 禾"}, 1), ({"issuer": "%"}, 0), ({"year": 2023}, 2),
     ({"year": 2022}, 0), ({"limit": 1}, 1)],
)  # fmt: skip
def test_reports_are_filtered(archive: Archive, filters: dict[str, Any], found: int) -> None:
    assert len(list(queries.reports(archive, **filters))) == found


def test_a_page_that_shows_another_report_no_longer_shows_the_first(
    portal: Any, archive: Archive
) -> None:
    """A column page with the newest report always at one address."""
    portal.see(0)
    portal.see(1, year=2024)
    states = {row.year: (row.state, row.versions) for row in queries.reports(archive)}
    assert states == {2023: ("removed", 1), 2024: ("live", 1)}


def test_copies_of_a_report_are_compared_figure_by_figure(portal: Any, archive: Archive) -> None:
    """The page stands for the report, not the file that came later and names no date."""
    portal.see(0)
    portal.see(1, url=OTHER, publish_date=None)
    (row,) = queries.reports(archive)
    assert (row.url, row.findings) == (URL, [])
    portal.see(2, url=OTHER, publish_date=None, made_new=21)
    (row,) = queries.reports(archive)
    (found,) = row.findings
    assert (row.url, found.rule, found.where) == (URL, "COPY-DIFFERS", "art20_1.rules.made_new")
    assert (found.message, found.figures[0].value) == (f"12 on this page, 21 in {OTHER}", 12)
    assert queries.show(archive, "1").report.findings == [found]


def test_a_copy_that_is_gone_differs_no_more(portal: Any, archive: Archive) -> None:
    portal.see(0)
    portal.see(1, url=OTHER, made_new=21)
    portal.lose(2, url=OTHER)
    (row,) = queries.reports(archive)
    assert row.findings == []


@pytest.mark.usefixtures("two_reports")
@pytest.mark.parametrize("ref", ["1", URL, "云溪市林业局 2023", "云溪 2023", "云溪市林业局"])
def test_a_report_is_found(archive: Archive, ref: str) -> None:
    assert queries.find_report(archive, ref) == 1


def test_the_exact_name_wins(portal: Any, archive: Archive) -> None:
    portal.see(0, issuer="云溪市林业局森林公安局")
    portal.see(1, issuer="云溪市林业局", url=OTHER)
    assert queries.find_report(archive, "云溪市林业局 2023") == 2


@pytest.mark.usefixtures("two_reports")
@pytest.mark.parametrize(
    "ref", ["7", "http://www.yunxi.example/", "云溪 2022", "", "9" * 30, "2023"]
)
def test_an_unknown_reference_is_told(archive: Archive, ref: str) -> None:
    with pytest.raises(UnknownReport, match="no report is"):
        queries.find_report(archive, ref)


@pytest.mark.usefixtures("two_reports")
def test_an_ambiguous_reference_names_the_candidates(archive: Archive) -> None:
    with pytest.raises(UnknownReport, match="1 = 云溪市林业局 2023; 2 = 青禾县林业局 2023"):
        queries.find_report(archive, "林业局 2023")


@pytest.mark.usefixtures("two_reports")
def test_show_has_the_whole_extraction(archive: Archive) -> None:
    shown = queries.show(archive, URL)
    assert shown.extraction.text == "全年主动公开信息13条。"
    assert [page.url for page in shown.occurrences] == [URL]
    assert [capture.status for capture in shown.captures] == [200, 200]


def test_reposts_are_told_from_originals(portal: Any, archive: Archive) -> None:
    for day, host in enumerate(("http://www.yunxi.gov.cn", "http://yunxi.gov.cn.example.com")):
        portal.see(day, url=f"{host}/2023.html")
    shown = queries.show(archive, "1")
    assert [page.repost for page in shown.occurrences] == [False, True]


def test_failures_since_the_last_answer_are_listed(
    portal: Any, recorder: Recorder, archive: Archive
) -> None:
    """A portal that answered for other pages is not away."""
    day = datetime(2026, 1, 31, tzinfo=UTC)
    portal.see(1)
    for after, summary in ((0, {"new": 1}), (2, {"unchanged": 3}), (3, {}), (4, None)):
        started = day + timedelta(days=after)
        crawl = recorder.start_crawl("http://www.yunxi.example/", None, started)
        recorder.failure(URL, started, "timed out", crawl)
        recorder.failure(OTHER, started, "timed out", crawl)
        if summary is not None:
            recorder.finish_crawl(crawl, started, summary)
    recorder.commit()
    told = queries.failures(archive, URL)
    assert [(row.failed_at.day, row.portal_answered) for row in told] == [
        (2, True), (3, False), (4, None),
    ]  # fmt: skip
    assert queries.show(archive, URL).failures == told
    portal.see(5)
    assert queries.failures(archive, URL) == []


@pytest.mark.usefixtures("two_reports")
def test_a_version_leads_back_to_its_bytes(archive: Archive) -> None:
    first, second = queries.versions(archive, URL)
    assert keys(first) == [
        "ordinal", "url", "first_seen", "last_seen", "content_digest", "figures_digest",
        "publish_date", "capture", "parser_version", "cosmetic",
    ]  # fmt: skip
    assert (first.ordinal, second.ordinal) == (1, 2)
    record = read(archive, second.capture.warc, second.capture.offset)
    assert (record.type, record.url) == (second.capture.record, URL)
    assert record.captured_at == second.first_seen
    assert b'"made_new": 13' in record.body


@pytest.mark.usefixtures("two_reports")
def test_changes_keep_the_contract(archive: Archive) -> None:
    *_, change = queries.changes(archive)
    said = msgspec.to_builtins(change)
    evidence = {"old_evidence": "/html/body/table/td", "new_evidence": "/html/body/table/td"}
    assert (said["seen_before"]["captured_at"], said["seen"]["captured_at"]) == (
        "2026-01-31T09:00:00Z",
        "2026-02-02T09:00:00Z",
    )
    del said["seen_before"], said["seen"]
    assert said == {
        "id": 3,
        "url": URL,
        "issuer": "云溪市林业局",
        "year": 2023,
        "class": "figures",
        "silent": True,
        "confirmed": True,
        "from": 1,
        "to": 2,
        "detected_at": "2026-02-02T09:00:00Z",
        "cells": [{"path": "art20_1.rules.made_new", "old": 12, "new": 13} | evidence],
        "other_url": None,
    }


@pytest.mark.usefixtures("two_reports")
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, [1, 2, 3]),
        ({"since": datetime(2026, 2, 1, 9, tzinfo=UTC)}, [2, 3]),
        ({"classes": ["new"]}, [1, 2]),
        ({"classes": ["new", "figures"], "issuer": "云溪"}, [1, 3]),
    ],
)
def test_changes_are_filtered(archive: Archive, filters: dict[str, Any], found: list[int]) -> None:
    assert [change.id for change in queries.changes(archive, **filters)] == found


@pytest.mark.usefixtures("two_reports")
def test_the_latest_two_versions_are_compared(archive: Archive) -> None:
    compared = queries.compare(archive, URL)
    assert (compared.from_, compared.to) == (1, 2)
    assert [(f.path, f.old, f.new) for f in compared.figures] == [
        ("art20_1.rules.made_new", 12, 13)
    ]
    assert compared == queries.compare(archive, "1", 1, 2)


@pytest.mark.usefixtures("two_reports")
@pytest.mark.parametrize(("ref", "old", "new"), [(OTHER, None, None), (URL, 1, 3), (URL, 0, 1)])
def test_a_version_that_is_not_there(
    archive: Archive, ref: str, old: int | None, new: int | None
) -> None:
    with pytest.raises(UnknownReport, match="has no version"):
        queries.compare(archive, ref, old, new)


def test_cosmetic_changes_are_counted_and_make_no_version(portal: Any, archive: Archive) -> None:
    for day, counter in enumerate((0, 7, 8, 7)):
        portal.see(day, counter=counter)
    portal.see(4, made_new=13)
    assert [version.cosmetic for version in queries.versions(archive, URL)] == [2, 0]
