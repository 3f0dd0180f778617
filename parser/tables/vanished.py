"""Rows of flattened text that lost their blank cells, placed by the identities of their table."""

from collections.abc import Iterator, Mapping

from parser.forms import Form
from parser.forms.remedies import BLOCKS, OUTCOMES
from parser.forms.requests import APPLICANTS, NOT_RESULTS
from parser.tables.solving import Identity, Kept, Term, solve


def occupants_of(form: Form, kept: Mapping[str, Kept]) -> Mapping[str, list[set[int | None]]]:
    """By the path of a row and by column: the ordinals of the kept values that may stand there.

    ``{}`` where the table has no identities, or lacks a row that takes part in them."""
    if any(row.path not in kept for row in form.rows):
        return {}
    if form.table == "requests":
        keys = [row.path.removeprefix("requests.") for row in form.rows]
        return solve(kept, len(APPLICANTS), list(_of_requests(keys)))
    if form.table == "remedies":
        return solve(kept, len(BLOCKS) * len(OUTCOMES), list(_of_remedies(form.rows[0].path)))
    return {}


def _of_requests(keys: list[str]) -> Iterator[Identity]:
    """T3-ROWSUM, T3-BALANCE and T3-RESULTS-SUM."""
    leaves = [key for key in keys if key not in NOT_RESULTS]
    total = len(APPLICANTS) - 1
    for key in keys:
        kinds = [Term(f"requests.{key}", column, 1) for column in range(total)]
        yield [*kinds, Term(f"requests.{key}", total, -1)]
    for column in range(len(APPLICANTS)):
        yield _column(column, ["new_received", "carried_in"], ["results_total", "carried_out"])
        yield _column(column, leaves, ["results_total"])


def _column(column: int, left: list[str], right: list[str]) -> Identity:
    return [
        Term(f"requests.{key}", column, sign)
        for keys, sign in ((left, 1), (right, -1))
        for key in keys
    ]


def _of_remedies(row: str) -> Iterator[Identity]:
    """T4-SUM."""
    size = len(OUTCOMES)
    for first in range(0, len(BLOCKS) * size, size):
        parts = [Term(row, column, 1) for column in range(first, first + size - 1)]
        yield [*parts, Term(row, first + size - 1, -1)]
