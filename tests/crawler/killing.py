"""Crawls that are killed at random moments, and what must be true of their archive afterwards.

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
from demo.country import Portal
from store import queries
from store.archive import Archive
from store.recorder import Recorder
from store.scan import scan
from store.verify import verify

COUNTRY = 2021
TIMES = 200


class Mortal:
    """Crawls of one portal into one archive, and the ledger of what they acknowledged."""

    def __init__(self, portal: Portal, folder: Path) -> None:
        self.archive = folder / "archive"
        self.portal = portal
        self._ledger = folder / "ledger"
        self._ledger.touch()

    def start(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.crawler.witness", str(self._ledger), "crawl"]
        command += ["--url", self.portal.url, "--delay", "0", "--archive", str(self.archive)]
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

    def check(self) -> None:
        """The next writer has come by, as it does with every crawl."""
        with Archive.open(self.archive, create=True) as archive:
            Recorder(archive).close()
            faults = [str(fault) for fault in verify(archive)]
            assert not faults, f"invalid records: {faults}"
            assert self.acknowledged() <= set(_record_ids(archive)), "acknowledged captures lost"
            assert all(row.versions == 1 for row in queries.reports(archive)), "false versions"
            assert {row.class_ for row in queries.changes(archive)} <= {"new"}, "false changes"

    def acknowledged(self) -> set[str]:
        return set(self._ledger.read_text().split())

    def _written(self) -> int:
        return self._ledger.stat().st_size


def _record_ids(archive: Archive) -> Iterator[str]:
    for path in archive.warc_dir.glob("*.warc.gz"):
        for found in scan(path):
            assert found.record is not None, found.fault
            yield found.record.id


def expected(country: Country, portal: Portal) -> set[str]:
    """The addresses of the portal's reports on the first day."""
    return {report.url for report in country.expected(1) if report.url.startswith(portal.url)}


def found(archive: Path) -> set[str]:
    with Archive.open(archive) as opened:
        return {row.url for row in queries.reports(opened)}


def main(times: int) -> None:
    moment = Random(times)  # noqa: S311  moments, not secrets
    with Country(seed=COUNTRY, delay=0.005) as country, tempfile.TemporaryDirectory() as folder:
        portal = country.portals[0]
        mortal = Mortal(portal, Path(folder))
        for _ in track(range(times), "crawls killed"):
            mortal.kill(moment)
            mortal.check()
        assert mortal.finish() == (0, "")
        mortal.check()
        assert found(mortal.archive) == expected(country, portal)
        print(
            f"{times} crawls killed: {len(mortal.acknowledged())} captures acknowledged, 0 lost; "
            "0 false versions; 0 invalid records; the next crawl found every report"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TIMES)
