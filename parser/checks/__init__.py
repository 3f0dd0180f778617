"""What the figures must satisfy among themselves (formats.md 3): every check as a finding."""

from collections.abc import Iterator

from parser.checks import disclosure, remedies, requests, statistics
from parser.extraction import Finding
from parser.reading import Reading

__all__ = ["check_figures"]


def check_figures(reading: Reading, issuer_kind: str | None) -> Iterator[Finding]:
    for form in reading.forms:
        if form.table == "proactive":
            yield from disclosure.check(form, reading, issuer_kind)
        elif form.table == "requests":
            yield from requests.check(form, reading)
        elif form.table == "remedies":
            yield from remedies.check(reading)
        else:
            yield from statistics.check(reading)
