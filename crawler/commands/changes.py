"""``gongkai changes``: what was republished, edited, removed or restored."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from crawler.commands.options import DEFAULT_ARCHIVE, ArchiveDir, AsJson, Database, print_json


def changes(
    *,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="Moment or day, UTC."),
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

    Classes: new, wording, figures, metadata, attachment, removed, restored, moved.

    [bold]gongkai changes --since 2026-01-31 --class figures[/bold]
    """
    from store import queries
    from store.archive import Archive

    moment = since.replace(tzinfo=UTC) if since else None
    with Archive.open(archive, database=database) as opened:
        rows = queries.changes(opened, since=moment, classes=class_ or (), issuer=issuer)
        if json:
            print_json(rows)
        else:
            from crawler.commands.display import print_changes

            print_changes(list(rows))
