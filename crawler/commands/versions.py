"""``gongkai versions``: the states a report went through."""

from crawler.commands.options import DEFAULT_ARCHIVE, ArchiveDir, AsJson, Database, print_json
from crawler.commands.show import Ref


def versions(
    report: Ref,
    *,
    archive: ArchiveDir = DEFAULT_ARCHIVE,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """List the versions of a report, each with its captures' place in the WARC files.

    [bold]gongkai versions 12[/bold]
    """
    from store import queries
    from store.archive import Archive

    with Archive.open(archive, database=database) as opened:
        rows = queries.versions(opened, report)
        replaced = queries.replaced_files(opened, report)
        failed = queries.failures(opened, report)
    if json:
        print_json(rows)
    else:
        from crawler.commands.display import (
            print_failures,
            print_replaced_files,
            print_versions,
        )

        print_versions(rows)
        print_replaced_files(replaced)
        print_failures(failed)
