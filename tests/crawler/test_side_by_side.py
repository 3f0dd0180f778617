"""Portals take turns where more are to be crawled than the setting lets run at once."""

import subprocess
import sys
from itertools import groupby
from pathlib import Path

from demo import Country

CRAWL = """
import sys
from pathlib import Path
from crawler.run import Target, crawl_targets
archive, at_once, *seeds = sys.argv[1:]
overrides = {"DOWNLOAD_DELAY": 0, "CONCURRENT_PORTALS": int(at_once)}
crawled = crawl_targets([Target(None, seed) for seed in seeds], Path(archive), None, overrides)
assert [one.seed for one in crawled] == seeds
assert {one.finish for one in crawled} == {"finished"}
"""
"""In a process of its own: an event loop of Scrapy is not begun twice."""


def turns(at_once: int, archive: Path) -> int:
    """How often the requests of two crawls pass from one portal to another."""
    with Country(delay=0.01) as country:
        seeds = [portal.url for portal in country.portals[-2:]]
        command = [sys.executable, "-c", CRAWL, str(archive), str(at_once), *seeds]
        subprocess.run(command, check=True, timeout=60, stderr=subprocess.DEVNULL)
        return sum(1 for _ in groupby(sorted(country.requests), key=lambda one: one.portal))


def test_one_after_the_other_or_together(tmp_path: Path) -> None:
    assert turns(1, tmp_path / "one") == 2
    assert turns(2, tmp_path / "two") > 2
