"""Crawls that are killed at random moments, on the first day and on those on which a portal takes
reports away, puts them back and changes them; and what must be true of their archive afterwards.

``python -m tests.crawler.killing [TIMES]`` is the long form of ``test_killing.py``.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from rich.progress import track

from demo import Country
from demo.history import DAYS
from store import queries
from store.archive import Archive
from store.recorder import Recorder
from store.scan import scan
from store.verify import verify

COUNTRY = 2021
TIMES = 200
DAY_SECONDS = 86_400

Told = tuple[str, str, bool]
"""A change: address, class, silent."""


class Mortal:
    """Crawls of the country's first portal into one archive, and the ledger of what they
    acknowledged."""

    def __init__(self, country: Country, folder: Path, database: str | None = None) -> None:
        self.archive = folder / "archive"
        self.country = country
        self.database = database
        self._url = country.portals[0].url
        self._ledger = folder / "ledger"
        self._ledger.touch()

    def start(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.crawler.witness", str(self._ledger), "crawl"]
        command += ["--url", self._url, "--delay", "0", "--archive", str(self.archive)]
        command += ["--clock-offset", str((self.country.day - max(DAYS)) * DAY_SECONDS)]
        command += ["--database", self.database] if self.database else []
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, text=True, **pipes)  # type: ignore[call-overload,no-any-return]

    def finish(self) -> tuple[int, str]:
        process = self.start()
        _, err = process.communicate(timeout=120)
        return process.returncode, err

    def kill(self, moment: Random) -> None:
        """Somewhere between the first commit of a crawl and its end, its opening included."""
        process = self.start()
        after = self._written() + moment.randrange(-300, 2000)
        while process.poll() is None and self._written() <= after:
            time.sleep(0.002)
        time.sleep(moment.uniform(0, 0.02))
        process.kill()
        process.communicate()

    def open(self) -> Archive:
        return Archive.open(self.archive, create=True, database=self.database)

    def check(self) -> None:
        """The next writer has come by, as it does with every crawl."""
        with self.open() as archive:
            Recorder(archive).close()
            faults = [str(fault) for fault in verify(archive)]
            assert not faults, f"invalid records: {faults}"
            assert self.acknowledged() <= set(_record_ids(archive)), "acknowledged captures lost"
            told = _told(archive)
            assert len(told) == len(set(told)), "a change, and with it a version, told twice"
            assert set(told) <= self._made(), "false changes"

    def check_day(self) -> None:
        """A crawl of the day has come to its end."""
        self.check()
        with self.open() as archive:
            assert set(_told(archive)) == self._made()

    def acknowledged(self) -> set[str]:
        return set(self._ledger.read_text().split())

    def _made(self) -> set[Told]:
        """What has become of the portal's reports up to this day."""
        reports = self.country.expected(min(DAYS))
        made = [(report.url, "new", False) for report in reports]
        for day in range(min(DAYS) + 1, self.country.day + 1):
            made += self.country.expected_changes(day)
        return {change for change in made if change[0].startswith(self._url)}

    def _written(self) -> int:
        return self._ledger.stat().st_size


def _told(archive: Archive) -> list[Told]:
    return [(row.url, row.class_, row.silent) for row in queries.changes(archive)]


def _record_ids(archive: Archive) -> Iterator[str]:
    for path in archive.warc_dir.glob("*.warc.gz"):
        for found in scan(path):
            assert found.record is not None, found.fault
            yield found.record.id


def live_through(mortal: Mortal, times: int) -> Iterator[None]:
    """All days of the country, with so many killed crawls on them; one step a crawl killed."""
    moment = Random(times)  # noqa: S311  moments, not secrets
    for day in DAYS:
        mortal.country.day = day
        for _ in range(times * (day - 1) // len(DAYS), times * day // len(DAYS)):
            mortal.kill(moment)
            mortal.check()
            yield
        assert mortal.finish() == (0, "")
        mortal.check_day()


def main(times: int) -> None:
    with Country(seed=COUNTRY, delay=0.005) as country, tempfile.TemporaryDirectory() as folder:
        mortal = Mortal(country, Path(folder))
        for _ in track(live_through(mortal, times), "crawls killed", total=times):
            pass
        print(
            f"{times} crawls killed on {len(DAYS)} days: {len(mortal.acknowledged())} captures "
            "acknowledged, 0 lost; 0 false versions; 0 invalid records; each day's last crawl "
            "found every report and every change"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TIMES)
