"""The command line: ``gongkai VERB``. One verb a module; each imports what it needs when it runs.

Exit codes: 0 done, 1 done but something asked for was not had (the lines on stderr say what),
2 the call itself is wrong, 3 the archive cannot be used, 130 stopped by Ctrl-C, 141 whoever read
the output went away (``| head``).
"""

import os
import sys
from typing import Annotated, NoReturn

import typer

from crawler import __version__
from crawler.commands.add import add
from crawler.commands.changes import changes
from crawler.commands.crawl import crawl
from crawler.commands.demo import demo
from crawler.commands.diff import diff
from crawler.commands.errors import UNREAD, complaint
from crawler.commands.export import export
from crawler.commands.parse import parse
from crawler.commands.portals import portals
from crawler.commands.probe import probe
from crawler.commands.rebuild import rebuild
from crawler.commands.reparse import reparse
from crawler.commands.reports import reports
from crawler.commands.show import show
from crawler.commands.verify import verify
from crawler.commands.versions import versions

app = typer.Typer(
    name="gongkai",
    help="Crawl, archive and read the yearly disclosure reports of Chinese government bodies.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
VERBS = (
    demo, crawl, probe, portals, add, parse,
    reports, show, versions, changes, diff, reparse, rebuild, verify, export,
)  # fmt: skip
for verb in VERBS:
    app.command()(verb)


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
) -> None:
    if show:
        typer.echo(f"gongkai {__version__}")
        raise typer.Exit


def main() -> None:
    """Entry point of the console script; turns the errors we know into one line and a code."""
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        try:
            app()
        finally:
            sys.stdout.flush()  # while somebody listens to what comes of it
    except BrokenPipeError:
        _end_unread()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # click and Rich both end with 1 for it
            _end_unread()
        raise
    except Exception as error:
        said = complaint(error)
        if said is None:
            raise
        line, code = said
        print(f"gongkai: {line}", file=sys.stderr)
        sys.exit(code)


def _end_unread() -> NoReturn:
    """What is left in the buffers goes nowhere, else Python complains of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(UNREAD)
