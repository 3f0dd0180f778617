"""What the figures must satisfy among themselves: every check as a finding."""

from collections.abc import Iterator

from parser.checks import disclosure, negative, remedies, requests, statistics
from parser.extraction import Finding, Metadata
from parser.tables.keeping import Reading
from parser.tables.printed import Printed

__all__ = ["check_figures"]


def check_figures(reading: Reading, metadata: Metadata) -> Iterator[Finding]:
    printed = Printed(reading.figures, reading.cells, unread=reading.unread)
    for form in reading.forms:
        yield from negative.check(form, printed)
        if form.table == "proactive":
            yield from disclosure.check(form, printed, metadata)
        elif form.table == "requests":
            yield from requests.check(form, printed, reading.subtotals)
        elif form.table == "remedies":
            yield from remedies.check(printed)
        else:
            yield from statistics.check(printed)
