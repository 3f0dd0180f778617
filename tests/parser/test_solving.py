"""Vanished blanks: what is placed is right, whatever the table says."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from parser.forms import ALL, Form
from parser.tables.solving import Kept, Term, solve
from parser.tables.vanished import occupants_of

REQUESTS = next(form for form in ALL if form.table == "requests" and form.family == "f2019")
REMEDIES = next(form for form in ALL if form.table == "remedies" and form.family == "f2019")
KINDS = 6
FIRST, LAST = REQUESTS.rows[2].path, REQUESTS.rows[20].path
"""Of the results."""
CLOSING = 22
Table = dict[str, list[int | None]]


def table(results: Sequence[Sequence[int]]) -> Table:
    """A table of section 三 that keeps its identities, 0 left blank: all that came was closed."""
    counts = [[*row, sum(row)] for row in results]
    total = [sum(column) for column in zip(*counts, strict=True)]
    blank = [0] * (KINDS + 1)
    rows = [total, blank, *counts, total, blank]
    return {
        row.path: [value or None for value in values]
        for row, values in zip(REQUESTS.rows, rows, strict=True)
    }


def zeros(values: Sequence[int | None]) -> Kept:
    return [value or 0 for value in values]


def kept(printed: Table) -> dict[str, Kept]:
    """The first and the last two rows print their zeros, the others have lost their blanks."""
    full = {REQUESTS.rows[0].path, REQUESTS.rows[1].path, *(r.path for r in REQUESTS.rows[21:])}
    return {
        path: zeros(values) if path in full else [v for v in values if v is not None]
        for path, values in printed.items()
    }


def misplaced(form: Form, printed: Table, values: dict[str, Kept]) -> list[str]:
    """The rows in which a cell is said to hold what it does not; a blank is as good as a 0."""
    wrong = []
    for path, cells in occupants_of(form, values).items():
        for column, found in enumerate(cells):
            at = next(iter(found))
            said = values[path][at] if at is not None else None
            if len(found) == 1 and (said or 0) != (printed[path][column] or 0):
                wrong.append(path)
    return wrong


counts = st.sampled_from([0, 0, 0, 1, 2, 5, 40])
tables = st.lists(st.lists(counts, min_size=KINDS, max_size=KINDS), min_size=19, max_size=19)


@settings(max_examples=20, deadline=None)
@given(tables.map(table))
def test_what_is_placed_in_a_valid_table_is_right(printed: Table) -> None:
    assert not misplaced(REQUESTS, printed, kept(printed))


@settings(max_examples=20, deadline=None)
@given(tables.map(table), st.integers(2, 20), st.integers(0, KINDS), st.integers(1, 9))
def test_a_broken_sum_is_not_mended(printed: Table, row: int, column: int, more: int) -> None:
    values = printed[REQUESTS.rows[row].path]
    values[column] = (values[column] or 0) + more
    assert not misplaced(REQUESTS, printed, kept(printed))


def test_the_only_placement_is_found() -> None:
    printed = table([[6, 1, 0, 0, 2, 0], *[[0] * KINDS] * 18])
    found = occupants_of(REQUESTS, kept(printed))[FIRST]
    assert found == [{0}, {1}, {None}, {None}, {2}, {None}, {3}]


def test_two_placements_are_told_apart_by_nothing() -> None:
    """Both applicants sent one; each result is of one of them."""
    ones = [[1, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0]]
    found = occupants_of(REQUESTS, kept(table([*ones, *[[0] * KINDS] * 17])))[FIRST]
    assert found[:2] == [{0, None}, {0, None}]
    assert found[KINDS] == {1}


def test_a_total_of_section_four_tells_its_block() -> None:
    values: list[int | None] = [3, 1, 0, 0, 4, 0, 0, 0, 0, 0, 2, 0, 7, 9]
    found = occupants_of(REMEDIES, {"remedies": values})["remedies"]
    assert (found[4], found[14]) == ({4}, {13})
    assert len(found[10]) > 1


def test_a_table_without_one_of_its_rows_tells_nothing() -> None:
    values = kept(table([[1] * KINDS] * 19))
    del values[LAST]
    assert occupants_of(REQUESTS, values) == {}


def test_more_placements_than_anyone_can_try_tell_nothing() -> None:
    assert solve({"row": [1] * 20}, 40, [[Term("row", 0, 1), Term("row", 39, -1)]]) == {}
