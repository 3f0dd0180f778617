"""``python -m bench [PAGES]``: whole commands over the same generated portal, in one run, many
portals side by side, the parser alone, the archive beside plain tools, and the index as it grows.

Every figure of a command is pages divided by its wall seconds, start included.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import archiving, index, portals, reading
from bench.site import served

PAGES = 4000
NAIVE_PAGES = 400
"""The naive pipeline is slow enough to be measured on fewer."""
CONCURRENCY = "8"
"""Scrapy's default for one host; gongkai's own default of one request in flight is a courtesy to
real portals."""


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        Console().print(
            measured(count, Path(folder)),
            portals.measured(Path(folder)),
            reading.measured(),
            archiving.measured(),
            index.measured(list(index.SIZES)),
        )


def measured(count: int, folder: Path) -> Table:
    with served(min(count, NAIVE_PAGES)) as (url,):
        naive = rate(min(count, NAIVE_PAGES), [*ours("spiders"), "naive", url, folder / "naive.db"])
    with served(count) as (url,):
        bare = rate(count, [*ours("spiders"), "bare", url])
        wget = rate(count, wget_command(url, folder)) if shutil.which("wget") else None
        first = rate(count, crawl_command(url, folder / "archive"))
        before = size(folder / "archive")
        second = rate(count, crawl_command(url, folder / "archive"))
        grown = (size(folder / "archive") - before) / count
    table = Table("what", "pages/s", "× bare", "× naive", box=None, title=f"{count} report pages")
    for name, speed in (
        ("(a) bare Scrapy, stores nothing", bare),
        ("(b) naive: trafilatura.extract, a commit an item", naive),
        ("(c) wget --warc-file", wget),
        ("(d) gongkai, first crawl, everything done", first),
        ("(e) gongkai, second crawl, nothing changed", second),
    ):
        if speed is not None:
            table.add_row(name, f"{speed:.0f}", f"{speed / bare:.2f}", f"{speed / naive:.1f}")
    table.caption = f"archived per unchanged page: {grown:.0f} bytes of WARC"
    return table


def ours(module: str) -> list[str]:
    return [sys.executable, "-m", f"bench.{module}"]


def crawl_command(url: str, archive: Path) -> list[str]:
    settings = ("DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS=16")
    settings += (f"CONCURRENT_REQUESTS_PER_DOMAIN={CONCURRENCY}",)
    settings += (f"ARCHIVE={archive}", f"LOG_FILE={archive}.log")
    command = [sys.executable, "-m", "scrapy", "crawl", "portal", "-a", f"url={url}"]
    return command + [argument for setting in settings for argument in ("-s", setting)]


def wget_command(url: str, folder: Path) -> list[str]:
    target = ["--directory-prefix", str(folder / "wget"), f"--warc-file={folder / 'wget'}"]
    return ["wget", "--quiet", "--recursive", "--level=inf", "--delete-after", *target, url]


def rate(count: int, command: Sequence[str | Path]) -> float:
    started = time.perf_counter()
    subprocess.run(list(map(str, command)), check=True)
    return count / (time.perf_counter() - started)


def size(archive: Path) -> int:
    return sum(file.stat().st_size for file in (archive / "warc").glob("*.warc.gz"))


if __name__ == "__main__":
    main()
