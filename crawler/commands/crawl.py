"""``gongkai crawl``: portals of the registry, or any portal by its address."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands.errors import DONE_IN_PART, STOPPED, UNUSABLE_ARCHIVE, WRONG_CALL
from crawler.commands.options import DEFAULT_ARCHIVE, ArchiveDir, AsJson, Database, print_json

if TYPE_CHECKING:
    from crawler.run import Crawled, Target


def crawl(
    portals: Annotated[
        list[str] | None, typer.Argument(help="Portals of the registry.", show_default=False)
    ] = None,
    *,
    url: Annotated[
        list[str] | None, typer.Option(help="Address of a portal, registered or not.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every portal of the registry.")] = False,
    delay: Annotated[
        float | None,
        typer.Option(min=0, max=3600, help="Seconds between requests to a host (default 2)."),
    ] = None,
    full: Annotated[
        bool,
        typer.Option(
            "--full", help="Fetch every page whole, whatever the archive holds of it already."
        ),
    ] = False,
    due: Annotated[
        bool,
        typer.Option(
            "--due", help="Leave out report pages not due for another look: for frequent crawls."
        ),
    ] = False,
    archive: ArchiveDir = DEFAULT_ARCHIVE,
    database: Database = None,
    clock_offset: Annotated[float, typer.Option(hidden=True)] = 0.0,
    json: AsJson = False,
) -> None:
    """Find the reports on portals, archive every response, and keep what is new or changed.

    [bold]gongkai crawl --url http://www.example.gov.cn/ --archive reports[/bold]
    """
    from crawler.commands.summary import print_summaries
    from crawler.run import Target, crawl_targets
    from crawler.settings import CONTACT
    from spiders.registry import check_address, load_portals

    if due and full:
        raise typer.BadParameter("leave out --due or --full: one asks for less, one for all")
    targets = _registered(list(load_portals()) if all_ else portals or [])
    targets += [Target(None, seed) for seed in dict.fromkeys(map(check_address, url or []))]
    if not (targets or portals):
        typer.echo("gongkai: name a portal, or give an address with --url", err=True)
        raise typer.Exit(WRONG_CALL)
    if not targets:
        raise typer.Exit(DONE_IN_PART)
    if CONTACT is None and any(".gov.cn" in target.seed for target in targets):
        typer.echo("gongkai: set GONGKAI_CONTACT, so that portals can reach you", err=True)
    crawled = crawl_targets(
        targets, Path(archive), database, _settings(delay, full, due, clock_offset)
    )
    if json:
        print_json(crawled)
    else:
        print_summaries(crawled, archive)
    for one in crawled:
        if one.trouble:
            typer.echo(f"gongkai: {one.trouble}", err=True)
    if code := _exit_code(crawled):
        raise typer.Exit(code)


def _settings(delay: float | None, full: bool, due: bool, clock_offset: float) -> dict[str, float]:
    settings = {"CLOCK_OFFSET": clock_offset, "ONLY_DUE": due}
    if full:
        settings |= {"FULL_FETCH_DAYS": 0, "RESUME_HOURS": 0}
    if delay is not None:
        settings["DOWNLOAD_DELAY"] = delay
    return settings


def _exit_code(crawled: "list[Crawled]") -> int:
    from crawler import run
    from crawler.session import ARCHIVE_FAILED

    finishes = {one.finish for one in crawled}
    if run.STOPPED in finishes:
        return STOPPED
    if ARCHIVE_FAILED in finishes:
        return UNUSABLE_ARCHIVE
    return DONE_IN_PART if any(one.trouble for one in crawled) else 0


def _registered(names: list[str]) -> "list[Target]":
    """Those that the registry calls broken are left out, and said to be."""
    from crawler.run import Target
    from spiders.registry import find_portals

    entries = find_portals(names)
    for name, entry in entries.items():
        if entry.broken is not None:
            typer.echo(f"gongkai: {name} is left out: {entry.broken}", err=True)
    return [
        Target(name, entry.seed, entry.spider or entry.family or "portal")
        for name, entry in entries.items()
        if entry.broken is None
    ]
