"""``gongkai verify``: reads the whole archive again, and heals it if asked."""

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
from crawler.commands.progress import bars

if TYPE_CHECKING:
    from store.faults import Fault
    from store.unfinished import Unfinished


def verify(
    *,
    archive: ArchiveDir = DEFAULT_ARCHIVE,
    database: Database = None,
    parser: ParserName = DEFAULT_PARSER,
    repair: Annotated[
        bool, typer.Option("--repair", help="Move bad bytes aside, make the index again.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Read every record again, and name what is damaged with all that rests on it.

    [bold]gongkai verify --archive reports[/bold]
    """
    faults = _find(archive, database, json=json)
    if faults and repair:
        _repair(archive, database, parser, faults, json=json)
        faults = _find(archive, database, json=json)
    if json:
        print_json([{"kind": "summary", "faults": len(faults), "archive": str(archive)}])
    else:
        noun = "fault" if len(faults) == 1 else "faults"
        typer.echo(f"{len(faults) or 'no'} {noun}; archive: {archive}")
    if faults:
        raise typer.Exit(DONE_IN_PART)


def _find(archive: Path, database: str | None, *, json: bool) -> "list[Fault]":
    """Told as they are found, then what `gongkai add` has not finished. An index that is lost or
    unreadable is a fault as well."""
    from store.archive import Archive
    from store.errors import DamagedArchive
    from store.faults import Fault
    from store.unfinished import unfinished
    from store.verify import verify as check

    found = []
    try:
        with bars() as tell, Archive.open(archive, database=database) as opened:
            for fault in check(opened, tell):
                found.append(fault)
                _tell(fault, json=json)
            for added in unfinished(opened):
                _tell(added, json=json)
    except DamagedArchive as error:
        found.append(Fault("index", None, str(error)))
        _tell(found[-1], json=json)
    return found


def _repair(
    archive: Path, database: str | None, parser: str, faults: "list[Fault]", *, json: bool
) -> None:
    from crawler.readers import Readers
    from store.repair import repair

    with Readers(parser) as readers, bars() as tell:
        done = repair(
            archive, faults, database=database, derive=readers.derive, parser=parser, tell=tell
        )
    if json:
        print_json([done])
        return
    for path in done.moved:
        typer.echo(f"moved aside: {path}")
    typer.echo(f"the index was made again: {done.rebuilt.captures} captures; what is left:")


def _tell(told: "Fault | Unfinished", *, json: bool) -> None:
    if json:
        print_json([told])
    else:
        typer.echo(str(told))
