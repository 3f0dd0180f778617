"""``gongkai reports``: the reports of the archive."""

from typing import Annotated

import typer

from crawler.commands.options import DEFAULT_ARCHIVE, ArchiveDir, AsJson, Database, print_json


def reports(
    *,
    issuer: Annotated[str | None, typer.Option(help="Part of the body's name.")] = None,
    year: Annotated[int | None, typer.Option(help="The year the report is about.")] = None,
    archive: ArchiveDir = DEFAULT_ARCHIVE,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """List the reports: body, year, form, versions, findings.

    [bold]gongkai reports --issuer 云溪市 --year 2023[/bold]
    """
    from store import queries
    from store.archive import Archive

    with Archive.open(archive, database=database) as opened:
        rows = queries.reports(opened, issuer=issuer, year=year)
        if json:
            print_json(rows)
        else:
            from crawler.commands.display import print_reports

            print_reports(list(rows))
