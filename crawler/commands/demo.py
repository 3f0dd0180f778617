"""``gongkai demo``: a fictional country on loopback, crawled on two days."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from demo import Country

DAY_SECONDS = 24 * 60 * 60
COUNTRY_SEED = 2021


def demo(
    *,
    archive: Annotated[
        Path | None, typer.Option("--archive", "-a", help="A new folder for the archive.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=3, help="On day 3 a report comes back.")] = 2,
) -> None:
    """Start a fictional country, crawl it day by day, and show what was found and what changed.

    [bold]gongkai demo[/bold]
    """
    from crawler.commands.story import Story
    from demo import Country

    folder = archive or Path(f"gongkai-demo-{datetime.now():%Y%m%d-%H%M%S}")  # noqa: DTZ005
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise typer.BadParameter(f"{folder} is there already; the demo wants a folder of its own")
    story = Story(folder)
    with Country(seed=COUNTRY_SEED) as country:
        story.opening(country.portals)
        for day in range(1, days + 1):
            country.day = day
            _crawl(country, folder, offset=(day - days) * DAY_SECONDS)
            story.day(day)
    story.ending()


def _crawl(country: "Country", folder: Path, offset: int) -> None:
    """A process of its own, as a schedule would run it; its progress bar shows through."""
    seeds = [argument for portal in country.portals for argument in ("--url", portal.url)]
    command = [sys.executable, "-m", "crawler.commands", "crawl", *seeds]
    command += ["--archive", str(folder), "--delay", "0", "--clock-offset", str(offset), "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)  # noqa: S603
    if done.returncode:
        raise typer.Exit(done.returncode)
