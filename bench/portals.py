"""Many small portals side by side in one process, without a delay: ``python -m bench.portals``."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from bench.site import served

PORTALS = 200
REPORTS = 8
"""Of each: what one body has published since 2017."""
MINUTE = 60.0


class Run(NamedTuple):
    seconds: float
    """From the start of the command to its end."""
    processor: float
    """Seconds, of all its processes."""
    megabytes: float
    """Of its largest process, at its largest."""


def main() -> None:
    portals = int(sys.argv[1]) if len(sys.argv) > 1 else PORTALS
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        Console().print(measured(Path(folder), portals))


def measured(folder: Path, portals: int = PORTALS) -> Table:
    title = f"{portals} portals of {REPORTS} reports"
    table = Table("crawl", "portals/min", "wall s", "processor s", "peak MB", box=None, title=title)
    with served(REPORTS, portals) as urls:
        for name in ("first", "second, nothing changed"):
            run = crawl(urls, folder / "portals")
            speed = f"{portals / run.seconds * MINUTE:.0f}"
            table.add_row(name, speed, *(f"{number:.0f}" for number in run))
    return table


def crawl(urls: Sequence[str], archive: Path) -> Run:
    command = [sys.executable, "-m", "crawler.commands", "crawl", "--delay", "0", "--json"]
    command += ["--archive", str(archive)]
    command += [word for url in urls for word in ("--url", url)]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command[:4])
    processor = used.ru_utime + used.ru_stime
    return Run(time.perf_counter() - started, processor, used.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
