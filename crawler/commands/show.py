"""``gongkai show``: one report with its figures and captures, or the proof of one figure."""

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
    from store.archive import Archive

Ref = Annotated[
    str, typer.Argument(metavar="REPORT", help="Its id, its address, or 'BODY YEAR' in quotes.")
]


def show(
    report: Ref,
    *,
    evidence: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Prove this figure from the archived bytes."),
    ] = None,
    parser: ParserName = DEFAULT_PARSER,
    archive: ArchiveDir = DEFAULT_ARCHIVE,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Show one report: metadata, figures, findings, and where its captures lie.

    With --evidence: where a figure comes from, read again from the WARC file to prove it.

    [bold]gongkai show "云溪市人民政府 2023" --evidence requests.granted.total[/bold]
    """
    from store.archive import Archive

    with Archive.open(archive, database=database) as opened:
        if evidence is None:
            _show(opened, report, json=json)
        else:
            _prove(opened, report, evidence, parser, json=json)


def _show(archive: "Archive", report: str, *, json: bool) -> None:
    from store import queries

    shown = queries.show(archive, report)
    if json:
        print_json([shown])
    else:
        from crawler.commands.display import print_report

        print_report(shown)


def _prove(archive: "Archive", report: str, path: str, parser: str, *, json: bool) -> None:
    from store.evidence import prove

    found = prove(archive, report, path, parser)
    if json:
        print_json([found])
    else:
        from crawler.commands.display import print_evidence

        print_evidence(found)
    if not found.proved:
        raise typer.Exit(DONE_IN_PART)
