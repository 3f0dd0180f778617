"""Options that several verbs share, and the consoles they write to."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

ArchiveDir = Annotated[
    Path,
    typer.Option(
        "--archive", "-a", envvar="GONGKAI_ARCHIVE", help="The archive's folder.", metavar="DIR"
    ),
]
Database = Annotated[
    str | None,
    typer.Option(
        envvar="GONGKAI_DATABASE",
        help="SQLAlchemy URL of the index, if it is not the archive's own index.sqlite.",
        metavar="URL",
    ),
]
ParserName = Annotated[
    str,
    typer.Option(
        "--parser", envvar="GONGKAI_PARSER", help="Another parser.", metavar="MODULE:FUNCTION"
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]

DEFAULT_ARCHIVE = Path("archive")
DEFAULT_PARSER = "parser:parse_report"


def print_json(rows: Iterable[Any]) -> None:
    """JSON Lines in UTF-8, whatever the terminal's encoding is."""
    import msgspec

    encoder = msgspec.json.Encoder()
    for row in rows:
        sys.stdout.buffer.write(encoder.encode(row) + b"\n")
    sys.stdout.buffer.flush()
