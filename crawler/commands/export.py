"""``gongkai export``: a selection of the archive in a file for others."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands.options import DEFAULT_ARCHIVE, ArchiveDir, AsJson, Database, print_json

if TYPE_CHECKING:
    from store.archive import Archive
    from store.selection import Selection


def export(
    path: Annotated[Path, typer.Argument(metavar="FILE.wacz", help="The file to write.")],
    *,
    report: Annotated[
        str | None, typer.Option(help="A report with its history: as for `gongkai show`.")
    ] = None,
    portal: Annotated[
        str | None, typer.Option(help="All crawls of a portal: its id, or its address.")
    ] = None,
    crawl: Annotated[int | None, typer.Option(help="One crawl, by its id.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file there.")] = False,
    archive: ArchiveDir = DEFAULT_ARCHIVE,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Write a report with its history, a portal or a crawl as a WACZ file for replay tools.

    [bold]gongkai export yunxi.wacz --report "云溪市人民政府 2023"[/bold]
    """
    from crawler.commands.progress import bars
    from store.archive import Archive
    from store.wacz import write_wacz

    if path.suffix != ".wacz":
        raise typer.BadParameter(f"{path} is no name of a WACZ file; end it with .wacz")
    if path.exists() and not force:
        raise typer.BadParameter(f"{path} is there already; name another, or give --force")
    if sum(choice is not None for choice in (report, portal, crawl)) != 1:
        raise typer.BadParameter("say what to export: one of --report, --portal and --crawl")
    with Archive.open(archive, database=database) as opened, bars() as tell:
        selected = _selected(opened, report, portal, crawl)
        title = report or portal or f"crawl {crawl}"
        captures = write_wacz(opened, path, selected, title, tell)
    if json:
        print_json([{"path": str(path), "captures": captures, "bytes": path.stat().st_size}])
    else:
        typer.echo(f"{path}: {captures} captures, {path.stat().st_size} bytes")


def _selected(
    archive: "Archive", report: str | None, portal: str | None, crawl: int | None
) -> "Selection":
    from store import selection

    if report is not None:
        return selection.of_report(archive, report)
    if portal is not None:
        return selection.of_portal(archive, portal)
    assert crawl is not None, "one of the three is given"
    return selection.of_crawl(archive, crawl)
