"""``gongkai diff``: two versions of a report, figures side by side and text by words."""

from typing import Annotated

import typer

from crawler.commands.options import DEFAULT_ARCHIVE, ArchiveDir, AsJson, Database, print_json
from crawler.commands.show import Ref


def diff(
    report: Ref,
    old: Annotated[
        int | None, typer.Argument(metavar="OLD", help="Version; default: the one before.")
    ] = None,
    new: Annotated[
        int | None, typer.Argument(metavar="NEW", help="Version; default: the latest.")
    ] = None,
    *,
    archive: ArchiveDir = DEFAULT_ARCHIVE,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Compare two versions of a report.

    [bold]gongkai diff "云溪市人民政府 2023" 1 2[/bold]
    """
    from store import queries
    from store.archive import Archive

    with Archive.open(archive, database=database) as opened:
        compared = queries.compare(opened, report, old, new)
    if json:
        print_json([compared])
    else:
        from crawler.commands.display import print_diff

        print_diff(compared)
