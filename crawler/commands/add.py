"""``gongkai add``: takes files into the archive, as WARC resource records."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands.errors import DONE_IN_PART
from crawler.commands.options import (
    DEFAULT_ARCHIVE,
    DEFAULT_PARSER,
    ArchiveDir,
    AsJson,
    Database,
    ParserName,
    print_json,
)

if TYPE_CHECKING:
    from crawler.intake import Taken
    from store.archive import Archive


def add(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders of them.")],
    *,
    archive: ArchiveDir = DEFAULT_ARCHIVE,
    database: Database = None,
    parser: ParserName = DEFAULT_PARSER,
    json: AsJson = False,
) -> None:
    """Take saved pages, documents and archives (WARC, WACZ) in, and read the reports among them.

    [bold]gongkai add saved-pages/ crawl.warc.gz --archive reports[/bold]
    """
    from crawler.files import walk
    from store.archive import Archive
    from store.derivation import parser_version
    from store.foreign import SUFFIXES, UNREAD

    parser_version(parser)  # better told before the archive is made
    files: list[Path] = []
    archives: list[Path] = []
    for path in walk(paths):
        (archives if path.name.endswith((*SUFFIXES, *UNREAD)) else files).append(path)
    failed = 0
    with Archive.open(archive, create=True, database=database) as opened:
        if archives:
            failed += _add_archives(opened, archives, parser, json=json)
        if files:
            failed += _add_files(opened, files, parser, json=json)
    if failed:
        raise typer.Exit(DONE_IN_PART)


def _add_archives(archive: "Archive", paths: list[Path], parser: str, *, json: bool) -> int:
    from crawler.archives import take_in_archives
    from crawler.commands.progress import bars

    with bars() as tell:
        taken = take_in_archives(archive, paths, parser, tell)
    if json:
        print_json([taken])
    else:
        for path, reason in taken.failed.items():
            typer.echo(f"gongkai: {path}: {reason}", err=True)
        read = len(paths) - len(taken.failed)
        typer.echo(f"{read} archives: {taken.captures} captures; archive: {archive.root}")
        typer.echo(f"reports: {_counted(taken.outcomes)}; left out: {_counted(taken.left_out)}")
    if taken.waiting:
        typer.echo(
            f"gongkai: {archive.root}: another process writes here, so {taken.waiting} captures "
            "from before what is known wait for their places; let it finish, then add the files "
            "again",
            err=True,
        )
    return len(taken.failed) + taken.waiting


def _add_files(archive: "Archive", paths: list[Path], parser: str, *, json: bool) -> int:
    from rich.console import Console
    from rich.progress import track

    from crawler.intake import take_in

    bar = Console(stderr=True)
    counts: Counter[str] = Counter()
    taken = take_in(archive, paths, parser)
    for one in track(taken, "files", console=bar, transient=True, disable=not bar.is_terminal):
        counts[one.outcome] += 1
        _tell(one, json=json)
    if json:
        print_json([{"files": counts.total(), "outcomes": counts, "archive": str(archive.root)}])
    else:
        typer.echo(f"{counts.total()} files: {_counted(counts)}; archive: {archive.root}")
    return counts["failed"]


def _counted(counts: Counter[str]) -> str:
    told = ", ".join(f"{count} {what}" for what, count in counts.most_common() if count)
    return told or "none"


def _tell(one: "Taken", *, json: bool) -> None:
    if json:
        print_json([one])
    elif one.outcome == "failed":
        typer.echo(f"gongkai: {one.path}: {'; '.join(one.reasons)}", err=True)
    else:
        read = f"{one.issuer} {one.year}" if one.outcome != "not_report" else "; ".join(one.reasons)
        typer.echo(f"{one.outcome:<11} {one.path}  {read}")
