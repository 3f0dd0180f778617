"""The whole chain on the demo country: what its portals published is what the archive says."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from demo import Country
from store import queries
from store.archive import Archive
from tests.index_rows import rows

DAYS = 3
AGAIN = DAYS + 1
"""One more crawl of the last day, on which nothing has changed."""
REQUESTS = Path(__file__).with_name("country_requests.json")
"""What each portal is asked for, crawl by crawl: as many requests as it takes, and a fall or a rise
is to be understood before it is written here."""
DAY_SECONDS = 86_400


class Crawled:
    """The country after three daily crawls, one archive; ``asked`` has the requests of each day."""

    def __init__(self, country: Country, archive: Path) -> None:
        self.country = country
        self.archive = archive
        self.asked: dict[int, list[Any]] = {}
        for day in range(1, DAYS + 1):
            country.day = day
            country.requests.clear()
            self.run("crawl", *self.seeds(), "--delay", "0", "--clock-offset", str(offset(day)))
            self.asked[day] = list(country.requests)
        country.requests.clear()
        self.run("crawl", *self.seeds(), "--delay", "0")
        self.asked[AGAIN] = list(country.requests)

    def seeds(self) -> list[str]:
        return [word for portal in self.country.portals for word in ("--url", portal.url)]

    def run(self, *arguments: str) -> list[dict[str, Any]]:
        command = [sys.executable, "-m", "crawler.commands", arguments[0]]
        command += ["--archive", str(self.archive), "--json", *arguments[1:]]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        return [json.loads(line) for line in done.stdout.splitlines()]


def offset(day: int) -> int:
    """The last day is today: no capture is dated in the future."""
    return (day - DAYS) * DAY_SECONDS


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    with Country(seed=2021, delay=0.02) as country:  # so that two at once would overlap
        yield Crawled(country, tmp_path_factory.mktemp("country") / "archive")


def test_every_report_is_found_and_nothing_else(crawled: Crawled) -> None:
    expected = {(report.issuer, report.year): report for report in crawled.country.expected(DAYS)}
    rows = crawled.run("reports")
    found = {(row["issuer"], row["year"]): row for row in rows if row["state"] == "live"}
    assert found.keys() == expected.keys()
    assert {key: row["family"] for key, row in found.items()} == {
        key: report.form for key, report in expected.items()
    }
    assert {row["kind"] for row in rows} == {"annual_report"}


def test_every_figure_is_read_as_printed(crawled: Crawled) -> None:
    """Cell by cell, with the blanks: a wrong figure is worse than none."""
    wrong = {}
    with Archive.open(crawled.archive) as archive:
        for report in crawled.country.expected(DAYS):
            tables = queries.show(archive, f"{report.issuer} {report.year}").extraction.tables
            if tables != report.tables:
                wrong[report.issuer, report.year] = tables
    assert wrong == {}


def test_titles_and_dates_are_read(crawled: Crawled) -> None:
    expected = {(report.issuer, report.year): report for report in crawled.country.expected(DAYS)}
    rows = [row for row in crawled.run("reports") if row["state"] == "live"]
    for row in rows:
        report = expected[row["issuer"], row["year"]]
        assert row["title"] == report.title
        if not (report.in_file and row["publish_date"] is None):
            assert row["publish_date"] == report.published.isoformat()


def test_broken_reports_are_told_and_only_those(crawled: Crawled) -> None:
    told = {
        (row["issuer"], row["year"]): sorted(
            {f["rule"] for f in row["findings"] if f["status"] == "fail" and f["severity"] == "H"}
        )
        for row in crawled.run("reports")
    }
    expected = {
        (report.issuer, report.year): sorted(report.broken)
        for report in crawled.country.expected(DAYS)
        if report.broken
    }
    assert expected
    assert {key: rules for key, rules in told.items() if rules} == expected


@pytest.mark.parametrize("day", [2, 3])
def test_changes_of_a_day_are_exactly_those_made(crawled: Crawled, day: int) -> None:
    """A moved view counter, a new page and the other days of the country change nothing."""
    days = Counter(row["detected_at"][:10] for row in crawled.run("changes"))
    date = sorted(days)[day - 1]
    rows = [row for row in crawled.run("changes") if row["detected_at"].startswith(date)]
    told = {(row["url"], row["class"], row["silent"]) for row in rows}
    assert told == {tuple(change) for change in crawled.country.expected_changes(day)}


def test_a_removal_is_confirmed_by_the_second_day_only(crawled: Crawled) -> None:
    """Of two removals on day 2 one came back on day 3, and is never confirmed."""
    removed = {
        row["url"]: row["confirmed"] for row in crawled.run("changes") if row["class"] == "removed"
    }
    back = {row["url"] for row in crawled.run("changes") if row["class"] == "restored"}
    assert {url: url not in back for url in removed} == removed
    assert sorted(removed.values()) == [False, True]


def silent_edit(crawled: Crawled) -> dict[str, Any]:
    """Of two the one on a page; the other is in a PDF."""
    edits = crawled.run("changes", "--class", "figures")
    (edit,) = (edit for edit in edits if edit["url"].endswith(".html"))
    return edit


def test_a_silent_edit_leads_from_the_figure_to_its_bytes(crawled: Crawled) -> None:
    edit = silent_edit(crawled)
    (cell,) = edit["cells"]
    (compared,) = crawled.run("diff", edit["url"])
    (figure,) = compared["figures"]
    assert (figure["path"], figure["old"], figure["new"]) == (
        cell["path"],
        cell["old"],
        cell["new"],
    )
    assert figure["old_evidence"]
    versions = crawled.run("versions", edit["url"])
    assert [version["ordinal"] for version in versions] == [1, 2]
    for version in versions:
        assert (crawled.archive / "warc" / version["capture"]["warc"]).is_file()


def test_a_figure_is_proved_from_its_bytes_until_they_are_damaged(
    crawled: Crawled, tmp_path: Path
) -> None:
    edit = silent_edit(crawled)
    (cell,) = edit["cells"]
    (proof,) = crawled.run("show", edit["url"], "--evidence", cell["path"])
    assert (proof["figure"], proof["proved"], proof["faults"]) == (cell["new"], True, [])
    assert proof["place"].startswith("/html")

    damaged = shutil.copytree(crawled.archive, tmp_path / "damaged")
    warc = damaged / "warc" / proof["held_by"]["warc"]
    content = bytearray(warc.read_bytes())
    content[proof["held_by"]["offset"] + 1000] ^= 1
    warc.write_bytes(content)
    command = [sys.executable, "-m", "crawler.commands", "show", edit["url"]]
    command += ["--evidence", cell["path"], "--archive", str(damaged)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode == 1
    assert "not proved" in told.stdout


def test_one_request_at_a_time_and_robots_first(crawled: Crawled) -> None:
    for asked in crawled.asked.values():
        for portal in crawled.country.portals:
            mine = sorted(request for request in asked if request.portal == portal.name)
            assert mine[0].path == "/robots.txt"
            assert all(after.start >= before.end for before, after in pairwise(mine))
            assert {request.user_agent.partition("/")[0] for request in mine} == {"gongkai"}


def test_requests_are_those_pinned(crawled: Crawled) -> None:
    """Look-alikes, other sites and repeated pages are not asked for."""
    asked = {
        portal.name: [
            sum(request.portal == portal.name for request in crawled.asked[crawl])
            for crawl in sorted(crawled.asked)
        ]
        for portal in crawled.country.portals
    }
    assert asked == json.loads(REQUESTS.read_text(encoding="utf-8"))


def test_nothing_is_asked_for_twice_in_a_crawl(crawled: Crawled) -> None:
    for asked in crawled.asked.values():
        paths = Counter((request.portal, request.method, request.path) for request in asked)
        assert max(paths.values()) == 1


def test_an_unchanged_day_costs_validators_where_there_are_any(crawled: Crawled) -> None:
    """Only errors and redirects have none."""
    validating = {portal.name for portal in crawled.country.portals if portal.validates}
    assert validating
    for request in crawled.asked[AGAIN]:
        if request.portal in validating:
            assert request.status in (302, 304, 404), request.path


def test_the_index_made_again_is_the_index_that_was(crawled: Crawled, tmp_path: Path) -> None:
    copy = shutil.copytree(crawled.archive, tmp_path / "archive")
    with Archive.open(copy) as archive:
        before = rows(archive)
    crawled.run("rebuild", "--archive", str(copy))
    with Archive.open(copy) as archive:
        assert rows(archive) == before
