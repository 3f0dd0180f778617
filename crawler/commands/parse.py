"""``gongkai parse``: structures files, without an archive."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands.errors import DONE_IN_PART
from crawler.commands.options import DEFAULT_PARSER, AsJson, ParserName, print_json

if TYPE_CHECKING:
    from parser import Extraction


def parse(
    files: Annotated[
        list[Path],
        typer.Argument(help="HTML, text, PDF, Word, Excel, RTF or OFD files.", metavar="FILE"),
    ],
    *,
    parser: ParserName = DEFAULT_PARSER,
    json: AsJson = False,
) -> None:
    """Read the figures, metadata and findings of documents.

    [bold]gongkai parse report.html --json[/bold]

    With --json one object a file, named by its key file; one that cannot be read has a key error.
    """
    from crawler.files import UnreadableFile, media_type, read_bytes
    from parser import Document, UnreadableDocument
    from store.derivation import load_parser

    read = load_parser(parser)
    failed = False
    for path in files:
        try:
            extraction = read(Document(content=read_bytes(path), media_type=media_type(path)))
        except (UnreadableFile, UnreadableDocument) as error:
            fault = str(error)
        except Exception as error:  # noqa: BLE001  a fault of the parser on one document
            fault = f"the parser failed: {error!r}"
        else:
            _print_json(path, extraction) if json else _print(path, extraction)
            continue
        failed = True
        typer.echo(f"gongkai: {path}: {fault}", err=True)
        if json:
            print_json([{"file": str(path), "error": fault}])
    if failed:
        raise typer.Exit(DONE_IN_PART)


def _print_json(path: Path, extraction: "Extraction") -> None:
    from msgspec import to_builtins

    print_json([{"file": str(path), **to_builtins(extraction)}])


def _print(path: Path, extraction: "Extraction") -> None:
    from crawler.commands.display import console, extraction_view, heading

    heading(path.name)
    console.print(extraction_view(extraction))
