"""What ``gongkai demo`` tells: portals, reports, figures, findings, and what changed."""

import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crawler.commands.display import changes_table, console, heading, table, words
from parser.paths import flatten
from store import queries
from store.archive import Archive
from store.rows import ChangeRow, ReportRow

if TYPE_CHECKING:
    from demo import Portal


class Story:
    """Told day by day; ``folder`` is the archive's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told: dict[int, ChangeRow] = {}
        """Changes by their id, as they were when they were told."""

    def opening(self, portals: "Sequence[Portal]") -> None:
        heading(f"A country of {len(portals)} portals, on this machine only")
        listed = table("  portal", "system", "encoding", "address")
        for portal in portals:
            system = f"{portal.family}/{portal.dialect}"
            listed.add_row(f"  {portal.name}", system, portal.encoding, portal.url)
        console.print(listed)

    def day(self, number: int) -> None:
        console.print()
        with Archive.open(self._folder) as archive:
            rows = {row.id: row for row in queries.changes(archive)}
            if number == 1:
                heading("Day 1: what is there")
                _tell_reports(archive)
            else:
                heading(f"Day {number}: what has changed")
                _tell_changes(archive, [row for row in rows.values() if row.id not in self._told])
        for row in self._told.values():
            now = rows[row.id]
            if now.class_ == row.class_ and now.confirmed and not row.confirmed:
                console.print(f"  Seen again to be gone, so confirmed: {row.issuer} {row.year}")
        self._told = rows

    def ending(self) -> None:
        console.print()
        heading("The archive")
        console.print(
            f"  {self._folder}/warc holds every response, {self._folder}/index.sqlite the rest."
        )
        console.print("  Try next:", style="bold")
        for line in self._next_steps():
            step = f"    {_gongkai()} {line} --archive {self._folder}"
            console.print(step, markup=False, soft_wrap=True)

    def _next_steps(self) -> Iterator[str]:
        yield "reports --year 2023"
        edited = next((row for row in self._told.values() if row.class_ == "figures"), None)
        if edited is not None:
            for verb in ("diff", "versions", "show"):
                yield f'{verb} "{edited.issuer} {edited.year}"'
        yield "changes --json"


def _gongkai() -> str:
    """As this command was called, where it is not on the path: ``.venv/bin/gongkai``."""
    return "gongkai" if shutil.which("gongkai") else sys.argv[0]


def _tell_reports(archive: Archive) -> None:
    reports = list(queries.reports(archive))
    console.print(_by_body(reports))
    read = [
        value
        for row in reports
        for value in flatten(queries.show(archive, str(row.id)).extraction.tables).values()
    ]
    blank = sum(value is None for value in read)
    console.print(f"\n  {len(reports)} reports, {len(read)} figures read ({blank} cells are blank)")
    failed = [
        (row, finding) for row in reports for finding in row.findings if finding.status == "fail"
    ]
    hard = [(row, finding) for row, finding in failed if finding.severity == "H"]
    console.print(
        f"  {len(failed)} findings: {len(failed) - len(hard)} oddities (see gongkai show), and "
        f"{len(hard)} arithmetic errors:"
    )
    for row, finding in hard:
        body = Text(f"{row.issuer} {row.year}  ", style="red")
        said = Text(f"{finding.rule} {finding.where}: {finding.message}", "default")
        console.print(Padding.indent(body + said, 4))


def _tell_changes(archive: Archive, changes: Sequence[ChangeRow]) -> None:
    console.print(changes_table(changes) if changes else "  nothing")
    for row in changes:
        if row.class_ == "wording":
            console.print(f"\n  What {row.issuer} {row.year} now says:")
            for edits in queries.compare(archive, row.url, row.from_, row.to).text:
                console.print(Padding.indent(words(edits), 4), end="")


def _by_body(reports: Iterable[ReportRow]) -> Table:
    listed = table("  body", "years", "form (reports)", "findings", right=("findings",))
    for issuer, group in groupby(reports, key=lambda row: row.issuer):
        rows = list(group)
        forms = Counter(row.family or "?" for row in rows)
        failed = sum(finding.status == "fail" for row in rows for finding in row.findings)
        listed.add_row(
            f"  {issuer}",
            _spans(row.year for row in rows if row.year),
            ", ".join(f"{form} ({count})" for form, count in sorted(forms.items())),
            str(failed or ""),
        )
    return listed


def _spans(years: Iterable[int]) -> str:
    """``2016–2019, 2021`` for a set of years."""
    runs = groupby(enumerate(sorted(set(years))), key=lambda pair: pair[1] - pair[0])
    spans = [[year for _, year in run] for _, run in runs]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in spans)
