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


def add(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders of them.")],
    *,
    archive: ArchiveDir = DEFAULT_ARCHIVE,
    database: Database = None,
    parser: ParserName = DEFAULT_PARSER,
    json: AsJson = False,
) -> None:
    """Take saved pages and documents into the archive and read the reports among them.

    [bold]gongkai add saved-pages/ --archive reports[/bold]
    """
    from rich.console import Console
    from rich.progress import track

    from crawler.intake import take_in
    from store.archive import Archive
    from store.derivation import parser_version

    parser_version(parser)  # better told before the archive is made
    bar = Console(stderr=True)
    counts: Counter[str] = Counter()
    with Archive.open(archive, create=True, database=database) as opened:
        taken = take_in(opened, paths, parser)
        for one in track(taken, "files", console=bar, transient=True, disable=not bar.is_terminal):
            counts[one.outcome] += 1
            _tell(one, json=json)
    if not json:
        told = ", ".join(f"{count} {outcome}" for outcome, count in counts.most_common())
        typer.echo(f"{counts.total()} files: {told}; archive: {archive}")
    if counts["failed"]:
        raise typer.Exit(DONE_IN_PART)


def _tell(one: "Taken", *, json: bool) -> None:
    if json:
        print_json([one])
    elif one.outcome == "failed":
        typer.echo(f"gongkai: {one.path}: {'; '.join(one.reasons)}", err=True)
    else:
        read = f"{one.issuer} {one.year}" if one.outcome != "not_report" else "; ".join(one.reasons)
        typer.echo(f"{one.outcome:<11} {one.path}  {read}")
