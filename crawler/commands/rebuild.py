"""``gongkai rebuild``: the index again, from the WARC files alone."""

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


def rebuild(
    *,
    archive: ArchiveDir = DEFAULT_ARCHIVE,
    database: Database = None,
    parser: ParserName = DEFAULT_PARSER,
    json: AsJson = False,
) -> None:
    """Make the index again from the WARC files alone, reading every report anew.

    The index that was stays in use until the new one is whole.

    [bold]gongkai rebuild --archive reports[/bold]
    """
    from crawler.commands.progress import bars
    from crawler.readers import Readers
    from store.rebuild import rebuild as make_again

    with Readers(parser) as readers, bars() as tell:
        done = make_again(
            archive, database=database, derive=readers.derive, parser=parser, tell=tell
        )
    if json:
        print_json([done])
    else:
        typer.echo(f"{done.files} WARC files, {done.captures} captures; archive: {archive}")
        if done.read_later:
            typer.echo(
                f"{done.read_later} revisits are read from a later record, as theirs is lost: "
                "versions and changes may differ from those of the index that was"
            )
        tell_faults(done.faults)
    if done.faults:
        raise typer.Exit(DONE_IN_PART)
