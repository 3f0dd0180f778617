"""What stands above a table: the year that its figures are of, the unit of its money."""

import re
from collections.abc import Iterable, Iterator

from parser.grid import Table

MAX_CAPTION = 40
"""Characters of a line that is no paragraph."""
LINES = 2
"""A title and a unit."""
_YEAR = re.compile(r"(20\d\d)\s*年")


def captioned(body: Iterable[str | Table]) -> Iterator[tuple[str, Table]]:
    """The tables of a document with the short lines right above each."""
    lines: list[str] = []
    for item in body:
        if isinstance(item, Table):
            yield " ".join(lines[-LINES:]), item
            lines = []
        elif len(item) <= MAX_CAPTION and not item.endswith("。"):
            lines.append(item)
        else:
            lines = []


def is_of_other_year(text: str, year: int | None) -> bool:
    """Does it state a year, and not that of the report?"""
    years = set(map(int, _YEAR.findall(text)))
    return year is not None and bool(years) and year not in years
