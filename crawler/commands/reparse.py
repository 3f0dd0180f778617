"""``gongkai reparse``: the whole archive read again with the installed parser."""

from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands.errors import DONE_IN_PART
from crawler.commands.faults import tell_faults
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
    from collections.abc import Iterator
    from pathlib import Path

    from store.reparse import Reparsed
    from store.rereading import Reading


def reparse(
    *,
    compare: Annotated[
        bool,
        typer.Option(
            "--compare",
            help="Only show what reads differently; what was read is kept for the reparse.",
        ),
    ] = False,
    archive: ArchiveDir = DEFAULT_ARCHIVE,
    database: Database = None,
    parser: ParserName = DEFAULT_PARSER,
    json: AsJson = False,
) -> None:
    """Read every report again with the installed parser, on all cores.

    What was read stays in use until everything is; a reparse that was stopped goes on where it
    was. No change is told: the pages are what they were.

    [bold]gongkai reparse --compare --archive reports[/bold]
    """
    from store.archive import Archive
    from store.rereading import rereadings

    done = _read(archive, database, parser, replace=not compare)
    if compare:
        with Archive.open(archive, database=database) as opened:
            _show(rereadings(opened, done.parser_version), json=json)
    elif json:
        print_json([done])
    else:
        typer.echo(
            f"{done.payloads} documents read by parser {done.parser_version}, "
            f"{done.versions} versions (before: {done.versions_before}); archive: {archive}"
        )
        if done.pages_kept:
            typer.echo(f"{done.pages_kept} pages keep what was read before", err=True)
    if done.faults:
        tell_faults(done.faults, in_sum=not json)
        raise typer.Exit(DONE_IN_PART)


def _read(archive: "Path", database: str | None, parser: str, *, replace: bool) -> "Reparsed":
    """What is read is kept, though it replaces nothing: it takes long."""
    from crawler.commands.progress import bars
    from crawler.readers import Readers
    from store.errors import UnwritableArchive
    from store.reparse import reparse as read_again

    try:
        with Readers(parser) as readers, bars() as tell:
            return read_again(
                archive,
                database=database,
                derive=readers.derive,
                parser=parser,
                tell=tell,
                replace=replace,
            )
    except UnwritableArchive as error:
        raise UnwritableArchive(f"{error}; what is read is kept there, --compare or not") from error


def _show(readings: "Iterator[Reading]", *, json: bool) -> None:
    if json:
        print_json(readings)
    else:
        from crawler.commands.display import print_readings

        print_readings(readings)
