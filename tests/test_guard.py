"""A portal behind walls of every kind: what can be had is had, and nothing is forced."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.commands.errors import DONE_IN_PART
from crawler.scope import OUTSIDE
from demo import Country
from store import queries
from store.archive import Archive

LIST_PAGES = 2
"""The second page of the list repeats the first, which ends it."""
CALENDAR_PAGES = 3


class Guarded:
    """A crawl of the guards, and what came of each by the portal's name."""

    def __init__(self, country: Country, archive: Path) -> None:
        self.country, self.archive = country, archive
        seeds = [word for portal in country.guards for word in ("--url", portal.url)]
        command = [sys.executable, "-m", "crawler.commands", "crawl", *seeds, "--json"]
        command += ["--delay", "0", "--archive", str(archive)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        self.code = done.returncode
        told = {row["seed"]: row for row in map(json.loads, done.stdout.splitlines())}
        self.told: list[dict[str, Any]] = [told[portal.url] for portal in country.guards]

    def asked(self, guard: int) -> Counter[str]:
        name = self.country.guards[guard].name
        return Counter(request.path for request in self.country.requests if request.portal == name)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with Country() as country:
        yield Guarded(country, tmp_path_factory.mktemp("guard") / "archive")


def test_every_report_between_the_walls_is_found_and_nothing_else(guarded: Guarded) -> None:
    """Slow answers, 429 with Retry-After and a redirect that wants its cookie are borne."""
    expected = guarded.country.expected_behind_walls(1)
    with Archive.open(guarded.archive) as archive:
        found = {row.url for row in queries.reports(archive)}
        assert found == {report.url for report in expected}
        for report in expected:
            assert queries.show(archive, report.url).extraction.tables == report.tables


def test_every_block_is_told_by_its_kind(guarded: Guarded) -> None:
    walls, _ = guarded.told
    told: Counter[str] = Counter()
    for reason, count in walls["dropped"].items():
        kinds = [kind for kind in guarded.country.expected_blocks if kind in reason]
        if reason.startswith("blocked: "):
            (kind,) = kinds
            told[kind] += count
    assert told == guarded.country.expected_blocks
    assert walls["outcomes"]["blocked"] == told.total()


def test_nothing_is_asked_for_that_is_forbidden_or_elsewhere(guarded: Guarded) -> None:
    walls, shut = guarded.told
    assert not [path for path in guarded.asked(0) if path.startswith("/neibu/")]
    assert walls["dropped"]["forbidden by robots.txt"] == 1
    outside = [n for name, n in walls["dropped"].items() if name.startswith(OUTSIDE)]
    assert outside == [1]
    assert set(guarded.asked(1)) == {"/robots.txt"}
    assert "robots.txt" in shut["trouble"]
    assert guarded.code == DONE_IN_PART


def test_what_has_no_end_is_left(guarded: Guarded) -> None:
    asked = guarded.asked(0)
    assert sum(path.startswith("/zwgk/gknb/?page=") for path in asked) == LIST_PAGES - 1
    assert 0 < sum("/rili/" in path for path in asked) <= CALENDAR_PAGES


def test_what_is_too_large_is_not_taken(guarded: Guarded) -> None:
    """The page is refused by its length, the gzip body by what it becomes."""
    walls, _ = guarded.told
    assert walls["dropped"]["larger than DOWNLOAD_MAXSIZE"] == 1
    assert walls["dropped"]["larger than DOWNLOAD_MAXSIZE once decompressed"] == 1
