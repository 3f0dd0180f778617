"""``gongkai show``: one report with its figures, findings and captures."""

from typing import Annotated

import typer

from crawler.commands.options import DEFAULT_ARCHIVE, ArchiveDir, AsJson, Database, print_json

Ref = Annotated[
    str, typer.Argument(metavar="REPORT", help="Its id, its address, or 'BODY YEAR' in quotes.")
]


def show(
    report: Ref,
    *,
    archive: ArchiveDir = DEFAULT_ARCHIVE,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Show one report: metadata, figures, findings, and where its captures lie.

    [bold]gongkai show "云溪市人民政府 2023"[/bold]
    """
    from store import queries
    from store.archive import Archive

    with Archive.open(archive, database=database) as opened:
        shown = queries.show(opened, report)
    if json:
        print_json([shown])
    else:
        from crawler.commands.display import print_report

        print_report(shown)
