"""A government's report against those of its offices, departments, towns and streets.

The report of a government normally covers all of them, that of its office only the office itself.
Whether towns are counted in is a local rule, so nothing here is hard.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from parser.extraction import Extraction, Finding
from parser.findings import finding
from parser.tables.printed import Printed


def check_hierarchy(
    parent: Extraction, children: Sequence[Extraction], complete: bool = False
) -> list[Finding]:
    """Every cell of the parent against the same cell of the children of that year.

    ``complete`` says that no child is missing; only then must the sums be equal. Raises
    ``ValueError`` for a child of another year."""
    year = parent.metadata.year
    for child in children:
        if child.metadata.year != year:
            raise ValueError(
                f"{Printed.by(child).report}: not a report of {year}; give reports of one year"
            )
    whole, parts = Printed.by(parent), [Printed.by(child) for child in children]
    aggregates = parent.metadata.issuer.kind in ("government", None)
    return [
        found
        for path in whole.figures
        for found in _check_cell(path, whole, parts, aggregates, complete)
    ]


def _check_cell(
    path: str, whole: Printed, parts: Sequence[Printed], aggregates: bool, complete: bool
) -> Iterator[Finding]:
    total, filled = whole.number(path), [part for part in parts if part.number(path) is not None]
    if not filled:
        return
    numbers = [part.number(path) or 0 for part in filled]
    sum_, largest = sum(numbers), max(numbers)
    rules = {"H-SUM": total is not None and total >= sum_}
    if complete:
        rules["H-EQ"] = total == sum_
    if total is not None and total < largest:
        rules["H-SCOPE"] = False
    for rule, kept in rules.items():
        yield finding(
            rule,
            path,
            ("pass" if kept else "fail") if aggregates and total is not None else "not_assessable",
            chain(whole.cite([path]), *(part.cite([path]) for part in filled)),
            total=_shown(total),
            sum=_shown(sum_),
            largest=_shown(largest),
            count=len(filled),
        )


def _shown(number: int | Decimal | None) -> str:
    return "?" if number is None else format(number, "f") if number else "0"
