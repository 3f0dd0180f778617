"""``gongkai changes``: what was republished, edited, removed or restored."""

from datetime import UTC, datetime
from typing import Annotated, get_args

import typer

from crawler.commands.options import DEFAULT_ARCHIVE, ArchiveDir, AsJson, Database, print_json


def changes(
    *,
    since: Annotated[
        str | None, typer.Option(help="Day or moment in UTC: 2026-01-31.", metavar="MOMENT")
    ] = None,
    class_: Annotated[
        list[str] | None, typer.Option("--class", help="Only this class; may be repeated.")
    ] = None,
    issuer: Annotated[str | None, typer.Option(help="Part of the body's name.")] = None,
    archive: ArchiveDir = DEFAULT_ARCHIVE,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """List the changes: class, whether silent, and for figures the old and the new value.

    The classes are new, wording, figures, metadata, attachment, removed, restored and moved.

    [bold]gongkai changes --since 2026-01-31 --class figures[/bold]
    """
    from store import queries
    from store.archive import Archive
    from store.change import ChangeClass

    moment = _moment(since) if since else None
    if unknown := set(class_ or ()) - set(get_args(ChangeClass)):
        raise typer.BadParameter(f"no change is of class {', '.join(unknown)}; see --help")
    with Archive.open(archive, database=database) as opened:
        rows = queries.changes(opened, since=moment, classes=class_ or (), issuer=issuer)
        if json:
            print_json(rows)
        else:
            from crawler.commands.display import print_changes

            print_changes(list(rows))


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"--since {text!r} is not a day or a moment like 2026-01-31 or 2026-01-31T08:00"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
